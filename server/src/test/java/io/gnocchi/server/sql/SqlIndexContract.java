package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.IndexContract;
import io.gnocchi.core.index.RandomSearchContract;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.api.MemoryServer;
import io.gnocchi.server.api.SpoiltRequestsContract;
import java.time.InstantSource;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.Nested;

/// What the index in every database promises.
abstract class SqlIndexContract extends IndexContract {

    @Nested
    class RandomSearches extends RandomSearchContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return SqlIndexContract.this.create(clock);
        }
    }

    /// A new and empty index whose statements are listened to.
    abstract Database create(ExecuteListener listener) throws Exception;

    @Nested
    class StatementCounts extends StatementCountContract {
        @Override
        Database create(ExecuteListener listener) throws Exception {
            return SqlIndexContract.this.create(listener);
        }
    }

    @Nested
    class RequestStatements extends RequestStatementsContract {
        @Override
        Database create(ExecuteListener listener) throws Exception {
            return SqlIndexContract.this.create(listener);
        }
    }

    @Nested
    class SpoiltRequests extends SpoiltRequestsContract {
        @Override
        protected MemoryServer start() throws Exception {
            var database = SqlIndexContract.this.create(new ExecuteListener() {});
            var manifest = OpenDatabases.manifest(database, new Sacks(4));
            return MemoryServer.over(new SqlIndex(database), manifest);
        }
    }
}
