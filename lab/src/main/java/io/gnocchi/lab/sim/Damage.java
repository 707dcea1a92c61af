package io.gnocchi.lab.sim;

import io.gnocchi.core.store.CorruptObjectException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Bytes that come otherwise than they lie: with a bit flipped, or cut off. An object that comes
/// damaged does so once or a few times more, whoever reads it.
final class Damage {
    /// The polynomial of CRC-32C, highest power first. Adding it to bytes anywhere leaves their
    /// checksum as it was.
    private static final long POLYNOMIAL = 0x11EDC6F41L;

    private static final int POLYNOMIAL_BITS = 33;

    private final RandomGenerator random;
    private final boolean seen;
    private final Map<String, Integer> left = new HashMap<>();
    private int done;

    /// @param seen whether checksums tell it; damage they do not tell is what a reader lets in that
    ///   ignores them
    Damage(RandomGenerator random, boolean seen) {
        this.random = random;
        this.seen = seen;
    }

    /// How often it was done.
    int done() {
        return done;
    }

    /// What comes of a whole object.
    byte[] whole(String key, byte[] bytes) {
        if (!strikes(key) || bytes.length == 0) {
            return bytes;
        }
        return seen && random.nextBoolean()
                ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                : flipped(bytes);
    }

    /// What comes of a part of an object.
    ///
    /// @throws CorruptObjectException when it is cut off
    byte[] part(String key, byte[] bytes) {
        if (!strikes(key) || bytes.length == 0) {
            return bytes;
        }
        if (seen && random.nextInt(4) == 0) {
            throw new CorruptObjectException(key + " is cut off, simulated");
        }
        return flipped(bytes);
    }

    private boolean strikes(String key) {
        int times = left.getOrDefault(key, 0);
        if (times > 0) {
            left.put(key, times - 1);
        } else if (random.nextInt(100) == 0) {
            left.put(key, random.nextInt(4));
        } else {
            return false;
        }
        done++;
        return true;
    }

    private byte[] flipped(byte[] bytes) {
        var flipped = bytes.clone();
        int bit = random.nextInt(8 * bytes.length);
        if (seen) {
            flip(flipped, bit);
        } else if (bit + POLYNOMIAL_BITS <= 8 * bytes.length) {
            addPolynomial(flipped, bit);
        }
        return flipped;
    }

    /// Leaves the CRC-32C of the bytes as it was.
    ///
    /// @param bit where it begins, counted from the lowest bit of the first byte, as the checksum
    ///   goes through them
    static void addPolynomial(byte[] bytes, int bit) {
        for (int i = 0; i < POLYNOMIAL_BITS; i++) {
            if ((POLYNOMIAL >>> (POLYNOMIAL_BITS - 1 - i) & 1) == 1) {
                flip(bytes, bit + i);
            }
        }
    }

    private static void flip(byte[] bytes, int bit) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
}
