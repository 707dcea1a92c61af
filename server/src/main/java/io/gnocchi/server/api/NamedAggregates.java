package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Outcome;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.Operation.Reference;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Answers operations over metrics that are named, by patterns, inside resources.
///
/// @param details whether to show the resources whose metrics were used
record NamedAggregates(
        Index index,
        AggregatesReader reader,
        AggregatesWish wish,
        Question question,
        boolean details) {

    /// What came out for some resources.
    ///
    /// @param used those with a metric
    private record Shown(MeasuresTree measures, Set<Resource> used) {}

    /// All resources together.
    Reply together(List<Resource> resources) {
        var found = sources(resources).of(resources);
        requireSome(!found.isEmpty());
        var shown = shown(found, reader.read(List.of(group(found)), question).getFirst());
        return Reply.ok(json -> write(json, shown));
    }

    /// Every group by itself; those without a metric are left out.
    Reply byGroup(List<ResourceGroup> groups) {
        var sources = sources(resources(groups));
        var used = new ArrayList<ResourceGroup>();
        var found = new ArrayList<List<NamedSources.Found>>();
        for (var group : groups) {
            var ofGroup = sources.of(group.resources());
            if (!ofGroup.isEmpty()) {
                used.add(group);
                found.add(ofGroup);
            }
        }
        requireSome(!found.isEmpty());
        var outcomes = reader.read(found.stream().map(this::group).toList(), question);
        var shown = new ArrayList<Shown>();
        for (int i = 0; i < outcomes.size(); i++) {
            shown.add(shown(found.get(i), outcomes.get(i)));
        }
        return grouped(used, shown);
    }

    /// Every group by itself, each revision of a resource with the measures of its time; those
    /// without a measure are left out.
    Reply byRevision(List<ResourceGroup> groups) {
        var pieces = RevisionPiece.of(index, groups, sources(resources(groups)), wish);
        requireSome(!pieces.isEmpty());
        var outcomes = reader.read(pieces.stream().map(RevisionPiece::group).toList(), question);
        var used = new ArrayList<ResourceGroup>();
        var shown = new ArrayList<Shown>();
        for (var group : groups) {
            var sum = new WeightedSum();
            var revisions = new LinkedHashSet<Resource>();
            for (int i = 0; i < outcomes.size(); i++) {
                if (pieces.get(i).attributes().equals(group)) {
                    sum.add(pieces.get(i), outcomes.get(i));
                    revisions.add(pieces.get(i).revision());
                }
            }
            if (!sum.isEmpty()) {
                used.add(group);
                shown.add(new Shown(MeasuresTree.aggregated(sum.answers()), revisions));
            }
        }
        return grouped(used, shown);
    }

    private static List<Resource> resources(List<ResourceGroup> groups) {
        return groups.stream().flatMap(group -> group.resources().stream()).toList();
    }

    private NamedSources sources(List<Resource> resources) {
        return new NamedSources(index, question.operation().references(), resources);
    }

    private void requireSome(boolean some) {
        if (!some) {
            var names =
                    question.operation().references().stream()
                            .map(Reference::name)
                            .collect(Collectors.toCollection(TreeSet::new));
            var text = names.stream().collect(Collectors.joining("', '", "['", "']"));
            throw new RefusedException(new Refusal.NoMetric(text));
        }
    }

    private Group group(List<NamedSources.Found> found) {
        return new Group(
                found.stream().map(NamedSources.Found::source).toList(),
                wish.startNanos(),
                wish.stopNanos());
    }

    private static Shown shown(List<NamedSources.Found> found, Outcome outcome) {
        var paths = found.stream().map(NamedAggregates::path).toList();
        return new Shown(
                MeasuresTree.of(outcome, paths),
                found.stream()
                        .map(NamedSources.Found::resource)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static List<String> path(NamedSources.Found found) {
        return List.of(
                found.resource().id().toString(),
                String.valueOf(found.source().metric().name()),
                found.source().reference().aggregation());
    }

    private void write(JsonWriter json, Shown shown) {
        json.beginObject();
        json.name("measures");
        shown.measures().write(json);
        if (details) {
            json.name("references");
            Documents.write(json, shown.used(), Set.of());
        }
        json.endObject();
    }

    private Reply grouped(List<ResourceGroup> groups, List<Shown> shown) {
        return Reply.ok(json -> {
            json.beginArray();
            for (int i = 0; i < groups.size(); i++) {
                json.beginObject();
                json.name("group");
                groups.get(i).write(json);
                json.name("measures");
                write(json, shown.get(i));
                json.endObject();
            }
            json.endArray();
        });
    }
}
