package io.gnocchi.server.sql;

import static java.util.stream.Collectors.groupingBy;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.SetAsides;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

/// Reads views of sacks, all from one moment: the caller's transaction.
final class SackViews {
    private SackViews() {}

    /// What is known of sacks, by number, and beside each the head; those there are.
    static Map<Integer, ? extends Record> rows(DSLContext sql, Collection<Integer> asked) {
        var columns = new ArrayList<SelectField<?>>(Head.OF_LAYOUT);
        columns.addAll(
                List.of(
                        Head.ORDINAL,
                        SackRows.SACK,
                        SackRows.CONSUMED,
                        SackRows.GENERATION,
                        SackRows.RECORD_KEY,
                        SackRows.MARKS));
        return sql.select(columns)
                .from(SackRows.TABLE, Head.TABLE)
                .where(SackRows.SACK.in(asked))
                .fetchMap(SackRows.SACK);
    }

    /// @param through the newest ordinal to look at
    static List<SackView> of(DSLContext sql, Collection<Integer> asked, long through) {
        return of(sql, asked, rows(sql, asked), through);
    }

    /// @param rows of the asked, as [#rows] gives them
    static List<SackView> of(
            DSLContext sql,
            Collection<Integer> asked,
            Map<Integer, ? extends Record> rows,
            long through) {
        var views = withoutBatches(sql, asked, rows);
        long least = views.stream().mapToLong(SackView::consumed).min().orElse(0);
        if (through <= least) {
            return views;
        }
        var waiting = BatchRows.read(sql, Batches.ORDINAL.gt(least).and(upTo(through)));
        return SackView.of(views, waiting);
    }

    /// @param rows of the asked and perhaps of others, as [#rows] gives them
    static List<SackView> withoutBatches(
            DSLContext sql, Collection<Integer> asked, Map<Integer, ? extends Record> rows) {
        for (int sack : asked) {
            if (!rows.containsKey(sack)) {
                throw new UnavailableException("there is no sack " + sack + " any more");
            }
        }
        var layout = Layouts.of(sql, rows.values().iterator().next());
        var inheritance = Inheritance.read(sql, layout, asked);
        var parts =
                sql
                        .select(Parts.ALL)
                        .from(Parts.TABLE)
                        .where(Parts.SACK.in(asked))
                        .and(Parts.FORMER.eq(0))
                        .orderBy(Parts.THROUGH, Parts.FROM, Parts.OBJECT_KEY)
                        .fetch(SackViews::part)
                        .stream()
                        .collect(groupingBy(SegmentPart::sack));
        var marks = marks(sql, rows);
        var views = new ArrayList<SackView>(asked.size());
        for (int sack : asked) {
            var row = Objects.requireNonNull(rows.get(sack));
            views.add(
                    new SackView(
                            layout,
                            sack,
                            row.get(SackRows.CONSUMED),
                            parts.getOrDefault(sack, List.of()),
                            inheritance.of(sack),
                            List.of(),
                            row.get(SackRows.GENERATION),
                            marks.getOrDefault(sack, List.of())));
        }
        return views;
    }

    private static Condition upTo(long through) {
        return through == Long.MAX_VALUE ? DSL.noCondition() : Batches.ORDINAL.le(through);
    }

    private static Map<Integer, List<SetAside>> marks(
            DSLContext sql, Map<Integer, ? extends Record> rows) {
        var marked =
                rows.values().stream()
                        .filter(row -> row.get(SackRows.MARKS) > 0)
                        .map(row -> row.get(SackRows.SACK))
                        .toList();
        return marked.isEmpty()
                ? Map.of()
                : Marks.read(sql, SetAsides.SACK.in(marked)).stream()
                        .collect(groupingBy(SetAside::sack));
    }

    static SegmentPart part(Record row) {
        return new SegmentPart(
                row.get(Parts.SACK),
                row.get(Parts.OBJECT_KEY),
                row.get(Parts.SIZE_BYTES),
                row.get(Parts.PART_BYTES),
                row.get(Parts.FROM),
                row.get(Parts.THROUGH),
                row.get(Parts.MIN_NANOS),
                row.get(Parts.MAX_NANOS));
    }
}
