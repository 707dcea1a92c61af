package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.store.CorruptObjectException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a commit of metricd makes of its sacks, whole, as an object (`docs/formats/commit-2.md`),
/// or what a change of the number of sacks makes of all. It is written before the commit: whoever
/// finds one does not know whether the commit was made, but knows that everything it names was
/// durable, and what stood before it.
///
/// ```
/// object = frame(footer)                                                       kind GCOM
/// footer = 0:u8 version:varint layout before:varint generation:varint*
///          names:varint (ordinal:varint key:text)*
///          heritage:varint (key:text sacks:varint sack:varint*)*
///          keys:varint key:text* states:varint state*
/// layout = sacks:varint number:varint record:text since:varint former:varint consumed:varint*
/// state  = sack:varint epoch:varint consumed:varint generation:varint
///          parts:varint place:varint* inherited:varint place:varint*   place: in the list of keys
///          marks:varint mark*
/// mark   = known:u8 whose key:text through:varint bytes:varint since:zigzag reason:text
///          verdict:u8                                                  since: microseconds
/// whose  = metric:16 | among:varint sack:varint                        known: 1 | 0
/// ```
///
/// @param layout of the deployment
/// @param before generations of the sacks of the former layout, when this tells a change; empty
///   when it tells a commit
/// @param heritage the former sacks whose parts are inherited, by segment
/// @param names the batches the manifest knew
/// @param states of the sacks of the commit
public record CommitRecord(
        Layout layout,
        List<Long> before,
        List<BatchName> names,
        SortedMap<String, List<Integer>> heritage,
        List<State> states) {
    public CommitRecord {
        heritage = Collections.unmodifiableSortedMap(new TreeMap<>(heritage));
        before = List.copyOf(before);
        names = List.copyOf(names);
        states = List.copyOf(states);
    }

    /// Of sacks that inherit nothing.
    public CommitRecord(Layout layout, List<BatchName> names, List<State> states) {
        this(layout, List.of(), names, new TreeMap<>(), states);
    }

    /// The former sacks whose parts sacks have inherited.
    public static SortedMap<String, List<Integer>> heritage(
            Collection<List<SegmentPart>> inherited) {
        var heritage = new TreeMap<String, SortedSet<Integer>>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<List<SegmentPart>, Boolean>());
        for (var ofSack : inherited) {
            if (seen.add(ofSack)) {
                for (var part : ofSack) {
                    heritage.computeIfAbsent(part.key(), _ -> new TreeSet<>()).add(part.sack());
                }
            }
        }
        var listed = new TreeMap<String, List<Integer>>();
        heritage.forEach((key, sacks) -> listed.put(key, List.copyOf(sacks)));
        return listed;
    }

    /// The same without the names of batches.
    public CommitRecord withoutNames() {
        return new CommitRecord(layout, before, List.of(), heritage, states);
    }

    /// Whether it tells a change of the number of sacks.
    public boolean isChange() {
        return !before.isEmpty();
    }

    /// One sack after the commit.
    ///
    /// @param epoch under which the commit was to be made
    /// @param generation the number of the commit
    /// @param parts the segments that hold its parts
    /// @param inherited the segments of the former layout that hold metrics of it
    public record State(
            int sack,
            long epoch,
            long consumed,
            long generation,
            List<String> parts,
            List<String> inherited,
            List<SetAside> setAside) {
        public State {
            inherited = List.copyOf(inherited);
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
            writePlaces(states, state.parts(), places);
            writePlaces(states, state.inherited(), places);
            states.varint(state.setAside().size());
            state.setAside().forEach(mark -> write(states, mark));
        }
        var footer = new ByteWriter(1 << 10);
        int version = Frame.COMMIT.version(false);
        Frame.COMMIT.writeVersion(footer, version);
        write(footer, layout);
        footer.varint(before.size());
        before.forEach(footer::varint);
        Provenance.writeNames(footer, names);
        footer.varint(heritage.size());
        heritage.forEach((key, sacks) -> {
            footer.text(key);
            footer.varint(sacks.size());
            sacks.forEach(footer::varint);
        });
        footer.varint(places.size());
        places.keySet().forEach(footer::text);
        footer.raw(states);
        return Frame.COMMIT.close(Frame.COMMIT.open(Frame.HEADER_BYTES), footer, version);
    }

    private static void writePlaces(
            ByteWriter out, List<String> keys, Map<String, Integer> places) {
        out.varint(keys.size());
        for (var key : keys) {
            int next = places.size();
            out.varint(places.computeIfAbsent(key, _ -> next));
        }
    }

    private static void write(ByteWriter out, Layout layout) {
        out.varint(layout.sacks().count());
        out.varint(layout.number());
        out.text(layout.record());
        out.varint(layout.since());
        var former = layout.former();
        out.varint(former == null ? 0 : former.sacks().count());
        if (former != null) {
            former.consumed().forEach(out::varint);
        }
    }

    private static void write(ByteWriter out, SetAside mark) {
        out.u8(mark.metric() == null ? 0 : 1);
        if (mark.metric() != null) {
            Ids.write(out, mark.metric());
        } else if (mark.shard() != null) {
            out.varint(mark.shard().among().count());
            out.varint(mark.shard().sack());
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
        return Decoding.of(
                key,
                () -> {
                    Frame.COMMIT.verifyHeader(object);
                    int length = Frame.COMMIT.footerLength(object, object.length);
                    int start = object.length - Frame.TRAILER_BYTES - length;
                    return read(ByteReader.checked(object, start, length));
                });
    }

    private static CommitRecord read(ByteReader in) {
        int version = Frame.COMMIT.readVersion(in);
        var layout =
                version == 1
                        ? Layout.first(new Sacks(Math.toIntExact(in.varint())))
                        : readLayout(in);
        var before = version == 1 ? List.<Long>of() : readNumbers(in);
        var names = Provenance.readNames(in);
        var heritage = version == 1 ? new TreeMap<String, List<Integer>>() : readHeritage(in);
        int keyCount = in.count(1, Integer.MAX_VALUE);
        var keys = new ArrayList<String>(keyCount);
        for (int i = 0; i < keyCount; i++) {
            keys.add(in.text());
        }
        int count = in.count(6, Integer.MAX_VALUE);
        var states = new ArrayList<State>(count);
        for (int i = 0; i < count; i++) {
            states.add(readState(in, keys, version, layout.sacks()));
        }
        return new CommitRecord(layout, before, names, heritage, states);
    }

    private static Layout readLayout(ByteReader in) {
        var sacks = new Sacks(Math.toIntExact(in.varint()));
        long number = in.varint();
        var record = in.text();
        long since = in.varint();
        var consumed = readNumbers(in);
        var former =
                consumed.isEmpty() ? null : new Layout.Former(new Sacks(consumed.size()), consumed);
        return new Layout(sacks, number, record, since, former);
    }

    private static SortedMap<String, List<Integer>> readHeritage(ByteReader in) {
        int count = in.count(2, Integer.MAX_VALUE);
        var heritage = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < count; i++) {
            heritage.put(in.text(), readNumbers(in).stream().map(Math::toIntExact).toList());
        }
        return heritage;
    }

    private static List<Long> readNumbers(ByteReader in) {
        int count = in.count(1, Integer.MAX_VALUE);
        var numbers = new ArrayList<Long>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.varint());
        }
        return numbers;
    }

    private static List<String> readPlaces(ByteReader in, List<String> keys) {
        int count = in.count(1, Integer.MAX_VALUE);
        var found = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            found.add(keys.get(in.count(0, keys.size() - 1)));
        }
        return found;
    }

    private static State readState(ByteReader in, List<String> keys, int version, Sacks sacks) {
        int sack = Math.toIntExact(in.varint());
        long epoch = in.varint();
        long consumed = in.varint();
        long generation = in.varint();
        var parts = readPlaces(in, keys);
        var inherited = version == 1 ? List.<String>of() : readPlaces(in, keys);
        int markCount = in.count(7, Integer.MAX_VALUE);
        var marks = new ArrayList<SetAside>(markCount);
        for (int i = 0; i < markCount; i++) {
            marks.add(readMark(in, sack, version, sacks));
        }
        return new State(sack, epoch, consumed, generation, parts, inherited, marks);
    }

    private static SetAside readMark(ByteReader in, int sack, int version, Sacks sacks) {
        var metric = in.u8() == 0 ? null : Ids.read(in);
        var shard = metric != null ? null : version == 1 ? new Shard(sacks, sack) : readShard(in);
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
        return new SetAside(sack, metric, shard, key, through, bytes, since, reason, verdict);
    }

    private static Shard readShard(ByteReader in) {
        var among = new Sacks(Math.toIntExact(in.varint()));
        return new Shard(among, Math.toIntExact(in.varint()));
    }
}
