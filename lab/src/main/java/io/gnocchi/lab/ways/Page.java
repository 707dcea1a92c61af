package io.gnocchi.lab.ways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came out, as a page; each line is printed as soon as it is known. The first is what the
/// others are held against.
final class Page {
    private final String head;
    private final List<Outcome> outcomes = new ArrayList<>();

    Page(int clients, int hosts, int metrics, double seconds) {
        head =
                """
                # Every way in, beside the native batch

                Written by `make ways-in`. One server on files, with all its daemons, takes the same series, %d hosts with %d metrics each, by one protocol
                after the other: for %.0f s of its own processor time each, after as much to warm up. Nothing is folded meanwhile. Measured is the way from the socket to the
                acknowledgment, on the disk. %d clients post at a time; lines, datagrams and messages have one point of each metric and more metrics than one, and
                what a daemon gathers within a second it hands in together.

                *CPU* is what the server used for a measure, the kernel's share of it included. *of native* is how many measures by this way cost it as much as one of the
                native batch: first of the batch with as many points of a metric, then of the one with one point, which is what lines and value lists are. Senders and server share
                two processors with whatever else ran, on which the measures a second depend, and the share of datagrams lost: they are sent as fast as can be. What statsd counts
                are samples, which it adds up before they are handed in. The import of CSV asks what came too late, and goes to a server of its own; its second
                line is the processor time of the command itself.

                | way | with | measures/s | CPU a measure | of native | of native, one point | bytes a measure | lost |
                |---|---|---:|---:|---:|---:|---:|---:|
                """
                        .formatted(hosts, metrics, seconds, clients);
        System.out.print(head);
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
        System.out.print(line(outcome));
    }

    private String line(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.2f µs | %.2f | %.2f | %.1f | %s |%n",
                outcome.way(),
                outcome.of(),
                outcome.perSecond(),
                outcome.cpuMicros(),
                outcomes.getFirst().cpuMicros() / outcome.cpuMicros(),
                outcomes.get(Math.min(1, outcomes.size() - 1)).cpuMicros() / outcome.cpuMicros(),
                outcome.bytes(),
                outcome.lost() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.1f %%", 100 * outcome.lost()));
    }

    void write(Path file) throws IOException {
        var text = new StringBuilder(head);
        outcomes.forEach(outcome -> text.append(line(outcome)));
        Files.writeString(file, text);
    }
}
