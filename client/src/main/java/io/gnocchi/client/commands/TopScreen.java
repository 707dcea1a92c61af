package io.gnocchi.client.commands;

import io.gnocchi.client.output.Columns;
import io.gnocchi.client.terminal.Terminal;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `top` shows, line by line, none wider than the terminal.
final class TopScreen {
    private static final int LONGEST_SHOWN = 10;
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    TopScreen(Terminal terminal) {
        this.terminal = terminal;
        this.columns = terminal.columns();
    }

    List<String> lines(Session session, String build, Load now, @Nullable Load before) {
        String clock = CLOCK.format(now.at().atZone(session.zone()));
        line("Gnocchi %s  %s  %s".formatted(build, session.gnocchi().server().address(), clock));
        line("");
        double seconds =
                before == null ? 0 : Duration.between(before.at(), now.at()).toNanos() / 1e9;
        line(
                "%-12s %,10d metrics %,10d bundles of measures %s"
                        .formatted(
                                "backlog",
                                now.metrics(),
                                now.measures(),
                                change(
                                        TopCommand.rate(
                                                now.measures(),
                                                before == null ? null : before.measures(),
                                                seconds))));
        if (now.setAsideMetrics() >= 0) {
            line(
                    "%-12s %,10d metrics %10s%s"
                            .formatted(
                                    "set aside",
                                    now.setAsideMetrics(),
                                    size(now.setAsideBytes()),
                                    now.setAsideMetrics() > 0 ? "  see gnocchi-check" : ""));
        }
        pace(now);
        requests(now, before, seconds);
        workers(now.sacks());
        longest(now.longest());
        return List.copyOf(lines);
    }

    private void pace(Load now) {
        if (now.measuresPerSecond() != null && now.queriesPerSecond() != null) {
            line(
                    "%-12s %,10.1f measures/s in %,10.1f queries/s  by the answering process"
                            .formatted("pace", now.measuresPerSecond(), now.queriesPerSecond()));
        }
    }

    private void requests(Load now, @Nullable Load before, double seconds) {
        if (now.requests().isEmpty()) {
            return;
        }
        line("");
        heading("store requests of the answering process");
        for (String kind : List.of("puts", "gets", "lists", "deletes")) {
            Long count = now.requests().get(kind);
            if (count == null) {
                continue;
            }
            String bytes = kind.substring(0, kind.length() - 1) + "_bytes";
            line(
                    "%-12s %,10d %10s %s"
                            .formatted(
                                    kind,
                                    count,
                                    perSecond(rate(kind, now, before, seconds)),
                                    now.requests().containsKey(bytes)
                                            ? "%10s %12s"
                                                    .formatted(
                                                            size(number(now, bytes)),
                                                            sizePerSecond(
                                                                    rate(
                                                                            bytes, now, before,
                                                                            seconds)))
                                            : ""));
        }
    }

    private void workers(Map<String, List<Long>> sacks) {
        line("");
        heading(sacks.size() == 1 ? "1 worker" : sacks.size() + " workers");
        if (sacks.isEmpty()) {
            line("nobody folds: is gnocchi-metricd running?");
        }
        sacks.forEach((worker, held) ->
                line("%-32s %4d sacks  %s".formatted(worker, held.size(), ranges(held))));
    }

    private void longest(List<Map.Entry<String, Long>> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        line("");
        heading("what waits the most");
        for (var metric : metrics.subList(0, Math.min(LONGEST_SHOWN, metrics.size()))) {
            line("%-38s %,10d".formatted(metric.getKey(), metric.getValue()));
        }
    }

    /// Numbers as `0-3, 7`.
    static String ranges(List<Long> numbers) {
        var text = new StringBuilder();
        for (int i = 0; i < numbers.size(); ) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(numbers.get(i));
            if (end > i) {
                text.append('-').append(numbers.get(end));
            }
            i = end + 1;
        }
        return text.toString();
    }

    private static @Nullable Double rate(
            String what, Load now, @Nullable Load before, double seconds) {
        return TopCommand.rate(
                number(now, what), before == null ? null : number(before, what), seconds);
    }

    private static long number(Load load, String what) {
        return load.requests().getOrDefault(what, 0L);
    }

    private static String change(@Nullable Double rate) {
        return rate == null ? "" : String.format(Locale.ROOT, "%+,.1f/s", rate);
    }

    private static String perSecond(@Nullable Double rate) {
        return rate == null ? "" : String.format(Locale.ROOT, "%,.1f/s", rate);
    }

    private static String sizePerSecond(@Nullable Double rate) {
        return rate == null ? "" : size(Math.round(rate)) + "/s";
    }

    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < SIZES.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, SIZES[unit]);
    }

    private void heading(String text) {
        String cut = cut(text);
        lines.add(terminal.colours() ? "\033[1m" + cut + "\033[0m" : cut);
    }

    private void line(String text) {
        lines.add(cut(text.stripTrailing()));
    }

    private String cut(String text) {
        if (!terminal.outIsTerminal() || Columns.of(text) <= columns) {
            return text;
        }
        int end = text.length();
        while (end > 0 && Columns.of(text.substring(0, end)) > columns - 1) {
            end--;
        }
        return text.substring(0, end) + (terminal.unicode() ? "…" : ">");
    }
}
