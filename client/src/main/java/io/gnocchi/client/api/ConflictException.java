package io.gnocchi.client.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What was to be made exists already.
public final class ConflictException extends RefusedException {
    private static final long serialVersionUID = 1L;

    ConflictException(@Nullable Object description, @Nullable String requestId, URI url) {
        super(409, description, requestId, url);
    }

    /// What exists.
    public Noun what() {
        return Noun.of(description(), "already exist");
    }
}
