package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.output.Result;
import io.gnocchi.client.terminal.Chart;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `--plot` and `--watch`: points as a chart, and the same again every few seconds.
public final class Live {
    private static final String SECTION = "live options";
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private Live() {}

    /// Options, and those two.
    static List<Option> with(List<Option> options) {
        var all = new ArrayList<>(options);
        all.add(flag("--plot", "draw a chart in place of a table").in(SECTION));
        all.add(
                value("--watch", "ask again every so many seconds, until Ctrl-C")
                        .called("SECONDS")
                        .as(ValueType.SECONDS)
                        .in(SECTION));
        return all;
    }

    /// How long to wait before asking again, null when once is enough.
    public static @Nullable Duration pause(Arguments arguments) {
        Double seconds = arguments.number("watch");
        return seconds == null ? null : pause(seconds);
    }

    /// A pause of so many seconds, or one that leaves the server alone for long enough.
    static Duration pause(double seconds) {
        var asked = Duration.ofMillis(Math.round(seconds * 1000));
        return asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
    }

    /// The points of rows as a chart.
    public static String chart(Result.Rows rows, Session session) {
        var series = new LinkedHashMap<String, List<Chart.Spot>>();
        int time = rows.columns().indexOf("timestamp");
        int value = rows.columns().indexOf("value");
        for (List<@Nullable Object> row : rows.rows()) {
            if (row.get(value) instanceof Number number) {
                long at =
                        OffsetDateTime.parse(String.valueOf(row.get(time)))
                                .toInstant()
                                .toEpochMilli();
                series.computeIfAbsent(name(rows.columns(), row), _ -> new ArrayList<>())
                        .add(new Chart.Spot(at, number.doubleValue()));
            }
        }
        return new Chart(session.terminal(), session.zone()).draw(series);
    }

    private static String name(List<String> columns, List<@Nullable Object> row) {
        var parts = new ArrayList<String>();
        for (String column : List.of("group", "name")) {
            int index = columns.indexOf(column);
            if (index >= 0) {
                parts.add(String.valueOf(row.get(index)));
            }
        }
        parts.add(seconds(row.get(columns.indexOf("granularity"))));
        return String.join(" ", parts);
    }

    private static final Map<Long, String> UNITS = Map.of(86_400L, "d", 3_600L, "h", 60L, "m");

    private static String seconds(@Nullable Object granularity) {
        double seconds = granularity instanceof Number number ? number.doubleValue() : 0;
        for (long unit : List.of(86_400L, 3_600L, 60L)) {
            if (seconds >= unit && seconds % unit == 0) {
                return (long) (seconds / unit) + UNITS.getOrDefault(unit, "");
            }
        }
        return (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : seconds + "")
                + "s";
    }
}
