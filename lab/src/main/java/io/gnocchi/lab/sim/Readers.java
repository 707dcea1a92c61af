package io.gnocchi.lab.sim;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.DamagedException;
import io.gnocchi.core.query.MeasuresReader;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who asks for aggregates, and compares every answer with the [ReferenceModel].
final class Readers {
    private final World world;
    private int reads;

    Readers(World world) {
        this.world = world;
    }

    /// How many answers were right while others were at work.
    int reads() {
        return reads;
    }

    void enter(String name) {
        world.stage.enter(name, () -> read(name));
    }

    private void read(String name) {
        var place = world.place();
        while (!world.isSettling()) {
            var all = List.copyOf(world.metrics.values());
            var metric = all.get(world.random.nextInt(all.size()));
            var methods = List.copyOf(metric.policy().methods());
            try {
                answerIsRight(place, metric, methods.get(world.random.nextInt(methods.size())));
                reads++;
            } catch (UnavailableException | DamagedException _) {
                // Told to come back later, or whom to ask.
            } catch (Crash e) {
                enter(name + "'");
                throw e;
            }
            world.stage.pause();
        }
    }

    /// Asks for everything.
    ///
    /// @throws AssertionError when an answer is wrong
    void allAnswersAreRight() {
        var place = world.place();
        for (var metric : world.metrics.values()) {
            metric.policy().methods().forEach(method -> answerIsRight(place, metric, method));
        }
    }

    private void answerIsRight(World.Place place, Metric metric, AggregationMethod method) {
        var reader = new MeasuresReader(place.manifest(), place.store(), place.segments());
        var answers = reader.read(metric, method, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
        if (world.deleted.contains(metric.id())) {
            return; // Its data may go at any moment now.
        }
        int known = world.journal.lengthAtView(world.stage.onStage());
        var model = ReferenceModel.of(metric.id(), metric.policy(), world.journal.first(known));
        for (var answer : answers) {
            compare(metric, method, answer, model);
        }
    }

    private static void compare(
            Metric metric, AggregationMethod method, Answer answer, ReferenceModel model) {
        var span = ((Answer.Label.Span) answer.label()).span();
        var expected = new TreeMap<>(model.series(method, span));
        var actual = new TreeMap<Long, Double>();
        for (int i = 0; i < answer.timestamps().length; i++) {
            actual.put(answer.timestamps()[i], answer.values()[i]);
        }
        var buckets = new TreeSet<>(expected.keySet());
        buckets.addAll(actual.keySet());
        for (long bucket : buckets) {
            if (!close(expected.get(bucket), actual.get(bucket))) {
                throw new AssertionError(
                        "%s at %s of bucket %d: expected %s, answered %s; %s, all expected %s"
                                .formatted(
                                        method,
                                        span,
                                        bucket,
                                        expected.get(bucket),
                                        actual.get(bucket),
                                        metric,
                                        expected));
            }
        }
    }

    private static boolean close(@Nullable Double expected, @Nullable Double actual) {
        return expected != null
                && actual != null
                && Math.abs(expected - actual) <= 1e-9 * Math.max(1, Math.abs(expected));
    }
}
