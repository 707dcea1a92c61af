package io.gnocchi.server.wire;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.AggregationMethods;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.RetentionRequest;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Reads what clients send about archive policies.
public final class ArchivePolicyBody {
    /// What a PATCH asks for.
    ///
    /// @param backWindow null to leave it
    public record Change(List<Retention> definition, @Nullable Integer backWindow) {
        public Change {
            definition = List.copyOf(definition);
        }
    }

    private ArchivePolicyBody() {}

    /// A policy to be created.
    ///
    /// @param defaults aggregation methods of policies that name none
    public static ArchivePolicy created(Json body, SortedSet<AggregationMethod> defaults) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only("name", "back_window", "definition", "aggregation_methods");
        var items = definition(members);
        var backWindow = BackWindow.read(members);
        var methods = methods(members, defaults);
        members.require("definition");
        var name = Names.name(members, "name");
        var definition = ArchivePolicies.resolve(items);
        return new ArchivePolicy(
                name, blocks(members, backWindow, definition), definition, methods);
    }

    /// A change of a policy.
    public static Change changed(Json body, ArchivePolicy today) {
        var members = Members.of(body, JsonPath.ROOT).only("back_window", "definition");
        var items = definition(members);
        var backWindow = BackWindow.read(members);
        members.require("definition");
        var definition = ArchivePolicies.resolve(items);
        var before = new BackWindow.Blocks(today.backWindow());
        int blocks = blocks(members, backWindow == null ? before : backWindow, definition);
        return new Change(definition, backWindow == null ? null : blocks);
    }

    static int blocks(
            Members members, @Nullable BackWindow backWindow, List<Retention> definition) {
        var written = backWindow == null ? new BackWindow.Blocks(0) : backWindow;
        return written.blocks(definition, members.pathOf("back_window"));
    }

    static List<RetentionRequest> definition(Members members) {
        var list = members.list("definition");
        if (list == null) {
            return List.of();
        }
        var path = members.pathOf("definition");
        if (list.isEmpty()) {
            throw path.wrong("length of value must be at least 1");
        }
        var items = new ArrayList<RetentionRequest>();
        for (int i = 0; i < list.size(); i++) {
            items.add(item(list.get(i), path.index(i)));
        }
        return items;
    }

    private static RetentionRequest item(Json json, JsonPath path) {
        var members = Members.of(json, path).only("granularity", "points", "timespan");
        var granularity = span(members, "granularity");
        var points = members.integer("points", 1);
        var timespan = span(members, "timespan");
        return new RetentionRequest(
                granularity, points == null ? null : Long.valueOf(points), timespan);
    }

    private static @Nullable Timespan span(Members members, String name) {
        var path = members.pathOf(name);
        try {
            return switch (members.get(name)) {
                case null -> null;
                case Json.Text(var text) -> Timespan.parse(text);
                case Json.Numeral(var literal) -> Timespan.parse(literal);
                case Json.Null _ -> throw path.wrong("Invalid timespan");
                case Json.Dictionary _, Json.Sequence _, Json.Bool _ ->
                        throw path.wrong("Unable to parse timespan");
            };
        } catch (MalformedException e) {
            throw path.wrong(String.valueOf(e.getMessage()));
        }
    }

    /// The member `aggregation_methods`.
    ///
    /// @param defaults what it changes, or stands for when absent
    static SortedSet<AggregationMethod> methods(
            Members members, SortedSet<AggregationMethod> defaults) {
        var items = members.list("aggregation_methods");
        if (items == null) {
            return defaults;
        }
        var path = members.pathOf("aggregation_methods");
        var entries = new ArrayList<String>();
        for (var item : items) {
            if (!(item instanceof Json.Text)) {
                throw path.index(entries.size()).wrong("not a valid value");
            }
            entries.add(Members.textOf(item, path.index(entries.size())));
        }
        try {
            return AggregationMethods.resolve(entries, defaults);
        } catch (MalformedException e) {
            // Below the member stands at most the index of an entry.
            var place =
                    e.path().size() > 1 ? path.index(Integer.parseInt(e.path().getLast())) : path;
            throw place.wrong(String.valueOf(e.getMessage()));
        }
    }
}
