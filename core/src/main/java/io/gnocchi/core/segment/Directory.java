package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.series.WindowState;
import io.gnocchi.core.store.CorruptObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which metrics a part holds, their states, and where their records are; or so much of it as was
/// asked for.
public final class Directory {
    private final PartEntry part;
    private final Map<PageEntry, Page> pages;

    /// A directory's line about one metric.
    ///
    /// @param offset of its record in the object
    /// @param length of its record, checksum included
    public record Entry(
            UUID metric, ArchivePolicy policy, WindowState state, int offset, int length)
            implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return metric.compareTo(other.metric);
        }
    }

    /// What came of reading a page.
    sealed interface Page {
        /// @throws CorruptObjectException when it could not be read
        DirectoryPage lines();
    }

    /// A page as it was written.
    record Whole(DirectoryPage lines) implements Page {}

    /// A page that is not what was written.
    record Damaged(String reason) implements Page {
        @Override
        public DirectoryPage lines() {
            throw new CorruptObjectException(reason);
        }
    }

    /// @param pages of the part
    Directory(PartEntry part, Map<PageEntry, Page> pages) {
        this.part = part;
        this.pages = Map.copyOf(pages);
    }

    /// All lines, by metric, ascending.
    ///
    /// @throws CorruptObjectException when a page could not be read
    public List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (var page : part.pages()) {
            var lines = lines(page);
            for (int i = 0; i < lines.size(); i++) {
                entries.add(lines.entry(i));
            }
        }
        return entries;
    }

    /// The line about a metric that was asked for, or null.
    ///
    /// @throws CorruptObjectException when the page in which it may stand could not be read
    public @Nullable Entry find(UUID metric) {
        var page = part.page(metric);
        return page == null ? null : lines(page).find(metric);
    }

    private DirectoryPage lines(PageEntry page) {
        var read = pages.get(page);
        if (read == null) {
            throw new IllegalStateException("nobody asked for the page of " + page.first());
        }
        return read.lines();
    }
}
