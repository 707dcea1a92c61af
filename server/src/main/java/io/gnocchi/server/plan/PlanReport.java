package io.gnocchi.server.plan;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.server.wire.JsonWriter;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A plan as people and as programs read it.
public final class PlanReport {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final int THOUSAND = 1000;

    private PlanReport() {}

    /// Lines for people.
    public static String text(Plan plan) {
        var load = plan.load();
        var text = new StringBuilder();
        line(
                text,
                "%s metrics, a measure every %s: %s measures a second"
                        .formatted(
                                String.format(Locale.ROOT, "%,d", load.metrics()),
                                time(load.interval().seconds()),
                                amount(load.measuresPerSecond())));
        line(text, "policy " + words(load.policy()));
        line(text, "");
        bill(text, plan);
        line(text, "");
        line(
                text,
                "of what is stored the policy wants %s, %s a metric; the rest has expired and is not dropped yet"
                        .formatted(size(plan.keptBytes()), size(load.bytesPerMetric())));
        line(
                text,
                "processors: %s to accept measures, %s to fold them"
                        .formatted(
                                words(plan.acceptingProcessors()),
                                words(plan.foldingProcessors())));
        line(
                text,
                "%s, %s; traffic and the database are not in it"
                        .formatted(
                                counted(plan.deployment().apiNodes(), "API node"),
                                workers(plan.deployment())));
        return text.toString();
    }

    private static String workers(Deployment deployment) {
        return deployment.metricds() == 0
                ? "metricd in the same process"
                : "%d metricd with %s"
                        .formatted(deployment.metricds(), counted(deployment.workers(), "worker"));
    }

    private static void bill(StringBuilder text, Plan plan) {
        row(text, "", "a minute", "a month", "$ a month");
        requests(
                text,
                "PUT, LIST",
                plan,
                plan.putsPerMinute() + plan.listsPerMinute(),
                plan.putDollars());
        requests(text, "GET", plan, plan.getsPerMinute(), plan.getDollars());
        var age = time((double) plan.deployment().age().toSeconds());
        var stored = size(plan.storedBytes());
        row(text, "stored after " + age, "", stored, money(plan.spaceDollars()));
        row(text, "all", "", "", money(plan.dollars()));
    }

    private static void requests(
            StringBuilder text, String title, Plan plan, double perMinute, double dollars) {
        var inMonth = amount(plan.inMonth(perMinute));
        row(text, title, amount(perMinute), inMonth, money(dollars));
    }

    private static void row(
            StringBuilder text, String title, String minute, String month, String dollars) {
        line(text, "%-24s%14s%18s%14s".formatted(title, minute, month, dollars));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String words(ArchivePolicy policy) {
        var lines =
                policy.definition().stream()
                        .map(PlanReport::words)
                        .collect(Collectors.joining(", "));
        var methods =
                policy.methods().stream().map(Object::toString).collect(Collectors.joining(" "));
        return "%s: %s; %s".formatted(policy.name(), lines, methods);
    }

    private static String words(Retention line) {
        var kept = line.timespan();
        return time(line.granularity().seconds())
                + " kept "
                + (kept == null ? "for ever" : time(kept.seconds()));
    }

    private static String words(Plan.Range range) {
        return "%s to %s".formatted(amount(range.least()), amount(range.most()));
    }

    private static String counted(int number, String thing) {
        return number == 1 ? "1 " + thing : number + " " + thing + "s";
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        if ((double) whole != seconds || whole < 60 || whole % 60 != 0) {
            return amount(seconds) + " s";
        }
        if (whole % Duration.ofDays(1).toSeconds() == 0) {
            long days = whole / Duration.ofDays(1).toSeconds();
            return days == 1 ? "1 day" : days + " days";
        }
        return whole % 3600 == 0 ? whole / 3600 + " h" : whole / 60 + " min";
    }

    private static String amount(double number) {
        if (number >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        return String.format(Locale.ROOT, "%.2f", number).replaceAll("\\.?0+$", "");
    }

    private static String money(double dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }

    /// As the console writes it: `1.5 GB`.
    private static String size(double bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= THOUSAND && unit < UNITS.size() - 1) {
            number /= THOUSAND;
            unit++;
        }
        return amount(number) + " " + UNITS.get(unit);
    }

    /// One JSON object.
    public static void json(Plan plan, OutputStream out) {
        var load = plan.load();
        var json = new JsonWriter(out, true).beginObject();
        json.name("metrics").value(load.metrics());
        json.name("interval_seconds").value(load.interval().seconds());
        json.name("measures_per_second").value(load.measuresPerSecond());
        json.name("policy").beginObject();
        json.name("name").value(load.policy().name());
        json.name("back_window").value(load.policy().backWindow());
        json.name("definition").beginArray();
        for (var line : load.policy().definition()) {
            var kept = line.timespan();
            json.beginObject().name("granularity").value(line.granularity().seconds());
            json.name("timespan");
            if (kept == null) {
                json.nullValue();
            } else {
                json.value(kept.seconds());
            }
            json.endObject();
        }
        json.endArray().name("aggregation_methods").beginArray();
        load.policy().methods().forEach(method -> json.value(method.toString()));
        json.endArray().endObject();
        json.name("requests_per_minute").beginObject();
        json.name("put").value(plan.putsPerMinute());
        json.name("get").value(plan.getsPerMinute());
        json.name("list").value(plan.listsPerMinute());
        json.endObject().name("bytes").beginObject();
        json.name("per_metric").value(load.bytesPerMetric());
        json.name("kept").value(plan.keptBytes());
        json.name("stored").value(plan.storedBytes());
        json.name("after_seconds").value(plan.deployment().age().toSeconds());
        json.endObject().name("dollars_per_month").beginObject();
        json.name("put").value(plan.putDollars());
        json.name("get").value(plan.getDollars());
        json.name("space").value(plan.spaceDollars());
        json.name("all").value(plan.dollars());
        json.endObject().name("processors").beginObject();
        range(json, "accept", plan.acceptingProcessors());
        range(json, "fold", plan.foldingProcessors());
        json.endObject().endObject().flush();
    }

    private static void range(JsonWriter json, String name, Plan.Range range) {
        json.name(name).beginArray().value(range.least()).value(range.most()).endArray();
    }
}
