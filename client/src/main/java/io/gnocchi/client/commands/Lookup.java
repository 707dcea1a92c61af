package io.gnocchi.client.commands;

import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.api.MetricPath;
import io.gnocchi.client.api.NotFoundException;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.records.Measured;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a dry run finds out: from when to when measures are, and what of theirs is not there.
final class Lookup {
    /// Resources and metrics looked up before; of more, some are asked for again.
    private static final int MOST_REMEMBERED = 100_000;

    private final Gnocchi gnocchi;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> missingResources = new TreeSet<>();
    private final Set<String> missingMetrics = new TreeSet<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    Lookup(Gnocchi gnocchi) {
        this.gnocchi = gnocchi;
    }

    /// Looks at measures and sends none.
    Acceptance take(List<Measured> measures) {
        measures.forEach(this::look);
        return Acceptance.UNTOLD;
    }

    private void look(Measured one) {
        if (seen.size() >= MOST_REMEMBERED || known.size() >= MOST_REMEMBERED) {
            seen.clear();
            known.clear();
        }
        first = first == null || one.timestamp().isBefore(first) ? one.timestamp() : first;
        last = last == null || one.timestamp().isAfter(last) ? one.timestamp() : last;
        String resource = one.resource();
        if (!seen.add(resource + "/" + one.metric())) {
            return;
        }
        if (resource == null) {
            if (!exists(one.metric())) {
                missingMetrics.add(one.metric());
            }
        } else if (!metricsOf(resource).contains(one.metric())) {
            missingMetrics.add(resource + "/" + one.metric());
        }
    }

    private boolean exists(String metric) {
        try {
            gnocchi.metrics().get(new MetricPath(null, metric));
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    private Set<String> metricsOf(String resource) {
        return known.computeIfAbsent(
                resource,
                id -> {
                    try {
                        return gnocchi.resources().get("generic", id).metrics().keySet();
                    } catch (NotFoundException missing) {
                        missingResources.add(id);
                        return Set.of();
                    }
                });
    }

    /// What was found out.
    Map<String, @Nullable Object> told() {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("first", written(first));
        told.put("last", written(last));
        told.put("resources that are not there", List.copyOf(missingResources));
        told.put("metrics that are not there", List.copyOf(missingMetrics));
        return told;
    }

    private static @Nullable String written(@Nullable Instant time) {
        return time == null ? null : PythonText.isoFormat(time.atOffset(ZoneOffset.UTC));
    }
}
