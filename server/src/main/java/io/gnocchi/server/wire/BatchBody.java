package io.gnocchi.server.wire;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.UuidText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads bodies that hold the measures of many metrics.
public final class BatchBody {
    /// Stands for the members that have been read: what follows a member may follow it.
    private static final String MEMBER_BEFORE = "{\"\":\"\"";

    private static final String MEASURES = "measures";
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
        var metrics = new LinkedHashMap<UUID, Measures>();
        var plain = new PlainDocument(body);
        var lists = new PlainMeasures(plain, nowNanos);
        boolean isRead =
                plain.takeMembers(name -> {
                    var id = UuidText.parse(name);
                    var measures = id == null ? null : lists.take();
                    return measures != null && metrics.putIfAbsent(id, measures) == null;
                });
        if (!isRead) {
            readRest(plain, nowNanos, metrics.isEmpty(), batch -> batch.metrics(metrics));
        }
        return metrics;
    }

    /// `{"<resource id>": {"<metric name>": [measures] or {"measures": .., ..}, ..}, ..}`.
    ///
    /// @param nowNanos what timestamps such as `-1 day` are relative to
    /// @return by resource id as written, then by metric name
    public static Map<String, Map<String, NamedMeasures>> byResource(
            InputStream body, long nowNanos) {
        var resources = new LinkedHashMap<String, Map<String, NamedMeasures>>();
        var plain = new PlainDocument(body);
        var lists = new PlainMeasures(plain, nowNanos);
        boolean isRead =
                plain.takeMembers(name -> {
                    var named = plainNamed(plain, lists, JsonPath.ROOT.key(name));
                    return named != null && resources.putIfAbsent(name, named) == null;
                });
        if (!isRead) {
            readRest(plain, nowNanos, resources.isEmpty(), batch -> batch.resources(resources));
        }
        return resources;
    }

    private static @Nullable Map<String, NamedMeasures> plainNamed(
            PlainDocument body, PlainMeasures lists, JsonPath path) {
        var metrics = new LinkedHashMap<String, NamedMeasures>();
        boolean isRead =
                body.takeInner(name -> {
                    var measures = plainMeasures(body, lists, path.key(name));
                    return measures != null && metrics.putIfAbsent(name, measures) == null;
                });
        return isRead ? metrics : null;
    }

    private static @Nullable NamedMeasures plainMeasures(
            PlainDocument body, PlainMeasures lists, JsonPath path) {
        if (body.next() != '{') {
            var measures = lists.take();
            return measures == null ? null : byRules(measures);
        }
        var measures = new ArrayList<Measures>();
        var others = new LinkedHashMap<String, Json>();
        boolean isRead =
                body.takeInner(key -> {
                    if (key.equals(MEASURES)) {
                        var taken = measures.isEmpty() ? lists.take() : null;
                        return taken != null && measures.add(taken);
                    }
                    var text = body.takeText();
                    return text != null && others.putIfAbsent(key, new Json.Text(text)) == null;
                });
        return isRead
                ? described(measures.isEmpty() ? null : measures.getFirst(), others, path)
                : null;
    }

    private static NamedMeasures byRules(Measures measures) {
        return new NamedMeasures(measures, new PolicyWish.ByRules(), null);
    }

    /// Reads what is not plain, and all behind it.
    ///
    /// @param isAll whether nothing has been read yet
    private static void readRest(
            PlainDocument plain, long nowNanos, boolean isAll, Consumer<BatchBody> reading) {
        try (var tokens = new Tokens(plain.again(isAll ? "" : MEMBER_BEFORE))) {
            tokens.next();
            if (!isAll) {
                tokens.next();
                tokens.next();
            }
            reading.accept(new BatchBody(tokens, nowNanos));
            tokens.end();
        }
    }

    private void metrics(Map<UUID, Measures> metrics) {
        if (metrics.isEmpty()) {
            requireDictionary(JsonPath.ROOT);
        }
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
    }

    private void resources(Map<String, Map<String, NamedMeasures>> resources) {
        if (resources.isEmpty()) {
            requireDictionary(JsonPath.ROOT);
        }
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            tokens.next();
            requireNew(resources.put(key, named(JsonPath.ROOT.key(key))), key);
        }
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
                : byRules(MeasuresBody.read(tokens, path, nowNanos));
    }

    /// Measures with what a new metric would need.
    private NamedMeasures described(JsonPath path) {
        var others = new LinkedHashMap<String, Json>();
        Measures measures = null;
        while (tokens.next() != JsonToken.END_OBJECT) {
            var key = tokens.name();
            tokens.next();
            if (key.equals(MEASURES)) {
                requireNew(measures, key);
                measures = MeasuresBody.read(tokens, path.key(key), nowNanos);
            } else {
                requireNew(others.put(key, JsonReader.value(tokens)), key);
            }
        }
        return described(measures, others, path);
    }

    /// @param others what stands beside the measures
    private static NamedMeasures described(
            @Nullable Measures measures, Map<String, Json> others, JsonPath path) {
        var members =
                Members.of(new Json.Dictionary(others), path)
                        .only("archive_policy_name", "archive_policy", "unit");
        if (measures == null) {
            throw path.key(MEASURES).wrongMember("required key not provided");
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
