package io.gnocchi.server.access;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Where Keystone is and how it is asked about tokens.
///
/// @param url without a version
/// @param publicUrl where callers are told to get tokens
/// @param account who we are ourselves, allowed to validate tokens
/// @param cacheTime how long an answer counts
/// @param timeout of connecting, and of one request
/// @param retries after failures, not after a timeout
/// @param trust null for the usual certificates
public record KeystoneSettings(
        URI url,
        String publicUrl,
        KeystoneAccount account,
        Duration cacheTime,
        Duration timeout,
        int retries,
        @Nullable SSLContext trust) {
    public KeystoneSettings {
        if (cacheTime.isNegative() || !timeout.isPositive() || retries < 0) {
            throw new IllegalArgumentException("times and retries are not negative");
        }
    }
}
