package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toMap;

import io.gnocchi.core.index.ResourceRevision;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.sql.IndexTables.History;
import io.gnocchi.server.sql.IndexTables.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// The rows of revisions in the tables that all resources share and in those of their types.
final class RevisionRows {
    private final Dialect dialect;

    RevisionRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /// What tells revisions apart.
    record Key(UUID id, long revision) {
        static Key of(Resource resource) {
            return new Key(resource.id(), resource.revision());
        }
    }

    /// Inserts new resources of one type.
    void insert(DSLContext sql, TypeLayout layout, List<Resource> resources) {
        insert(
                sql,
                Resources.TABLE,
                Resources.ALL,
                resources.stream().map(RevisionRows::row).toList());
        if (!layout.isGeneric()) {
            insert(
                    sql,
                    layout.live(),
                    columns(layout.liveId(), layout.columnsIn(layout.liveName())),
                    resources.stream().map(one -> attributes(one.id(), one)).toList());
        }
    }

    private static List<Field<?>> columns(Field<?> key, List<Field<?>> attributes) {
        var columns = new ArrayList<Field<?>>();
        columns.add(key);
        columns.addAll(attributes);
        return columns;
    }

    /// One statement however many rows.
    private static void insert(
            DSLContext sql,
            Table<Record> table,
            List<Field<?>> columns,
            List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            sql.insertInto(table, columns).values(rows.getFirst()).execute();
            return;
        }
        var insert = sql.insertInto(table, columns).values(new @Nullable Object[columns.size()]);
        sql.batch(insert, rows.toArray(Object[][]::new)).execute();
    }

    /// In the order of [Resources#ALL].
    private static @Nullable Object[] row(Resource resource) {
        return new @Nullable Object[] {
            resource.id(),
            resource.originalId(),
            resource.type(),
            resource.creator(),
            resource.userId(),
            resource.projectId(),
            Micros.of(resource.startedAt()),
            Micros.ofNullable(resource.endedAt()),
            Micros.of(resource.revisionStart())
        };
    }

    private static @Nullable Object[] attributes(Object key, Resource resource) {
        var row = new ArrayList<@Nullable Object>();
        row.add(key);
        resource.attributes().values().forEach(value -> row.add(RevisionReader.held(value)));
        return row.toArray();
    }

    /// Writes a revision over the one before, which is kept.
    ///
    /// @param layout of the own type of the resource, whose attributes both have
    void replace(DSLContext sql, TypeLayout layout, Resource before, Resource after) {
        long revision = keep(sql, before, Micros.of(after.revisionStart()));
        write(sql, after);
        if (layout.isGeneric()) {
            return;
        }
        insert(
                sql,
                layout.past(),
                columns(layout.pastRevision(), layout.columnsIn(layout.pastName())),
                Collections.singletonList(attributes(revision, before)));
        if (!after.attributes().equals(before.attributes())) {
            writeAttributes(sql, layout, after);
        }
    }

    private long keep(DSLContext sql, Resource revision, long end) {
        var row =
                sql.insertInto(History.TABLE)
                        .set(History.ID, revision.id())
                        .set(History.ORIGINAL_ID, revision.originalId())
                        .set(History.TYPE, revision.type())
                        .set(History.CREATOR, revision.creator())
                        .set(History.USER_ID, revision.userId())
                        .set(History.PROJECT_ID, revision.projectId())
                        .set(History.STARTED_AT, Micros.of(revision.startedAt()))
                        .set(History.ENDED_AT, Micros.ofNullable(revision.endedAt()))
                        .set(History.REVISION_START, Micros.of(revision.revisionStart()))
                        .set(History.REVISION_END, end);
        return dialect.insert(sql, row, History.REVISION);
    }

    private static void write(DSLContext sql, Resource revision) {
        sql.update(Resources.TABLE)
                .set(Resources.USER_ID, revision.userId())
                .set(Resources.PROJECT_ID, revision.projectId())
                .set(Resources.STARTED_AT, Micros.of(revision.startedAt()))
                .set(Resources.ENDED_AT, Micros.ofNullable(revision.endedAt()))
                .set(Resources.REVISION_START, Micros.of(revision.revisionStart()))
                .where(Resources.ID.eq(revision.id()))
                .execute();
    }

    private static void writeAttributes(DSLContext sql, TypeLayout layout, Resource revision) {
        var values = new LinkedHashMap<Field<?>, @Nullable Object>();
        revision.attributes()
                .forEach((name, value) ->
                        values.put(
                                layout.column(layout.liveName(), name),
                                RevisionReader.held(value)));
        sql.update(layout.live()).set(values).where(layout.liveId().eq(revision.id())).execute();
    }

    /// One live resource with the attributes of its type.
    Resource detailed(DSLContext sql, TypeLayout layout, Resource resource) {
        return detailed(sql, layout, List.of(resource)).getOrDefault(Key.of(resource), resource);
    }

    /// Revisions of one type with its attributes.
    Map<Key, Resource> detailed(DSLContext sql, TypeLayout layout, Collection<Resource> resources) {
        if (layout.isGeneric()) {
            return Map.of();
        }
        var live = new HashMap<UUID, Resource>();
        var past = new HashMap<Long, Resource>();
        for (var resource : resources) {
            if (resource.revision() == Resource.LIVE) {
                live.put(resource.id(), resource);
            } else {
                past.put(resource.revision(), resource);
            }
        }
        var detailed = new ArrayList<Resource>();
        if (!live.isEmpty()) {
            var id = layout.liveId();
            sql.select(columns(id, layout.columnsIn(layout.liveName())))
                    .from(layout.live())
                    .where(dialect.isOneOf(id, live.keySet()))
                    .forEach(row -> detailed.add(detailed(layout, live.get(row.get(id)), row)));
        }
        if (!past.isEmpty()) {
            var revision = layout.pastRevision();
            sql.select(columns(revision, layout.columnsIn(layout.pastName())))
                    .from(layout.past())
                    .where(dialect.isOneOfNumbers(revision, past.keySet()))
                    .forEach(row ->
                            detailed.add(detailed(layout, past.get(row.get(revision)), row)));
        }
        return detailed.stream().collect(toMap(Key::of, one -> one));
    }

    private static Resource detailed(TypeLayout layout, @Nullable Resource resource, Record row) {
        if (resource == null) {
            throw new IllegalStateException("a row that was not asked for: " + row);
        }
        return ResourceRevision.withAttributes(resource, RevisionReader.attributes(layout, row, 1));
    }
}
