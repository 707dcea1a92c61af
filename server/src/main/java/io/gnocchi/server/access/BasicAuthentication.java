package io.gnocchi.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// HTTP Basic, of which only the user name counts: the password is ignored. InfluxDB's clients say
/// the same as a token: `Token user:password`.
public final class BasicAuthentication implements Authentication {
    private static final String SCHEME = "basic ";
    private static final String TOKEN_SCHEME = "token ";

    @Override
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        var header = headers.apply("Authorization");
        var credential = header == null ? null : credential(header);
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

    private static @Nullable String credential(String header) {
        if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return decoded(header.substring(SCHEME.length()).strip());
        }
        return header.regionMatches(true, 0, TOKEN_SCHEME, 0, TOKEN_SCHEME.length())
                ? header.substring(TOKEN_SCHEME.length()).strip()
                : null;
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
