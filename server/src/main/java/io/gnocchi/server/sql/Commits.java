package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Inherited;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.server.sql.ManifestTables.Condemned;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.Segments;
import io.gnocchi.server.sql.ManifestTables.Taken;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// One step of metricd as one transaction, fenced by the epochs and generations of its sacks.
///
/// The rows of the sacks are locked first; from then on nobody else changes their epochs, their
/// parts or what they have consumed, and nothing can be condemned. So everything is judged before
/// the first change, and the changes cannot fail for a reason of the manifest's.
final class Commits {
    private final Database database;

    Commits(Database database) {
        this.database = database;
    }

    boolean commit(Commit commit) {
        return commit.leases().isEmpty() || database.write(sql -> commit(sql, commit));
    }

    private boolean commit(DSLContext sql, Commit commit) {
        if (!holdsSacks(sql, commit)
                || !partsAreRight(sql, commit)
                || !isInherited(sql, commit)
                || isCondemned(sql, commit)) {
            return false;
        }
        consume(sql, commit);
        remove(sql, commit.removed());
        takeOver(sql, commit.taken());
        add(sql, commit.added());
        Marks.remove(sql, commit.settled());
        Marks.put(sql, commit.setAside());
        grow(sql, commit);
        return true;
    }

    private boolean holdsSacks(DSLContext sql, Commit commit) {
        var rows =
                sql.select(SackRows.SACK, SackRows.EPOCH, SackRows.CONSUMED, SackRows.GENERATION)
                        .from(SackRows.TABLE)
                        .where(SackRows.SACK.in(sacks(commit)))
                        .orderBy(SackRows.SACK);
        var locked = database.dialect().locked(rows).fetch();
        var bySack = locked.intoMap(SackRows.SACK);
        for (var lease : commit.leases()) {
            var row = bySack.get(lease.sack());
            if (row == null
                    || row.get(SackRows.EPOCH) != lease.epoch()
                    || !commit.began(lease.sack(), row.get(SackRows.GENERATION))) {
                return false;
            }
        }
        if (commit.consumed() != Commit.UNCHANGED) {
            long head = sql.select(Head.ORDINAL).from(Head.TABLE).fetchSingle().value1();
            locked.forEach(row -> commit.requireForward(row.get(SackRows.CONSUMED), head));
        }
        return true;
    }

    private static Set<Integer> sacks(Commit commit) {
        return commit.leases().stream().map(Lease::sack).collect(toSet());
    }

    /// Whether every removed part is there and no added one.
    private boolean partsAreRight(DSLContext sql, Commit commit) {
        var keys = keys(Stream.concat(commit.added().stream(), commit.removed().stream()));
        if (keys.isEmpty()) {
            return true;
        }
        var there =
                new HashSet<>(
                        sql.select(Parts.ALL)
                                .from(Parts.TABLE)
                                .where(Parts.SACK.in(sacks(commit)))
                                .and(Parts.FORMER.eq(0))
                                .and(database.dialect().isOneOfTexts(Parts.OBJECT_KEY, keys))
                                .fetch(SackViews::part));
        return there.containsAll(commit.removed())
                && commit.added().stream().noneMatch(there::contains);
    }

    private static Set<String> keys(Stream<SegmentPart> parts) {
        return parts.map(SegmentPart::key).collect(toCollection(TreeSet::new));
    }

    /// Whether everything that is to be taken over is there and nobody has taken it.
    private static boolean isInherited(DSLContext sql, Commit commit) {
        if (commit.taken().isEmpty()) {
            return true;
        }
        var inheritance = Inheritance.read(sql, Layouts.read(sql), sacks(commit));
        return commit.taken().stream()
                .allMatch(taken ->
                        inheritance.of(taken.sack()).stream()
                                .anyMatch(part -> part.key().equals(taken.key())));
    }

    private static void takeOver(DSLContext sql, List<Inherited> taken) {
        if (!taken.isEmpty()) {
            putTaken(sql, taken);
        }
    }

    static void putTaken(DSLContext sql, Collection<Inherited> taken) {
        var insert =
                sql.insertInto(Taken.TABLE, Taken.SACK, Taken.OBJECT_KEY)
                        .values((Integer) null, null);
        sql.batch(insert, rows(taken, one -> row(one.sack(), one.key()))).execute();
    }

    private boolean isCondemned(DSLContext sql, Commit commit) {
        var keys = keys(commit.added().stream());
        commit.setAside().forEach(mark -> keys.add(mark.key()));
        if (commit.record() != null) {
            keys.add(commit.record());
        }
        return !keys.isEmpty()
                && sql.fetchExists(
                        Condemned.TABLE,
                        database.dialect().isOneOfTexts(Condemned.OBJECT_KEY, keys));
    }

    private static void consume(DSLContext sql, Commit commit) {
        if (commit.consumed() == Commit.UNCHANGED) {
            return;
        }
        var update =
                sql.update(SackRows.TABLE)
                        .set(SackRows.CONSUMED, (Long) null)
                        .where(SackRows.SACK.eq((Integer) null))
                        .and(SackRows.EPOCH.eq((Long) null));
        sql.batch(
                        update,
                        rows(
                                commit.leases(),
                                lease -> row(commit.consumed(), lease.sack(), lease.epoch())))
                .execute();
    }

    /// Every sack of the commit is one generation older.
    private static void grow(DSLContext sql, Commit commit) {
        var update =
                sql.update(SackRows.TABLE).set(SackRows.GENERATION, SackRows.GENERATION.plus(1));
        (commit.record() == null ? update : update.set(SackRows.RECORD_KEY, commit.record()))
                .where(SackRows.SACK.in(sacks(commit)))
                .execute();
    }

    private static void remove(DSLContext sql, List<SegmentPart> parts) {
        if (parts.isEmpty()) {
            return;
        }
        var delete =
                sql.deleteFrom(Parts.TABLE)
                        .where(Parts.SACK.eq((Integer) null))
                        .and(Parts.OBJECT_KEY.eq((String) null))
                        .and(Parts.FROM.eq((Long) null));
        sql.batch(delete, rows(parts, part -> row(part.sack(), part.key(), part.from()))).execute();
    }

    static void add(DSLContext sql, List<SegmentPart> parts) {
        add(sql, parts, false);
    }

    /// @param former whether they are numbered by the layout before
    static void add(DSLContext sql, Collection<SegmentPart> parts, boolean former) {
        if (parts.isEmpty()) {
            return;
        }
        var segment =
                sql.insertInto(Segments.TABLE, Segments.OBJECT_KEY)
                        .values((String) null)
                        .onConflictDoNothing();
        sql.batch(segment, rows(keys(parts.stream()), key -> row(key))).execute();
        var insert =
                sql.insertInto(
                                Parts.TABLE,
                                Parts.SACK,
                                Parts.OBJECT_KEY,
                                Parts.SIZE_BYTES,
                                Parts.PART_BYTES,
                                Parts.FROM,
                                Parts.THROUGH,
                                Parts.MIN_NANOS,
                                Parts.MAX_NANOS,
                                Parts.FORMER)
                        .values((Integer) null, null, null, null, null, null, null, null, null);
        sql.batch(insert, rows(parts, part -> row(part, former))).execute();
    }

    private static Object[] row(SegmentPart part, boolean former) {
        return row(
                part.sack(),
                part.key(),
                part.sizeBytes(),
                part.partBytes(),
                part.from(),
                part.through(),
                part.minNanos(),
                part.maxNanos(),
                former ? 1 : 0);
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static <T> Object[][] rows(Collection<T> of, Function<T, Object[]> row) {
        return of.stream().map(row).toArray(Object[][]::new);
    }
}
