package io.gnocchi.server.wire;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Reads what clients send about archive policies.
public final class ArchivePolicyBody {
    private static final double NANOS_PER_SECOND = 1e9;

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
        var methods = MethodChoice.read(members, defaults);
        members.require("definition");
        var name = Names.name(members, "name");
        var definition = resolved(items);
        return new ArchivePolicy(
                name, blocks(members, backWindow, definition), definition, methods);
    }

    /// A change of a policy.
    public static Change changed(Json body, ArchivePolicy today) {
        var members = Members.of(body, JsonPath.ROOT).only("back_window", "definition");
        var items = definition(members);
        var backWindow = BackWindow.read(members);
        members.require("definition");
        var definition = resolved(items);
        var before = new BackWindow.Blocks(today.backWindow());
        int blocks = blocks(members, backWindow == null ? before : backWindow, definition);
        return new Change(definition, backWindow == null ? null : blocks);
    }

    static int blocks(
            Members members, @Nullable BackWindow backWindow, List<Retention> definition) {
        var written = backWindow == null ? new BackWindow.Blocks(0) : backWindow;
        return written.blocks(definition, members.pathOf("back_window"));
    }

    static List<Retention> resolved(List<DefinitionItem> items) {
        var definition = items.stream().map(DefinitionItem::resolve).toList();
        requireDistinct(definition);
        return definition;
    }

    static List<DefinitionItem> definition(Members members) {
        var list = members.list("definition");
        if (list == null) {
            return List.of();
        }
        var path = members.pathOf("definition");
        if (list.isEmpty()) {
            throw path.wrong("length of value must be at least 1");
        }
        var items = new ArrayList<DefinitionItem>();
        for (int i = 0; i < list.size(); i++) {
            items.add(DefinitionItem.read(list.get(i), path.index(i)));
        }
        return items;
    }

    private static void requireDistinct(List<Retention> definition) {
        var seen = new HashSet<Timespan>();
        for (var retention : definition) {
            var granularity = retention.granularity();
            if (!seen.add(granularity)) {
                throw new MalformedException(
                        "More than one archive policy uses granularity `%s'"
                                .formatted(
                                        PythonFloat.text(granularity.nanos() / NANOS_PER_SECOND)));
            }
        }
    }
}
