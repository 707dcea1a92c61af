package io.gnocchi.server.access;

/// The rules that count now.
@FunctionalInterface
public interface Policies {
    Policy now();
}
