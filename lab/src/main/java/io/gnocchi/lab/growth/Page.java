package io.gnocchi.lab.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came out, as Markdown.
final class Page {
    private final Setting setting;
    private final List<Costs> all = new ArrayList<>();

    Page(Setting setting) {
        this.setting = setting;
    }

    void add(Costs costs) {
        all.add(costs);
    }

    String text() {
        var text = new StringBuilder();
        text.append(
                """
                # Growth

                Written by `make growth`: %d simulated minutes with one point a metric each (policy `%s`), an API node that flushes every second and
                a worker that folds every minute, over files and SQLite, in one thread of one process (heap %,d MiB, cache of each role %,d MiB).
                CPU times are this thread's; what HTTP and JSON take is not in them.

                ## A measure

                Microseconds of CPU. *Look up* is finding its metric in the index, *accept* all from columns to the acknowledgment.

                | metrics | look up | accept | fold | merge | together | minutes took |
                |---:|---:|---:|---:|---:|---:|---:|
                """
                        .formatted(
                                setting.minutes(),
                                setting.policy().name(),
                                Runtime.getRuntime().maxMemory() >> 20,
                                setting.cacheBytes() >> 20));
        for (var costs : all) {
            double together =
                    costs.lookUpMicros()
                            + costs.acceptMicros()
                            + costs.foldMicros()
                            + costs.mergeMicros();
            row(
                    text,
                    "%,d | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f s",
                    costs.metrics(),
                    costs.lookUpMicros(),
                    costs.acceptMicros(),
                    costs.foldMicros(),
                    costs.mergeMicros(),
                    together,
                    costs.wallSeconds());
        }
        requests(text);
        queries(text);
        memory(text);
        return text.toString();
    }

    private void requests(StringBuilder text) {
        text.append(
                """

                ## The store

                Requests a minute, and bytes a measure. *Amplification* is what the worker writes for each byte of the batches.

                | metrics | PUT, api | PUT, folds | PUT, merges | GET, folds | GET, merges | bytes, batches | bytes, folds | bytes, merges | amplification |
                |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        for (var costs : all) {
            double minutes = setting.minutes();
            double measures = minutes * costs.metrics();
            row(
                    text,
                    "%,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f",
                    costs.metrics(),
                    costs.api().puts() / minutes,
                    costs.folds().puts() / minutes,
                    costs.merges().puts() / minutes,
                    costs.folds().gets() / minutes,
                    costs.merges().gets() / minutes,
                    costs.api().putBytes() / measures,
                    costs.folds().putBytes() / measures,
                    costs.merges().putBytes() / measures,
                    costs.amplification());
        }
    }

    private void queries(StringBuilder text) {
        text.append(
                """

                ## A query

                The means of the last day (of which there are %d minutes): of one metric, and their mean over 100 metrics. *Cold* is a process that
                remembers nothing, *warm* the same query again.

                | metrics | of | GET, cold | bytes, cold | CPU, cold | GET, warm | CPU, warm |
                |---:|---:|---:|---:|---:|---:|---:|
                """
                        .formatted(setting.minutes()));
        for (var costs : all) {
            query(text, costs.metrics(), "1", costs.one());
            query(text, costs.metrics(), "100", costs.hundred());
        }
    }

    private static void query(StringBuilder text, int metrics, String of, Costs.Query query) {
        row(
                text,
                "%,d | %s | %.1f | %,.0f | %,.0f µs | %.1f | %,.0f µs",
                metrics,
                of,
                query.coldGets(),
                query.coldBytes(),
                query.coldMicros(),
                query.warmGets(),
                query.warmMicros());
    }

    private void memory(StringBuilder text) {
        text.append(
                """

                ## Memory

                Bytes of the heap that live when all minutes are over, of what each role holds.

                | metrics | api | a metric | metricd | a metric |
                |---:|---:|---:|---:|---:|
                """);
        for (var costs : all) {
            row(
                    text,
                    "%,d | %,d | %.0f | %,d | %.0f",
                    costs.metrics(),
                    costs.apiBytes(),
                    costs.apiBytes() / (double) costs.metrics(),
                    costs.workerBytes(),
                    costs.workerBytes() / (double) costs.metrics());
        }
    }

    private static void row(StringBuilder text, String cells, Object... values) {
        text.append(String.format(Locale.ROOT, "| " + cells + " |%n", values));
    }
}
