package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Condemned;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.Segments;
import io.gnocchi.server.sql.ManifestTables.SetAsides;
import io.gnocchi.server.sql.ManifestTables.Workers;
import java.util.LinkedHashSet;
import java.util.List;
import org.jooq.DSLContext;

/// Puts a whole manifest back, in place of what was there, as one transaction.
final class Restoration {
    private final Database database;

    Restoration(Database database) {
        this.database = database;
    }

    void restore(Contents contents) {
        database.write(sql -> {
            database.dialect().locked(sql.select(Head.ID).from(Head.TABLE)).fetch();
            Leases.lockedSacks(database, sql);
            clear(sql);
            sql.update(Head.TABLE).set(Head.ORDINAL, contents.head()).execute();
            Layouts.put(sql, contents.layout());
            putBatches(sql, contents);
            contents.states().forEach(state -> put(sql, state));
            putInherited(sql, contents);
            return contents;
        });
    }

    private static void clear(DSLContext sql) {
        for (var table :
                List.of(
                        Batches.TABLE,
                        Parts.TABLE,
                        Segments.TABLE,
                        SetAsides.TABLE,
                        SackRows.TABLE,
                        Workers.TABLE,
                        Condemned.TABLE)) {
            sql.deleteFrom(table).execute();
        }
    }

    private static void putBatches(DSLContext sql, Contents contents) {
        if (contents.batches().isEmpty()) {
            return;
        }
        var insert =
                sql.insertInto(Batches.TABLE, Batches.ALL)
                        .values((Object) null, null, null, null, null);
        var rows =
                contents.batches().stream()
                        .map(batch ->
                                new Object[] {
                                    batch.ordinal(),
                                    batch.key(),
                                    batch.sizeBytes(),
                                    batch.sacks().count(),
                                    Sections.encode(batch.sections())
                                })
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
    }

    private static void put(DSLContext sql, Contents.State state) {
        sql.insertInto(SackRows.TABLE)
                .set(SackRows.SACK, state.sack())
                .set(SackRows.LEASE_UNTIL, 0L)
                .set(SackRows.EPOCH, state.epoch())
                .set(SackRows.CONSUMED, state.consumed())
                .set(SackRows.GENERATION, state.generation())
                .set(SackRows.RECORD_KEY, state.record())
                .set(SackRows.MARKS, 0)
                .execute();
        List<SegmentPart> parts = state.parts();
        Commits.add(sql, parts);
        Marks.put(sql, state.setAside());
    }

    private static void putInherited(DSLContext sql, Contents contents) {
        var inherited = new LinkedHashSet<SegmentPart>();
        contents.states().forEach(state -> inherited.addAll(state.inherited()));
        Commits.add(sql, inherited, true);
        if (!contents.taken().isEmpty()) {
            Commits.putTaken(sql, contents.taken());
        }
    }
}
