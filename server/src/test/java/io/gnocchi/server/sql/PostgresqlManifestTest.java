package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.ManifestContract;
import io.gnocchi.core.model.Sacks;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlManifestTest extends ManifestContract {
    @AutoClose private static PostgresqlServer server;
    @AutoClose private final OpenDatabases databases = new OpenDatabases();

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = PostgresqlServer.start();
    }

    @Override
    protected Manifest create(Sacks sacks) throws SQLException {
        var database = databases.open(server.migratedDatabase(), PostgresqlServer.USER);
        return OpenDatabases.manifest(database, sacks);
    }
}
