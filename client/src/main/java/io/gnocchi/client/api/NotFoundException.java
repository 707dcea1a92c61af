package io.gnocchi.client.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What was asked for does not exist, or not for this user.
public final class NotFoundException extends RefusedException {
    private static final long serialVersionUID = 1L;

    NotFoundException(@Nullable Object description, @Nullable String requestId, URI url) {
        super(404, description, requestId, url);
    }

    /// What is missing.
    public Noun what() {
        return Noun.of(description(), "does not exist");
    }
}
