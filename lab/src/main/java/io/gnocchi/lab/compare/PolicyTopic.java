package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.items;
import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Archive policies in all their forms, and the rules that choose among them.
final class PolicyTopic {
    private static final List<List<String>> LADDERS =
            List.of(
                    List.of("1"),
                    List.of("60"),
                    List.of("300"),
                    List.of("1", "10", "60"),
                    List.of("60", "300", "3600"),
                    List.of("5", "60"),
                    List.of("0.5", "5"),
                    List.of("3600", "86400"),
                    List.of("7", "84"));
    private static final List<String> METHODS =
            List.of(
                    "mean",
                    "sum",
                    "last",
                    "max",
                    "min",
                    "std",
                    "median",
                    "first",
                    "count",
                    "10pct",
                    "95pct",
                    "99pct",
                    "rate:mean",
                    "rate:max",
                    "rate:last",
                    "rate:count",
                    "rate:sum");
    private static final List<String> SPANS =
            List.of(
                    "1",
                    "60",
                    "300",
                    "\"60\"",
                    "\"1 minute\"",
                    "\"0:05:00\"",
                    "3600.0",
                    "\"1 hour\"",
                    "\"1 day, 2:00:00\"",
                    "\"5 min\"",
                    "\"1:30\"",
                    "7",
                    "\"2 weeks\"",
                    "86400");

    private PolicyTopic() {}

    /// A policy for measures: granularities that divide each other, and mean among the methods.
    static World.Policy create(World world) {
        var chance = world.chance;
        var granularities = chance.pick(LADDERS);
        var definition = new ArrayList<Json>();
        for (var granularity : chance.shuffled(granularities)) {
            var item = members("granularity", Double.parseDouble(granularity));
            definition.add(chance.oneIn(4) ? item : item.with("points", chance.between(4, 400)));
        }
        var methods =
                Stream.concat(Stream.of("mean"), chance.some(METHODS).stream()).distinct().toList();
        var policy = new World.Policy(world.name("p"), granularities, methods);
        world.play(
                Step.post(
                        "/v1/archive_policy",
                        members(
                                "name",
                                policy.name(),
                                "back_window",
                                chance.between(0, 3),
                                "definition",
                                definition,
                                "aggregation_methods",
                                methods)));
        world.policies.add(policy);
        return policy;
    }

    static void play(World world) {
        var chance = world.chance;
        var name = world.name("p");
        var path = "/v1/archive_policy/" + name;
        world.play(Step.post("/v1/archive_policy", definition(chance, name)));
        world.play(Step.get(path));
        if (chance.oneIn(2)) {
            world.play(Step.patch(path, members("definition", items(item(chance)))));
            world.play(Step.get(path));
        }
        if (chance.oneIn(2)) {
            changeKept(world);
        }
        rules(world, name);
        world.play(Step.delete(path));
        world.play(Step.get(path));
    }

    private static Json definition(Chance chance, String name) {
        var items = new ArrayList<Json>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            items.add(item(chance));
        }
        var policy = members("name", name, "definition", items);
        if (chance.oneIn(2)) {
            policy = policy.with("back_window", chance.of(0, 1, 10, "3", -1));
        }
        return chance.oneIn(2) ? policy : policy.with("aggregation_methods", methods(chance));
    }

    private static Json item(Chance chance) {
        var granularity = JsonText.read(chance.pick(SPANS));
        var timespan =
                JsonText.read(chance.of("3600", "86400", "\"30 days\"", "\"7:00:00\"", "604800"));
        int points = chance.of(1, 2, 5, 10, 60, 100, 3600);
        return switch (chance.between(0, 9)) {
            case 0, 1, 2 -> members("granularity", granularity, "points", points);
            case 3, 4 -> members("granularity", granularity, "timespan", timespan);
            case 5 -> members("points", points, "timespan", 3600 * 24);
            case 6 -> members("granularity", granularity);
            case 7 -> members("granularity", 60, "points", points, "timespan", 60 * points);
            case 8 -> members("granularity", 60, "points", String.valueOf(points));
            default -> members(chance.of("points", "timespan"), points);
        };
    }

    private static Json methods(Chance chance) {
        var methods = new ArrayList<Object>();
        for (var method : chance.some(chance.some(METHODS))) {
            methods.add(chance.of("", "", "", "-", "+") + method);
        }
        if (chance.oneIn(5)) {
            methods.add(chance.of("*", "-std", "+99pct", "nonsense", "100pct", "rate:"));
        }
        return Json.of(List.copyOf(methods));
    }

    /// The same granularities with other retentions.
    private static void changeKept(World world) {
        var policy = world.policy();
        var definition = new ArrayList<Json>();
        for (var granularity : policy.granularities()) {
            definition.add(
                    members(
                            "granularity", Double.parseDouble(granularity),
                            "points", world.chance.between(300, 900)));
        }
        world.play(
                Step.patch(
                        "/v1/archive_policy/" + policy.name(), members("definition", definition)));
    }

    private static void rules(World world, String policy) {
        var chance = world.chance;
        var rule = world.name("r");
        var pattern = world.prefix + chance.of("*", "a*", "?b*", "[ab]*", "[!a]*", "disk.*", "x");
        world.play(
                Step.post(
                        "/v1/archive_policy_rule",
                        members(
                                "name",
                                rule,
                                "metric_pattern",
                                pattern,
                                "archive_policy_name",
                                policy)));
        var other = world.name("r");
        world.play(
                Step.post(
                        "/v1/archive_policy_rule",
                        members(
                                "name",
                                other,
                                "metric_pattern",
                                world.prefix + "disk.io.*",
                                "archive_policy_name",
                                chance.of("low", "medium", world.prefix))));
        world.play(Step.get("/v1/archive_policy_rule/" + rule));
        for (var metric : List.of("abc", "disk.io.read", "zzz")) {
            var name = world.prefix + metric;
            world.play(Step.post("/v1/metric", members("name", name)));
        }
        world.play(Step.delete("/v1/archive_policy/" + policy));
        var renamed = chance.of(other, world.name("r"));
        world.play(Step.patch("/v1/archive_policy_rule/" + rule, members("name", renamed)));
        world.play(Step.delete("/v1/archive_policy_rule/" + rule));
        world.play(Step.delete("/v1/archive_policy_rule/" + renamed));
        world.play(Step.delete("/v1/archive_policy_rule/" + other));
    }
}
