package io.gnocchi.lab.outside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run has shown, for people.
final class Report {
    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_MISTAKES = 5;

    private final Map<Fault, List<Times>> faults = new EnumMap<>(Fault.class);
    private final List<String> complaints = new ArrayList<>();

    /// @param writes until the next 202
    /// @param sacks until all sacks were in living hands; null when none had to move
    private record Times(double writes, @Nullable Double sacks) {}

    void healed(Fault fault, double writes, @Nullable Double sacks) {
        faults.computeIfAbsent(fault, _ -> new ArrayList<>()).add(new Times(writes, sacks));
    }

    synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// The faults with how long each took to be over, the longest of each kind.
    String faults() {
        var text = new StringBuilder();
        text.append("%-62s %5s %14s %12s%n".formatted("fault", "times", "202 again", "sacks held"));
        faults.forEach((fault, times) -> {
            var sacks =
                    times.stream()
                            .filter(time -> time.sacks() != null)
                            .mapToDouble(Times::sacks)
                            .max();
            text.append(
                    "%-62s %5d %12.1f s %12s%n"
                            .formatted(
                                    fault.words(),
                                    times.size(),
                                    times.stream().mapToDouble(Times::writes).max().orElseThrow(),
                                    sacks.isPresent()
                                            ? "%.1f s".formatted(sacks.getAsDouble())
                                            : "-"));
        });
        return text.toString();
    }

    int faultCount() {
        return faults.values().stream().mapToInt(List::size).sum();
    }

    /// The most memory of each kind of our processes.
    static String memory(List<LiveProcess> processes) {
        var lines = new ArrayList<String>();
        processes.stream()
                .filter(process -> process.isOurs() && process.peakBytes() > 0)
                .forEach(process ->
                        lines.add(
                                "%s %d MiB"
                                        .formatted(
                                                process.name(), process.peakBytes() / MEBIBYTE)));
        Collections.sort(lines);
        return "memory at most          " + String.join(", ", lines);
    }

    /// Lines of our processes that tell of a mistake of our own. What ends a process at its start,
    /// as a database that is away, is none.
    static List<String> mistakes(List<LiveProcess> processes) throws IOException {
        var mistakes = new ArrayList<String>();
        for (var process : processes) {
            if (process.isOurs() && Files.exists(process.log())) {
                try (var lines = Files.lines(process.log(), StandardCharsets.ISO_8859_1)) {
                    lines.filter(Report::isMistake)
                            .limit(MOST_MISTAKES)
                            .forEach(line -> mistakes.add(process.name() + ": " + line));
                }
            }
        }
        return mistakes;
    }

    private static boolean isMistake(String line) {
        boolean atItsStart = line.contains(" ERROR Main: ");
        return (line.contains(" ERROR ") && !atItsStart) || line.startsWith("Exception");
    }
}
