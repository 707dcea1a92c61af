package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Aggregates over many metrics: operation trees by id and by search, the older form, and search
/// among values.
final class AggregateTopic {
    private static final int DEPTH = 3;

    private AggregateTopic() {}

    static void play(World world) {
        var chance = world.chance;
        var policy = world.policy();
        for (int i = chance.between(2, 4); i > 0; i--) {
            switch (chance.between(0, 4)) {
                case 0, 1 -> byId(world, policy);
                case 2 -> bySearch(world, policy);
                case 3 -> older(world, policy);
                default -> values(world, policy);
            }
        }
    }

    /// Metrics of the policy that got all their measures in one post.
    private static List<World.Series> series(World world, World.Policy policy, int count) {
        var series = new ArrayList<World.Series>();
        for (int i = 0; i < count; i++) {
            var one = MeasureTopic.create(world, policy);
            MeasureTopic.fill(world, one);
            series.add(one);
        }
        return series;
    }

    private static void byId(World world, World.Policy policy) {
        var chance = world.chance;
        var references = new ArrayList<List<String>>();
        for (var one : series(world, policy, chance.between(1, 3))) {
            references.add(List.of("{{" + one.symbol() + "}}", chance.pick(policy.methods())));
        }
        for (int i = 0; i < 4; i++) {
            var operation = Operation.random(chance, references, DEPTH);
            var body =
                    members(
                            "operations",
                            chance.oneIn(2) ? operation.json() : Json.of(operation.text()));
            var details = chance.oneIn(5) ? "?details=true" : "";
            world.play(
                    Step.post(
                            World.query("/v1/aggregates" + details, parameters(world, policy)),
                            body));
        }
    }

    private static void bySearch(World world, World.Policy policy) {
        var chance = world.chance;
        var type = ResourceTopic.type(world);
        for (int i = 0; i < 3; i++) {
            var thing = ResourceTopic.create(world, type);
            var batch =
                    members(
                            thing.id(),
                            members(
                                    "cpu.a",
                                    measures(world, policy),
                                    "cpu.b",
                                    measures(world, policy),
                                    "mem",
                                    measures(world, policy)));
            world.play(
                    Step.post("/v1/batch/resources/metrics/measures?create_metrics=true", batch));
            for (var name : List.of("cpu.a", "cpu.b", "mem")) {
                world.play(Step.get(thing.path() + "/metric/" + name + "/measures?refresh=true"));
            }
        }
        var method = chance.pick(policy.methods());
        var named = List.of(List.of("cpu.a", method), List.of("mem", "mean"));
        var oneEach = List.of(List.of("m?m", method));
        var manyEach = List.of(List.of("cpu*", "mean"));
        for (int i = 0; i < 4; i++) {
            var references = chance.pick(List.of(named, named, oneEach, manyEach));
            var operation = Operation.random(chance, chance.some(references), DEPTH);
            if (references.equals(manyEach)) {
                operation = operation.madeOne(chance);
            }
            var search =
                    chance.oneIn(2) ? Json.of(Condition.random(world, type, 1).text()) : members();
            var body =
                    members(
                            "operations",
                            chance.oneIn(2) ? operation.json() : Json.of(operation.text()),
                            "resource_type",
                            type.name(),
                            "search",
                            search);
            var path = World.query("/v1/aggregates", parameters(world, policy));
            if (chance.oneIn(3)) {
                path =
                        World.query(
                                path,
                                List.of(
                                        Map.entry(
                                                "groupby",
                                                chance.of(
                                                        "project_id", "user_id", "id", "nobody"))));
            }
            world.play(Step.post(path, body));
        }
        var older =
                "/v1/aggregation/resource/"
                        + type.name()
                        + "/metric/"
                        + chance.of("mem", "cpu.a", "none");
        world.play(Step.post(World.query(older, olderParameters(world, policy)), members()));
        world.play(
                Step.post(
                        World.query(older + "?groupby=project_id", olderParameters(world, policy)),
                        members()));
    }

    private static Json measures(World world, World.Policy policy) {
        var points = new ArrayList<Json>();
        for (int i = 0; i < 8; i++) {
            if (!world.chance.oneIn(6)) {
                long seconds = world.epoch + (long) i * policy.coarsestSeconds() / 2;
                points.add(
                        members("timestamp", seconds, "value", MeasureTopic.value(world.chance)));
            }
        }
        return members("archive_policy_name", policy.name(), "measures", points);
    }

    private static List<Map.Entry<String, String>> parameters(World world, World.Policy policy) {
        var chance = world.chance;
        var parameters = new ArrayList<Map.Entry<String, String>>();
        if (chance.oneIn(3)) {
            parameters.add(Map.entry("start", MeasureTopic.moment(world, policy)));
        }
        if (chance.oneIn(3)) {
            parameters.add(Map.entry("stop", MeasureTopic.moment(world, policy)));
        }
        if (chance.oneIn(2)) {
            parameters.add(Map.entry("granularity", chance.pick(policy.granularities())));
        }
        if (chance.oneIn(3)) {
            parameters.add(Map.entry("fill", chance.of("0", "2.5", "null", "dropna", "dropna")));
        } else if (chance.oneIn(3)) {
            parameters.add(Map.entry("needed_overlap", chance.of("0", "50", "100", "x")));
        }
        return parameters;
    }

    private static void older(World world, World.Policy policy) {
        var chance = world.chance;
        var parameters = olderParameters(world, policy);
        for (var one : series(world, policy, chance.between(1, 3))) {
            parameters.add(Map.entry("metric", "{{" + one.symbol() + "}}"));
        }
        world.play(Step.get(World.query("/v1/aggregation/metric", parameters)));
    }

    private static List<Map.Entry<String, String>> olderParameters(
            World world, World.Policy policy) {
        var chance = world.chance;
        var parameters = parameters(world, policy);
        if (chance.oneIn(2)) {
            parameters.add(Map.entry("aggregation", chance.pick(policy.methods())));
        }
        parameters.add(
                Map.entry("reaggregation", chance.of("mean", "max", "sum", "std", "nonsense")));
        if (chance.oneIn(4)) {
            parameters.add(Map.entry("refresh", "true"));
        }
        return parameters;
    }

    private static void values(World world, World.Policy policy) {
        var chance = world.chance;
        var parameters = new ArrayList<Map.Entry<String, String>>();
        for (var one : series(world, policy, chance.between(1, 2))) {
            parameters.add(Map.entry("metric_id", "{{" + one.symbol() + "}}"));
        }
        if (chance.oneIn(2)) {
            parameters.add(Map.entry("aggregation", chance.pick(policy.methods())));
        }
        if (chance.oneIn(2)) {
            parameters.add(Map.entry("granularity", chance.pick(policy.granularities())));
        }
        for (int i = 0; i < 3; i++) {
            world.play(
                    Step.post(World.query("/v1/search/metric", parameters), predicate(chance, 2)));
        }
    }

    private static Json predicate(Chance chance, int depth) {
        if (depth > 0 && chance.oneIn(2)) {
            var word = chance.of("and", "or", "∧", "∨");
            return members(
                    word, List.of(predicate(chance, depth - 1), predicate(chance, depth - 1)));
        }
        var comparison = chance.of("=", "<", ">", "≤", "≥", "!=", "lt", "ge", "==");
        int bound = chance.between(-5, 60);
        if (chance.oneIn(2)) {
            return members(comparison, bound);
        }
        var arithmetic =
                members(chance.of("+", "-", "*", "mod", "/", "mul", "^"), chance.of(2, 3, 0.5));
        return members(comparison, Json.items(arithmetic, bound));
    }
}
