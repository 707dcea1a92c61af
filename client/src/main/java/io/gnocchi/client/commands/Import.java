package io.gnocchi.client.commands;

import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.records.BadRecordException;
import io.gnocchi.client.records.Lines;
import io.gnocchi.client.records.Measured;
import io.gnocchi.client.records.Records;
import io.gnocchi.client.terminal.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run through a file of measures: read, gather, hand on, remember how far it came.
final class Import {
    /// What becomes of measures that were gathered.
    @FunctionalInterface
    interface Taker {
        Acceptance take(List<Measured> measures);
    }

    /// What becomes of a record that makes no sense; returns when the import may go on.
    @FunctionalInterface
    interface BadRecords {
        void bad(BadRecordException record);
    }

    /// Of more, it is not told how many there are.
    private static final int MOST_COUNTED = 1_000_000;

    private final Lines lines;
    private final Records records;
    private final int gathered;
    private final Taker taker;
    private final BadRecords badRecords;
    private final @Nullable Checkpoint checkpoint;
    private final Progress progress;

    private final List<Measured> waiting = new ArrayList<>();
    private final Set<String> metrics = new HashSet<>();
    private long read;
    private long measures;
    private long measuresBefore;
    private long shown;
    private long bad;
    private Acceptance acceptance = Acceptance.UNTOLD;

    /// @param gathered how many measures are handed on together, about
    Import(
            Lines lines,
            Records records,
            int gathered,
            Taker taker,
            BadRecords badRecords,
            @Nullable Checkpoint checkpoint,
            Progress progress) {
        this.lines = lines;
        this.records = records;
        this.gathered = gathered;
        this.taker = taker;
        this.badRecords = badRecords;
        this.checkpoint = checkpoint;
        this.progress = progress;
    }

    /// Reads over what an interrupted import has handed on already.
    void resume(Checkpoint.Place place, String file) throws IOException {
        while (read < place.records()) {
            try {
                if (records.next() == null) {
                    break;
                }
            } catch (BadRecordException known) {
                // It was dealt with then.
            }
            read++;
        }
        boolean same = lines.bytes() == place.bytes() && lines.checksum() == place.checksum();
        if (read < place.records() || !same) {
            throw new FailureException(
                    "%s has changed where it was imported already, before record %,d; --restart begins anew"
                            .formatted(file, place.records()));
        }
        measures = place.measures();
        measuresBefore = measures;
        shown = lines.bytes();
        progress.resume(shown, measures);
    }

    /// The rest of the file.
    void run() throws IOException {
        boolean more = true;
        while (more) {
            var place = here();
            try {
                more = take(records.next());
            } catch (BadRecordException wrong) {
                handOn(place);
                badRecords.bad(wrong);
                bad++;
                read++;
            }
        }
        handOn(here());
        if (checkpoint != null) {
            checkpoint.remove();
        }
    }

    /// Whether there may be more.
    private boolean take(@Nullable List<Measured> next) {
        if (next == null) {
            return false;
        }
        read++;
        waiting.addAll(next);
        if (waiting.size() >= gathered) {
            handOn(here());
        }
        return true;
    }

    private Checkpoint.Place here() {
        return new Checkpoint.Place(
                read, measures + waiting.size(), lines.bytes(), lines.checksum());
    }

    private void handOn(Checkpoint.Place place) {
        if (!waiting.isEmpty()) {
            acceptance = acceptance.and(taker.take(List.copyOf(waiting)));
            measures += waiting.size();
            waiting.forEach(this::count);
            progress.step(place.bytes() - shown, waiting.size());
            shown = place.bytes();
            waiting.clear();
        }
        if (checkpoint != null) {
            checkpoint.write(place);
        }
    }

    private void count(Measured one) {
        if (metrics.size() < MOST_COUNTED) {
            metrics.add(one.resource() + "/" + one.metric());
        }
    }

    /// How many measures were handed on by this run.
    long measures() {
        return measures - measuresBefore;
    }

    /// How many by those before it.
    long measuresBefore() {
        return measuresBefore;
    }

    /// How many metrics they are of, null when they are too many to tell.
    @Nullable Integer metrics() {
        return metrics.size() < MOST_COUNTED ? metrics.size() : null;
    }

    /// How many records made no sense.
    long bad() {
        return bad;
    }

    /// What became of them.
    Acceptance acceptance() {
        return acceptance;
    }
}
