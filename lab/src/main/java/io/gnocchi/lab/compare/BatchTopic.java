package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import java.util.LinkedHashMap;
import java.util.List;

/// Measures of many metrics in one request, by metric and by resource.
final class BatchTopic {
    private BatchTopic() {}

    static void play(World world) {
        var chance = world.chance;
        if (chance.oneIn(2)) {
            byMetric(world);
        } else {
            byResource(world);
        }
    }

    private static void byMetric(World world) {
        var batch = new LinkedHashMap<String, Json>();
        var known = world.filled(world.chance.between(1, 3));
        for (var series : known) {
            batch.put("{{" + series.symbol() + "}}", points(world, series));
        }
        if (world.chance.oneIn(4)) {
            batch.put(world.uuid(), Json.items());
        }
        world.play(Step.post("/v1/batch/metrics/measures", new Json.Members(batch)));
        known.forEach(series -> MeasureTopic.settle(world, series));
        for (var series : known) {
            world.play(Step.get(MeasureTopic.reading(world, series.path() + "/measures", series)));
        }
    }

    private static void byResource(World world) {
        var chance = world.chance;
        var type = chance.oneIn(2) ? World.GENERIC : ResourceTopic.type(world);
        var thing = ResourceTopic.create(world, type);
        var policy = world.policy();
        var metrics = new LinkedHashMap<String, Json>();
        for (var name : chance.some(List.of("cpu", "load@load-1min", "disk.io", "new one"))) {
            var series = new World.Series(world.symbol("m"), policy);
            var measures = points(world, series);
            metrics.put(
                    name,
                    chance.oneIn(3)
                            ? measures
                            : members(
                                    "measures",
                                    measures,
                                    "archive_policy_name",
                                    policy.name(),
                                    "unit",
                                    "s"));
        }
        var batch = new LinkedHashMap<String, Json>();
        batch.put(thing.id(), new Json.Members(metrics));
        if (chance.oneIn(4)) {
            batch.put(world.name("missing"), new Json.Members(metrics));
        }
        if (chance.oneIn(4)) {
            batch.put(world.name("empty"), members());
        }
        var creating =
                chance.of(
                        "", "?create_metrics=True", "?create_metrics=true", "?create_metrics=true");
        world.play(
                Step.post(
                        "/v1/batch/resources/metrics/measures" + creating,
                        new Json.Members(batch)));
        for (var name : metrics.keySet()) {
            var path = thing.path() + "/metric/" + World.encoded(name);
            world.play(Step.get(path));
            world.play(Step.get(path + "/measures?refresh=true"));
        }
    }

    private static Json points(World world, World.Series series) {
        return Json.of(MeasureTopic.points(world, series, world.epoch * 1000));
    }
}
