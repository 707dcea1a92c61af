package io.gnocchi.server.access;

/// What a person at a browser has to give so that their requests are known.
public sealed interface SignIn {

    /// A user name, sent as HTTP Basic.
    record Name() implements SignIn {}

    /// A token, sent as `X-Auth-Token`.
    ///
    /// @param keystone where to get one
    record Token(String keystone) implements SignIn {}

    /// Nothing: a front server says who it is.
    record Nothing() implements SignIn {}
}
