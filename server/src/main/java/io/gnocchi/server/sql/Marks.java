package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.SetAsides;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// The marks on measures that were set aside. Who changes them holds the rows of their sacks, which
/// count them: a view of sacks without marks asks for none.
final class Marks {
    private Marks() {}

    static List<SetAside> read(DSLContext sql, Condition which) {
        return sql.select(SetAsides.ALL)
                .from(SetAsides.TABLE)
                .where(which)
                .orderBy(SetAsides.SACK, SetAsides.THROUGH, SetAsides.OBJECT_KEY, SetAsides.METRIC)
                .fetch(Marks::mark);
    }

    private static SetAside mark(Record row) {
        var whose = row.get(SetAsides.METRIC);
        boolean isShard = whose.indexOf('/') >= 0;
        return new SetAside(
                row.get(SetAsides.SACK),
                isShard ? null : UUID.fromString(whose),
                isShard ? shard(whose) : null,
                row.get(SetAsides.OBJECT_KEY),
                row.get(SetAsides.THROUGH),
                row.get(SetAsides.BYTES),
                Micros.instant(row.get(SetAsides.SINCE)),
                row.get(SetAsides.REASON),
                SetAside.Verdict.valueOf(row.get(SetAsides.VERDICT)));
    }

    /// Takes marks away.
    ///
    /// @return how many were there
    static int remove(DSLContext sql, Collection<SetAside> marks) {
        if (marks.isEmpty()) {
            return 0;
        }
        var delete =
                sql.deleteFrom(SetAsides.TABLE)
                        .where(SetAsides.SACK.eq((Integer) null))
                        .and(SetAsides.OBJECT_KEY.eq((String) null))
                        .and(SetAsides.METRIC.eq((String) null));
        var rows =
                marks.stream()
                        .map(mark -> new Object[] {mark.sack(), mark.key(), whose(mark)})
                        .toArray(Object[][]::new);
        int removed = 0;
        for (int count : sql.batch(delete, rows).execute()) {
            removed += count;
        }
        count(sql, marks);
        return removed;
    }

    /// Puts marks, in place of those on the same measures.
    static void put(DSLContext sql, Collection<SetAside> marks) {
        if (marks.isEmpty()) {
            return;
        }
        remove(sql, marks);
        var insert =
                sql.insertInto(SetAsides.TABLE, SetAsides.ALL)
                        .values((Integer) null, null, null, null, null, null, null, null);
        var rows =
                marks.stream()
                        .map(mark ->
                                new Object[] {
                                    mark.sack(),
                                    mark.key(),
                                    whose(mark),
                                    mark.through(),
                                    mark.bytes(),
                                    Micros.of(mark.since()),
                                    mark.reason(),
                                    mark.verdict().name()
                                })
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
        count(sql, marks);
    }

    /// Notes a verdict.
    ///
    /// @return how many marks were still there
    static int judge(DSLContext sql, Collection<SetAside> marks, SetAside.Verdict verdict) {
        var update =
                sql.update(SetAsides.TABLE)
                        .set(SetAsides.VERDICT, (String) null)
                        .where(SetAsides.SACK.eq((Integer) null))
                        .and(SetAsides.OBJECT_KEY.eq((String) null))
                        .and(SetAsides.METRIC.eq((String) null));
        var rows =
                marks.stream()
                        .map(mark ->
                                new Object[] {verdict.name(), mark.sack(), mark.key(), whose(mark)})
                        .toArray(Object[][]::new);
        int judged = 0;
        for (int count : sql.batch(update, rows).execute()) {
            judged += count;
        }
        return judged;
    }

    private static void count(DSLContext sql, Collection<SetAside> marks) {
        var sacks = marks.stream().map(SetAside::sack).collect(toSet());
        var count = sql.selectCount().from(SetAsides.TABLE).where(SetAsides.SACK.eq(SackRows.SACK));
        sql.update(SackRows.TABLE)
                .set(SackRows.MARKS, DSL.field(count))
                .where(SackRows.SACK.in(sacks))
                .execute();
    }

    /// A metric, or a sack and among how many.
    private static String whose(SetAside mark) {
        var shard = mark.shard();
        return shard == null
                ? String.valueOf(mark.metric())
                : shard.sack() + "/" + shard.among().count();
    }

    private static Shard shard(String whose) {
        int slash = whose.indexOf('/');
        return new Shard(
                new Sacks(Integer.parseInt(whose, slash + 1, whose.length(), 10)),
                Integer.parseInt(whose, 0, slash, 10));
    }
}
