package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.segment.CommitRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The layouts that records tell, and which of them was the last.
///
/// A layout that any commit was prepared under was there. Of the newest such one, a change to the
/// next may have been told: nobody knows whether it was made. If nothing else was told of the state
/// it began with, both are the same, and the change counts. If commits were told that go on from
/// that state, then either the change was not made, and the last record of every sack is still
/// there; or it was made, and these commits were not: then some of the records before may be gone,
/// for nothing refers to them any more, and what is there of them is as good.
final class ToldLayouts {
    private final Map<String, CommitRecord> records;
    private final Predicate<CommitRecord.State> isWhole;

    /// @param records by key
    /// @param isWhole whether everything is there that a state names
    ToldLayouts(Map<String, CommitRecord> records, Predicate<CommitRecord.State> isWhole) {
        this.records = records;
        this.isWhole = isWhole;
    }

    /// The records of the last layout, those of commits and that of the change; empty when there
    /// are none.
    Map<String, CommitRecord> ofLast() {
        var last = last();
        var found = new HashMap<String, CommitRecord>();
        records.forEach((key, record) -> {
            if (record.layout().record().equals(last)) {
                found.put(key, record);
            }
        });
        return found;
    }

    /// The layout those records tell; null when there are none. What is left of the one before is
    /// told as long as any of them needs it.
    @Nullable Layout layout() {
        Layout found = null;
        for (var record : ofLast().entrySet()) {
            var told = record.getValue().layout();
            if (found == null || told.former() != null) {
                found = told;
            }
        }
        return found;
    }

    /// The key of the record that told the last layout, empty for the first one.
    private String last() {
        var certain = certain();
        var key = certain == null ? "" : certain.record();
        long number = certain == null ? 0 : certain.number();
        var changes = new ArrayList<Map.Entry<String, CommitRecord>>();
        for (var record : records.entrySet()) {
            if (record.getValue().isChange() && record.getValue().layout().number() > number) {
                changes.add(record);
            }
        }
        changes.sort(
                Comparator.comparingLong((Map.Entry<String, CommitRecord> change) ->
                                change.getValue().layout().number())
                        .thenComparingLong(change -> sum(change.getValue().before()))
                        .thenComparing(Map.Entry::getKey));
        if (changes.isEmpty()) {
            return key;
        }
        var change = changes.getLast();
        boolean isNext = change.getValue().layout().number() == number + 1;
        return isNext && goesOn(key, change.getValue()) && isComplete(key, change.getValue())
                ? key
                : change.getKey();
    }

    /// The newest layout that a commit was prepared under.
    private @Nullable Layout certain() {
        return records.values().stream()
                .filter(record -> !record.isChange())
                .map(CommitRecord::layout)
                .max(Comparator.comparingLong(Layout::number))
                .orElse(null);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /// Whether commits were told that a change did not know.
    private boolean goesOn(String layout, CommitRecord change) {
        return told(layout).stream()
                .anyMatch(state -> state.generation() > change.before().get(state.sack()));
    }

    /// Whether every sack can be had back as it was before a change.
    private boolean isComplete(String layout, CommitRecord change) {
        var newest = new HashMap<Integer, Long>();
        for (var state : told(layout)) {
            if (isWhole.test(state)) {
                newest.merge(state.sack(), state.generation(), Math::max);
            }
        }
        for (int sack = 0; sack < change.before().size(); sack++) {
            if (newest.getOrDefault(sack, 0L) < change.before().get(sack)) {
                return false;
            }
        }
        return true;
    }

    /// All states told of a layout.
    private List<CommitRecord.State> told(String layout) {
        return records.values().stream()
                .filter(record -> record.layout().record().equals(layout))
                .flatMap(record -> record.states().stream())
                .toList();
    }
}
