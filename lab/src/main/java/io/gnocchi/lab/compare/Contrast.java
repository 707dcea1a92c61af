package io.gnocchi.lab.compare;

import java.util.ArrayList;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The first place where two answers are not the same.
///
/// @param place as `body.measures[3][2]`
record Contrast(String place, String original, String ours) {
    /// How far two floating values may be apart, relative to the larger.
    private static final double TOLERANCE = 1e-9;

    /// Null when the answers are the same.
    static @Nullable Contrast between(Answer original, Answer ours) {
        if (original.status() != ours.status()) {
            return new Contrast("status", "" + original.status(), "" + ours.status());
        }
        var names = new TreeSet<>(original.headers().keySet());
        names.addAll(ours.headers().keySet());
        for (var name : names) {
            var left = original.headers().getOrDefault(name, "absent");
            var right = ours.headers().getOrDefault(name, "absent");
            if (!left.equals(right)) {
                return new Contrast(name, left, right);
            }
        }
        return between("body", original.body(), ours.body());
    }

    private static @Nullable Contrast between(String place, Json original, Json ours) {
        if (original instanceof Json.Items left && ours instanceof Json.Items right) {
            return betweenItems(place, left, right);
        }
        if (original instanceof Json.Members left && ours instanceof Json.Members right) {
            return betweenMembers(place, left, right);
        }
        return isSame(original, ours) ? null : of(place, original, ours);
    }

    private static @Nullable Contrast betweenItems(
            String place, Json.Items original, Json.Items ours) {
        int common = Math.min(original.of().size(), ours.of().size());
        for (int i = 0; i < common; i++) {
            var there = place + "[" + i + "]";
            var contrast = between(there, original.of().get(i), ours.of().get(i));
            if (contrast != null) {
                return contrast;
            }
        }
        if (original.of().size() == ours.of().size()) {
            return null;
        }
        return new Contrast(place + ".length", "" + original.of().size(), "" + ours.of().size());
    }

    private static @Nullable Contrast betweenMembers(
            String place, Json.Members original, Json.Members ours) {
        var names = new ArrayList<>(new TreeSet<>(original.of().keySet()));
        ours.of().keySet().stream().filter(n -> !original.of().containsKey(n)).forEach(names::add);
        for (var name : names) {
            var there = place + "." + name;
            var left = original.of().get(name);
            var right = ours.of().get(name);
            if (left == null || right == null) {
                return new Contrast(there, presence(left), presence(right));
            }
            var contrast = between(there, left, right);
            if (contrast != null) {
                return contrast;
            }
        }
        return null;
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
