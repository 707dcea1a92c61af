package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.CacheCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest extends ObjectStoreContract {
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private final MemoryStore far = new MemoryStore();
    private final CountingStore counting = new CountingStore(far);

    @Override
    protected ObjectStore open() {
        return new DiskCache(new MemoryStore(), "", folder.resolve("contract"), MIB, MIB);
    }

    private DiskCache cache() {
        return cache(MIB);
    }

    private DiskCache cache(long limit) {
        return new DiskCache(counting, "segment/", folder.resolve("own"), limit, MIB);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatWasReadIsKnownToTheNextProcess() {
        byte[] bytes = random(10_000);
        far.putIfAbsent("segment/a", bytes);
        try (var first = cache()) {
            assertThat(first.get("segment/a", 100, 50))
                    .isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
            assertThat(first.get("segment/a")).isEqualTo(bytes);
        }
        assertThat(counting.counts().gets()).isEqualTo(2);

        try (var second = cache()) {
            assertThat(second.get("segment/a", 100, 50))
                    .isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
            assertThat(second.get("segment/a")).isEqualTo(bytes);
            assertThat(second.get("segment/a", 7, 9)).isEqualTo(Arrays.copyOfRange(bytes, 7, 16));
            assertThat(second.counts()).isEqualTo(new CacheCounts(3, 0));
        }
        assertThat(counting.counts().gets()).isEqualTo(2);
    }

    @Test
    void onlyWhatHasThePrefixAndIsNotLongIsKept() {
        far.putIfAbsent("batch/a", random(10));
        far.putIfAbsent("segment/long", random(MIB / 8 + 1));
        try (var cache = cache()) {
            for (int i = 0; i < 2; i++) {
                cache.get("batch/a");
                cache.get("segment/long");
                cache.get("segment/long", 0, MIB / 8 + 1);
            }
        }
        assertThat(counting.counts().gets()).isEqualTo(6);
    }

    @Test
    void theDiskStaysBelowTheLimitAndTheLeastUsedGoes() throws IOException {
        far.putIfAbsent("segment/a", random(100_000));
        int limit = 100 * 4096;
        try (var cache = cache(limit)) {
            IntStream.range(0, 90).forEach(n -> cache.get("segment/a", n, 1_000));
            cache.get("segment/a", 0, 1_000);
            IntStream.range(100, 140).forEach(n -> cache.get("segment/a", n, 1_000));
            assertThat(cache.usedBytes()).isEqualTo(limit);

            var before = counting.counts();
            cache.get("segment/a", 0, 1_000);
            assertThat(counting.counts()).isEqualTo(before);
            cache.get("segment/a", 1, 1_000);
            assertThat(counting.counts().since(before).gets()).isEqualTo(1);
        }
        assertThat(files()).hasSize(100);

        try (var less = cache(limit / 2)) {
            less.get("segment/a", 50_000, 1_000);
            assertThat(less.usedBytes()).isEqualTo(limit / 2);
        }
        assertThat(files()).hasSize(50);
    }

    @Test
    void whatIsDamagedOnTheDiskIsFetchedAgain() throws IOException {
        byte[] bytes = random(1_000);
        far.putIfAbsent("segment/a", bytes);
        try (var cache = cache()) {
            cache.get("segment/a");
            for (var damage : List.of(new byte[0], new byte[3], random(1_004))) {
                Files.write(files().getFirst(), damage);
                assertThat(cache.get("segment/a")).isEqualTo(bytes);
                assertThat(cache.get("segment/a")).isEqualTo(bytes);
            }
        }
        assertThat(counting.counts().gets()).isEqualTo(4);
    }

    @Test
    void whatIsForgottenOrDeletedLeavesNoFile() throws IOException {
        far.putIfAbsent("segment/a", random(1_000));
        far.putIfAbsent("segment/ab", random(1_000));
        try (var cache = cache()) {
            cache.get("segment/a");
            cache.get("segment/a", 1, 2);
            cache.get("segment/ab");
            cache.forget("segment/a");
            assertThat(files()).hasSize(1);

            cache.get("segment/a");
            cache.delete(List.of("segment/a"));
            assertThat(files()).hasSize(1);
            assertThatThrownBy(() -> cache.get("segment/a"))
                    .isInstanceOf(ObjectMissingException.class);
            assertThat(cache.usedBytes()).isEqualTo(4096);
        }
    }

    @Test
    void diskThatFailsIsDoneWithout() throws IOException {
        far.putIfAbsent("segment/a", random(1_000));
        try (var cache = cache()) {
            cache.get("segment/a");
            var place = files().getFirst();
            Files.delete(place);
            Files.createDirectories(place.resolve("in the way"));

            assertThat(cache.get("segment/a")).hasSize(1_000);
            assertThat(cache.get("segment/a")).hasSize(1_000);
        }
        assertThat(counting.counts().gets()).isEqualTo(3);
    }

    @Test
    void thoseWhoShareAFolderDoNotMeet() {
        far.putIfAbsent("segment/a", random(1_000));
        try (var one = cache();
                var other = cache()) {
            one.get("segment/a");
            other.get("segment/a");
            other.forget("segment/a");
            one.get("segment/a");
        }
        assertThat(counting.counts().gets()).isEqualTo(2);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder.resolve("own").resolve("0"))) {
            return files.filter(ClaimedFolder::isContent).toList();
        }
    }
}
