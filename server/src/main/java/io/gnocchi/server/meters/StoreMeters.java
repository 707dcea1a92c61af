package io.gnocchi.server.meters;

import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.server.plan.Prices;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Tells what this process has asked of its object store, and what that costs at Amazon: the prices
/// of S3 Standard in us-east-1. Space and traffic out of the region have their price besides.
public final class StoreMeters {
    private StoreMeters() {}

    /// @param counts what was asked so far
    /// @param paid whether the store is one that sends bills
    public static void tell(Meters meters, Supplier<StoreCounts> counts, boolean paid) {
        requests(meters, counts, "put", StoreCounts::puts);
        requests(meters, counts, "get", StoreCounts::gets);
        requests(meters, counts, "list", StoreCounts::lists);
        requests(meters, counts, "delete", StoreCounts::deletes);
        bytes(meters, counts, "put", StoreCounts::putBytes);
        bytes(meters, counts, "get", StoreCounts::getBytes);
        meters.amount(
                "gnocchi.store.dollars",
                "What these requests cost at the prices of S3 Standard; 0 for files",
                () -> paid ? Prices.S3_STANDARD.of(counts.get()) : 0);
    }

    private static void requests(
            Meters meters,
            Supplier<StoreCounts> counts,
            String operation,
            ToLongFunction<StoreCounts> number) {
        meters.count(
                "gnocchi.store.requests",
                "Requests to the object store; what was tried again counts once",
                () -> number.applyAsLong(counts.get()),
                "operation",
                operation);
    }

    private static void bytes(
            Meters meters,
            Supplier<StoreCounts> counts,
            String operation,
            ToLongFunction<StoreCounts> number) {
        meters.count(
                "gnocchi.store.bytes",
                "Bytes of the objects put and got",
                () -> number.applyAsLong(counts.get()),
                "operation",
                operation);
    }
}
