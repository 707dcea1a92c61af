package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.LayoutChange;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.server.sql.ManifestTables.Condemned;
import io.gnocchi.server.sql.ManifestTables.FormerSacks;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.SetAsides;
import io.gnocchi.server.sql.ManifestTables.Taken;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// How many sacks there are, and its change.
///
/// The parts of the former layout stay the rows they are, with a mark; what a sack has taken over
/// of a segment is a row of its own. So a change costs as many rows as there are sacks, however
/// much they hold.
final class Layouts {
    private final Database database;

    Layouts(Database database) {
        this.database = database;
    }

    /// The layout as it is now.
    static Layout read(DSLContext sql) {
        return of(sql, sql.select(Head.OF_LAYOUT).from(Head.TABLE).fetchSingle());
    }

    /// The layout that the columns of the head row tell; asks for what is left of the one before,
    /// if anything is.
    static Layout of(DSLContext sql, Record head) {
        return new Layout(
                new Sacks(head.get(Head.SACKS)),
                head.get(Head.LAYOUT),
                head.get(Head.LAYOUT_RECORD),
                head.get(Head.LAYOUT_SINCE),
                head.get(Head.FORMER_SACKS) == 0 ? null : former(sql, head.get(Head.FORMER_SACKS)));
    }

    private static Layout.Former former(DSLContext sql, int sacks) {
        var consumed =
                sql.select(FormerSacks.CONSUMED)
                        .from(FormerSacks.TABLE)
                        .orderBy(FormerSacks.SACK)
                        .fetch(FormerSacks.CONSUMED);
        return new Layout.Former(new Sacks(sacks), consumed);
    }

    boolean change(LayoutChange change) {
        return database.write(sql -> {
            database.dialect().locked(sql.select(Head.ID).from(Head.TABLE)).fetch();
            var rows = lockedSacks(sql);
            if (!mayChange(sql, change, rows)) {
                return false;
            }
            var marks = Marks.read(sql, DSL.noCondition());
            sql.update(Parts.TABLE).set(Parts.FORMER, 1).execute();
            sql.deleteFrom(SetAsides.TABLE).execute();
            putSacks(sql, change);
            put(sql, change.after());
            Marks.put(sql, LayoutChange.marks(marks, change.after().sacks()));
            return true;
        });
    }

    private Result<? extends Record> lockedSacks(DSLContext sql) {
        var rows =
                sql.select(SackRows.SACK, SackRows.EPOCH, SackRows.GENERATION)
                        .from(SackRows.TABLE)
                        .orderBy(SackRows.SACK);
        return database.dialect().locked(rows).fetch();
    }

    private static boolean mayChange(
            DSLContext sql, LayoutChange change, Result<? extends Record> rows) {
        if (!change.follows(read(sql)) || rows.size() != change.leases().size()) {
            return false;
        }
        for (int sack = 0; sack < rows.size(); sack++) {
            Lease lease = change.leases().get(sack);
            var row = rows.get(sack);
            if (row.get(SackRows.SACK) != sack
                    || row.get(SackRows.EPOCH) != lease.epoch()
                    || !row.get(SackRows.GENERATION).equals(change.generations().get(sack))) {
                return false;
            }
        }
        return !sql.fetchExists(Condemned.TABLE, Condemned.OBJECT_KEY.eq(change.after().record()));
    }

    private static void putSacks(DSLContext sql, LayoutChange change) {
        sql.deleteFrom(SackRows.TABLE).execute();
        var consumed = change.consumed();
        var insert =
                sql.insertInto(
                                SackRows.TABLE,
                                SackRows.SACK,
                                SackRows.EPOCH,
                                SackRows.CONSUMED,
                                SackRows.LEASE_UNTIL,
                                SackRows.GENERATION,
                                SackRows.RECORD_KEY)
                        .values((Integer) null, null, null, null, null, null);
        var rows =
                IntStream.range(0, consumed.size())
                        .mapToObj(sack ->
                                new Object[] {
                                    sack,
                                    change.epoch(),
                                    consumed.get(sack),
                                    0L,
                                    change.generation(),
                                    change.after().record()
                                })
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
    }

    /// Writes the layout down, and what each sack of the one before had consumed.
    static void put(DSLContext sql, Layout layout) {
        var former = layout.former();
        sql.update(Head.TABLE)
                .set(Head.SACKS, layout.sacks().count())
                .set(Head.LAYOUT, layout.number())
                .set(Head.LAYOUT_RECORD, layout.record())
                .set(Head.LAYOUT_SINCE, layout.since())
                .set(Head.FORMER_SACKS, former == null ? 0 : former.sacks().count())
                .execute();
        sql.deleteFrom(FormerSacks.TABLE).execute();
        sql.deleteFrom(Taken.TABLE).execute();
        if (former != null) {
            putConsumed(sql, former.consumed());
        }
    }

    private static void putConsumed(DSLContext sql, List<Long> consumed) {
        var insert =
                sql.insertInto(FormerSacks.TABLE, FormerSacks.SACK, FormerSacks.CONSUMED)
                        .values((Integer) null, null);
        var rows =
                IntStream.range(0, consumed.size())
                        .mapToObj(sack -> new Object[] {sack, consumed.get(sack)})
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
    }

    /// Forgets inherited parts that all heirs have taken over, and the former layout when none are
    /// left and nobody needs to know what it had folded. Everything is locked.
    ///
    /// @param consumedByAll the last ordinal that every sack has consumed
    static void forgetTaken(DSLContext sql, long consumedByAll) {
        var layout = read(sql);
        var former = layout.former();
        if (former == null) {
            return;
        }
        var parts = sql.select(Parts.SACK, Parts.OBJECT_KEY).from(Parts.TABLE);
        var heirs = new HashMap<String, Set<Integer>>();
        int divisor = Shard.divisor(layout.sacks(), former.sacks());
        for (var part : parts.where(Parts.FORMER.eq(1)).fetch()) {
            heirs.computeIfAbsent(part.get(Parts.OBJECT_KEY), _ -> new HashSet<>())
                    .add(part.get(Parts.SACK) % divisor);
        }
        var taken = sql.select(Taken.SACK, Taken.OBJECT_KEY).from(Taken.TABLE);
        var takers = taken.fetchGroups(Taken.OBJECT_KEY, Taken.SACK);
        int left = heirs.size();
        for (var key : heirs.entrySet()) {
            int wanted = key.getValue().size() * (layout.sacks().count() / divisor);
            var by = takers.get(key.getKey());
            if (by != null && by.size() == wanted) {
                forget(sql, key.getKey());
                left--;
            }
        }
        if (left == 0 && consumedByAll >= layout.since()) {
            put(sql, layout.atRest());
        }
    }

    private static void forget(DSLContext sql, String key) {
        sql.deleteFrom(Parts.TABLE)
                .where(Parts.OBJECT_KEY.eq(key))
                .and(Parts.FORMER.eq(1))
                .execute();
        sql.deleteFrom(Taken.TABLE).where(Taken.OBJECT_KEY.eq(key)).execute();
    }
}
