package io.gnocchi.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// HTTP Basic, of which only the user name counts: the password is ignored.
public final class BasicAuthentication implements Authentication {
    private static final String SCHEME = "basic ";

    @Override
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        var header = headers.apply("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var credential = decoded(header.substring(SCHEME.length()).strip());
        if (credential == null) {
            return null;
        }
        int colon = credential.indexOf(':');
        var name = colon < 0 ? credential : credential.substring(0, colon);
        return Caller.canBeCalled(name) ? Caller.named(name) : null;
    }

    @Override
    public SignIn signIn() {
        return new SignIn.Name();
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
