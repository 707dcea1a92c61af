package io.gnocchi.server.demo;

import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is simulated, as the console's `demo/fleet.json` describes it.
///
/// @param policy the archive policy of all its metrics
/// @param types the bodies that create its resource types
record Fleet(Json policy, List<Json> types, List<Thing> things) {
    private static final String DESCRIPTION = "/ui/demo/fleet.json";

    Fleet {
        types = List.copyOf(types);
        things = List.copyOf(things);
    }

    /// The fleet packed with the program.
    static Fleet packed() {
        try (var in = Fleet.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new IllegalStateException(DESCRIPTION + " is not packed with the server");
            }
            return of(JsonReader.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fleet of(Json description) {
        var types = new ArrayList<Json>();
        var things = new ArrayList<Thing>();
        int number = 0;
        for (var type : items(description, "types")) {
            types.add(picked(type, "name", "attributes"));
            var shapes = items(type, "metrics").stream().map(Fleet::shape).toList();
            for (int at = 0; at < (int) number(type, "count"); at++) {
                things.add(thing(type, shapes, at, number));
                number += shapes.size();
            }
        }
        return new Fleet(member(description, "policy"), types, things);
    }

    private static Thing thing(Json type, List<Shape> shapes, int at, int firstNumber) {
        var attributes = new LinkedHashMap<String, Json>();
        dictionary(member(type, "labels"))
                .forEach((label, values) -> attributes.put(label, turn(sequence(values), at)));
        var metrics = new ArrayList<Thing.Metric>();
        for (var shape : shapes) {
            metrics.add(new Thing.Metric(shape, firstNumber + metrics.size()));
        }
        var name = text(type, "name");
        return new Thing(name, name + "-" + (at + 1), attributes, metrics);
    }

    private static Json turn(List<Json> values, int at) {
        return values.get(at % values.size());
    }

    private static Shape shape(Json metric) {
        return new Shape(
                text(metric, "name"),
                text(metric, "unit"),
                number(metric, "base"),
                number(metric, "swing"),
                number(metric, "noise"),
                number(metric, "least"),
                number(metric, "most"));
    }

    private static Json picked(Json whole, String... names) {
        var members = new LinkedHashMap<String, Json>();
        for (var name : names) {
            members.put(name, member(whole, name));
        }
        return new Json.Dictionary(members);
    }

    private static List<Json> items(Json whole, String name) {
        return sequence(member(whole, name));
    }

    private static Json member(Json whole, String name) {
        var member = dictionary(whole).get(name);
        if (member == null) {
            throw new IllegalStateException(DESCRIPTION + " lacks a member " + name);
        }
        return member;
    }

    private static String text(Json whole, String name) {
        if (member(whole, name) instanceof Json.Text(var value)) {
            return value;
        }
        throw astray(name);
    }

    private static double number(Json whole, String name) {
        if (member(whole, name) instanceof Json.Numeral numeral) {
            return numeral.asDouble();
        }
        throw astray(name);
    }

    private static Map<String, Json> dictionary(Json json) {
        if (json instanceof Json.Dictionary(var members)) {
            return members;
        }
        throw astray(json.toString());
    }

    private static List<Json> sequence(Json json) {
        if (json instanceof Json.Sequence(var items)) {
            return items;
        }
        throw astray(json.toString());
    }

    private static IllegalStateException astray(String what) {
        return new IllegalStateException("%s: %s is not as expected".formatted(DESCRIPTION, what));
    }
}
