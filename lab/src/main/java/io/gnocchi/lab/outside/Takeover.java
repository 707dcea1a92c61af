package io.gnocchi.lab.outside;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Watches who folds which sacks, as the servers' status tells.
final class Takeover {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 200;

    private final List<Deployment.Server> servers;
    private int all;

    Takeover(List<Deployment.Server> servers) {
        this.servers = servers;
    }

    /// Learns how many sacks there are: all that somebody holds when nothing is wrong.
    void learn() {
        all = Math.max(all, count(owners()));
    }

    /// Waits until all sacks are held by others than this process.
    ///
    /// @return seconds since then, or null when patience was over
    @Nullable Double without(long pid, long sinceNanos) {
        return await(sinceNanos, owners -> !holds(owners, pid) && count(owners) >= all);
    }

    /// Waits until this process holds a sack.
    @Nullable Double with(long pid, long sinceNanos) {
        return await(sinceNanos, owners -> holds(owners, pid));
    }

    /// Waits until all sacks are held by somebody.
    @Nullable Double complete(long sinceNanos) {
        return await(sinceNanos, owners -> count(owners) > 0 && count(owners) >= all);
    }

    private static boolean holds(Map<String, Set<Integer>> owners, long pid) {
        return owners.keySet().stream().anyMatch(worker -> worker.startsWith(pid + "-"));
    }

    private static int count(Map<String, Set<Integer>> owners) {
        return owners.values().stream().mapToInt(Set::size).sum();
    }

    private @Nullable Double await(long since, Predicate<Map<String, Set<Integer>>> wanted) {
        while (System.nanoTime() - since < PATIENCE.toNanos()) {
            if (wanted.test(owners())) {
                return (System.nanoTime() - since) / 1e9;
            }
            Pause.millis(PAUSE_MILLIS);
        }
        return null;
    }

    private Map<String, Set<Integer>> owners() {
        for (var server : servers) {
            var owners = server.api().sacks();
            if (!owners.isEmpty()) {
                return owners;
            }
        }
        return Map.of();
    }
}
