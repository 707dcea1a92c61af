package io.gnocchi.server.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user of Keystone with a password, in a project.
public record KeystoneAccount(Name user, String password, Name project) {

    /// What a user or a project is called: by an id, or by a name inside a domain.
    public sealed interface Name {

        record Id(String id) implements Name {}

        /// @param domain by its name or id
        record InDomain(String name, Domain domain) implements Name {}
    }

    /// @param id whether the text is an id, not a name
    public record Domain(String text, boolean id) {}

    /// Tells no secret.
    @Override
    public String toString() {
        return "%s of %s".formatted(user, project);
    }

    /// The request for a token, as Keystone wants it.
    Map<String, Object> request() {
        var named = new LinkedHashMap<>(named(user));
        named.put("password", password);
        var identity = Map.of("methods", List.of("password"), "password", Map.of("user", named));
        var scope = Map.of("project", named(project));
        return Map.of("auth", Map.of("identity", identity, "scope", scope));
    }

    private static Map<String, @Nullable Object> named(Name name) {
        return switch (name) {
            case Name.Id(var id) -> Map.of("id", id);
            case Name.InDomain(var text, var domain) ->
                    Map.of(
                            "name",
                            text,
                            "domain",
                            Map.of(domain.id() ? "id" : "name", domain.text()));
        };
    }
}
