package io.gnocchi.server.api;

import io.gnocchi.core.manifest.Backlog;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.JsonWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/v1/status`: what waits to be folded, and who folds.
final class StatusRoutes {
    /// So many are listed; all are counted, and `gnocchi-check` lists them.
    private static final int MOST_MARKS = 100;

    private final Access access;
    private final Manifest manifest;
    private final MeasuresReader reader;
    private final Supplier<StoreCounts> requests;
    private final Pace pace;
    private final InstantSource clock;

    StatusRoutes(
            Access access,
            Manifest manifest,
            MeasuresReader reader,
            Supplier<StoreCounts> requests,
            Pace pace,
            InstantSource clock) {
        this.access = access;
        this.manifest = manifest;
        this.reader = reader;
        this.requests = requests;
        this.pace = pace;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/status", this::status));
    }

    private Reply status(Call call) {
        access.require(call.caller(), Rule.GET_STATUS);
        boolean detailed = call.query().flag("details", true);
        try {
            var backlog = manifest.backlog();
            var workers = manifest.workers(clock.instant());
            var owners = detailed ? manifest.owners(clock.instant()) : null;
            var byMetric = detailed ? reader.backlogByMetric() : null;
            var setAside = detailed ? manifest.setAside() : List.<SetAside>of();
            var counts = detailed ? requests.get() : null;
            return Reply.ok(
                    json -> write(json, backlog, setAside, byMetric, counts, workers, owners));
        } catch (UnavailableException _) {
            throw Problem.of(503, "Unable to generate status. Please retry.");
        }
    }

    private void write(
            JsonWriter json,
            Backlog backlog,
            List<SetAside> setAside,
            @Nullable Map<UUID, Integer> byMetric,
            @Nullable StoreCounts counts,
            List<String> workers,
            @Nullable SortedMap<Integer, String> owners) {
        json.beginObject();
        json.name("storage").beginObject();
        json.name("summary").beginObject();
        json.name("metrics").value(backlog.metrics());
        json.name("measures").value(backlog.bundles());
        if (byMetric != null) {
            json.name("set_aside").beginObject();
            json.name("metrics").value(SetAside.countMetrics(setAside));
            json.name("bytes").value(setAside.stream().mapToLong(SetAside::bytes).sum());
            if (!setAside.isEmpty()) {
                write(json.name("first"), setAside);
            }
            json.endObject();
        }
        if (counts != null) {
            write(json.name("requests"), counts);
        }
        json.endObject();
        if (byMetric != null) {
            json.name("measures_to_process").tree(new TreeMap<>(byMetric));
        }
        json.endObject();
        json.name("metricd").beginObject();
        json.name("processors").tree(workers);
        json.name("statistics").tree(owners == null ? Map.of() : statistics(owners));
        json.endObject();
        if (counts != null) {
            pace.write(json.name("api"));
        }
        json.endObject();
    }

    private static void write(JsonWriter json, List<SetAside> setAside) {
        json.beginArray();
        for (var mark : setAside.subList(0, Math.min(setAside.size(), MOST_MARKS))) {
            json.beginObject();
            json.name("sack").value(mark.sack());
            json.name("metric").value(mark.metric());
            json.name("bytes").value(mark.bytes());
            json.name("since").value(Timestamps.resourceText(mark.since()));
            json.name("reason").value(mark.reason());
            json.endObject();
        }
        json.endArray();
    }

    private static void write(JsonWriter json, StoreCounts counts) {
        json.beginObject();
        json.name("puts").value(counts.puts());
        json.name("put_bytes").value(counts.putBytes());
        json.name("gets").value(counts.gets());
        json.name("get_bytes").value(counts.getBytes());
        json.name("lists").value(counts.lists());
        json.name("deletes").value(counts.deletes());
        json.endObject();
    }

    /// Which sacks each worker folds; those of nobody wait for the next sign of life of any.
    private static Map<String, Object> statistics(SortedMap<Integer, String> owners) {
        var sacks = new TreeMap<String, List<Integer>>();
        owners.forEach(
                (sack, worker) -> sacks.computeIfAbsent(worker, _ -> new ArrayList<>()).add(sack));
        var statistics = new TreeMap<String, Object>();
        sacks.forEach((worker, held) -> statistics.put(worker, Map.of("sacks", held)));
        return statistics;
    }
}
