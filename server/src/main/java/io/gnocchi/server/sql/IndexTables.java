package io.gnocchi.server.sql;

import java.util.List;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The tables of the index; `db/migration` says what they hold.
final class IndexTables {
    private IndexTables() {}

    static final class Policies {
        static final Table<Record> TABLE = table("archive_policy");
        static final Field<String> NAME = column("archive_policy", "name", SQLDataType.CLOB);
        static final Field<Integer> BACK_WINDOW =
                column("archive_policy", "back_window", SQLDataType.INTEGER);
        static final Field<String> DEFINITION =
                column("archive_policy", "definition", SQLDataType.CLOB);
        static final Field<String> METHODS = column("archive_policy", "methods", SQLDataType.CLOB);
        static final List<Field<?>> ALL = List.of(NAME, BACK_WINDOW, DEFINITION, METHODS);

        private Policies() {}
    }

    static final class State {
        static final Table<Record> TABLE = table("index_state");
        static final Field<Long> METRIC_CHANGES =
                column("index_state", "metric_changes", SQLDataType.BIGINT);

        private State() {}
    }

    static final class Rules {
        static final Table<Record> TABLE = table("archive_policy_rule");
        static final Field<String> NAME = column("archive_policy_rule", "name", SQLDataType.CLOB);
        static final Field<String> POLICY =
                column("archive_policy_rule", "archive_policy_name", SQLDataType.CLOB);
        static final Field<String> PATTERN =
                column("archive_policy_rule", "metric_pattern", SQLDataType.CLOB);
        static final List<Field<?>> ALL = List.of(NAME, POLICY, PATTERN);

        private Rules() {}
    }

    static final class Types {
        static final Table<Record> TABLE = table("resource_type");
        static final Field<String> NAME = column("resource_type", "name", SQLDataType.CLOB);
        static final Field<String> STATE = column("resource_type", "state", SQLDataType.CLOB);
        static final Field<String> ATTRIBUTES =
                column("resource_type", "attributes", SQLDataType.CLOB);
        static final Field<Long> NUMBER = column("resource_type", "number", SQLDataType.BIGINT);
        static final Field<Integer> LAST_COLUMN =
                column("resource_type", "last_column", SQLDataType.INTEGER);
        static final List<Field<?>> ALL = List.of(NAME, STATE, ATTRIBUTES, NUMBER, LAST_COLUMN);

        private Types() {}
    }

    static final class TypeHead {
        static final Table<Record> TABLE = table("resource_type_head");
        static final Field<Long> LAST_NUMBER =
                column("resource_type_head", "last_number", SQLDataType.BIGINT);

        private TypeHead() {}
    }

    static final class Resources {
        static final Table<Record> TABLE = table("resource");
        static final Field<UUID> ID = column("resource", "id", SQLDataType.UUID);
        static final Field<String> ORIGINAL_ID =
                column("resource", "original_id", SQLDataType.CLOB);
        static final Field<String> TYPE = column("resource", "type", SQLDataType.CLOB);
        static final Field<String> CREATOR = column("resource", "creator", SQLDataType.CLOB);
        static final Field<String> USER_ID = column("resource", "user_id", SQLDataType.CLOB);
        static final Field<String> PROJECT_ID = column("resource", "project_id", SQLDataType.CLOB);
        static final Field<Long> STARTED_AT = column("resource", "started_at", SQLDataType.BIGINT);
        static final Field<Long> ENDED_AT = column("resource", "ended_at", SQLDataType.BIGINT);
        static final Field<Long> REVISION_START =
                column("resource", "revision_start", SQLDataType.BIGINT);
        static final List<Field<?>> ALL =
                List.of(
                        ID,
                        ORIGINAL_ID,
                        TYPE,
                        CREATOR,
                        USER_ID,
                        PROJECT_ID,
                        STARTED_AT,
                        ENDED_AT,
                        REVISION_START);

        private Resources() {}
    }

    static final class History {
        static final Table<Record> TABLE = table("resource_history");
        static final Field<Long> REVISION =
                column("resource_history", "revision", SQLDataType.BIGINT);
        static final Field<UUID> ID = column("resource_history", "id", SQLDataType.UUID);
        static final Field<String> ORIGINAL_ID =
                column("resource_history", "original_id", SQLDataType.CLOB);
        static final Field<String> TYPE = column("resource_history", "type", SQLDataType.CLOB);
        static final Field<String> CREATOR =
                column("resource_history", "creator", SQLDataType.CLOB);
        static final Field<String> USER_ID =
                column("resource_history", "user_id", SQLDataType.CLOB);
        static final Field<String> PROJECT_ID =
                column("resource_history", "project_id", SQLDataType.CLOB);
        static final Field<Long> STARTED_AT =
                column("resource_history", "started_at", SQLDataType.BIGINT);
        static final Field<Long> ENDED_AT =
                column("resource_history", "ended_at", SQLDataType.BIGINT);
        static final Field<Long> REVISION_START =
                column("resource_history", "revision_start", SQLDataType.BIGINT);
        static final Field<Long> REVISION_END =
                column("resource_history", "revision_end", SQLDataType.BIGINT);

        /// As [Resources#ALL], then what only these revisions have.
        static final List<Field<?>> ALL =
                List.of(
                        ID,
                        ORIGINAL_ID,
                        TYPE,
                        CREATOR,
                        USER_ID,
                        PROJECT_ID,
                        STARTED_AT,
                        ENDED_AT,
                        REVISION_START,
                        REVISION_END,
                        REVISION);

        private History() {}
    }

    static final class Metrics {
        static final Table<Record> TABLE = table("metric");
        static final Field<UUID> ID = column("metric", "id", SQLDataType.UUID);
        static final Field<String> CREATOR = column("metric", "creator", SQLDataType.CLOB);
        static final Field<String> NAME = column("metric", "name", SQLDataType.CLOB);
        static final Field<String> UNIT = column("metric", "unit", SQLDataType.CLOB);
        static final Field<UUID> RESOURCE_ID = column("metric", "resource_id", SQLDataType.UUID);
        static final Field<String> POLICY =
                column("metric", "archive_policy_name", SQLDataType.CLOB);
        static final Field<String> STATUS = column("metric", "status", SQLDataType.CLOB);
        static final Field<Long> HEARD_AT = column("metric", "heard_at", SQLDataType.BIGINT);
        static final List<Field<?>> ALL =
                List.of(ID, CREATOR, NAME, UNIT, RESOURCE_ID, POLICY, STATUS);

        private Metrics() {}
    }

    private static Table<Record> table(String name) {
        return DSL.table(DSL.name(name));
    }

    private static <T> Field<T> column(String table, String name, DataType<T> type) {
        return DSL.field(DSL.name(table, name), type);
    }
}
