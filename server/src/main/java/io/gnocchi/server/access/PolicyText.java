package io.gnocchi.server.access;

import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import io.gnocchi.server.wire.UndecodableBodyException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The text of a policy file: a mapping of names to rules, in YAML or JSON.
final class PolicyText {
    private static final LoadSettings YAML =
            LoadSettings.builder()
                    .setAllowDuplicateKeys(false)
                    .setAllowRecursiveKeys(false)
                    .build();

    private PolicyText() {}

    /// @throws PolicyException when it is not such a mapping
    static Map<String, Check> yaml(String text) {
        try {
            return checks(new Load(YAML).loadFromString(text));
        } catch (YamlEngineException e) {
            throw new PolicyException(String.valueOf(e.getMessage()));
        }
    }

    /// @throws PolicyException when it is not such a mapping
    static Map<String, Check> json(String text) {
        try {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            return checks(plain(JsonReader.read(new ByteArrayInputStream(bytes))));
        } catch (UndecodableBodyException e) {
            throw new PolicyException(e.reason());
        }
    }

    private static @Nullable Object plain(Json json) {
        return switch (json) {
            case Json.Dictionary(var members) -> {
                var map = new HashMap<String, @Nullable Object>();
                members.forEach((name, member) -> map.put(name, plain(member)));
                yield map;
            }
            case Json.Sequence(var items) -> items.stream().map(PolicyText::orEmpty).toList();
            case Json.Text(var value) -> value;
            case Json.Numeral(var literal) -> Double.valueOf(literal);
            case Json.Bool(boolean value) -> value;
            case Json.Null() -> null;
        };
    }

    /// An item that is nothing is no check, and is named so.
    private static Object orEmpty(Json item) {
        var plain = plain(item);
        return plain == null ? 0 : plain;
    }

    private static Map<String, Check> checks(@Nullable Object document) {
        var checks = new HashMap<String, Check>();
        switch (document) {
            case null -> {}
            case Map<?, ?> rules ->
                    rules.forEach((name, rule) -> checks.put(name(name), check(name, rule)));
            default -> throw new PolicyException("it is not a mapping of names to rules");
        }
        return checks;
    }

    private static String name(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new PolicyException("'" + name + "' is not the name of a rule");
    }

    private static Check check(@Nullable Object name, @Nullable Object rule) {
        try {
            return switch (rule) {
                case String text -> CheckParser.parse(text);
                case List<?> lists -> CheckParser.parse(lists);
                case null, default ->
                        throw new PolicyException("'" + rule + "' is not a rule; nobody is '!'");
            };
        } catch (PolicyException e) {
            throw new PolicyException("'" + name + "': " + e.getMessage());
        }
    }
}
