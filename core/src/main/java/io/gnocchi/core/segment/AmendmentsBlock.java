package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Erased;
import io.gnocchi.core.series.Imports;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.Touched;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;

/// The [Amendments] of a record, see [SegmentWriter]. Those of metrics with imports tell more.
final class AmendmentsBlock {
    private AmendmentsBlock() {}

    /// @param imports whether ranges have numbers, and the imports are told
    static void write(ByteWriter out, Amendments amendments, boolean imports) {
        out.u8(amendments.voidsOlderPoints() ? 1 : 0);
        out.varint(amendments.turns().size());
        for (var turn : amendments.turns()) {
            PolicyTable.write(out, turn.policy());
            out.varint(turn.window().lastNanos());
            out.zigzag(turn.window().startNanos());
        }
        out.varint(amendments.erased().removals().size());
        for (var removal : amendments.erased().removals()) {
            StoredRange.write(out, removal.range());
            if (imports) {
                out.varint(removal.number());
            }
        }
        if (imports) {
            out.varint(amendments.imports().count());
            var touched = amendments.imports().touched().ranges();
            out.varint(touched.size());
            touched.forEach(range -> StoredRange.write(out, range));
        }
    }

    /// @param imports as [#write] had it
    static Amendments read(ByteReader in, boolean imports) {
        boolean voids = in.u8() == 1;
        int turns = in.count(6, Integer.MAX_VALUE);
        var states = new ArrayList<MetricState>(turns);
        for (int i = 0; i < turns; i++) {
            var policy = PolicyTable.readPolicy(in);
            states.add(new MetricState(new WindowState(in.varint(), in.zigzag()), policy));
        }
        int count = in.count(2, Integer.MAX_VALUE);
        var removals = new ArrayList<Erased.Removal>(count);
        for (int i = 0; i < count; i++) {
            removals.add(new Erased.Removal(StoredRange.read(in), imports ? in.varint() : 0));
        }
        return new Amendments(
                voids, states, new Erased(removals), imports ? imports(in) : Imports.NONE);
    }

    private static Imports imports(ByteReader in) {
        long count = in.varint();
        int ranges = in.count(2, Integer.MAX_VALUE);
        var touched = new ArrayList<TimeRange>(ranges);
        for (int i = 0; i < ranges; i++) {
            touched.add(StoredRange.read(in));
        }
        return new Imports(count, new Touched(touched));
    }
}
