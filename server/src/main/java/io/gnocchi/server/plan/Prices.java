package io.gnocchi.server.plan;

import io.gnocchi.core.store.StoreCounts;

/// What an object store asks for, in dollars. Deletions are free.
///
/// @param millionPuts a million of PUT or LIST
/// @param millionGets a million of GET
/// @param gigabyteMonth 10^9 bytes kept for a month
public record Prices(double millionPuts, double millionGets, double gigabyteMonth) {
    /// The list of S3 Standard in us-east-1. Traffic out of the region has its price besides.
    public static final Prices S3_STANDARD = new Prices(5, 0.4, 0.023);

    private static final double MILLION = 1e6;
    private static final double GIGABYTE = 1e9;

    public Prices {
        if (!(millionPuts >= 0 && millionGets >= 0 && gigabyteMonth >= 0)) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    /// Of so many PUT or LIST.
    public double ofPuts(double puts) {
        return puts / MILLION * millionPuts;
    }

    /// Of so many GET.
    public double ofGets(double gets) {
        return gets / MILLION * millionGets;
    }

    /// Of requests that were made.
    public double of(StoreCounts counts) {
        return ofPuts((double) counts.puts() + counts.lists()) + ofGets((double) counts.gets());
    }

    /// Of so many bytes, for a month.
    public double ofBytes(double bytes) {
        return bytes / GIGABYTE * gigabyteMonth;
    }
}
