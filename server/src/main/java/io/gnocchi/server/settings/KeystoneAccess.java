package io.gnocchi.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where Keystone is and who we are there.
///
/// @param url without a version
/// @param publicUrl where callers are told to get tokens
/// @param user an id, or a name inside a domain
/// @param cacheTime how long an answer about a token counts
/// @param timeout of connecting, and of one question
/// @param authorities file of certificates; null for the usual ones
/// @param insecure whether any certificate is believed
public record KeystoneAccess(
        URI url,
        String publicUrl,
        Name user,
        String password,
        Name project,
        Duration cacheTime,
        Duration timeout,
        int retries,
        @Nullable Path authorities,
        boolean insecure) {

    /// What a user or project is called in Keystone.
    ///
    /// @param id null when it is known by name and domain
    public record Name(@Nullable String id, String name, String domain, boolean domainIsId) {}

    /// Tells no secret.
    @Override
    public String toString() {
        return "KeystoneAccess[%s, %s, ***]".formatted(url, user);
    }
}
