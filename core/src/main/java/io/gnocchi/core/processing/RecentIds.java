package io.gnocchi.core.processing;

import java.util.UUID;

/// Remembers ids, each by 64 bits of it. It grows to a limit; what comes then is not remembered.
final class RecentIds {
    private static final int FIRST_PLACES = 1 << 10;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final int mostPlaces;
    private long[] places = new long[FIRST_PLACES];
    private int size;

    /// @param mostPlaces a power of two; half of them are filled, of eight bytes each
    RecentIds(int mostPlaces) {
        this.mostPlaces = mostPlaces;
    }

    /// @return whether the id was not remembered before the call
    boolean add(UUID id) {
        long bits = bits(id);
        int place = place(bits);
        if (places[place] == bits) {
            return false;
        }
        if (size >= places.length / 2) {
            if (places.length >= mostPlaces) {
                return true;
            }
            grow();
            place = place(bits);
        }
        places[place] = bits;
        size++;
        return true;
    }

    void clear() {
        places = new long[FIRST_PLACES];
        size = 0;
    }

    private static long bits(UUID id) {
        long mixed = (id.getMostSignificantBits() ^ id.getLeastSignificantBits() * SPREAD) * SPREAD;
        mixed ^= mixed >>> 32;
        return mixed == 0 ? 1 : mixed;
    }

    /// Where these bits are, or would be.
    private int place(long bits) {
        int mask = places.length - 1;
        int place = (int) bits & mask;
        while (places[place] != 0 && places[place] != bits) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        var old = places;
        places = new long[old.length * 2];
        for (long bits : old) {
            if (bits != 0) {
                places[place(bits)] = bits;
            }
        }
    }
}
