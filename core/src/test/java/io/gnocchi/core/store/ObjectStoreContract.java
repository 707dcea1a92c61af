package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [ObjectStore] keeps. An implementation's test extends it and says how to open one.
public abstract class ObjectStoreContract {
    private static final byte[] HELLO = "hello, objects".getBytes(StandardCharsets.UTF_8);

    private ObjectStore store;

    /// A new, empty store. It is closed after the test.
    protected abstract ObjectStore open() throws Exception;

    @BeforeEach
    void openTheStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeTheStore() {
        store.close();
    }

    @Test
    void whatWasPutIsRead() {
        assertThat(store.putIfAbsent("batches/node-1/00.batch", HELLO)).isTrue();

        assertThat(store.get("batches/node-1/00.batch")).isEqualTo(HELLO);
    }

    @Test
    void secondPutChangesNothing() {
        store.putIfAbsent("a", HELLO);

        assertThat(store.putIfAbsent("a", new byte[] {1})).isFalse();
        assertThat(store.get("a")).isEqualTo(HELLO);
    }

    @Test
    void raceOfSixteenHasOneWinner() throws Exception {
        var start = new CyclicBarrier(16);
        var racers = IntStream.range(0, 16).mapToObj(n -> racer(start, (byte) n)).toList();

        var won = inParallel(racers);

        assertThat(won).containsOnlyOnce(true);
        assertThat(store.get("race/prize")).isEqualTo(bytes(1_000, (byte) won.indexOf(true)));
    }

    private Callable<Boolean> racer(CyclicBarrier start, byte content) {
        return () -> {
            start.await();
            return store.putIfAbsent("race/prize", bytes(1_000, content));
        };
    }

    @Test
    void puttersOfOneFolderDoNotDisturbEachOther() throws Exception {
        var start = new CyclicBarrier(16);
        var putters = IntStream.range(0, 16).mapToObj(n -> putter(start, n)).toList();

        assertThat(inParallel(putters)).containsOnly(true);
        assertThat(store.list("crowd/")).hasSize(16);
    }

    private Callable<Boolean> putter(CyclicBarrier start, int number) {
        return () -> {
            start.await();
            return store.putIfAbsent("crowd/" + number % 4 + "/" + number, HELLO);
        };
    }

    @Test
    void callerMayChangeItsArrays() {
        byte[] put = HELLO.clone();
        store.putIfAbsent("a", put);
        put[0] = 'X';
        store.get("a")[1] = 'X';
        store.get("a", 0, 3)[2] = 'X';

        assertThat(store.get("a")).isEqualTo(HELLO);
        assertThat(store.get("a", 0, 3)).isEqualTo("hel".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rangesAreExact() {
        store.putIfAbsent("a", HELLO);

        assertThat(store.get("a", 0, 1)).isEqualTo(new byte[] {'h'});
        assertThat(store.get("a", 7, 7)).isEqualTo("objects".getBytes(StandardCharsets.UTF_8));
        assertThat(store.get("a", 0, HELLO.length)).isEqualTo(HELLO);
        assertThat(store.get("a", 3, 0)).isEmpty();
    }

    @Test
    void rangeOfAnObjectReadBeforeIsExactToo() {
        store.putIfAbsent("a", HELLO);
        store.get("a");

        assertThat(store.get("a", 7, 3)).isEqualTo("obj".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> store.get("a", 7, 8)).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void rangeBeyondTheEndMeansCorruption() {
        store.putIfAbsent("a", HELLO);

        assertThatThrownBy(() -> store.get("a", 7, 8)).isInstanceOf(CorruptObjectException.class);
        assertThatThrownBy(() -> store.get("a", 14, 1)).isInstanceOf(CorruptObjectException.class);
        assertThatThrownBy(() -> store.get("a", Long.MAX_VALUE - 5, 100))
                .isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void negativeRangesAreRefused() {
        store.putIfAbsent("a", HELLO);

        assertThatIllegalArgumentException().isThrownBy(() -> store.get("a", -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get("a", 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get("a", 1, -1));
    }

    @Test
    void missingObjectIsSaidToBeMissing() {
        store.putIfAbsent("folder/a", HELLO);

        assertMissing("none");
        assertMissing("folder");
        assertMissing("folder/a/b");
    }

    private void assertMissing(String key) {
        assertThatThrownBy(() -> store.get(key))
                .isInstanceOf(ObjectMissingException.class)
                .hasMessageContaining(key);
        assertThatThrownBy(() -> store.get(key, 0, 1)).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store.get(key, 0, 0)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void emptyObjectIsAnObject() {
        assertThat(store.putIfAbsent("empty", new byte[0])).isTrue();

        assertThat(store.putIfAbsent("empty", HELLO)).isFalse();
        assertThat(store.get("empty")).isEmpty();
        assertThat(store.get("empty", 0, 0)).isEmpty();
        assertThat(store.list("")).containsExactly(new StoredObject("empty", 0));
        assertThatThrownBy(() -> store.get("empty", 0, 1))
                .isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void twentyMegabytesPassUnchanged() {
        byte[] large = new byte[20_000_000];
        IntStream.range(0, large.length).forEach(i -> large[i] = (byte) (i * 31 + (i >> 8)));
        store.putIfAbsent("large", large);

        assertThat(store.get("large")).isEqualTo(large);
        assertThat(store.get("large", 19_999_998, 2))
                .containsExactly(large[19_999_998], large[19_999_999]);
    }

    @Test
    void listingIsInKeyOrderAndKeepsToThePrefix() {
        List.of("s/b", "s/a/2", "s/a-1", "s/a.1", "s/a/10", "s/A", "t", "s0/x")
                .forEach(key -> store.putIfAbsent(key, HELLO));

        assertThat(keys("s/")).containsExactly("s/A", "s/a-1", "s/a.1", "s/a/10", "s/a/2", "s/b");
        assertThat(keys("s/a")).containsExactly("s/a-1", "s/a.1", "s/a/10", "s/a/2");
        assertThat(keys("s/a/1")).containsExactly("s/a/10");
        assertThat(keys("s/b")).containsExactly("s/b");
        assertThat(keys("s/b/")).isEmpty();
        assertThat(keys("s/b/c/d")).isEmpty();
        assertThat(keys("none/")).isEmpty();
        assertThat(keys("")).hasSize(8).endsWith("t");
    }

    @Test
    void listingTellsSizes() {
        store.putIfAbsent("a", HELLO);

        assertThat(store.list("a")).containsExactly(new StoredObject("a", HELLO.length));
    }

    @Test
    void deletedObjectIsGone() {
        List.of("a", "b/c", "d").forEach(key -> store.putIfAbsent(key, HELLO));
        store.get("a");
        store.get("b/c", 1, 2);

        store.delete(List.of("a", "b/c"));

        assertThat(keys("")).containsExactly("d");
        assertMissing("a");
        assertThatThrownBy(() -> store.get("b/c", 1, 2)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void deletingWhatIsMissingIsFine() {
        List.of("a", "b/c").forEach(key -> store.putIfAbsent(key, HELLO));

        store.delete(List.of("none", "b", "a/x", "none/either"));
        store.delete(List.of());

        assertThat(keys("")).containsExactly("a", "b/c");
    }

    @Test
    void oneDeleteTakesMoreThanAThousandKeys() {
        var keys = new ArrayList<String>();
        IntStream.range(0, 2_001).forEach(n -> keys.add("many/" + n));
        keys.subList(990, 1_010).forEach(key -> store.putIfAbsent(key, HELLO));
        store.putIfAbsent("many/2000", HELLO);

        store.delete(keys);

        assertThat(keys("many/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/./b", "a b", "ä",
                "a\\b", "a\0", "a\nb", "a%2Fb", "a:b", "a*"
            })
    void oddKeysAreRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.putIfAbsent(key, HELLO));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(key, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(List.of("ok", key)));
    }

    @Test
    void tooLongKeysAreRefused() {
        String longest = "w".repeat(200) + "/" + "w".repeat(200) + "/" + "w".repeat(110);
        assertThat(store.putIfAbsent(longest, HELLO)).isTrue();
        assertThat(store.get(longest)).isEqualTo(HELLO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.putIfAbsent(longest + "w", HELLO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.putIfAbsent("w".repeat(201), HELLO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a//", "../", "a b", "a/../", "ä"})
    void oddPrefixesAreRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.list(prefix));
    }

    private List<String> keys(String prefix) {
        return store.list(prefix).stream().map(StoredObject::key).toList();
    }

    private static byte[] bytes(int length, byte content) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, content);
        return bytes;
    }

    private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
