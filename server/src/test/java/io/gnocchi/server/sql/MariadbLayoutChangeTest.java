package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.LayoutChangeContract;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Sacks;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = MariadbServer.VARIABLE, matches = ".+")
class MariadbLayoutChangeTest extends LayoutChangeContract {
    @AutoClose private static MariadbTables tables;

    @BeforeAll
    static void createTables() throws SQLException {
        tables = new MariadbTables();
    }

    @Override
    protected Manifest create(Sacks sacks) {
        return OpenDatabases.manifest(tables.emptied(), sacks);
    }
}
