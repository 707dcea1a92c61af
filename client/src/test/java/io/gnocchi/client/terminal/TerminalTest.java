package io.gnocchi.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.Screen;
import io.gnocchi.client.output.Columns;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Map<String, List<Chart.Spot>> TWO = two();

    private static Map<String, List<Chart.Spot>> two() {
        var series = new LinkedHashMap<String, List<Chart.Spot>>();
        series.put("up", line(1));
        series.put("down", line(-1));
        return series;
    }

    private static List<Chart.Spot> line(int slope) {
        return LongStream.range(0, 50)
                .mapToObj(i -> new Chart.Spot(i * 60_000, 100.0 + slope * i))
                .toList();
    }

    @Test
    void chartFitsIntoATerminalOfAnyWidth() {
        for (int columns : List.of(40, 41, 60, 80, 133, 250)) {
            String chart = chart(Screen.terminal(columns, "NO_COLOR", "1"));
            assertThat(chart.lines())
                    .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
            assertThat(chart.lines().count()).isLessThanOrEqualTo(24);
        }
    }

    @Test
    void chartHasColoursOnATerminalAndIsPlainInAPipe() {
        assertThat(chart(Screen.terminal(80))).contains("\033[36m", "\033[33m", "\033[0m");
        String plain = chart(Screen.pipes(80));
        assertThat(plain).doesNotContain("\033").contains("up", "down");
    }

    @Test
    void terminalsWithoutUnicodeGetLetters() {
        String chart = chart(Screen.terminal(80, "LANG", "C", "NO_COLOR", "1"));
        assertThat(chart).matches("(?s)\\p{ASCII}*").contains("*", "+", "|");
    }

    @Test
    void chartOfNothingSaysSo() {
        var screen = Screen.terminal(80);
        assertThat(new Chart(screen.terminal(), ZoneOffset.UTC).draw(Map.of()))
                .isEqualTo("there are no points to draw\n");
    }

    @Test
    void chartOfOnePointAndOfEqualValuesIsDrawn() {
        var screen = Screen.terminal(80, "NO_COLOR", "1");
        var one = Map.of("a", List.of(new Chart.Spot(0, 5)));
        assertThat(new Chart(screen.terminal(), ZoneOffset.UTC).draw(one)).contains("7.5", "2.5");
    }

    @Test
    void progressIsShownOnATerminalAndTakenAwayAtTheEnd() {
        var screen = Screen.terminal(80);
        try (var progress = new Progress(screen.terminal(), "importing", 100)) {
            progress.resume(20, 200);
            progress.step(30, 300);
        }
        assertThat(screen.err()).contains("importing", " 50 %", "/s", "left").endsWith("\r\033[K");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void progressNeverBreaksALine() {
        var screen = Screen.terminal(30);
        try (var progress = new Progress(screen.terminal(), "importing", 100)) {
            progress.step(50);
        }
        assertThat(screen.err().split("\r\033\\[K"))
                .anySatisfy(line -> assertThat(line).startsWith("importing"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(30));
    }

    @Test
    void progressIsSilentInAPipe() {
        var screen = Screen.pipes(80);
        try (var progress = new Progress(screen.terminal(), "importing", 100)) {
            progress.step(50);
        }
        assertThat(screen.err()).isEmpty();
    }

    private static String chart(Screen screen) {
        return new Chart(screen.terminal(), ZoneOffset.UTC).draw(TWO);
    }
}
