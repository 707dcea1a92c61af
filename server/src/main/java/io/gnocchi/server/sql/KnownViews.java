package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Views of sacks that were read once, for as long as they hold: a commit gives its sacks another
/// generation, an append gives the head another ordinal, and nothing else changes what a sack holds
/// while nothing of it is set aside and nobody has inherited anything. So one row for each sack
/// tells whether all is as it was.
final class KnownViews {
    private static final int MOST_BATCHES = 1_024;

    private final Map<Integer, Known> sacks = new ConcurrentHashMap<>();
    private volatile Waiting waiting = new Waiting(Long.MAX_VALUE, Long.MAX_VALUE, List.of());

    /// @param record of its last commit, whose name nobody uses again
    /// @param view without batches
    private record Known(long generation, @Nullable String record, SackView view) {}

    /// The batches appended after one ordinal, through another.
    private record Waiting(long after, long through, List<Batch> batches) {
        boolean covers(long least, long head) {
            return after <= least && through >= head;
        }

        /// With those appended since; without those that nobody has asked for, once they are many.
        Waiting through(long head, long least, DSLContext sql) {
            boolean grows = after <= least && through <= head;
            long known = grows ? through : least;
            var all = new ArrayList<>(grows ? batches : List.<Batch>of());
            all.addAll(
                    BatchRows.read(sql, Batches.ORDINAL.gt(known).and(Batches.ORDINAL.le(head))));
            if (all.size() <= MOST_BATCHES) {
                return new Waiting(grows ? after : least, head, List.copyOf(all));
            }
            return new Waiting(
                    least, head, all.stream().filter(batch -> batch.ordinal() > least).toList());
        }
    }

    /// Views of sacks as they are now, if all is known.
    ///
    /// @param rows as [SackViews#rows] gives them
    /// @return null when something has to be read, which [#read] does
    @Nullable List<SackView> of(Collection<Integer> asked, Map<Integer, ? extends Record> rows) {
        if (!mayKnow(asked, rows)) {
            return null;
        }
        var ready = waiting;
        if (!ready.covers(least(rows), head(rows))) {
            return null;
        }
        var views = new ArrayList<SackView>(asked.size());
        for (int sack : asked) {
            var known = known(sack, rows);
            if (known == null) {
                return null;
            }
            views.add(known);
        }
        return SackView.of(views, ready.batches());
    }

    /// Views of sacks, of which only what is not known is read.
    ///
    /// @param sql sees one moment
    /// @param rows from that moment, as [SackViews#rows] gives them
    List<SackView> read(
            DSLContext sql, Collection<Integer> asked, Map<Integer, ? extends Record> rows) {
        if (!mayKnow(asked, rows)) {
            return SackViews.of(sql, asked, rows, Long.MAX_VALUE);
        }
        var views = new HashMap<Integer, SackView>();
        for (int sack : asked) {
            var known = known(sack, rows);
            if (known != null) {
                views.put(sack, known);
            }
        }
        var unknown = asked.stream().filter(sack -> !views.containsKey(sack)).toList();
        if (!unknown.isEmpty()) {
            for (var view : SackViews.withoutBatches(sql, unknown, rows)) {
                learn(view, Objects.requireNonNull(rows.get(view.sack())));
                views.put(view.sack(), view);
            }
        }
        var grown = waiting.through(head(rows), least(rows), sql);
        if (grown.batches().size() <= MOST_BATCHES) {
            waiting = grown;
        }
        var bare = asked.stream().map(sack -> Objects.requireNonNull(views.get(sack))).toList();
        return SackView.of(bare, grown.batches());
    }

    private void learn(SackView view, Record row) {
        sacks.put(view.sack(), new Known(view.generation(), row.get(SackRows.RECORD_KEY), view));
    }

    private static boolean mayKnow(Collection<Integer> asked, Map<Integer, ? extends Record> rows) {
        return rows.size() == asked.size()
                && rows.values().stream()
                        .allMatch(row ->
                                row.get(SackRows.MARKS) == 0 && row.get(Head.FORMER_SACKS) == 0);
    }

    private @Nullable SackView known(int sack, Map<Integer, ? extends Record> rows) {
        var known = sacks.get(sack);
        var row = Objects.requireNonNull(rows.get(sack));
        return known != null
                        && known.generation() == row.get(SackRows.GENERATION)
                        && Objects.equals(known.record(), row.get(SackRows.RECORD_KEY))
                        && known.view().layout().number() == row.get(Head.LAYOUT)
                ? known.view()
                : null;
    }

    private static long head(Map<Integer, ? extends Record> rows) {
        return rows.values().iterator().next().get(Head.ORDINAL);
    }

    private static long least(Map<Integer, ? extends Record> rows) {
        return rows.values().stream().mapToLong(row -> row.get(SackRows.CONSUMED)).min().orElse(0);
    }
}
