package io.gnocchi.core.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.series.Request;
import io.gnocchi.core.store.MemoryStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
    private static final Metric METRIC =
            new Metric(
                    new UUID(0, 1),
                    "admin",
                    null,
                    null,
                    null,
                    new ArchivePolicy(
                            "p",
                            0,
                            List.of(new Retention(new Timespan(1_000_000_000L), null)),
                            new TreeSet<>(List.of(AggregationMethod.parse("mean")))));

    private final MemoryStore store = new MemoryStore();
    private final MemoryManifest manifest = new MemoryManifest(new Sacks(1));

    @Test
    void requestsThatWaitTogetherBecomeOneBatchInTheOrderTheyJoined() {
        var inbox = inbox(manifest, 100);
        var first = inbox.join(request(1));
        var second = inbox.join(request(2, 3));

        assertThat(first.isSettled()).isFalse();
        assertThat(inbox.flush()).isEqualTo(3);

        assertThat(first.isAcknowledged()).isTrue();
        assertThat(second.isAcknowledged()).isTrue();
        var batch = manifest.unfolded().getFirst();
        assertThat(manifest.unfolded()).hasSize(1);
        var requests =
                BatchReader.read(store, batch, batch.sections().getFirst()).getFirst().requests();
        assertThat(requests.getFirst())
                .isInstanceOfSatisfying(
                        Request.Post.class,
                        post -> assertThat(post.measures().values()).containsExactly(1));
        assertThat(requests.getLast())
                .isInstanceOfSatisfying(
                        Request.Post.class,
                        post -> assertThat(post.measures().values()).containsExactly(2, 3));
    }

    @Test
    void anErasureStandsWhereItJoined() {
        var inbox = inbox(manifest, 100);
        var range = new TimeRange(0, 5);
        var _ = inbox.join(request(1));
        var erasure = inbox.joinErasure(METRIC, range);
        var _ = inbox.join(request(2));

        assertThat(inbox.flush()).isEqualTo(3);

        assertThat(erasure.isAcknowledged()).isTrue();
        var batch = manifest.unfolded().getFirst();
        var requests =
                BatchReader.read(store, batch, batch.sections().getFirst()).getFirst().requests();
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1)).isEqualTo(new Request.Erasure(METRIC.policy(), range));
    }

    @Test
    void acceptReturnsWhenTheMeasuresAreKnown() throws InterruptedException {
        var inbox = inbox(manifest, 100);
        var flusher = Thread.ofVirtual().start(inbox::run);

        inbox.accept(request(1));

        assertThat(manifest.backlog().bundles()).isEqualTo(1);
        inbox.close();
        flusher.join();
    }

    @Test
    void whatCannotBeAppendedIsNotAcknowledged() {
        var clock = InstantSource.fixed(Instant.EPOCH);
        var sameNames = new ObjectNames(clock, new SplittableRandom(1));
        var name = sameNames.next(ObjectNames.BATCHES);
        assertThat(manifest.condemnUnknown(List.of(name), Instant.EPOCH)).containsExactly(name);
        var inbox = inbox(manifest, 100);
        var receipt = inbox.join(request(1));

        assertThat(inbox.flush()).isZero();

        assertThat(receipt.isSettled()).isTrue();
        assertThat(receipt.isAcknowledged()).isFalse();
        assertThatThrownBy(receipt::await).isInstanceOf(UnavailableException.class);
        assertThat(manifest.unfolded()).isEmpty();
    }

    @Test
    void anAppendThatComesTooLateIsRefusedOnceTheNextBatchIsThere() {
        var late = new ArrayList<NewBatch>();
        var inbox =
                inbox(
                        failing(batch -> {
                            late.add(batch);
                            return late.size() == 1;
                        }),
                        100);
        var failed = inbox.join(request(1));
        inbox.flush();
        var second = inbox.join(request(2));
        inbox.flush();

        assertThat(failed.isAcknowledged()).isFalse();
        assertThat(second.isAcknowledged()).isTrue();
        assertThatThrownBy(() -> manifest.append(late.getFirst()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("condemned");
    }

    /// The manifest, but for appends that get lost on the way.
    private Manifest failing(Predicate<NewBatch> lost) {
        InvocationHandler handler =
                (_, method, arguments) -> {
                    if (method.getName().equals("append") && lost.test((NewBatch) arguments[0])) {
                        throw new UnavailableException("nobody waited any longer");
                    }
                    return method.invoke(manifest, arguments);
                };
        return (Manifest)
                Proxy.newProxyInstance(
                        Manifest.class.getClassLoader(), new Class<?>[] {Manifest.class}, handler);
    }

    @Test
    void moreThanTheLimitIsRefusedAndTakenAgainAfterAFlush() {
        var inbox = inbox(manifest, 3);
        inbox.join(request(1, 2));

        assertThatThrownBy(() -> inbox.join(request(3, 4))).isInstanceOf(OverloadedException.class);

        assertThat(inbox.flush()).isEqualTo(2);
        assertThat(inbox.join(request(3, 4)).isSettled()).isFalse();
    }

    @Test
    void alsoTheNumberOfMetricsTakesRoom() {
        var inbox = inbox(manifest, 3);
        inbox.join(request(1));
        assertThatThrownBy(() -> inbox.join(request(2))).isInstanceOf(OverloadedException.class);
    }

    @Test
    void batchesDoNotGrowBeyondWhatIsFlushedAtOnce() {
        var settings = new InboxSettings(Duration.ZERO, InboxSettings.BUNDLE_BYTES * 2, 1 << 20);
        var clock = InstantSource.fixed(Instant.EPOCH);
        var inbox = new Inbox(store, manifest, names(), clock, settings);
        var receipts = new ArrayList<Receipt>();
        for (int number = 0; number < 5; number++) {
            receipts.add(inbox.join(request(number)));
        }

        assertThat(inbox.flush()).isEqualTo(2);
        assertThat(receipts.get(1).isAcknowledged()).isTrue();
        assertThat(receipts.get(2).isSettled()).isFalse();
        inbox.close();
        inbox.run();

        assertThat(receipts).allMatch(Receipt::isAcknowledged);
        assertThat(manifest.head()).isEqualTo(3);
    }

    @Test
    void oneRequestLargerThanTheLimitIsTakenAlone() {
        var inbox = inbox(manifest, 3);
        assertThat(inbox.join(request(1, 2, 3, 4, 5)).isSettled()).isFalse();
        assertThat(inbox.flush()).isEqualTo(5);
    }

    @Test
    void aRequestWithoutMeasuresIsAcknowledgedAtOnce() {
        assertThat(inbox(manifest, 3).join(request()).isAcknowledged()).isTrue();
    }

    @Test
    void aClosedInboxTakesNothing() {
        var inbox = inbox(manifest, 3);
        inbox.close();

        assertThatThrownBy(() -> inbox.join(request(1))).isInstanceOf(UnavailableException.class);
    }

    private Inbox inbox(Manifest manifest, int maxPoints) {
        return new Inbox(
                store, manifest, names(), InstantSource.fixed(Instant.EPOCH), settings(maxPoints));
    }

    private static InboxSettings settings(int maxPoints) {
        long max = maxPoints * (long) InboxSettings.POINT_BYTES + InboxSettings.BUNDLE_BYTES;
        return new InboxSettings(Duration.ZERO, 1 << 20, max);
    }

    private static ObjectNames names() {
        return new ObjectNames(InstantSource.fixed(Instant.EPOCH), new SplittableRandom(1));
    }

    private static List<Posted> request(double... values) {
        var timestamps = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            timestamps[i] = i * 1_000_000_000L;
        }
        return List.of(new Posted(METRIC, new Measures(timestamps, values)));
    }
}
