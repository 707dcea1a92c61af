package io.gnocchi.server.sql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.Shard;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.Taken;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/// What sacks have inherited and not taken over. Sacks that see the same share one list of it.
final class Inheritance {
    private final int divisor;
    private final Map<Integer, List<SegmentPart>> parts;
    private final Map<Integer, Set<String>> taken;
    private final Map<Seen, List<SegmentPart>> lists = new HashMap<>();

    private record Seen(int remainder, Set<String> taken) {}

    private Inheritance(
            int divisor, Map<Integer, List<SegmentPart>> parts, Map<Integer, Set<String>> taken) {
        this.divisor = divisor;
        this.parts = parts;
        this.taken = taken;
    }

    /// @param heirs sacks of the layout
    static Inheritance read(DSLContext sql, Layout layout, Collection<Integer> heirs) {
        var former = layout.former();
        if (former == null) {
            return new Inheritance(1, Map.of(), Map.of());
        }
        int divisor = Shard.divisor(layout.sacks(), former.sacks());
        var remainders = heirs.stream().map(sack -> sack % divisor).collect(toSet());
        var before =
                IntStream.range(0, former.sacks().count())
                        .filter(sack -> remainders.contains(sack % divisor))
                        .boxed()
                        .toList();
        var parts =
                sql
                        .select(Parts.ALL)
                        .from(Parts.TABLE)
                        .where(Parts.SACK.in(before))
                        .and(Parts.FORMER.eq(1))
                        .orderBy(Parts.THROUGH, Parts.FROM, Parts.OBJECT_KEY, Parts.SACK)
                        .fetch(SackViews::part)
                        .stream()
                        .collect(groupingBy(part -> part.sack() % divisor));
        var taken =
                sql
                        .select(Taken.SACK, Taken.OBJECT_KEY)
                        .from(Taken.TABLE)
                        .where(Taken.SACK.in(heirs))
                        .fetch()
                        .stream()
                        .collect(
                                groupingBy(
                                        row -> row.get(Taken.SACK),
                                        mapping(row -> row.get(Taken.OBJECT_KEY), toSet())));
        return new Inheritance(divisor, parts, taken);
    }

    List<SegmentPart> of(int heir) {
        var seen = new Seen(heir % divisor, taken.getOrDefault(heir, Set.of()));
        return lists.computeIfAbsent(
                seen,
                _ ->
                        parts.getOrDefault(seen.remainder(), List.of()).stream()
                                .filter(part -> !seen.taken().contains(part.key()))
                                .toList());
    }
}
