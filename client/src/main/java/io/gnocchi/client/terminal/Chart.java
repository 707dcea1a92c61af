package io.gnocchi.client.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Series as lines over time, drawn with braille dots where the terminal has them, else with
/// letters.
///
/// A cell of braille is two dots wide and four high. Each series has a colour on a terminal and a
/// sign in the legend; without colours cells show the sign of the series that came last.
public final class Chart {
    /// A point of a series.
    public record Spot(long atMillis, double value) {}

    private static final int NARROWEST = 40;
    private static final int LOWEST = 8;
    private static final int HIGHEST = 24;
    private static final int[] COLOURS = {36, 33, 32, 35, 34, 31, 96, 93, 92, 95, 94, 91};
    private static final String SIGNS = "*+ox#@%&=~^!";
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final Terminal terminal;
    private final ZoneId zone;

    /// For a terminal, with times in a zone.
    public Chart(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.zone = zone;
    }

    /// The lines of the chart; says so when there is nothing to draw.
    public String draw(Map<String, List<Spot>> series) {
        List<Spot> all =
                series.values().stream()
                        .flatMap(List::stream)
                        .filter(spot -> Double.isFinite(spot.value()))
                        .toList();
        if (all.isEmpty()) {
            return "there are no points to draw\n";
        }
        var scale = Scale.of(all);
        List<String> marks = marks(scale, height());
        int margin = marks.stream().mapToInt(String::length).max().orElse(0);
        int width = Math.max(NARROWEST, terminal.columns()) - margin - 3;
        var canvas = new Canvas(width, height());
        int number = 0;
        for (List<Spot> spots : series.values()) {
            plot(canvas, scale, spots, number++);
        }
        return body(canvas, marks, margin) + times(scale, margin, width) + legend(series);
    }

    private int height() {
        return Math.clamp(terminal.lines() - 6L, LOWEST, HIGHEST);
    }

    /// From where to where the axes go.
    private record Scale(long from, long to, double low, double high) {
        static Scale of(List<Spot> spots) {
            long from = spots.stream().mapToLong(Spot::atMillis).min().orElse(0);
            long to = spots.stream().mapToLong(Spot::atMillis).max().orElse(0);
            double low = spots.stream().mapToDouble(Spot::value).min().orElse(0);
            double high = spots.stream().mapToDouble(Spot::value).max().orElse(0);
            if (low == high) {
                double room = low == 0 ? 1 : Math.abs(low) / 2;
                return new Scale(from, Math.max(to, from + 1), low - room, high + room);
            }
            return new Scale(from, Math.max(to, from + 1), low, high);
        }

        int x(long at, int dots) {
            return (int) Math.round((double) (at - from) / (to - from) * (dots - 1));
        }

        int y(double value, int dots) {
            return (int) Math.round((high - value) / (high - low) * (dots - 1));
        }
    }

    /// Cells with dots, and to which series each belongs.
    private static final class Canvas {
        private final int width;
        private final int height;
        private final int[][] dots;
        private final int[][] owner;

        Canvas(int width, int height) {
            this.width = width;
            this.height = height;
            dots = new int[height][width];
            owner = new int[height][width];
        }

        void dot(int x, int y, int series) {
            dots[y / 4][x / 2] |= DOTS[y % 4][x % 2];
            owner[y / 4][x / 2] = series;
        }
    }

    private static void plot(Canvas canvas, Scale scale, List<Spot> spots, int series) {
        int wide = canvas.width * 2;
        int high = canvas.height * 4;
        int lastX = -1;
        int lastY = -1;
        for (Spot spot : spots) {
            if (!Double.isFinite(spot.value())) {
                lastX = -1;
                continue;
            }
            int x = scale.x(spot.atMillis(), wide);
            int y = scale.y(spot.value(), high);
            if (lastX >= 0) {
                line(canvas, lastX, lastY, x, y, series);
            }
            canvas.dot(x, y, series);
            lastX = x;
            lastY = y;
        }
    }

    private static void line(Canvas canvas, int x0, int y0, int x1, int y1, int series) {
        int steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
        for (int i = 1; i < steps; i++) {
            canvas.dot(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps, series);
        }
    }

    private String body(Canvas canvas, List<String> marks, int margin) {
        String axis = terminal.unicode() ? " ┤" : " |";
        var text = new StringBuilder();
        for (int row = 0; row < canvas.height; row++) {
            String mark = marks.get(row);
            text.repeat(' ', margin - mark.length()).append(mark).append(axis);
            int colour = -1;
            for (int column = 0; column < canvas.width; column++) {
                int dots = canvas.dots[row][column];
                int owner = canvas.owner[row][column];
                if (terminal.colours() && dots != 0 && owner != colour) {
                    text.append("\033[").append(COLOURS[owner % COLOURS.length]).append('m');
                    colour = owner;
                }
                text.append(cell(dots, owner));
            }
            text.append(colour >= 0 ? "\033[0m" : "");
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            text.setLength(end);
            text.append('\n');
        }
        return text.toString();
    }

    private char cell(int dots, int owner) {
        if (dots == 0) {
            return ' ';
        }
        return terminal.unicode() ? (char) (0x2800 + dots) : SIGNS.charAt(owner % SIGNS.length());
    }

    private static List<String> marks(Scale scale, int height) {
        var marks = new ArrayList<String>();
        for (int row = 0; row < height; row++) {
            boolean told = row % 4 == 0 || row == height - 1;
            double value = scale.high - (scale.high - scale.low) * row / (height - 1);
            marks.add(told ? number(value, scale.high - scale.low) : "");
        }
        return marks;
    }

    private static String number(double value, double span) {
        double size = Math.max(Math.abs(value), span);
        if (size >= 1e15 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = (int) Math.clamp(Math.ceil(2 - Math.log10(span)), 0, 6);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
    }

    private String times(Scale scale, int margin, int width) {
        boolean days = scale.to - scale.from >= 86_400_000L;
        boolean seconds = scale.to - scale.from < 600_000L;
        var form =
                DateTimeFormatter.ofPattern(days ? "MM-dd HH:mm" : seconds ? "HH:mm:ss" : "HH:mm")
                        .withZone(zone);
        int length = form.format(Instant.EPOCH).length();
        int count = Math.clamp((long) width / (length + 6), 2, 8);
        var line = new StringBuilder();
        line.repeat(' ', margin + 1).append(terminal.unicode() ? "└" : "+");
        line.repeat(terminal.unicode() ? "─" : "-", width).append('\n');
        var labels = new StringBuilder(" ".repeat(margin + 2));
        for (int i = 0; i < count; i++) {
            int at = margin + 2 + (int) ((long) (width - length) * i / (count - 1));
            labels.repeat(' ', Math.max(0, at - labels.length()));
            long millis = scale.from + (scale.to - scale.from) * i / (count - 1);
            labels.append(form.format(Instant.ofEpochMilli(millis)));
        }
        return line.append(labels).append('\n').toString();
    }

    private String legend(Map<String, List<Spot>> series) {
        var text = new StringBuilder();
        int number = 0;
        for (String name : series.keySet()) {
            String sign = terminal.unicode() ? "●" : SIGNS.charAt(number % SIGNS.length()) + "";
            if (terminal.colours()) {
                sign = "\033[" + COLOURS[number % COLOURS.length] + "m" + sign + "\033[0m";
            }
            text.append("  ").append(sign).append(' ').append(name).append('\n');
            number++;
        }
        return text.toString();
    }
}
