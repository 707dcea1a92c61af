package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Reads batches as the table holds them.
final class BatchRows {
    private BatchRows() {}

    /// By ordinal.
    static List<Batch> read(DSLContext sql, Condition which) {
        return sql.select(Batches.ALL)
                .from(Batches.TABLE)
                .where(which)
                .orderBy(Batches.ORDINAL)
                .fetch(row ->
                        new Batch(
                                row.get(Batches.ORDINAL),
                                row.get(Batches.OBJECT_KEY),
                                row.get(Batches.SIZE_BYTES),
                                new Sacks(row.get(Batches.SACKS)),
                                Sections.decode(row.get(Batches.SECTIONS))));
    }

    /// Those not yet folded by all sacks, by ordinal.
    static List<Batch> unfolded(DSLContext sql) {
        var least = sql.select(DSL.min(SackRows.CONSUMED)).from(SackRows.TABLE);
        return read(sql, Batches.ORDINAL.gt(DSL.field(least)));
    }
}
