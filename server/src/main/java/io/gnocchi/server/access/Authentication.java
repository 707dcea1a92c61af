package io.gnocchi.server.access;

import io.gnocchi.core.model.UnavailableException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a caller is told from the headers of a request.
@FunctionalInterface
public interface Authentication {

    /// The caller, or null when the request does not say or what it says is not believed.
    ///
    /// @param headers the first value of a header by name, null when absent
    /// @throws UnavailableException when somebody who must be asked does not answer
    @Nullable Caller caller(UnaryOperator<@Nullable String> headers);

    /// What `WWW-Authenticate` tells those who are not known; null for nothing.
    default @Nullable String challenge() {
        return null;
    }

    /// What a person has to give to be told by this.
    default SignIn signIn() {
        return new SignIn.Nothing();
    }
}
