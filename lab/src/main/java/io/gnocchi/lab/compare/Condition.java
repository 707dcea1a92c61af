package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A random condition on resources, in both languages of search.
sealed interface Condition {
    record Compare(String operator, String field, Json value) implements Condition {}

    /// @param word and, or
    record Many(String word, List<Condition> of) implements Condition {
        public Many {
            of = List.copyOf(of);
        }
    }

    record Not(Condition of) implements Condition {}

    static Condition random(World world, World.Type type, int depth) {
        var chance = world.chance;
        if (depth == 0 || chance.oneIn(3)) {
            return comparison(world, type);
        }
        if (chance.oneIn(4)) {
            return new Not(random(world, type, depth - 1));
        }
        var parts = new ArrayList<Condition>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            parts.add(random(world, type, depth - 1));
        }
        return new Many(chance.of("and", "or"), parts);
    }

    private static Condition comparison(World world, World.Type type) {
        var chance = world.chance;
        var fields =
                new ArrayList<>(
                        List.of(
                                "id",
                                "project_id",
                                "user_id",
                                "original_resource_id",
                                "started_at",
                                "ended_at",
                                "creator",
                                "type"));
        fields.addAll(type.attributes().keySet());
        fields.addAll(type.attributes().keySet());
        var field = chance.pick(fields);
        var kind = kind(type, field);
        var value = Json.of(value(world, field, kind));
        if (chance.oneIn(8)) {
            return new Compare("in", field, Json.items(value, Json.of(value(world, field, kind))));
        }
        if (kind.equals("string") && chance.oneIn(5)) {
            return new Compare(
                    "like",
                    field,
                    Json.of(chance.of("%host%", "_BC", "abc", "%", world.prefix + "%")));
        }
        if (chance.oneIn(8)) {
            return new Compare(chance.of("=", "!="), field, Json.of(null));
        }
        if (kind.equals("id") || kind.equals("uuid") || kind.equals("bool")) {
            return new Compare(chance.of("=", "!="), field, value);
        }
        return new Compare(
                chance.of("=", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "ge"), field, value);
    }

    private static String kind(World.Type type, String field) {
        return switch (field) {
            case "id" -> "id";
            case "started_at", "ended_at" -> "datetime";
            default -> type.attributes().getOrDefault(field, "string");
        };
    }

    private static Object value(World world, String field, String kind) {
        var chance = world.chance;
        return switch (field) {
            case "id", "original_resource_id" ->
                    world.things.isEmpty() ? world.uuid() : chance.pick(world.things).id();
            case "project_id" -> world.prefix + chance.of("P", "Q", "R");
            case "user_id" -> world.prefix + chance.of("U", "V");
            case "creator" -> chance.of("admin", "alice");
            case "type" -> chance.of("generic", world.prefix);
            case "started_at", "ended_at" ->
                    Moments.iso(world.epoch + chance.between(-100, 200) * 3600L);
            default -> ResourceTopic.value(world, kind);
        };
    }

    default int depth() {
        return switch (this) {
            case Compare _ -> 0;
            case Many(_, var of) -> 1 + of.stream().mapToInt(Condition::depth).max().orElse(0);
            case Not(var of) -> 1 + of.depth();
        };
    }

    default Json json() {
        return switch (this) {
            case Compare(var operator, var field, var value) ->
                    members(operator, members(field, value));
            case Many(var word, var of) -> members(word, of.stream().map(Condition::json).toList());
            case Not(var of) -> members("not", of.json());
        };
    }

    default String text() {
        return switch (this) {
            case Compare(var operator, var field, var value) ->
                    field + " " + operator + " " + text(value);
            case Many(var word, var of) ->
                    of.stream().map(Condition::part).collect(Collectors.joining(" " + word + " "));
            case Not(var of) -> "not " + part(of);
        };
    }

    /// With as few brackets as can be: the original takes minutes over nested ones.
    private static String part(Condition of) {
        return of instanceof Compare ? of.text() : "(" + of.text() + ")";
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Text(var text) -> "'" + text + "'";
            case Json.Items(var items) ->
                    items.stream().map(Condition::text).collect(Collectors.joining(", ", "[", "]"));
            case Json.Figure _, Json.Truth _, Json.Nothing _, Json.Members _ ->
                    JsonText.write(value);
        };
    }
}
