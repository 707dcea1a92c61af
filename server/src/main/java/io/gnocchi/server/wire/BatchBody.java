package io.gnocchi.server.wire;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.UuidText;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads bodies that hold the measures of many metrics.
public final class BatchBody {
    private static final String EXPECTED_DICTIONARY = "expected a dictionary";

    private final Tokens tokens;
    private final long nowNanos;

    private BatchBody(Tokens tokens, long nowNanos) {
        this.tokens = tokens;
        this.nowNanos = nowNanos;
    }

    /// `{"<metric id>": [measures], ..}`.
    ///
    /// @param nowNanos what timestamps such as `-1 day` are relative to
    public static Map<UUID, Measures> byMetric(InputStream body, long nowNanos) {
        try (var tokens = new Tokens(body)) {
            tokens.next();
            var batch = new BatchBody(tokens, nowNanos).metrics();
            tokens.end();
            return batch;
        }
    }

    /// `{"<resource id>": {"<metric name>": [measures] or {"measures": .., ..}, ..}, ..}`.
    ///
    /// @param nowNanos what timestamps such as `-1 day` are relative to
    /// @return by resource id as written, then by metric name
    public static Map<String, Map<String, NamedMeasures>> byResource(
            InputStream body, long nowNanos) {
        try (var tokens = new Tokens(body)) {
            tokens.next();
            var batch = new BatchBody(tokens, nowNanos).resources();
            tokens.end();
            return batch;
        }
    }

    private Map<UUID, Measures> metrics() {
        requireDictionary(JsonPath.ROOT);
        var metrics = new LinkedHashMap<UUID, Measures>();
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            var path = JsonPath.ROOT.key(key);
            var id = UuidText.parse(key);
            if (id == null) {
                throw path.wrongMember("extra keys not allowed");
            }
            tokens.next();
            requireNew(metrics.put(id, MeasuresBody.read(tokens, path, nowNanos)), key);
        }
        return metrics;
    }

    private Map<String, Map<String, NamedMeasures>> resources() {
        requireDictionary(JsonPath.ROOT);
        var resources = new LinkedHashMap<String, Map<String, NamedMeasures>>();
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            tokens.next();
            requireNew(resources.put(key, named(JsonPath.ROOT.key(key))), key);
        }
        return resources;
    }

    private Map<String, NamedMeasures> named(JsonPath path) {
        requireDictionary(path);
        var metrics = new LinkedHashMap<String, NamedMeasures>();
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            tokens.next();
            requireNew(metrics.put(key, measures(path.key(key))), key);
        }
        return metrics;
    }

    private NamedMeasures measures(JsonPath path) {
        return tokens.current() == JsonToken.START_OBJECT
                ? described(path)
                : new NamedMeasures(
                        MeasuresBody.read(tokens, path, nowNanos), new PolicyWish.ByRules(), null);
    }

    /// Measures with what a new metric would need.
    private NamedMeasures described(JsonPath path) {
        var others = new LinkedHashMap<String, Json>();
        Measures measures = null;
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            tokens.next();
            if (key.equals("measures")) {
                requireNew(measures, key);
                measures = MeasuresBody.read(tokens, path.key(key), nowNanos);
            } else {
                requireNew(others.put(key, JsonReader.value(tokens)), key);
            }
        }
        var members =
                Members.of(new Json.Dictionary(others), path)
                        .only("archive_policy_name", "archive_policy", "unit");
        if (measures == null) {
            throw path.key("measures").wrongMember("required key not provided");
        }
        return new NamedMeasures(
                measures,
                PolicyWish.read(members),
                members.text("unit", MetricBody.MAX_UNIT_LENGTH));
    }

    private void requireDictionary(JsonPath path) {
        if (tokens.current() != JsonToken.START_OBJECT) {
            throw path.wrong(EXPECTED_DICTIONARY);
        }
    }

    private static void requireNew(@Nullable Object before, String key) {
        if (before != null) {
            throw new UndecodableBodyException("Duplicate key '" + key + "'");
        }
    }
}
