package io.gnocchi.core.segment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Names for objects: `kind/<ten hex digits: seconds since the Epoch>-<sixteen random hex digits>`.
/// A name is never used twice, and tells the age of an object nobody refers to.
public final class ObjectNames {
    public static final String BATCHES = "batch/";
    public static final String SEGMENTS = "segment/";
    public static final String SET_ASIDE = "aside/";
    public static final String COMMITS = "commit/";

    private static final int HEX_DIGITS = 10;

    private final InstantSource clock;
    private final RandomGenerator random;

    public ObjectNames(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// A fresh name under one of the prefixes above.
    public String next(String prefix) {
        long seconds = clock.instant().getEpochSecond();
        return prefix + "%010x-%016x".formatted(seconds, random.nextLong());
    }

    /// When the object of this name was made, by its maker's clock; `Instant.MAX` for names that
    /// are not ours, so that nobody takes them for old.
    public static Instant madeAt(String name) {
        int start = name.indexOf('/') + 1;
        int end = start + HEX_DIGITS;
        if (start == 0 || name.length() <= end || name.charAt(end) != '-') {
            return Instant.MAX;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(name, start, end, 16));
        } catch (NumberFormatException ignored) {
            return Instant.MAX;
        }
    }
}
