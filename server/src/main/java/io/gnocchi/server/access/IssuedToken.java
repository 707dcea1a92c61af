package io.gnocchi.server.access;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import io.gnocchi.server.wire.UndecodableBodyException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Keystone says about a token: whose it is and how long it counts.
record IssuedToken(Caller caller, Instant expiresAt) {

    /// @throws UnavailableException when it is not Keystone's way of saying so
    static IssuedToken read(byte[] document) {
        try {
            var token = member(JsonReader.read(new ByteArrayInputStream(document)), "token");
            var user = text(member(token, "user"), "id");
            var expiry = text(token, "expires_at");
            if (user == null || user.isBlank() || expiry == null) {
                throw new UnavailableException("Keystone describes a token without user or end");
            }
            var caller =
                    Caller.member(
                            user,
                            text(member(token, "project"), "id"),
                            text(member(token, "domain"), "id"),
                            roles(member(token, "roles")));
            return new IssuedToken(caller, OffsetDateTime.parse(expiry).toInstant());
        } catch (UndecodableBodyException | DateTimeParseException e) {
            throw new UnavailableException("Keystone describes a token in an unknown way", e);
        }
    }

    private static @Nullable Json member(@Nullable Json json, String name) {
        return json instanceof Json.Dictionary(var members) ? members.get(name) : null;
    }

    private static @Nullable String text(@Nullable Json json, String name) {
        return member(json, name) instanceof Json.Text(var text) ? text : null;
    }

    private static Set<String> roles(@Nullable Json roles) {
        if (!(roles instanceof Json.Sequence(var items))) {
            return Set.of();
        }
        return items.stream()
                .map(role -> text(role, "name"))
                .flatMap(java.util.stream.Stream::ofNullable)
                .collect(Collectors.toSet());
    }
}
