package io.gnocchi.server.access;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a caller is told from the headers of a request.
@FunctionalInterface
public interface Authentication {

    /// The caller, or null when the request does not say.
    ///
    /// @param headers the first value of a header by name, null when absent
    @Nullable Caller caller(UnaryOperator<@Nullable String> headers);
}
