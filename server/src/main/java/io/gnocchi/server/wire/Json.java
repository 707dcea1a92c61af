package io.gnocchi.server.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small JSON document held in memory: what requests other than measures are made of.
public sealed interface Json {

    /// Members in the order they came, names distinct.
    record Dictionary(Map<String, Json> members) implements Json {
        public Dictionary {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    record Sequence(List<Json> items) implements Json {
        public Sequence {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }
    }

    record Text(String value) implements Json {}

    /// A number as it was spelled.
    record Numeral(String literal) implements Json {

        public double asDouble() {
            return Double.parseDouble(literal);
        }

        /// Whether it was written without fraction and exponent.
        public boolean isIntegral() {
            return literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }
    }

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}
}
