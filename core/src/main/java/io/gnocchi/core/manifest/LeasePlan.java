package io.gnocchi.core.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which sacks a worker keeps, gives up and takes, so that live workers come to hold equal shares.
///
/// The decision alone; a [Manifest] makes it true in the transaction in which it read the holdings.
///
/// @param kept sacks whose lease is renewed under the same epoch
/// @param surplus sacks given up because the worker holds more than its share
/// @param taken sacks that change hands: their epoch is to be raised
public record LeasePlan(List<Integer> kept, List<Integer> surplus, List<Integer> taken) {
    public LeasePlan {
        kept = List.copyOf(kept);
        surplus = List.copyOf(surplus);
        taken = List.copyOf(taken);
    }

    /// Who holds a sack, and until when.
    ///
    /// @param owner null when the sack is free
    /// @param until last moment of the lease; of no meaning when the sack is free
    public record Holding(int sack, @Nullable String owner, Instant until) {

        private boolean isFree(Instant now) {
            return owner == null || until.isBefore(now);
        }
    }

    /// Plans for one worker.
    ///
    /// A worker's own lease that has run out is renewed: nobody took the sack, so its epoch still
    /// fences everybody else.
    ///
    /// @param holdings all sacks, by number
    /// @param liveWorkers how many workers live, this one included
    public static LeasePlan of(
            List<Holding> holdings, String worker, int liveWorkers, Instant now) {
        int share = Math.ceilDiv(holdings.size(), liveWorkers);
        var kept = new ArrayList<Integer>();
        var surplus = new ArrayList<Integer>();
        for (var holding : holdings) {
            if (worker.equals(holding.owner())) {
                (kept.size() < share ? kept : surplus).add(holding.sack());
            }
        }
        int room = share - kept.size();
        var taken =
                holdings.stream()
                        .filter(holding -> !worker.equals(holding.owner()) && holding.isFree(now))
                        .limit(room)
                        .map(Holding::sack)
                        .toList();
        return new LeasePlan(kept, surplus, taken);
    }

    /// Whether there is anything to write down: sacks change hands, or a lease is half over. Most
    /// signs of life are none, and cost a reading.
    ///
    /// @param holdings what the plan was made of
    /// @param aliveUntil end of the worker's last sign of life; null when there is none
    public boolean isDue(
            List<Holding> holdings, @Nullable Instant aliveUntil, Instant now, Duration term) {
        var soon = now.plus(term.dividedBy(2));
        return !surplus.isEmpty()
                || !taken.isEmpty()
                || aliveUntil == null
                || aliveUntil.isBefore(soon)
                || kept.stream().anyMatch(sack -> holdings.get(sack).until().isBefore(soon));
    }
}
