package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class PostgresqlDatabaseTest extends DatabaseContract {
    @AutoClose private static PostgresqlServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresqlServer.start();
    }

    @Override
    String emptyDatabase() throws SQLException {
        return server.emptyDatabase();
    }

    @Override
    Database open(OpenDatabases databases, String url) {
        return databases.open(url, PostgresqlServer.USER);
    }

    @Test
    void databaseThatGoesAwayIsUnavailableAndComesBack() throws SQLException {
        var manifest = startManifest();
        append(manifest, "b/1");
        server.shut(url());
        assertThatThrownBy(() -> append(manifest, "b/2")).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(manifest::head).isInstanceOf(UnavailableException.class);
        server.admit(url());
        assertThat(appendWhenBack(manifest).ordinal()).isEqualTo(2);
    }

    /// Every failure throws away a connection of the time before; there are not many.
    private static Batch appendWhenBack(Manifest manifest) {
        for (int tries = 0; tries < 10; tries++) {
            try {
                return append(manifest, "b/2");
            } catch (UnavailableException e) {
                assertThat(e).hasRootCauseInstanceOf(PSQLException.class);
            }
        }
        return append(manifest, "b/2");
    }

    @Test
    void processStoppedInATransactionHoldsNobodyUp() throws Exception {
        silentProcessLosesItsLocks();
    }

    @Test
    void databaseThatDoesNotListenIsUnavailable() throws IOException {
        try (var database = Database.open(urlOfNobody(), PostgresqlServer.USER, null)) {
            assertThatThrownBy(database::migrate).isInstanceOf(UnavailableException.class);
        }
    }

    private static String urlOfNobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/nobody";
        }
    }
}
