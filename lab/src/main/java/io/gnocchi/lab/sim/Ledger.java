package io.gnocchi.lab.sim;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.incoming.Receipt;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What clients were told.
final class Ledger {
    private final Map<Double, Receipt> posts = new HashMap<>();
    private final Map<TimeRange, Receipt> erasures = new HashMap<>();

    /// The first value of a request is its smallest, so it survives whatever timestamps are equal.
    void posted(List<Posted> request, Receipt receipt) {
        for (var posted : request) {
            posts.put(posted.measures().values()[0], receipt);
        }
    }

    void erased(TimeRange range, Receipt receipt) {
        erasures.put(range, receipt);
    }

    long acknowledgedErasures() {
        return erasures.values().stream().filter(Receipt::isAcknowledged).count();
    }

    /// Every acknowledged request stands in the journal, no measure stands there twice.
    ///
    /// @throws AssertionError when it is not so
    void agreesWith(Journal journal) {
        var seen = new HashSet<Double>();
        var removed = new HashSet<TimeRange>();
        for (var batch : journal.first(journal.length())) {
            for (var requests : batch) {
                for (var request : requests.requests()) {
                    switch (request) {
                        case Request.Post(_, var measures) -> requireNew(measures, seen);
                        case Request.Import(_, var measures) -> requireNew(measures, seen);
                        case Request.Erasure(_, var range) -> removed.add(range);
                    }
                }
            }
        }
        erasures.forEach((range, receipt) -> {
            if (receipt.isAcknowledged() && !removed.contains(range)) {
                throw new AssertionError("acknowledged erasure of " + range + " is lost");
            }
        });
        posts.forEach((value, receipt) -> {
            if (receipt.isAcknowledged() && !seen.contains(value)) {
                throw new AssertionError("acknowledged measure " + value + " is lost");
            }
        });
    }

    private static void requireNew(Measures measures, Set<Double> seen) {
        for (double value : measures.values()) {
            if (!seen.add(value)) {
                throw new AssertionError("measure " + value + " counts twice");
            }
        }
    }
}
