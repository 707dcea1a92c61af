package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests that were right a moment ago, made wrong in one place.
final class MistakeTopic {
    private static final List<String> WRONG =
            List.of(
                    "null",
                    "-1",
                    "0",
                    "\"\"",
                    "\"nonsense\"",
                    "[]",
                    "{}",
                    "true",
                    "[1]",
                    "{\"a\": 1}",
                    "\"\\u00e9\"",
                    "\"" + "x".repeat(300) + "\"");

    private MistakeTopic() {}

    static void play(World world) {
        if (world.steps.isEmpty()) {
            MeasureTopic.play(world);
        }
        var models = world.steps.stream().filter(MistakeTopic::isSafe).toList();
        for (int i = world.chance.between(3, 10); i > 0 && !models.isEmpty(); i--) {
            world.play(spoilt(world, world.chance.pick(models)));
        }
    }

    /// Whether a wrong form of it touches nothing but the scenario's own things.
    private static boolean isSafe(Step step) {
        var touchesOthers =
                step.path().contains("resource/generic") || step.path().startsWith("/v1/metric?");
        return !touchesOthers && !step.method().equals("DELETE") && !step.walk();
    }

    private static Step spoilt(World world, Step model) {
        var chance = world.chance;
        var bare =
                new Step(
                        model.method(),
                        model.path(),
                        model.body(),
                        model.contentType(),
                        model.user(),
                        Map.of(),
                        model.order(),
                        false);
        return switch (chance.between(0, 11)) {
            case 0 -> bare.method("PUT");
            case 1 -> bare.path(otherPath(chance, bare.path()));
            case 2 -> bare.as(chance.of("alice", null));
            case 3 ->
                    bare.body() == null
                            ? bare
                            : bare.contentType(
                                    chance.of("text/plain", "application/x-www-form-urlencoded"));
            case 4 -> bare.body() == null ? bare : bare.body(truncated(chance, bare.body()));
            case 5 ->
                    bare.path(
                            World.query(
                                    bare.path(),
                                    List.of(
                                            Map.entry(
                                                    chance.of(
                                                            "start",
                                                            "stop",
                                                            "granularity",
                                                            "aggregation",
                                                            "refresh",
                                                            "resample",
                                                            "limit",
                                                            "sort",
                                                            "marker",
                                                            "fill",
                                                            "details",
                                                            "history",
                                                            "needed_overlap",
                                                            "create_metrics",
                                                            "unknown"),
                                                    chance.of(
                                                            "nonsense",
                                                            "-5",
                                                            "",
                                                            "0",
                                                            "1e9",
                                                            "true",
                                                            "é")))));
            default ->
                    bare.body() == null
                            ? bare.path(otherPath(chance, bare.path()))
                            : bare.body(spoilt(chance, bare.body()));
        };
    }

    private static String otherPath(Chance chance, String path) {
        int query = path.indexOf('?');
        var bare = query < 0 ? path : path.substring(0, query);
        int slash = bare.lastIndexOf('/');
        return switch (chance.between(0, 2)) {
            case 0 -> bare + "/nonsense";
            case 1 -> bare.substring(0, slash) + "/nonsense";
            default -> bare + "/";
        };
    }

    private static String truncated(Chance chance, String body) {
        return body.substring(0, chance.between(0, Math.max(0, body.length() - 1)));
    }

    private static String spoilt(Chance chance, String body) {
        var json = JsonText.read(body);
        return json == null ? "" : JsonText.write(spoilt(chance, json));
    }

    private static Json spoilt(Chance chance, Json json) {
        return switch (json) {
            case Json.Members members when !members.of().isEmpty() -> {
                var name = chance.pick(List.copyOf(members.of().keySet()));
                yield switch (chance.between(0, 4)) {
                    case 0 -> members.without(name);
                    case 1 -> members.with("nonsense", 1);
                    default -> members.with(name, spoilt(chance, within(members, name)));
                };
            }
            case Json.Items(var items) when !items.isEmpty() && !chance.oneIn(4) -> {
                var changed = new ArrayList<>(items);
                int at = chance.between(0, items.size() - 1);
                changed.set(at, spoilt(chance, items.get(at)));
                yield new Json.Items(changed);
            }
            case Json.Members _,
                    Json.Items _,
                    Json.Text _,
                    Json.Figure _,
                    Json.Truth _,
                    Json.Nothing _ ->
                    wrong(chance);
        };
    }

    private static Json within(Json.Members members, String name) {
        @Nullable Json value = members.of().get(name);
        return value == null ? new Json.Nothing() : value;
    }

    private static Json wrong(Chance chance) {
        @Nullable Json wrong = JsonText.read(chance.pick(WRONG));
        return wrong == null ? new Json.Nothing() : wrong;
    }
}
