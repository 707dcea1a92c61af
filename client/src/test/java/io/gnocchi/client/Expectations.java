package io.gnocchi.client;

import io.gnocchi.client.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// What the Python client prints, as `ci/client_expectations.py` has written it down.
@NullMarked
public final class Expectations {
    private Expectations() {}

    public static Map<String, @Nullable Object> read(String name) {
        try (var in = Expectations.class.getResourceAsStream("/python/" + name + ".json")) {
            return Json.object(Json.read(Objects.requireNonNull(in, name).readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// One case: what was given, and what came out.
    public record Case(Map<String, @Nullable Object> fields) {
        /// A text, empty when there is none.
        public String text(String name) {
            Object text = fields.get(name);
            return text == null ? "" : text.toString();
        }

        public boolean has(String name) {
            return fields.containsKey(name);
        }

        public List<String> words(String name) {
            return Json.array(fields.get(name)).stream().map(String::valueOf).toList();
        }
    }

    /// The cases of a file.
    public static List<Case> cases(String name) {
        var cases = new ArrayList<Case>();
        for (Object one : Json.array(read(name).get("cases"))) {
            cases.add(new Case(Json.object(one)));
        }
        return cases;
    }
}
