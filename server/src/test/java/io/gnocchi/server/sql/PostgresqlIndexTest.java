package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlIndexTest extends SqlIndexContract {
    @AutoClose private static PostgresqlTables tables;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @BeforeAll
    static void createTables() throws IOException, SQLException {
        tables = PostgresqlTables.create();
    }

    @Override
    protected Index create(InstantSource clock) {
        return new SqlIndex(tables.emptied(), clock);
    }

    @Override
    Database create(ExecuteListener listener) {
        tables.emptied();
        return databases.listenedTo(tables.url(), PostgresqlServer.USER, listener);
    }
}
