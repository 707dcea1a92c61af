package io.gnocchi.server.access;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Trusts a front server that has authenticated the user and names them in a header.
///
/// @param header the header; the front server must remove what clients send under that name
public record RemoteUserAuthentication(String header) implements Authentication {

    @Override
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        var name = headers.apply(header);
        return name != null && Caller.canBeCalled(name.strip()) ? Caller.named(name.strip()) : null;
    }
}
