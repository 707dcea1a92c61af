package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One place where two answers are not the same.
///
/// @param place as `body.measures[3][2]`
record Contrast(String place, String original, String ours) {
    /// How far two floating values may be apart, relative to the larger.
    private static final double TOLERANCE = 1e-9;

    /// All of them, none when the answers are the same; of a list only the length when it differs,
    /// and then whether ours only lacks some of the original's items.
    static List<Contrast> between(Answer original, Answer ours) {
        if (original.status() != ours.status()) {
            return List.of(new Contrast("status", "" + original.status(), "" + ours.status()));
        }
        var contrasts = new ArrayList<Contrast>();
        var names = new TreeSet<>(original.headers().keySet());
        names.addAll(ours.headers().keySet());
        for (var name : names) {
            var left = original.headers().getOrDefault(name, "absent");
            var right = ours.headers().getOrDefault(name, "absent");
            if (!left.equals(right)) {
                contrasts.add(new Contrast(name, left, right));
            }
        }
        add("body", original.body(), ours.body(), contrasts);
        return contrasts;
    }

    private static void add(String place, Json original, Json ours, List<Contrast> contrasts) {
        if (original instanceof Json.Items left && ours instanceof Json.Items right) {
            addItems(place, left.of(), right.of(), contrasts);
        } else if (original instanceof Json.Members left && ours instanceof Json.Members right) {
            addMembers(place, left.of(), right.of(), contrasts);
        } else if (!isSame(original, ours)) {
            contrasts.add(of(place, original, ours));
        }
    }

    private static void addItems(
            String place, List<Json> original, List<Json> ours, List<Contrast> contrasts) {
        if (original.size() != ours.size()) {
            var which = isWithin(original, ours) ? " of these" : "";
            contrasts.add(
                    new Contrast(place + ".length", "" + original.size(), ours.size() + which));
            return;
        }
        for (int i = 0; i < original.size(); i++) {
            add(place + "[" + i + "]", original.get(i), ours.get(i), contrasts);
        }
    }

    /// Whether the original has all our items, in the same order.
    private static boolean isWithin(List<Json> original, List<Json> ours) {
        int found = 0;
        for (var item : original) {
            if (found < ours.size() && differences(item, ours.get(found)).isEmpty()) {
                found++;
            }
        }
        return found == ours.size();
    }

    private static List<Contrast> differences(Json original, Json ours) {
        var contrasts = new ArrayList<Contrast>();
        add("", original, ours, contrasts);
        return contrasts;
    }

    private static void addMembers(
            String place,
            Map<String, Json> original,
            Map<String, Json> ours,
            List<Contrast> contrasts) {
        var names = new TreeSet<>(original.keySet());
        names.addAll(ours.keySet());
        for (var name : names) {
            var there = place + "." + name;
            var left = original.get(name);
            var right = ours.get(name);
            if (left == null || right == null) {
                contrasts.add(new Contrast(there, presence(left), presence(right)));
            } else {
                add(there, left, right, contrasts);
            }
        }
    }

    private static boolean isSame(Json original, Json ours) {
        if (original instanceof Json.Figure(double left, boolean leftWhole)
                && ours instanceof Json.Figure(double right, boolean rightWhole)) {
            return leftWhole == rightWhole && isNear(left, right);
        }
        return original.equals(ours);
    }

    private static boolean isNear(double left, double right) {
        return Double.compare(left, right) == 0
                || left == right
                || Math.abs(left - right) <= TOLERANCE * Math.max(Math.abs(left), Math.abs(right));
    }

    private static Contrast of(String place, Json original, Json ours) {
        return new Contrast(place, JsonText.write(original), JsonText.write(ours));
    }

    private static String presence(@Nullable Json json) {
        return json == null ? "absent" : JsonText.write(json);
    }

    @Override
    public String toString() {
        return place + ": " + original + " | " + ours;
    }
}
