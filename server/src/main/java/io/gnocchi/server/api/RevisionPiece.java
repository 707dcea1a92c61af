package io.gnocchi.server.api;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.query.AggregatesReader.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;

/// The metrics of a resource while it had one set of attributes.
///
/// @param place of the group the revision is in
/// @param group its metrics, and the time in which the revision and what the client asks for meet
record RevisionPiece(int place, Resource revision, Group group) {
    /// Of two that begin together, the one that ended is the older.
    private static final Comparator<Resource> IN_TIME =
            Comparator.comparing(Resource::revisionStart)
                    .thenComparing(
                            Resource::revisionEnd, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparingLong(Resource::revision);

    /// The pieces of all revisions that have a metric and meet the time asked for. The first
    /// revision of a resource reaches back to the beginning, for measures may be older than it.
    static List<RevisionPiece> of(
            Index index, List<ResourceGroup> groups, NamedSources sources, AggregatesWish wish) {
        var firsts = firsts(index, groups);
        var pieces = new ArrayList<RevisionPiece>();
        for (int place = 0; place < groups.size(); place++) {
            for (var revision : groups.get(place).resources()) {
                var found = sources.of(List.of(revision));
                var first = firsts.get(revision.id());
                boolean isFirst = first != null && first.revision() == revision.revision();
                long start = isFirst ? wish.startNanos() : start(revision, wish);
                long stop = stop(revision, wish);
                if (!found.isEmpty() && start < stop) {
                    var metrics = found.stream().map(NamedSources.Found::source).toList();
                    pieces.add(new RevisionPiece(place, revision, new Group(metrics, start, stop)));
                }
            }
        }
        return pieces;
    }

    private static long start(Resource revision, AggregatesWish wish) {
        return Math.max(wish.startNanos(), Timestamps.nanos(revision.revisionStart()));
    }

    private static long stop(Resource revision, AggregatesWish wish) {
        var end = revision.revisionEnd();
        return end == null ? wish.stopNanos() : Math.min(wish.stopNanos(), Timestamps.nanos(end));
    }

    /// The first revision of each resource, also one that the client does not ask for.
    private static Map<UUID, Resource> firsts(Index index, List<ResourceGroup> groups) {
        var ids = new HashSet<UUID>();
        groups.forEach(group -> group.resources().forEach(one -> ids.add(one.id())));
        var firsts = new HashMap<UUID, Resource>();
        if (ids.isEmpty()) {
            return firsts;
        }
        var revisions =
                index.searchResources(
                        new ResourceQuery(
                                Index.GENERIC,
                                new Filter.OneOf("id", List.copyOf(ids)),
                                true,
                                false,
                                new Page(Integer.MAX_VALUE, null, List.of())));
        for (var revision : revisions) {
            firsts.merge(revision.id(), revision, BinaryOperator.minBy(IN_TIME));
        }
        return firsts;
    }
}
