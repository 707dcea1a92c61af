package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.store.CorruptObjectException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What a commit of metricd makes of its sacks, whole, as an object (`docs/formats/commit.md`). It
/// is written before the commit: whoever finds one does not know whether the commit was made, but
/// knows that everything it names was durable, and what stood before it.
///
/// ```
/// object = frame(footer)                                                       kind GCOM
/// footer = sacks:varint names:varint (ordinal:varint key:text)*
///          keys:varint key:text* states:varint state*
/// state  = sack:varint epoch:varint consumed:varint generation:varint
///          parts:varint place:varint* marks:varint mark*               place: in the list of keys
/// mark   = known:u8 metric:16? key:text through:varint bytes:varint since:zigzag reason:text
///          verdict:u8                                                  since: microseconds
/// ```
///
/// @param sacks of the deployment
/// @param names the batches the manifest knew
/// @param states of the sacks of the commit
public record CommitRecord(int sacks, List<BatchName> names, List<State> states) {
    public CommitRecord {
        names = List.copyOf(names);
        states = List.copyOf(states);
    }

    /// One sack after the commit.
    ///
    /// @param epoch under which the commit was to be made
    /// @param generation the number of the commit
    /// @param parts the segments that hold its parts
    public record State(
            int sack,
            long epoch,
            long consumed,
            long generation,
            List<String> parts,
            List<SetAside> setAside) {
        public State {
            parts = List.copyOf(parts);
            setAside = List.copyOf(setAside);
        }
    }

    /// The object.
    public byte[] encoded() {
        var places = new LinkedHashMap<String, Integer>();
        var states = new ByteWriter(1 << 10);
        states.varint(this.states.size());
        for (var state : this.states) {
            states.varint(state.sack());
            states.varint(state.epoch());
            states.varint(state.consumed());
            states.varint(state.generation());
            states.varint(state.parts().size());
            for (var key : state.parts()) {
                int next = places.size();
                states.varint(places.computeIfAbsent(key, _ -> next));
            }
            states.varint(state.setAside().size());
            state.setAside().forEach(mark -> write(states, mark));
        }
        var footer = new ByteWriter(1 << 10);
        footer.varint(sacks);
        Provenance.writeNames(footer, names);
        footer.varint(places.size());
        places.keySet().forEach(footer::text);
        footer.raw(states);
        return Frame.COMMIT.close(Frame.COMMIT.open(Frame.HEADER_BYTES), footer);
    }

    private static void write(ByteWriter out, SetAside mark) {
        out.u8(mark.metric() == null ? 0 : 1);
        if (mark.metric() != null) {
            Ids.write(out, mark.metric());
        }
        out.text(mark.key());
        out.varint(mark.through());
        out.varint(mark.bytes());
        out.zigzag(ChronoUnit.MICROS.between(Instant.EPOCH, mark.since()));
        out.text(mark.reason());
        out.u8(
                switch (mark.verdict()) {
                    case NONE -> 0;
                    case RETRY -> 1;
                    case DROP -> 2;
                });
    }

    /// Reads an object.
    ///
    /// @throws CorruptObjectException when it is not one
    public static CommitRecord of(String key, byte[] object) {
        try {
            Frame.COMMIT.verifyHeader(object);
            int length = Frame.COMMIT.footerLength(object, object.length);
            int start = object.length - Frame.TRAILER_BYTES - length;
            return read(ByteReader.checked(object, start, length));
        } catch (MalformedException | ArithmeticException | IllegalArgumentException e) {
            throw new CorruptObjectException(key + ": " + e.getMessage());
        }
    }

    private static CommitRecord read(ByteReader in) {
        int sacks = Math.toIntExact(in.varint());
        var names = Provenance.readNames(in);
        int keyCount = in.count(1, Integer.MAX_VALUE);
        var keys = new ArrayList<String>(keyCount);
        for (int i = 0; i < keyCount; i++) {
            keys.add(in.text());
        }
        int count = in.count(6, Integer.MAX_VALUE);
        var states = new ArrayList<State>(count);
        for (int i = 0; i < count; i++) {
            states.add(readState(in, keys));
        }
        return new CommitRecord(sacks, names, states);
    }

    private static State readState(ByteReader in, List<String> keys) {
        int sack = Math.toIntExact(in.varint());
        long epoch = in.varint();
        long consumed = in.varint();
        long generation = in.varint();
        int partCount = in.count(1, Integer.MAX_VALUE);
        var parts = new ArrayList<String>(partCount);
        for (int i = 0; i < partCount; i++) {
            parts.add(keys.get(in.count(0, keys.size() - 1)));
        }
        int markCount = in.count(7, Integer.MAX_VALUE);
        var marks = new ArrayList<SetAside>(markCount);
        for (int i = 0; i < markCount; i++) {
            marks.add(readMark(in, sack));
        }
        return new State(sack, epoch, consumed, generation, parts, marks);
    }

    private static SetAside readMark(ByteReader in, int sack) {
        var metric = in.u8() == 0 ? null : Ids.read(in);
        var key = in.text();
        long through = in.varint();
        long bytes = in.varint();
        var since = Instant.EPOCH.plus(in.zigzag(), ChronoUnit.MICROS);
        var reason = in.text();
        int code = in.u8();
        var verdict =
                switch (code) {
                    case 0 -> SetAside.Verdict.NONE;
                    case 1 -> SetAside.Verdict.RETRY;
                    case 2 -> SetAside.Verdict.DROP;
                    default -> throw new MalformedException("verdict " + code);
                };
        return new SetAside(sack, metric, key, through, bytes, since, reason, verdict);
    }
}
