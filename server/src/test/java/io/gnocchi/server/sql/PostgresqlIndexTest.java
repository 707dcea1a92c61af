package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.IndexContract;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlIndexTest extends IndexContract {
    @AutoClose private static PostgresqlServer server;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = PostgresqlServer.start();
    }

    @Override
    protected Index create() throws SQLException {
        return new SqlIndex(databases.open(server.migratedDatabase(), PostgresqlServer.USER));
    }
}
