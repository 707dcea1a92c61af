package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures of one metric: late, doubled, unordered, oddly spelt; and every way to read them.
final class MeasureTopic {
    private static final List<String> LETTERS = List.of("Y", "H", "Q", "M", "W");

    private MeasureTopic() {}

    static World.Series create(World world, World.Policy policy) {
        var series = new World.Series(world.symbol("m"), policy);
        world.play(
                Step.post(
                                "/v1/metric",
                                members(
                                        "archive_policy_name",
                                        policy.name(),
                                        "name",
                                        world.prefix + series.symbol()))
                        .capturing(series.symbol(), "/id"));
        world.series.add(series);
        return series;
    }

    /// A first batch on a coarse grid that all metrics of the scenario share.
    static void fill(World world, World.Series series) {
        var points = new ArrayList<Json>();
        int step = Math.max(1, series.policy().coarsestSeconds() / 3);
        for (int i = 0; i < 12; i++) {
            if (!world.chance.oneIn(5)) {
                points.add(point(0, (world.epoch + (long) i * step) * 1000, value(world.chance)));
            }
        }
        post(world, series, points);
    }

    static void play(World world) {
        var chance = world.chance;
        var series = create(world, world.policy());
        long cursor = world.epoch * 1000;
        for (int i = chance.between(1, 5); i > 0; i--) {
            cursor += batch(world, series, cursor);
            for (int read = chance.between(1, 3); read > 0; read--) {
                world.play(Step.get(reading(world, series.path() + "/measures", series)));
            }
        }
        if (chance.oneIn(4)) {
            world.play(Step.delete(series.path()));
            world.play(Step.get(series.path() + "/measures"));
            world.play(Step.get(series.path()));
            world.series.remove(series);
        }
    }

    /// Posts around the cursor; how far the newest point went, in milliseconds.
    private static long batch(World world, World.Series series, long cursor) {
        world.play(Step.post(series.path() + "/measures", Json.of(points(world, series, cursor))));
        settle(world, series);
        return 1000L * series.policy().coarsestSeconds() * world.chance.between(0, 4);
    }

    static List<Json> points(World world, World.Series series, long cursor) {
        var chance = world.chance;
        int block = series.policy().coarsestSeconds() * 1000;
        int form = chance.between(0, Moments.FORMS - 1);
        var points = new ArrayList<Json>();
        for (int i = chance.between(0, 14); i > 0; i--) {
            long millis = cursor + chance.between(-2 * block, 3 * block);
            if (!chance.oneIn(3)) {
                millis -= Math.floorMod(millis, 1000);
            }
            points.add(point(form, millis, value(chance)));
            if (chance.oneIn(6)) {
                points.add(point(form, millis, value(chance)));
            }
        }
        return points;
    }

    static void post(World world, World.Series series, List<Json> points) {
        world.play(Step.post(series.path() + "/measures", Json.of(points)));
        settle(world, series);
    }

    /// Has what was posted processed on both sides, so that posts are judged one after another.
    static void settle(World world, World.Series series) {
        world.posted(series);
        world.play(Step.get(series.path() + "/measures?refresh=true"));
    }

    private static Json point(int form, long millis, Json value) {
        return members("timestamp", Moments.spelt(form, millis), "value", value);
    }

    static Json value(Chance chance) {
        return switch (chance.between(0, 11)) {
            case 0, 1, 2 -> Json.of(chance.between(-10, 100));
            case 3, 4, 5, 6 -> Json.of(chance.between(-100_000, 1_000_000) / 1000.0);
            case 7 -> Json.of(0);
            case 8 -> Json.of(chance.of(1e-9, 123456789012.25, -2.5e6));
            case 9 -> Json.of(chance.of("12.5", "-3", "1e3"));
            case 10 -> Json.of(chance.oneIn(8) ? chance.of("nan", "inf", "-inf") : "4");
            default -> Json.of(1);
        };
    }

    /// The path with a random choice of what a read may ask for.
    static String reading(World world, String path, World.Series series) {
        var chance = world.chance;
        var policy = series.policy();
        var parameters = new ArrayList<Map.Entry<String, String>>();
        if (chance.oneIn(2)) {
            parameters.add(Map.entry("start", moment(world, policy)));
        }
        if (chance.oneIn(3)) {
            parameters.add(Map.entry("stop", moment(world, policy)));
        }
        if (!chance.oneIn(3)) {
            parameters.add(Map.entry("aggregation", chance.pick(world.comparable(series))));
        }
        @Nullable String granularity = chance.oneIn(2) ? chance.pick(policy.granularities()) : null;
        if (granularity != null) {
            parameters.add(Map.entry("granularity", granularity));
            if (chance.oneIn(2)) {
                parameters.add(Map.entry("resample", resampling(chance, granularity)));
            }
        }
        if (chance.oneIn(4)) {
            parameters.add(Map.entry("refresh", chance.of("true", "True", "1", "false")));
        }
        return World.query(path, parameters);
    }

    static String moment(World world, World.Policy policy) {
        long seconds =
                world.epoch
                        + (long) policy.coarsestSeconds() * world.chance.between(-2, 6)
                        + world.chance.between(0, 3);
        return switch (world.chance.between(0, 3)) {
            case 0 -> Long.toString(seconds);
            case 1 -> Moments.iso(seconds) + "Z";
            case 2 -> Moments.iso(seconds) + "+00:00";
            default -> Moments.iso(seconds);
        };
    }

    private static String resampling(Chance chance, String granularity) {
        if (chance.oneIn(3)) {
            return chance.pick(LETTERS);
        }
        double seconds = Double.parseDouble(granularity) * chance.of(1, 2, 3, 10);
        return Double.toString(seconds);
    }
}
