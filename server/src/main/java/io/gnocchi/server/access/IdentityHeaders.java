package io.gnocchi.server.access;

import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Trusts a front server that has authenticated the user and sets `X-User-Id`, `X-Project-Id`,
/// `X-Domain-Id` and `X-Roles`, as Keystone's middleware does; it must remove what clients send
/// under these names. `X-Identity-Status`, where it is sent, must be `Confirmed`.
public final class IdentityHeaders implements Authentication {

    @Override
    public @Nullable Caller caller(UnaryOperator<@Nullable String> headers) {
        var status = headers.apply("X-Identity-Status");
        var user = said(headers, "X-User-Id");
        if (user == null || (status != null && !status.strip().equals("Confirmed"))) {
            return null;
        }
        var project = said(headers, "X-Project-Id");
        var domain = said(headers, "X-Domain-Id");
        return Caller.member(user, project, domain, roles(headers.apply("X-Roles")));
    }

    private static @Nullable String said(UnaryOperator<@Nullable String> headers, String name) {
        var value = headers.apply(name);
        return value != null && Caller.canBeCalled(value.strip()) ? value.strip() : null;
    }

    private static Set<String> roles(@Nullable String list) {
        return Arrays.stream(list == null ? new String[0] : list.split(",", -1))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toSet());
    }
}
