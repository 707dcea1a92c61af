package io.gnocchi.lab.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value, with the bare words NaN and Infinity that measures may be.
public sealed interface Json {

    record Nothing() implements Json {}

    record Truth(boolean value) implements Json {}

    /// @param whole written without point and exponent
    record Figure(double value, boolean whole) implements Json {}

    record Text(String value) implements Json {}

    record Items(List<Json> of) implements Json {
        public Items {
            of = List.copyOf(of);
        }
    }

    /// Members in the order they came.
    record Members(Map<String, Json> of) implements Json {
        public Members {
            of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
        }

        /// The same with one member more or changed.
        public Members with(String name, @Nullable Object value) {
            var changed = new LinkedHashMap<>(of);
            changed.put(name, Json.of(value));
            return new Members(changed);
        }

        public Members without(String name) {
            var changed = new LinkedHashMap<>(of);
            changed.remove(name);
            return new Members(changed);
        }
    }

    /// The JSON of a plain Java value: null, Boolean, Number, String, List, Map, or JSON itself.
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> new Nothing();
            case Json json -> json;
            case Boolean truth -> new Truth(truth);
            case Integer number -> new Figure(number, true);
            case Long number -> new Figure(number, true);
            case Number number -> new Figure(number.doubleValue(), false);
            case String text -> new Text(text);
            case List<?> list -> new Items(list.stream().map(Json::of).toList());
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Json>();
                map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
                yield new Members(members);
            }
            default -> throw new IllegalArgumentException("no JSON is " + value.getClass());
        };
    }

    /// `members("name", "cpu", "unit", null)`.
    static Members members(@Nullable Object... namesAndValues) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
        }
        return new Members(members);
    }

    static Items items(@Nullable Object... values) {
        var items = new ArrayList<Json>();
        for (var value : values) {
            items.add(of(value));
        }
        return new Items(items);
    }

    /// What a path such as `/metrics/cpu` or `/0/id` leads to, or null.
    default @Nullable Json at(String path) {
        @Nullable Json here = this;
        for (var word : path.substring(1).split("/", -1)) {
            here =
                    switch (here) {
                        case Members members -> members.of().get(word);
                        case Items items ->
                                Integer.parseInt(word) < items.of().size()
                                        ? items.of().get(Integer.parseInt(word))
                                        : null;
                        case Text _, Figure _, Truth _, Nothing _ -> null;
                        case null -> null;
                    };
        }
        return here;
    }
}
