package io.gnocchi.server.api;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.server.wire.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The metrics of a resource while it had one set of attributes.
///
/// @param attributes the group the revision is in
/// @param group its metrics, and the time in which the revision and what the client asks for meet
record RevisionPiece(ResourceGroup attributes, Resource revision, Group group) {
    private static final int IDS_AT_ONCE = 1000;

    /// The pieces of all revisions that have a metric and meet the time asked for. The first
    /// revision of a resource reaches back to the beginning, for measures may be older than it.
    static List<RevisionPiece> of(
            Index index, List<ResourceGroup> groups, NamedSources sources, AggregatesWish wish) {
        var beginnings = beginnings(index, groups);
        var pieces = new ArrayList<RevisionPiece>();
        for (var attributes : groups) {
            for (var revision : attributes.resources()) {
                var found = sources.of(List.of(revision));
                boolean first = revision.revisionStart().equals(beginnings.get(revision.id()));
                long start =
                        first
                                ? wish.startNanos()
                                : Math.max(
                                        wish.startNanos(), Times.nanos(revision.revisionStart()));
                var end = revision.revisionEnd();
                long stop =
                        end == null
                                ? wish.stopNanos()
                                : Math.min(wish.stopNanos(), Times.nanos(end));
                if (!found.isEmpty() && start < stop) {
                    var metrics = found.stream().map(NamedSources.Found::source).toList();
                    pieces.add(
                            new RevisionPiece(
                                    attributes, revision, new Group(metrics, start, stop)));
                }
            }
        }
        return pieces;
    }

    /// When the first revision of each resource began, also of one that the client does not ask
    /// for.
    private static Map<UUID, Instant> beginnings(Index index, List<ResourceGroup> groups) {
        var ids = new HashSet<UUID>();
        groups.forEach(group -> group.resources().forEach(one -> ids.add(one.id())));
        var all = List.copyOf(ids);
        var beginnings = new HashMap<UUID, Instant>();
        for (int at = 0; at < all.size(); at += IDS_AT_ONCE) {
            var some = all.subList(at, Math.min(all.size(), at + IDS_AT_ONCE));
            var revisions =
                    index.searchResources(
                            new ResourceQuery(
                                    Index.GENERIC,
                                    new Filter.OneOf("id", List.copyOf(some)),
                                    true,
                                    false,
                                    new Page(Integer.MAX_VALUE, null, List.of())));
            for (var revision : revisions) {
                beginnings.merge(
                        revision.id(),
                        revision.revisionStart(),
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return beginnings;
    }
}
