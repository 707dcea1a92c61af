package io.gnocchi.server.sql;

import io.gnocchi.server.sql.IndexTables.History;
import io.gnocchi.server.sql.IndexTables.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// New revisions of many resources at once that differ from the last in `ended_at` alone.
final class EndingRows {
    private final Dialect dialect;
    private final TypeRows types;

    EndingRows(Dialect dialect, TypeRows types) {
        this.dialect = dialect;
        this.types = types;
    }

    /// @return how many there were
    int change(DSLContext sql, Set<UUID> ids, @Nullable Instant end, Instant now) {
        if (ids.isEmpty()) {
            return 0;
        }
        var names =
                sql.selectDistinct(Resources.TYPE)
                        .from(Resources.TABLE)
                        .where(dialect.isOneOf(Resources.ID, ids))
                        .fetchSet(Resources.TYPE);
        keep(sql, ids, now);
        for (var name : names) {
            var layout = types.held(sql, name);
            if (!layout.isGeneric()) {
                keepAttributes(sql, layout, ids);
            }
        }
        return sql.update(Resources.TABLE)
                .set(Resources.ENDED_AT, Micros.ofNullable(end))
                .set(Resources.REVISION_START, Micros.of(now))
                .where(dialect.isOneOf(Resources.ID, ids))
                .execute();
    }

    /// The revisions that are now over.
    private void keep(DSLContext sql, Set<UUID> ids, Instant now) {
        var live = new ArrayList<Field<?>>(Resources.ALL);
        live.add(DSL.val(Micros.of(now)));
        sql.insertInto(History.TABLE, History.ALL.subList(0, live.size()))
                .select(
                        sql.select(live)
                                .from(Resources.TABLE)
                                .where(dialect.isOneOf(Resources.ID, ids)))
                .execute();
    }

    /// What their type adds: of those revisions that have none of it yet.
    private void keepAttributes(DSLContext sql, TypeLayout layout, Set<UUID> ids) {
        var target = new ArrayList<Field<?>>();
        target.add(layout.pastRevision());
        target.addAll(layout.columnsIn(layout.pastName()));
        var source = new ArrayList<Field<?>>();
        source.add(History.REVISION);
        source.addAll(layout.columnsIn(layout.liveName()));
        var kept =
                sql.selectOne()
                        .from(layout.past())
                        .where(layout.pastRevision().eq(History.REVISION));
        sql.insertInto(layout.past(), target)
                .select(
                        sql.select(source)
                                .from(History.TABLE)
                                .join(layout.live())
                                .on(layout.liveId().eq(History.ID))
                                .where(dialect.isOneOf(History.ID, new HashSet<>(ids)))
                                .andNotExists(kept))
                .execute();
    }
}
