package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of a [Manifest] say.
abstract class ManifestWords {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration TERM = Duration.ofSeconds(60);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofSeconds(100);
    static final int SACKS = 8;
    static final Layout LAYOUT = Layout.first(new Sacks(SACKS));

    Manifest manifest;

    /// A new and empty manifest.
    protected abstract Manifest create(Sacks sacks) throws Exception;

    @BeforeEach
    void createManifest() throws Exception {
        manifest = create(new Sacks(SACKS));
    }

    @AfterEach
    void closeManifest() {
        manifest.close();
    }

    static <T> List<T> runTogether(List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(tasks.size())) {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    Batch append(String key, int... sacks) {
        var sections = new ArrayList<BatchSection>();
        for (int sack : sacks) {
            sections.add(new BatchSection(sack, sack * 10, 10, 1, 1));
        }
        return manifest.append(new NewBatch(key, 100, LAYOUT.sacks(), sections));
    }

    List<Lease> leaseAll() {
        return manifest.lease("w1", NOON, TERM);
    }

    boolean commit(Lease lease, long consumed, SegmentPart... added) {
        return manifest.commit(new Commit(List.of(lease), consumed, List.of(added), List.of()));
    }

    static SegmentPart part(int sack, long ordinal) {
        return part(sack, "s/" + ordinal, ordinal, ordinal);
    }

    static SegmentPart part(int sack, String key, long from, long through) {
        return new SegmentPart(sack, key, 1000, 100, from, through, 0, 9);
    }

    static SetAside mark(int sack, @Nullable UUID metric, String key) {
        var shard = metric == null ? new Shard(LAYOUT.sacks(), sack) : null;
        return new SetAside(sack, metric, shard, key, 1, 16, NOON, "absurd", SetAside.Verdict.NONE);
    }

    static Commit settingAside(List<Lease> leases, long consumed, SetAside... marks) {
        return new Commit(
                leases, consumed, List.of(), List.of(), List.of(marks), List.of(), Map.of(), null);
    }
}
