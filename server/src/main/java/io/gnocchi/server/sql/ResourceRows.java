package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.index.FilterFields;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceChange;
import io.gnocchi.core.index.ResourceRevision;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.sql.IndexTables.History;
import io.gnocchi.server.sql.IndexTables.Metrics;
import io.gnocchi.server.sql.IndexTables.Resources;
import io.gnocchi.server.sql.IndexTables.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Resources and their revisions that are over.
final class ResourceRows {
    private static final Map<String, Field<?>> SORTABLE =
            Map.of(
                    "id", Resources.ID,
                    "original_resource_id", Resources.ORIGINAL_ID,
                    "type", Resources.TYPE,
                    "creator", Resources.CREATOR,
                    "user_id", Resources.USER_ID,
                    "project_id", Resources.PROJECT_ID,
                    "started_at", Resources.STARTED_AT,
                    "ended_at", Resources.ENDED_AT,
                    "revision_start", Resources.REVISION_START);

    private final Database database;
    private final MetricPlacement placement;

    ResourceRows(Database database, MetricPlacement placement) {
        this.database = database;
        this.placement = placement;
    }

    Resource create(NewResource wanted) {
        return database.write(sql -> create(sql, wanted));
    }

    private Resource create(DSLContext sql, NewResource wanted) {
        requireType(sql, wanted.type());
        if (sql.fetchExists(Resources.TABLE, Resources.ID.eq(wanted.id()))) {
            throw new RefusedException(new Refusal.ResourceExists(wanted.id()));
        }
        var resource = ResourceRevision.first(wanted, ResourceType.GENERIC);
        insert(sql, resource);
        placement.add(sql, wanted.id(), wanted.creator(), wanted.metrics());
        return wanted.metrics().isEmpty()
                ? resource
                : withMetrics(sql, List.of(resource)).getFirst();
    }

    private static void requireType(DSLContext sql, String type) {
        boolean exists =
                type.equals(Index.GENERIC) || sql.fetchExists(Types.TABLE, Types.NAME.eq(type));
        if (!exists) {
            throw new RefusedException(new Refusal.NoResourceType(type));
        }
    }

    private static void insert(DSLContext sql, Resource resource) {
        sql.insertInto(Resources.TABLE)
                .set(Resources.ID, resource.id())
                .set(Resources.ORIGINAL_ID, resource.originalId())
                .set(Resources.TYPE, resource.type())
                .set(Resources.CREATOR, resource.creator())
                .set(Resources.USER_ID, resource.userId())
                .set(Resources.PROJECT_ID, resource.projectId())
                .set(Resources.STARTED_AT, Micros.of(resource.startedAt()))
                .set(Resources.ENDED_AT, Micros.ofNullable(resource.endedAt()))
                .set(Resources.REVISION_START, Micros.of(resource.revisionStart()))
                .execute();
    }

    Resource get(String type, UUID id) {
        return database.read(sql -> withMetrics(sql, List.of(live(sql, type, id))).getFirst());
    }

    /// The live revision without its metrics.
    private static Resource live(DSLContext sql, String type, UUID id) {
        return only(sql, type, id, select(sql, isOf(type).and(Resources.ID.eq(id))));
    }

    private static Resource only(DSLContext sql, String type, UUID id, List<Resource> found) {
        if (found.isEmpty()) {
            requireType(sql, type);
            throw new RefusedException(new Refusal.NoResource(id));
        }
        return found.getFirst();
    }

    private static Condition isOf(String type) {
        return type.equals(Index.GENERIC) ? DSL.noCondition() : Resources.TYPE.eq(type);
    }

    private static List<Resource> select(DSLContext sql, Condition which) {
        return sql.select(Resources.ALL)
                .from(Resources.TABLE)
                .where(which)
                .fetch(ResourceRows::resource);
    }

    private static Resource resource(Record row) {
        return new Resource(
                row.get(Resources.ID),
                row.get(Resources.ORIGINAL_ID),
                row.get(Resources.TYPE),
                row.get(Resources.CREATOR),
                row.get(Resources.USER_ID),
                row.get(Resources.PROJECT_ID),
                Micros.instant(row.get(Resources.STARTED_AT)),
                Micros.nullableInstant(row.get(Resources.ENDED_AT)),
                Micros.instant(row.get(Resources.REVISION_START)),
                null,
                Resource.LIVE,
                new TreeMap<>(),
                new TreeMap<>());
    }

    private List<Resource> withMetrics(DSLContext sql, List<Resource> resources) {
        if (resources.isEmpty()) {
            return List.of();
        }
        var ids = resources.stream().map(Resource::id).collect(toSet());
        var metrics = new HashMap<UUID, TreeMap<String, UUID>>();
        sql.select(Metrics.RESOURCE_ID, Metrics.NAME, Metrics.ID)
                .from(Metrics.TABLE)
                .where(database.dialect().isOneOf(Metrics.RESOURCE_ID, ids))
                .and(Metrics.NAME.isNotNull())
                .forEach(row ->
                        metrics.computeIfAbsent(row.get(Metrics.RESOURCE_ID), _ -> new TreeMap<>())
                                .put(row.get(Metrics.NAME), row.get(Metrics.ID)));
        return resources.stream()
                .map(resource ->
                        ResourceRevision.withMetrics(
                                resource, metrics.getOrDefault(resource.id(), new TreeMap<>())))
                .toList();
    }

    List<Resource> get(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.read(sql ->
                        withMetrics(
                                sql, select(sql, database.dialect().isOneOf(Resources.ID, ids))));
    }

    List<Resource> list(String type, Page page) {
        var order =
                new RowOrder(
                        page.sort(),
                        List.of("id"),
                        FilterFields.ofResources(ResourceType.GENERIC, false, Instant.EPOCH),
                        field -> java.util.Objects.requireNonNull(SORTABLE.get(field.name())));
        return database.read(sql -> {
            requireType(sql, type);
            var rows =
                    sql.select(Resources.ALL)
                            .from(Resources.TABLE)
                            .where(isOf(type))
                            .and(afterMarker(sql, order, type, page))
                            .orderBy(order.fields())
                            .limit(page.limit())
                            .fetch(ResourceRows::resource);
            return withMetrics(sql, rows);
        });
    }

    private static Condition afterMarker(DSLContext sql, RowOrder order, String type, Page page) {
        if (page.marker() == null) {
            return DSL.noCondition();
        }
        var id = RowOrder.id(page.marker());
        var marker =
                id == null
                        ? null
                        : sql.select(order.columns())
                                .from(Resources.TABLE)
                                .where(isOf(type))
                                .and(Resources.ID.eq(id))
                                .fetchOne();
        if (marker == null) {
            throw new RefusedException(new Refusal.NoMarker(page.marker()));
        }
        return order.after(marker);
    }

    Resource update(String type, UUID id, ResourceChange change, Instant now) {
        return database.write(sql -> update(sql, type, id, change, now));
    }

    private Resource update(
            DSLContext sql, String type, UUID id, ResourceChange change, Instant now) {
        var before = locked(sql, type, id);
        var after = ResourceRevision.next(before, ResourceType.GENERIC, change.attributes(), now);
        if (!after.equals(before)) {
            keep(sql, before, after.revisionStart());
            write(sql, after);
        }
        if (change.metrics() != null) {
            placement.replace(sql, id, before.creator(), change.metrics());
        }
        return withMetrics(sql, List.of(after)).getFirst();
    }

    private Resource locked(DSLContext sql, String type, UUID id) {
        var rows =
                sql.select(Resources.ALL)
                        .from(Resources.TABLE)
                        .where(isOf(type))
                        .and(Resources.ID.eq(id));
        return only(sql, type, id, database.dialect().locked(rows).fetch(ResourceRows::resource));
    }

    private static void keep(DSLContext sql, Resource revision, Instant end) {
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
                .set(History.REVISION_END, Micros.of(end))
                .execute();
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

    Resource append(String type, UUID id, Map<String, MetricSource> sources) {
        return database.write(sql -> {
            var resource = locked(sql, type, id);
            placement.add(sql, id, resource.creator(), sources);
            return withMetrics(sql, List.of(resource)).getFirst();
        });
    }

    void delete(String type, UUID id) {
        database.write(sql -> {
            locked(sql, type, id);
            MetricRows.delete(sql, Metrics.RESOURCE_ID.eq(id));
            return sql.deleteFrom(Resources.TABLE).where(Resources.ID.eq(id)).execute();
        });
    }
}
