package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Condemned;
import io.gnocchi.server.sql.ManifestTables.Head;
import io.gnocchi.server.sql.ManifestTables.Parts;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.Segments;
import io.gnocchi.server.sql.ManifestTables.SetAsides;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// Objects nothing refers to any more, from their condemnation until they are forgotten.
final class Condemnation {
    private static final Duration MEMORY_OF_DELETED = Duration.ofDays(1);

    private final Database database;

    Condemnation(Database database) {
        this.database = database;
    }

    int condemnUnused(Instant now) {
        return database.write(sql -> {
            long consumedByAll = lockEverything(sql);
            Layouts.forgetTaken(sql, consumedByAll);
            return condemn(
                            sql,
                            Batches.TABLE,
                            Batches.OBJECT_KEY,
                            Batches.ORDINAL.le(consumedByAll),
                            now)
                    + condemn(sql, Segments.TABLE, Segments.OBJECT_KEY, hasNoParts(sql), now);
        });
    }

    /// Keeps appends and commits away until the end of the transaction.
    ///
    /// @return the last ordinal that every sack has consumed
    private long lockEverything(DSLContext sql) {
        database.dialect().locked(sql.select(Head.ID).from(Head.TABLE)).fetch();
        return Leases.lockedSacks(database, sql).stream()
                .mapToLong(row -> row.get(SackRows.CONSUMED))
                .min()
                .orElseThrow();
    }

    private static Condition hasNoParts(DSLContext sql) {
        return DSL.notExists(
                sql.selectOne().from(Parts.TABLE).where(Parts.OBJECT_KEY.eq(Segments.OBJECT_KEY)));
    }

    private static int condemn(
            DSLContext sql, Table<Record> from, Field<String> key, Condition which, Instant now) {
        int condemned =
                sql.insertInto(Condemned.TABLE, Condemned.OBJECT_KEY, Condemned.CONDEMNED_AT)
                        .select(
                                sql.select(key, DSL.val(Micros.of(now)))
                                        .from(from)
                                        .where(which)
                                        .and(keepsNothingSetAside(sql, key)))
                        .execute();
        sql.deleteFrom(from).where(which).execute();
        return condemned;
    }

    private static Condition keepsNothingSetAside(DSLContext sql, Field<String> key) {
        return DSL.notExists(
                sql.selectOne().from(SetAsides.TABLE).where(SetAsides.OBJECT_KEY.eq(key)));
    }

    List<String> condemnUnknown(Collection<String> keys, Instant now) {
        return keys.isEmpty() ? List.of() : database.write(sql -> condemnUnknown(sql, keys, now));
    }

    private List<String> condemnUnknown(DSLContext sql, Collection<String> keys, Instant now) {
        lockEverything(sql);
        var unknown = new TreeSet<>(keys);
        known(sql, keys).forEach(unknown::remove);
        if (unknown.isEmpty()) {
            return List.of();
        }
        var insert =
                sql.insertInto(Condemned.TABLE, Condemned.OBJECT_KEY, Condemned.CONDEMNED_AT)
                        .values((String) null, null);
        var rows =
                unknown.stream()
                        .map(key -> new Object[] {key, Micros.of(now)})
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
        return List.copyOf(unknown);
    }

    private List<String> known(DSLContext sql, Collection<String> keys) {
        var known = new ArrayList<>(referredTo(sql, keys));
        known.addAll(
                sql.select(Condemned.OBJECT_KEY)
                        .from(Condemned.TABLE)
                        .where(database.dialect().isOneOfTexts(Condemned.OBJECT_KEY, keys))
                        .fetch(Condemned.OBJECT_KEY));
        return known;
    }

    Map<String, Manifest.Fate> fates(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return database.read(sql -> {
            var fates = new HashMap<String, Manifest.Fate>();
            known(sql, keys).forEach(key -> fates.put(key, Manifest.Fate.CONDEMNED));
            referredTo(sql, keys).forEach(key -> fates.put(key, Manifest.Fate.KNOWN));
            return fates;
        });
    }

    private List<String> referredTo(DSLContext sql, Collection<String> keys) {
        var dialect = database.dialect();
        return sql.select(Batches.OBJECT_KEY)
                .from(Batches.TABLE)
                .where(dialect.isOneOfTexts(Batches.OBJECT_KEY, keys))
                .unionAll(
                        sql.select(Segments.OBJECT_KEY)
                                .from(Segments.TABLE)
                                .where(dialect.isOneOfTexts(Segments.OBJECT_KEY, keys)))
                .unionAll(
                        sql.select(SetAsides.OBJECT_KEY)
                                .from(SetAsides.TABLE)
                                .where(dialect.isOneOfTexts(SetAsides.OBJECT_KEY, keys)))
                .unionAll(
                        sql.select(SackRows.RECORD_KEY)
                                .from(SackRows.TABLE)
                                .where(dialect.isOneOfTexts(SackRows.RECORD_KEY, keys)))
                .fetch(0, String.class);
    }

    List<String> condemned(Instant before, int limit) {
        return database.ask(sql ->
                sql.select(Condemned.OBJECT_KEY)
                        .from(Condemned.TABLE)
                        .where(Condemned.DELETED_AT.isNull())
                        .and(Condemned.CONDEMNED_AT.lt(Micros.of(before)))
                        .orderBy(Condemned.CONDEMNED_AT, Condemned.OBJECT_KEY)
                        .limit(limit)
                        .fetch(Condemned.OBJECT_KEY));
    }

    void deleted(Collection<String> keys, Instant now) {
        database.write(sql -> {
            sql.update(Condemned.TABLE)
                    .set(Condemned.DELETED_AT, Micros.of(now))
                    .where(database.dialect().isOneOfTexts(Condemned.OBJECT_KEY, keys))
                    .execute();
            return sql.deleteFrom(Condemned.TABLE)
                    .where(Condemned.DELETED_AT.lt(Micros.of(now.minus(MEMORY_OF_DELETED))))
                    .execute();
        });
    }
}
