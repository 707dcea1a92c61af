package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = MariadbServer.VARIABLE, matches = ".+")
class MariadbIndexTest extends SqlIndexContract {
    @AutoClose private static MariadbTables tables;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @BeforeAll
    static void createTables() throws SQLException {
        tables = new MariadbTables();
    }

    @Override
    protected Index create(InstantSource clock) {
        return new SqlIndex(tables.emptied(), clock);
    }

    @Override
    Database create(ExecuteListener listener) {
        tables.emptied();
        return databases.listenedTo(tables.url(), null, listener);
    }
}
