package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Erased;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;

/// The [Amendments] of a record, see [SegmentWriter].
final class AmendmentsBlock {
    private AmendmentsBlock() {}

    static void write(ByteWriter out, Amendments amendments) {
        out.u8(amendments.voidsOlderPoints() ? 1 : 0);
        out.varint(amendments.turns().size());
        for (var turn : amendments.turns()) {
            PolicyTable.write(out, turn.policy());
            out.varint(turn.window().lastNanos());
            out.zigzag(turn.window().startNanos());
        }
        out.varint(amendments.erased().ranges().size());
        for (var range : amendments.erased().ranges()) {
            out.varint(range.startNanos());
            out.varint(range.stopNanos() - range.startNanos());
        }
    }

    static Amendments read(ByteReader in) {
        boolean voids = in.u8() == 1;
        int turns = in.count(6, Integer.MAX_VALUE);
        var states = new ArrayList<MetricState>(turns);
        for (int i = 0; i < turns; i++) {
            var policy = PolicyTable.readPolicy(in);
            states.add(new MetricState(new WindowState(in.varint(), in.zigzag()), policy));
        }
        int count = in.count(2, Integer.MAX_VALUE);
        var ranges = new ArrayList<TimeRange>(count);
        for (int i = 0; i < count; i++) {
            long start = in.varint();
            ranges.add(new TimeRange(start, Math.addExact(start, in.varint())));
        }
        return new Amendments(voids, states, new Erased(ranges));
    }
}
