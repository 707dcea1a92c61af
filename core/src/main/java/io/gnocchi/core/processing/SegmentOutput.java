package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.PartIdentity;
import io.gnocchi.core.segment.SegmentWriter;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/// Segments being written: a new object is begun whenever one is long enough.
final class SegmentOutput {
    private final ObjectStore store;
    private final ObjectNames names;
    private final int segmentBytes;
    private final List<PartIdentity> replaced;
    private final List<SegmentPart> parts = new ArrayList<>();
    private SegmentWriter writer = new SegmentWriter();

    /// @param replaced what these segments stand for, told in each footer
    SegmentOutput(
            ObjectStore store, ObjectNames names, int segmentBytes, List<PartIdentity> replaced) {
        this.store = store;
        this.names = names;
        this.segmentBytes = segmentBytes;
        this.replaced = replaced;
    }

    /// Begins one sack's part; sacks come in ascending order.
    void begin(int sack, long from, long through) {
        writer.begin(sack, from, through);
    }

    /// Adds a record to the part; they come by metric.
    void add(MetricRecord metric) {
        writer.add(metric);
    }

    /// Ends the part.
    void end() {
        writer.end();
        if (writer.sizeBytes() >= segmentBytes) {
            flush();
        }
    }

    /// Takes back what was written of the part.
    void abandon() {
        writer.abandon();
    }

    /// Makes everything durable.
    ///
    /// @return the parts written, not yet in the manifest
    List<SegmentPart> finish() {
        flush();
        return parts;
    }

    /// How much is written and not yet durable.
    long sizeBytes() {
        return writer.isEmpty() ? 0 : writer.sizeBytes();
    }

    /// Makes durable what is written; what comes next goes to another object.
    void flush() {
        if (writer.isEmpty()) {
            return;
        }
        var key = names.next(ObjectNames.SEGMENTS);
        var encoded = writer.finish(key, replaced);
        if (!store.putIfAbsent(key, encoded.bytes())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        parts.addAll(encoded.parts());
        writer = new SegmentWriter();
    }
}
