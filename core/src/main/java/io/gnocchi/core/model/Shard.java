package io.gnocchi.core.model;

import java.math.BigInteger;
import java.util.UUID;

/// A sack, and among how many: the number of sacks may change, and what was written for one number
/// is read for another.
///
/// @param sack 0 to one less than there are
public record Shard(Sacks among, int sack) {
    public Shard {
        if (sack < 0 || sack >= among.count()) {
            throw new IllegalArgumentException("no sack " + sack + " among " + among.count());
        }
    }

    /// Whether it is the one a metric is in.
    public boolean holds(UUID metric) {
        return among.of(metric) == sack;
    }

    /// Whether some metric can be in both.
    public boolean meets(Shard other) {
        return among.equals(other.among)
                ? sack == other.sack
                : (sack - other.sack) % divisor(among, other.among) == 0;
    }

    /// The greatest common divisor of two numbers of sacks: shards whose sacks are equal modulo it
    /// meet.
    public static int divisor(Sacks one, Sacks other) {
        return one.equals(other)
                ? one.count()
                : BigInteger.valueOf(one.count()).gcd(BigInteger.valueOf(other.count())).intValue();
    }
}
