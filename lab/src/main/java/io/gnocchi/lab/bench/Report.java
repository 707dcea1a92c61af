package io.gnocchi.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came out, as a page and a picture.
final class Report {
    private final StringBuilder page = new StringBuilder();
    private final List<Bar> bars = new ArrayList<>();

    /// How many times as much ours does.
    ///
    /// @param second items in the same time
    /// @param core items for the same CPU time
    private record Bar(String workload, double second, double core) {}

    void text(String text) {
        page.append(text).append("\n\n");
    }

    void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    void endTable() {
        page.append('\n');
    }

    /// A table of both, and the bars.
    void compare(Map<String, Figure> original, Map<String, Figure> ours) {
        row("", "original", "ours", "ratio", "original, CPU", "ours, CPU", "ratio by CPU");
        row("---", "---:", "---:", "---:", "---:", "---:", "---:");
        ours.forEach((workload, figure) -> {
            var other = original.get(workload);
            double second = other == null ? 0 : figure.itemsPerSecond() / other.itemsPerSecond();
            double core = other == null ? 0 : other.cpuMicros() / figure.cpuMicros();
            row(
                    workload,
                    other == null ? "" : number(other.itemsPerSecond()) + "/s",
                    number(figure.itemsPerSecond()) + "/s",
                    other == null ? "" : number(second),
                    other == null ? "" : number(other.cpuMicros()) + " µs",
                    number(figure.cpuMicros()) + " µs",
                    other == null ? "" : number(core));
            if (other != null) {
                bars.add(new Bar(workload, second, core));
            }
        });
        endTable();
    }

    /// Writes `README.md` and, when there is something to compare, `ratios.svg`.
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("README.md"), page.toString().stripTrailing() + "\n");
        if (!bars.isEmpty()) {
            Files.writeString(folder.resolve("ratios.svg"), picture());
        }
    }

    /// Bars on a logarithmic scale from 1 to 10,000.
    private String picture() {
        int row = 40;
        int height = 50 + row * bars.size();
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="860" height="%d" font-family="sans-serif" font-size="12">
                <rect width="860" height="%d" fill="white"/>
                <text x="8" y="16" font-weight="bold">How many times as much as the original: in the same time (dark), for the same CPU time (light)</text>
                """
                        .formatted(height, height));
        for (int power = 0; power <= 4; power++) {
            int x = 380 + power * 110;
            svg.append(
                    "<line x1=\"%d\" y1=\"28\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>\n"
                            .formatted(x, x, height - 18));
            svg.append(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>\n"
                            .formatted(x, height - 4, Math.round(Math.pow(10, power))));
        }
        for (int i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            int y = 32 + row * i;
            svg.append(
                    "<text x=\"370\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
                            .formatted(y + 16, bar.workload()));
            append(svg, y, bar.second(), "#1f4e79");
            append(svg, y + 14, bar.core(), "#9dc3e6");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, int y, double ratio, String colour) {
        double width = Math.max(1, 110 * Math.log10(Math.max(1, ratio)));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"380\" y=\"%d\" width=\"%.1f\" height=\"13\" fill=\"%s\"/>\n",
                        y,
                        width,
                        colour));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%s</text>\n",
                        384 + width,
                        y + 11,
                        number(ratio)));
    }

    /// Three digits that mean something.
    static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
