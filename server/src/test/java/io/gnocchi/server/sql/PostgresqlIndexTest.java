package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.IndexContract;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class PostgresqlIndexTest extends IndexContract {
    @AutoClose private static PostgresqlTables tables;

    @BeforeAll
    static void createTables() throws IOException, SQLException {
        tables = PostgresqlTables.create();
    }

    @Override
    protected Index create() {
        return new SqlIndex(tables.emptied());
    }
}
