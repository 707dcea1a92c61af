package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Backlog;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Duty;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.LayoutChange;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The manifest in a database.
///
/// Locks are always taken in one order, so that transactions wait for each other and never in a
/// circle: the head row, then rows of sacks by number, then anything else. An append holds the head
/// row to its commit, which is what makes ordinals visible in order. Whoever condemns objects holds
/// the head and every sack, so that nothing can come to refer to them meanwhile: appends need the
/// head, commits a sack.
public final class SqlManifest implements Manifest {
    private final Database database;
    private final Appends appends;
    private final Layouts layouts;
    private final Leases leases;
    private final DutyRows duties;
    private final Commits commits;
    private final Condemnation condemnation;
    private final Restoration restoration;
    private final KnownViews knownViews = new KnownViews();

    /// As this process has last heard.
    private volatile Sacks sacks;

    private SqlManifest(Database database, Sacks sacks) {
        this.database = database;
        this.sacks = sacks;
        this.appends = new Appends(database);
        this.layouts = new Layouts(database);
        this.leases = new Leases(database);
        this.duties = new DutyRows(database);
        this.commits = new Commits(database);
        this.condemnation = new Condemnation(database);
        this.restoration = new Restoration(database);
    }

    /// Fixes the number of sacks of a migrated database, once; later calls change nothing.
    public static void initialise(Database database, Sacks sacks) {
        database.write(sql -> {
            if (createHead(sql, sacks)) {
                createSacks(sql, sacks);
            }
            return sacks;
        });
    }

    private static boolean createHead(DSLContext sql, Sacks sacks) {
        return sql.insertInto(Head.TABLE, Head.ID, Head.SACKS, Head.ORDINAL)
                        .values(1, sacks.count(), 0L)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    private static void createSacks(DSLContext sql, Sacks sacks) {
        var insert =
                sql.insertInto(
                                SackRows.TABLE,
                                SackRows.SACK,
                                SackRows.EPOCH,
                                SackRows.CONSUMED,
                                SackRows.LEASE_UNTIL)
                        .values((Integer) null, null, null, null);
        var rows =
                IntStream.range(0, sacks.count())
                        .mapToObj(sack -> new Object[] {sack, 0L, 0L, 0L})
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
    }

    /// Opens the manifest of a database; whoever opened the database closes it.
    ///
    /// @throws IllegalStateException when [#initialise] was never called
    public static SqlManifest open(Database database) {
        var counts = database.ask(sql -> sql.select(Head.SACKS).from(Head.TABLE).fetch(Head.SACKS));
        if (counts.isEmpty()) {
            throw new IllegalStateException("the number of sacks was never fixed");
        }
        return new SqlManifest(database, new Sacks(counts.getFirst()));
    }

    @Override
    public Sacks sacks() {
        return sacks;
    }

    @Override
    public Layout layout() {
        var layout = database.read(Layouts::read);
        sacks = layout.sacks();
        return layout;
    }

    @Override
    public boolean change(LayoutChange change) {
        boolean changed = layouts.change(change);
        if (changed) {
            sacks = change.after().sacks();
        }
        return changed;
    }

    @Override
    public Batch append(NewBatch batch) {
        Appends.Place place;
        try {
            place = appends.append(batch);
        } catch (Appends.KeyTaken _) {
            return appended(batch.key());
        }
        heard(place.sacks());
        return new Batch(
                place.ordinal(), batch.key(), batch.sizeBytes(), batch.sacks(), batch.sections());
    }

    private void heard(int count) {
        if (count != sacks.count()) {
            sacks = new Sacks(count);
        }
    }

    private Batch appended(String key) {
        var known = database.ask(sql -> BatchRows.read(sql, Batches.OBJECT_KEY.eq(key)));
        if (known.isEmpty()) {
            throw new UnavailableException("condemned before it was appended: " + key);
        }
        return known.getFirst();
    }

    @Override
    public long head() {
        return database.ask(
                sql -> sql.select(Head.ORDINAL).from(Head.TABLE).fetchSingle().value1());
    }

    @Override
    public List<BatchName> appended(long after) {
        return appends.after(after);
    }

    @Override
    public SackView view(int sack) {
        return views(List.of(sack)).getFirst();
    }

    @Override
    public List<SackView> views(Collection<Integer> asked) {
        return views(asked, Long.MAX_VALUE);
    }

    @Override
    public List<SackView> views(Collection<Integer> asked, long through) {
        return asked.isEmpty()
                ? List.of()
                : database.read(sql -> SackViews.of(sql, asked, through));
    }

    @Override
    public List<SackView> views() {
        return database.read(sql -> {
            int count = sql.select(Head.SACKS).from(Head.TABLE).fetchSingle().value1();
            return SackViews.of(sql, IntStream.range(0, count).boxed().toList(), Long.MAX_VALUE);
        });
    }

    /// Goes by the number of sacks last heard of. When it has become another, the views show it.
    @Override
    public List<SackView> viewsOf(Collection<UUID> metrics) {
        if (metrics.isEmpty()) {
            return List.of();
        }
        var heard = sacks;
        var numbers = numbers(heard, metrics);
        var rows = database.ask(sql -> SackViews.rows(sql, numbers));
        var known = areOf(heard, rows) ? knownViews.of(numbers, rows) : null;
        return known == null ? database.read(sql -> viewsOf(sql, heard, metrics)) : known;
    }

    private static boolean areOf(Sacks sacks, Map<Integer, ? extends Record> rows) {
        return !rows.isEmpty() && rows.values().iterator().next().get(Head.SACKS) == sacks.count();
    }

    private List<SackView> viewsOf(DSLContext sql, Sacks heard, Collection<UUID> metrics) {
        var numbers = numbers(heard, metrics);
        var rows = SackViews.rows(sql, numbers);
        if (areOf(heard, rows)) {
            return knownViews.read(sql, numbers, rows);
        }
        var now = new Sacks(sql.select(Head.SACKS).from(Head.TABLE).fetchSingle().value1());
        heard(now.count());
        var others = numbers(now, metrics);
        return knownViews.read(sql, others, SackViews.rows(sql, others));
    }

    private static SortedSet<Integer> numbers(Sacks sacks, Collection<UUID> metrics) {
        var numbers = new TreeSet<Integer>();
        metrics.forEach(metric -> numbers.add(sacks.of(metric)));
        return numbers;
    }

    @Override
    public List<Lease> lease(String worker, Instant now, Duration term) {
        return leases.lease(worker, now, term);
    }

    @Override
    public List<Lease> seize(String holder, Instant now, Duration term) {
        return leases.seize(holder, now.plus(term));
    }

    @Override
    public void release(String worker) {
        leases.release(worker);
    }

    @Override
    public @Nullable Instant takeDuty(
            Duty duty,
            String worker,
            Instant now,
            Duration term,
            Duration pause,
            Duration longest) {
        return duties.take(duty, worker, now, term, pause, longest);
    }

    @Override
    public void dutyDone(Duty duty, String worker, Instant now) {
        duties.done(duty, worker, now);
    }

    @Override
    public List<String> workers(Instant now) {
        return leases.workers(now);
    }

    @Override
    public SortedMap<Integer, String> owners(Instant now) {
        return leases.owners(now);
    }

    @Override
    public boolean commit(Commit commit) {
        return commits.commit(commit);
    }

    @Override
    public Backlog backlog() {
        return database.read(sql -> {
            var consumed =
                    sql
                            .select(SackRows.CONSUMED)
                            .from(SackRows.TABLE)
                            .orderBy(SackRows.SACK)
                            .fetch(SackRows.CONSUMED)
                            .stream()
                            .mapToLong(Long::longValue)
                            .toArray();
            return Backlog.of(Layouts.read(sql), consumed, BatchRows.unfolded(sql));
        });
    }

    @Override
    public List<Batch> unfolded() {
        return database.ask(BatchRows::unfolded);
    }

    @Override
    public List<Batch> batches(long after, long through) {
        return database.ask(sql ->
                BatchRows.read(sql, Batches.ORDINAL.gt(after).and(Batches.ORDINAL.le(through))));
    }

    @Override
    public List<SetAside> setAside() {
        return database.ask(sql -> Marks.read(sql, DSL.noCondition()));
    }

    @Override
    public int judge(Collection<SetAside> marks, SetAside.Verdict verdict) {
        return marks.isEmpty() ? 0 : database.write(sql -> Marks.judge(sql, marks, verdict));
    }

    @Override
    public int condemnUnused(Instant now) {
        return condemnation.condemnUnused(now);
    }

    @Override
    public List<String> condemnUnknown(Collection<String> keys, Instant now) {
        return condemnation.condemnUnknown(keys, now);
    }

    @Override
    public List<String> condemned(Instant before, int limit) {
        return condemnation.condemned(before, limit);
    }

    @Override
    public void deleted(Collection<String> keys, Instant now) {
        condemnation.deleted(keys, now);
    }

    @Override
    public Map<String, Fate> fates(Collection<String> keys) {
        return condemnation.fates(keys);
    }

    @Override
    public void restore(Contents contents) {
        restoration.restore(contents);
        sacks = contents.layout().sacks();
    }

    @Override
    public void close() {
        // The database belongs to whoever opened it.
    }
}
