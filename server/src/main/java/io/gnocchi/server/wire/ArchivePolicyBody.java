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
        var backWindow = members.integer("back_window", 0);
        var methods = MethodChoice.read(members, defaults);
        members.require("definition");
        var name = Names.name(members, "name");
        var definition = items.stream().map(DefinitionItem::resolve).toList();
        requireDistinct(definition);
        requireBackWindow(definition, backWindow == null ? 0 : backWindow);
        return new ArchivePolicy(name, backWindow == null ? 0 : backWindow, definition, methods);
    }

    /// A change of a policy.
    public static Change changed(Json body, ArchivePolicy today) {
        var members = Members.of(body, JsonPath.ROOT).only("back_window", "definition");
        var items = definition(members);
        var backWindow = members.integer("back_window", 0);
        members.require("definition");
        var definition = items.stream().map(DefinitionItem::resolve).toList();
        requireDistinct(definition);
        requireBackWindow(definition, backWindow == null ? today.backWindow() : backWindow);
        return new Change(definition, backWindow);
    }

    private static List<DefinitionItem> definition(Members members) {
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

    /// The mutable window must be a length of time nanoseconds can say.
    private static void requireBackWindow(List<Retention> definition, int backWindow) {
        long block = definition.stream().mapToLong(r -> r.granularity().nanos()).max().orElse(1);
        if (backWindow > Long.MAX_VALUE / block - 2) {
            throw JsonPath.ROOT.key("back_window").wrong("value is too large");
        }
    }
}
