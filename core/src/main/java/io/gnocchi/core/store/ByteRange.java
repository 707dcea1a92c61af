package io.gnocchi.core.store;

import java.util.Arrays;

/// A part of an object, or the whole of it.
///
/// @param offset where it starts
/// @param length how many bytes, or [#WHOLE]
record ByteRange(String key, long offset, int length) {
    /// The length that stands for "all there is".
    static final int WHOLE = -1;

    ByteRange {
        ObjectKeys.check(key);
        if (offset < 0 || length < WHOLE || (length == WHOLE && offset != 0)) {
            throw new IllegalArgumentException(length + " bytes from " + offset + " of " + key);
        }
    }

    static ByteRange part(String key, long offset, int length) {
        if (length < 0) {
            throw new IllegalArgumentException(length + " bytes of " + key);
        }
        return new ByteRange(key, offset, length);
    }

    static ByteRange whole(String key) {
        return new ByteRange(key, 0, WHOLE);
    }

    boolean isWhole() {
        return length == WHOLE;
    }

    byte[] readFrom(ObjectStore store) {
        return isWhole() ? store.get(key) : store.get(key, offset, length);
    }

    /// These bytes of the whole object.
    ///
    /// @throws CorruptObjectException when the object ends before
    byte[] cutFrom(byte[] whole) {
        checkInside(key, offset, length, whole.length);
        int from = (int) offset;
        return Arrays.copyOfRange(whole, from, from + length);
    }

    /// Refuses a range that the object of `sizeBytes` does not hold.
    ///
    /// @throws CorruptObjectException when the object ends before
    static void checkInside(String key, long offset, int length, long sizeBytes) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(length + " bytes from " + offset + " of " + key);
        }
        if (sizeBytes - length < offset) {
            throw new CorruptObjectException(
                    "object %s has %d bytes, not %d from %d"
                            .formatted(key, sizeBytes, length, offset));
        }
    }
}
