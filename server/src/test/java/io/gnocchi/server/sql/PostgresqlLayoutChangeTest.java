package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.LayoutChangeContract;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Sacks;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlLayoutChangeTest extends LayoutChangeContract {
    @AutoClose private static PostgresqlTables tables;

    @BeforeAll
    static void createTables() throws IOException, SQLException {
        tables = PostgresqlTables.create();
    }

    @Override
    protected Manifest create(Sacks sacks) {
        return OpenDatabases.manifest(tables.emptied(), sacks);
    }
}
