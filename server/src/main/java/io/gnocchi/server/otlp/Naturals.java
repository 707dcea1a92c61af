package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;

/// Numbers of 64 bits without a sign.
final class Naturals {
    private Naturals() {}

    /// The nearest double.
    static double value(long bits) {
        return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }

    /// One that is written down.
    static double parse(String digits) {
        try {
            return value(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException _) {
            throw new MalformedException("`%s' is no count".formatted(digits));
        }
    }
}
