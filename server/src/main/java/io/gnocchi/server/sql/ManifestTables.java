package io.gnocchi.server.sql;

import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The tables of the manifest; `db/migration` says what they hold.
final class ManifestTables {
    private ManifestTables() {}

    static final class Head {
        static final Table<Record> TABLE = table("manifest_head");
        static final Field<Integer> ID = column("manifest_head", "id", SQLDataType.INTEGER);
        static final Field<Integer> SACKS = column("manifest_head", "sacks", SQLDataType.INTEGER);
        static final Field<Long> ORDINAL = column("manifest_head", "ordinal", SQLDataType.BIGINT);
        static final Field<Long> LAYOUT = column("manifest_head", "layout", SQLDataType.BIGINT);
        static final Field<String> LAYOUT_RECORD =
                column("manifest_head", "layout_record", SQLDataType.CLOB);
        static final Field<Long> LAYOUT_SINCE =
                column("manifest_head", "layout_since", SQLDataType.BIGINT);
        static final Field<Integer> FORMER_SACKS =
                column("manifest_head", "former_sacks", SQLDataType.INTEGER);
        static final List<Field<?>> OF_LAYOUT =
                List.of(SACKS, LAYOUT, LAYOUT_RECORD, LAYOUT_SINCE, FORMER_SACKS);

        private Head() {}
    }

    static final class Batches {
        static final Table<Record> TABLE = table("batch");
        static final Field<Long> ORDINAL = column("batch", "ordinal", SQLDataType.BIGINT);
        static final Field<String> OBJECT_KEY = column("batch", "object_key", SQLDataType.CLOB);
        static final Field<Long> SIZE_BYTES = column("batch", "size_bytes", SQLDataType.BIGINT);
        static final Field<Integer> SACKS = column("batch", "sacks", SQLDataType.INTEGER);
        static final Field<byte[]> SECTIONS = column("batch", "sections", SQLDataType.BLOB);
        static final List<Field<?>> ALL = List.of(ORDINAL, OBJECT_KEY, SIZE_BYTES, SACKS, SECTIONS);

        private Batches() {}
    }

    static final class SackRows {
        static final Table<Record> TABLE = table("sack");
        static final Field<Integer> SACK = column("sack", "sack", SQLDataType.INTEGER);
        static final Field<Long> EPOCH = column("sack", "epoch", SQLDataType.BIGINT);
        static final Field<Long> CONSUMED = column("sack", "consumed", SQLDataType.BIGINT);
        static final Field<String> OWNER = column("sack", "owner", SQLDataType.CLOB);
        static final Field<Long> LEASE_UNTIL = column("sack", "lease_until", SQLDataType.BIGINT);
        static final Field<Long> GENERATION = column("sack", "generation", SQLDataType.BIGINT);
        static final Field<String> RECORD_KEY = column("sack", "record_key", SQLDataType.CLOB);
        static final Field<Integer> MARKS = column("sack", "marks", SQLDataType.INTEGER);
        static final List<Field<?>> ALL = List.of(SACK, EPOCH, CONSUMED, OWNER, LEASE_UNTIL);

        private SackRows() {}
    }

    /// What each sack of the former layout had consumed.
    static final class FormerSacks {
        static final Table<Record> TABLE = table("former_sack");
        static final Field<Integer> SACK = column("former_sack", "sack", SQLDataType.INTEGER);
        static final Field<Long> CONSUMED = column("former_sack", "consumed", SQLDataType.BIGINT);

        private FormerSacks() {}
    }

    /// What sacks have taken over of the former layout.
    static final class Taken {
        static final Table<Record> TABLE = table("taken");
        static final Field<Integer> SACK = column("taken", "sack", SQLDataType.INTEGER);
        static final Field<String> OBJECT_KEY = column("taken", "object_key", SQLDataType.CLOB);

        private Taken() {}
    }

    static final class Workers {
        static final Table<Record> TABLE = table("worker");
        static final Field<String> NAME = column("worker", "name", SQLDataType.CLOB);
        static final Field<Long> ALIVE_UNTIL = column("worker", "alive_until", SQLDataType.BIGINT);

        private Workers() {}
    }

    static final class Duties {
        static final Table<Record> TABLE = table("duty");
        static final Field<String> NAME = column("duty", "name", SQLDataType.CLOB);
        static final Field<String> OWNER = column("duty", "owner", SQLDataType.CLOB);
        static final Field<Long> HELD_UNTIL = column("duty", "held_until", SQLDataType.BIGINT);
        static final Field<Long> DONE_AT = column("duty", "done_at", SQLDataType.BIGINT);
        static final Field<Long> STEADY_SINCE = column("duty", "steady_since", SQLDataType.BIGINT);
        static final List<Field<?>> STATE = List.of(OWNER, HELD_UNTIL, DONE_AT, STEADY_SINCE);

        private Duties() {}
    }

    static final class Segments {
        static final Table<Record> TABLE = table("segment");
        static final Field<String> OBJECT_KEY = column("segment", "object_key", SQLDataType.CLOB);

        private Segments() {}
    }

    static final class Parts {
        static final Table<Record> TABLE = table("segment_part");
        static final Field<Integer> SACK = column("segment_part", "sack", SQLDataType.INTEGER);
        static final Field<String> OBJECT_KEY =
                column("segment_part", "object_key", SQLDataType.CLOB);
        static final Field<Long> FROM = column("segment_part", "from_ordinal", SQLDataType.BIGINT);
        static final Field<Long> THROUGH =
                column("segment_part", "through_ordinal", SQLDataType.BIGINT);
        static final Field<Long> SIZE_BYTES =
                column("segment_part", "size_bytes", SQLDataType.BIGINT);
        static final Field<Long> PART_BYTES =
                column("segment_part", "part_bytes", SQLDataType.BIGINT);
        static final Field<Long> MIN_NANOS =
                column("segment_part", "min_nanos", SQLDataType.BIGINT);
        static final Field<Long> MAX_NANOS =
                column("segment_part", "max_nanos", SQLDataType.BIGINT);

        /// 1 when the sack is one of the former layout.
        static final Field<Integer> FORMER = column("segment_part", "former", SQLDataType.INTEGER);

        static final List<Field<?>> ALL =
                List.of(
                        SACK,
                        OBJECT_KEY,
                        FROM,
                        THROUGH,
                        SIZE_BYTES,
                        PART_BYTES,
                        MIN_NANOS,
                        MAX_NANOS);

        private Parts() {}
    }

    static final class SetAsides {
        static final Table<Record> TABLE = table("set_aside");
        static final Field<Integer> SACK = column("set_aside", "sack", SQLDataType.INTEGER);
        static final Field<String> OBJECT_KEY = column("set_aside", "object_key", SQLDataType.CLOB);
        static final Field<String> METRIC = column("set_aside", "metric", SQLDataType.CLOB);
        static final Field<Long> THROUGH =
                column("set_aside", "through_ordinal", SQLDataType.BIGINT);
        static final Field<Long> BYTES = column("set_aside", "bytes", SQLDataType.BIGINT);
        static final Field<Long> SINCE = column("set_aside", "since", SQLDataType.BIGINT);
        static final Field<String> REASON = column("set_aside", "reason", SQLDataType.CLOB);
        static final Field<String> VERDICT = column("set_aside", "verdict", SQLDataType.CLOB);
        static final List<Field<?>> ALL =
                List.of(SACK, OBJECT_KEY, METRIC, THROUGH, BYTES, SINCE, REASON, VERDICT);

        private SetAsides() {}
    }

    static final class Condemned {
        static final Table<Record> TABLE = table("condemned");
        static final Field<String> OBJECT_KEY = column("condemned", "object_key", SQLDataType.CLOB);
        static final Field<Long> CONDEMNED_AT =
                column("condemned", "condemned_at", SQLDataType.BIGINT);
        static final Field<Long> DELETED_AT = column("condemned", "deleted_at", SQLDataType.BIGINT);

        private Condemned() {}
    }

    private static Table<Record> table(String name) {
        return DSL.table(DSL.name(name));
    }

    private static <T> Field<T> column(String table, String name, DataType<T> type) {
        return DSL.field(DSL.name(table, name), type);
    }
}
