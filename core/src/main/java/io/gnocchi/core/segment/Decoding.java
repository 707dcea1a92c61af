package io.gnocchi.core.segment;

import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.CorruptObjectException;
import java.util.function.Supplier;

/// What becomes of an object that cannot be decoded.
final class Decoding {
    private Decoding() {}

    /// @throws CorruptObjectException when the object is not what was written
    /// @throws UnavailableException when a newer program wrote it: it is no damage, and waits
    static <T> T of(String key, Supplier<T> decode) {
        try {
            return decode.get();
        } catch (NewerVersionException e) {
            throw new UnavailableException(key + " " + e.getMessage());
        } catch (MalformedException | ArithmeticException | IllegalArgumentException e) {
            throw new CorruptObjectException(key + ": " + e.getMessage());
        }
    }
}
