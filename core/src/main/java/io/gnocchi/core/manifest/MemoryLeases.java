package io.gnocchi.core.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who holds which sack and duty of a [MemoryManifest]; guarded by its lock.
final class MemoryLeases {
    private final List<MemorySack> sacks;
    private final TreeMap<String, Instant> aliveUntil = new TreeMap<>();
    private final Map<Duty, DutyState> duties = new EnumMap<>(Duty.class);

    /// @param sacks of the manifest, by number
    MemoryLeases(List<MemorySack> sacks) {
        this.sacks = sacks;
    }

    List<Lease> lease(String worker, Instant now, Duration term) {
        var until = now.plus(term);
        aliveUntil.values().removeIf(end -> end.isBefore(now));
        var before = aliveUntil.putIfAbsent(worker, until);
        var holdings = holdings();
        var plan = LeasePlan.of(holdings, worker, aliveUntil.size(), now);
        if (!plan.isDue(holdings, before, now, term)) {
            return plan.kept().stream().map(this::lease).toList();
        }
        aliveUntil.put(worker, until);
        plan.surplus().forEach(this::free);
        plan.taken().forEach(sack -> sacks.get(sack).epoch++);
        var held = new TreeSet<>(plan.kept());
        held.addAll(plan.taken());
        held.forEach(sack -> hold(sack, worker, until));
        return held.stream().map(this::lease).toList();
    }

    private List<LeasePlan.Holding> holdings() {
        var holdings = new ArrayList<LeasePlan.Holding>(sacks.size());
        for (int sack = 0; sack < sacks.size(); sack++) {
            var row = sacks.get(sack);
            holdings.add(new LeasePlan.Holding(sack, row.owner, row.until));
        }
        return holdings;
    }

    private Lease lease(int sack) {
        var row = sacks.get(sack);
        return new Lease(sack, row.epoch, row.consumed);
    }

    private void hold(int sack, String worker, Instant until) {
        var row = sacks.get(sack);
        row.owner = worker;
        row.until = until;
    }

    private void free(int sack) {
        sacks.get(sack).owner = null;
    }

    List<Lease> seize(String holder, Instant until) {
        var leases = new ArrayList<Lease>(sacks.size());
        for (int sack = 0; sack < sacks.size(); sack++) {
            sacks.get(sack).epoch++;
            hold(sack, holder, until);
            leases.add(lease(sack));
        }
        return leases;
    }

    void release(String worker) {
        aliveUntil.remove(worker);
        duties.replaceAll((_, state) -> worker.equals(state.owner()) ? state.released() : state);
        for (int sack = 0; sack < sacks.size(); sack++) {
            if (worker.equals(sacks.get(sack).owner)) {
                free(sack);
            }
        }
    }

    @Nullable Instant takeDuty(
            Duty duty,
            String worker,
            Instant now,
            Duration term,
            Duration pause,
            Duration longest) {
        var state = duties.getOrDefault(duty, DutyState.NEW);
        if (!state.isFree(worker, now, pause)) {
            return null;
        }
        var taken = state.takenBy(worker, now, term, longest);
        duties.put(duty, taken);
        return taken.steadySince();
    }

    void dutyDone(Duty duty, String worker, Instant now) {
        duties.computeIfPresent(
                duty, (_, state) -> worker.equals(state.owner()) ? state.done(now) : state);
    }

    List<String> workers(Instant now) {
        return aliveUntil.entrySet().stream()
                .filter(worker -> !worker.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    SortedMap<Integer, String> owners(Instant now) {
        var owners = new TreeMap<Integer, String>();
        for (int sack = 0; sack < sacks.size(); sack++) {
            var row = sacks.get(sack);
            if (row.owner != null && !row.until.isBefore(now)) {
                owners.put(sack, row.owner);
            }
        }
        return owners;
    }

    /// Forgets the workers; the duties stay.
    void clear() {
        aliveUntil.clear();
    }
}
