package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachingStoreTest extends ObjectStoreContract {
    private final MemoryStore memory = new MemoryStore();
    private final CountingStore counting = new CountingStore(memory);

    @Override
    protected ObjectStore open() {
        return new CachingStore(new MemoryStore(), 1_000_000);
    }

    @Test
    void secondReadCostsNothing() {
        memory.putIfAbsent("a", new byte[100]);
        var cache = new CachingStore(counting, 10_000);

        cache.get("a", 10, 20);
        cache.get("a", 10, 20);
        assertThat(counting.counts().gets()).isEqualTo(1);

        cache.get("a");
        cache.get("a");
        cache.get("a", 50, 20);
        assertThat(counting.counts().gets()).isEqualTo(2);
    }

    @Test
    void hitsAndMissesAreCounted() {
        memory.putIfAbsent("a", new byte[100]);
        var cache = new CachingStore(counting, 10_000);

        cache.get("a", 10, 20);
        cache.get("a", 10, 20);
        cache.get("a");
        cache.get("a", 50, 20);

        assertThat(cache.counts()).isEqualTo(new CacheCounts(2, 2));
    }

    @Test
    void oldestUseGoesFirst() {
        List.of("a", "b", "c").forEach(key -> memory.putIfAbsent(key, new byte[800]));
        var cache = new CachingStore(new CountingStore(counting), 8_000);
        IntStream.range(0, 6).forEach(n -> cache.get("a", n, 700));
        cache.get("b", 0, 700);
        cache.get("a", 0, 700);
        cache.get("b", 1, 700);
        cache.get("c", 0, 700);
        var before = counting.counts();

        cache.get("a", 0, 700);
        assertThat(counting.counts()).isEqualTo(before);
        cache.get("a", 1, 700);
        assertThat(counting.counts().since(before).gets()).isEqualTo(1);
    }

    @Test
    void memoryStaysBelowTheLimit() {
        memory.putIfAbsent("a", new byte[5_000]);
        var cache = new CachingStore(counting, 20_000);

        IntStream.range(0, 4_000).forEach(n -> cache.get("a", n, n % 1_000));
        cache.get("a");

        assertThat(cache.usedBytes()).isBetween(15_000L, 20_000L);
        cache.delete(List.of("a"));
        assertThat(cache.usedBytes()).isZero();
    }

    @Test
    void failedReadIsNotRemembered() {
        memory.putIfAbsent("a", new byte[10]);
        var faulty = new FaultyStore(memory);
        var cache = new CachingStore(faulty, 10_000);
        faulty.next(FaultyStore.Fault.BEFORE_THE_EFFECT);

        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(UnavailableException.class);
        assertThat(cache.get("a")).hasSize(10);
    }

    @Test
    void manyAskingAtOnceCauseOneRead() throws Exception {
        memory.putIfAbsent("a", new byte[10]);
        var gate = new GatedStore(counting);
        var cache = new CachingStore(gate, 10_000);
        var answers = new ArrayList<Future<byte[]>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(_ -> answers.add(threads.submit(() -> cache.get("a"))));
            gate.entered.await();
            gate.open.countDown();
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).hasSize(10));
        assertThat(counting.counts().gets()).isEqualTo(1);
    }

    @Test
    void readThatADeleteOvertookIsForgotten() throws Exception {
        memory.putIfAbsent("a", new byte[10]);
        var gate = new GatedStore(memory);
        var cache = new CachingStore(gate, 10_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = threads.submit(() -> cache.get("a"));
            gate.entered.await();
            cache.delete(List.of("a"));
            gate.open.countDown();

            assertThat(early.get()).hasSize(10);
        }
        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(ObjectMissingException.class);
        assertThat(cache.usedBytes()).isZero();
    }

    /// Reads at once, answers when it is opened.
    private record GatedStore(ObjectStore store, CountDownLatch entered, CountDownLatch open)
            implements ObjectStore {
        GatedStore(ObjectStore store) {
            this(store, new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public byte[] get(String key) {
            byte[] bytes = store.get(key);
            entered.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new UnavailableException("interrupted", e);
            }
            return bytes;
        }

        @Override
        public byte[] get(String key, long offset, int length) {
            return store.get(key, offset, length);
        }

        @Override
        public boolean putIfAbsent(String key, byte[] bytes) {
            return store.putIfAbsent(key, bytes);
        }

        @Override
        public List<StoredObject> list(String prefix) {
            return store.list(prefix);
        }

        @Override
        public void forget(String key) {
            store.forget(key);
        }

        @Override
        public void delete(Collection<String> keys) {
            store.delete(keys);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
