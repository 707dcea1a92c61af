package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.items;
import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Resource types and their changes; resources, their metrics, revisions and lists.
final class ResourceTopic {
    private static final List<String> KINDS =
            List.of("string", "number", "uuid", "bool", "datetime");

    private ResourceTopic() {}

    static void play(World world) {
        var chance = world.chance;
        var type = type(world);
        for (int i = chance.between(1, 5); i > 0; i--) {
            var thing = create(world, type);
            world.play(Step.get(thing.path()));
            for (int change = chance.between(0, 3); change > 0; change--) {
                change(world, thing);
            }
            if (chance.oneIn(2)) {
                metrics(world, thing);
            }
            if (chance.oneIn(2)) {
                world.play(Step.get(thing.path() + "/history" + listing(world, type)).walking());
            }
        }
        world.play(Step.get("/v1/resource/" + type.name() + listing(world, type)).walking());
        var listed = "/v1/metric?archive_policy_name=" + world.policy().name();
        world.play(Step.get(listed).inAnyOrder());
        world.play(Step.get("/v1/metric?limit=1&name=" + world.prefix + "m1").walking());
        if (!type.equals(World.GENERIC) && chance.oneIn(2)) {
            changeType(world, type);
        }
        if (chance.oneIn(3) && !world.things.isEmpty()) {
            var gone = chance.pick(world.things);
            world.play(Step.delete(gone.path()));
            world.play(Step.get(gone.path()));
            world.play(Step.delete(gone.path()));
            world.things.remove(gone);
        }
    }

    /// An own type, most often a new one.
    static World.Type type(World world) {
        var chance = world.chance;
        if (!world.types.isEmpty() && chance.oneIn(2)) {
            return chance.pick(world.types);
        }
        var attributes = new LinkedHashMap<String, String>();
        var definitions = new LinkedHashMap<String, Json>();
        for (int i = chance.between(1, 5); i > 0; i--) {
            var kind = chance.pick(KINDS);
            var name = "a" + i + kind;
            attributes.put(name, kind);
            definitions.put(name, definition(chance, kind));
        }
        var type = new World.Type(world.name("t"), attributes);
        world.play(
                Step.post(
                        "/v1/resource_type",
                        members("name", type.name(), "attributes", new Json.Members(definitions))));
        world.play(Step.get("/v1/resource_type/" + type.name()));
        world.types.add(type);
        return type;
    }

    private static Json definition(Chance chance, String kind) {
        var definition = members("type", kind, "required", false);
        if (kind.equals("string") && chance.oneIn(2)) {
            return definition.with("min_length", 2).with("max_length", chance.of(5, 40, 255));
        }
        if (kind.equals("number") && chance.oneIn(2)) {
            return definition.with("min", chance.of(-5, 0)).with("max", chance.of(100, 1e6));
        }
        return definition;
    }

    private static void changeType(World world, World.Type type) {
        var chance = world.chance;
        var path = "/v1/resource_type/" + type.name();
        var kind = chance.pick(KINDS);
        var added = members("type", kind, "required", chance.oneIn(2));
        if (!chance.oneIn(3)) {
            added = added.with("options", members("fill", value(world, kind)));
        }
        var first = type.attributes().keySet().iterator().next();
        var operation =
                switch (chance.between(0, 3)) {
                    case 0 -> members("op", "remove", "path", "/attributes/" + first);
                    case 1 -> members("op", "remove", "path", "/attributes/nobody");
                    default -> members("op", "add", "path", "/attributes/later", "value", added);
                };
        var patch = Step.patch(path, items(operation)).contentType("application/json-patch+json");
        world.play(patch);
        world.play(Step.get(path));
        world.play(Step.get("/v1/resource/" + type.name()));
        world.play(Step.get("/v1/resource/" + type.name() + "?history=true"));
        world.play(Step.delete(path));
        world.types.remove(type);
        world.things.removeIf(thing -> thing.type().equals(type));
    }

    static World.Thing create(World world, World.Type type) {
        var chance = world.chance;
        var id =
                chance.oneIn(2) ? world.uuid() : world.name("res") + chance.of("", " x", ":y", "é");
        var body = members("id", id).with("project_id", world.prefix + chance.of("P", "Q"));
        if (chance.oneIn(2)) {
            body = body.with("user_id", chance.of(world.prefix + "U", null));
        }
        for (var time : world.times("started_at").of().entrySet()) {
            body = body.with(time.getKey(), time.getValue());
        }
        if (chance.oneIn(4)) {
            body = body.with("ended_at", Moments.iso(world.epoch + 200 * 3600L));
        }
        for (var attribute : type.attributes().entrySet()) {
            if (!chance.oneIn(3)) {
                body = body.with(attribute.getKey(), value(world, attribute.getValue()));
            }
        }
        var series = new ArrayList<World.Series>();
        var metrics = new LinkedHashMap<String, Json>();
        for (var name : chance.some(List.of("cpu", "mem", "disk.io", "net-in"))) {
            if (chance.oneIn(2)) {
                var one = new World.Series(world.symbol("m"), world.policy());
                metrics.put(name, members("archive_policy_name", one.policy().name()));
                series.add(one);
            }
        }
        if (!metrics.isEmpty()) {
            body = body.with("metrics", new Json.Members(metrics));
        }
        var step = Step.post("/v1/resource/" + type.name(), body);
        var names = List.copyOf(metrics.keySet());
        for (int i = 0; i < names.size(); i++) {
            step = step.capturing(series.get(i).symbol(), "/metrics/" + names.get(i));
        }
        world.play(step);
        var thing = new World.Thing(type, id, series);
        world.things.add(thing);
        return thing;
    }

    static Object value(World world, String kind) {
        var chance = world.chance;
        return switch (kind) {
            case "string" -> chance.of("abc", "host-1", "host-2", "ABC", "x_y", "50%", "été");
            case "number" -> chance.of(0, 1, 7, 42.5, 99);
            case "uuid" ->
                    chance.of(
                            "00000000-0000-1000-8000-000000000001",
                            "00000000000010008000000000000002",
                            "ABCDEF00-0000-1000-8000-000000000003");
            case "bool" -> chance.of(true, false);
            case "datetime" -> Moments.iso(1_500_000_000L + 3600L * chance.between(0, 9));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void change(World world, World.Thing thing) {
        var chance = world.chance;
        var body = members();
        for (var attribute : thing.type().attributes().entrySet()) {
            if (chance.oneIn(3)) {
                body = body.with(attribute.getKey(), value(world, attribute.getValue()));
            }
        }
        if (chance.oneIn(3)) {
            body = body.with("user_id", world.prefix + chance.of("U", "V"));
        }
        if (chance.oneIn(4)) {
            body =
                    body.with(
                            "ended_at",
                            Moments.iso(world.epoch + chance.of(-200, 150, 300) * 3600L));
        }
        if (chance.oneIn(6) && !thing.series().isEmpty()) {
            body =
                    body.with(
                            "metrics",
                            members("kept", "{{" + thing.series().getFirst().symbol() + "}}"));
        }
        world.play(Step.patch(thing.path(), body));
        world.play(Step.get(thing.path()));
    }

    private static void metrics(World world, World.Thing thing) {
        var name = world.chance.of("cpu", "new", "sp ace", "sla/sh");
        var policy = world.policy().name();
        world.play(
                Step.post(
                                thing.path() + "/metric",
                                members(name, members("archive_policy_name", policy, "unit", "B")))
                        .inAnyOrder());
        world.play(Step.get(thing.path() + "/metric").inAnyOrder());
        if (!name.contains("/")) {
            world.play(Step.get(thing.path() + "/metric/" + World.encoded(name)));
        }
        world.play(Step.get(thing.path()));
    }

    /// What lists may be asked for, as a query; paging leads over more than one page at times.
    static String listing(World world, World.Type type) {
        var chance = world.chance;
        var parameters = new ArrayList<Map.Entry<String, String>>();
        boolean isPaged = chance.oneIn(2);
        if (isPaged) {
            parameters.add(Map.entry("limit", chance.of("1", "2", "3", "100")));
        }
        if (chance.oneIn(3)) {
            parameters.add(Map.entry("history", "true"));
        }
        if (chance.oneIn(4)) {
            parameters.add(Map.entry("attrs", chance.of("id", "metrics", "creator", "nobody")));
        }
        if (chance.oneIn(2)) {
            var keys = new ArrayList<>(List.of("id", "started_at", "original_resource_id"));
            if (!isPaged) {
                // The original loses its place in pages at a null.
                keys.add("user_id");
                keys.addAll(type.attributes().keySet());
            }
            for (var key : chance.some(chance.some(keys))) {
                parameters.add(
                        Map.entry(
                                "sort",
                                key
                                        + chance.of(
                                                "",
                                                ":asc",
                                                ":desc",
                                                ":desc-nullslast",
                                                ":asc-nullsfirst")));
            }
        }
        return World.query("", parameters);
    }
}
