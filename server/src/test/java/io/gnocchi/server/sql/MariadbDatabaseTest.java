package io.gnocchi.server.sql;

import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = MariadbServer.VARIABLE, matches = ".+")
class MariadbDatabaseTest extends DatabaseContract {
    @AutoClose private static MariadbServer server;

    @BeforeAll
    static void findServer() {
        server = new MariadbServer();
    }

    @Override
    String emptyDatabase() throws SQLException {
        return server.emptyDatabase();
    }

    @Override
    Database open(OpenDatabases databases, String url) {
        return databases.open(url, null);
    }

    @Test
    void processStoppedInATransactionHoldsNobodyUp() throws Exception {
        silentProcessLosesItsLocks();
    }
}
