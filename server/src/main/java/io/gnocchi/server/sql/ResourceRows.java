package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.ResourceChange;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.index.ResourceRevision;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.sql.IndexTables.Metrics;
import io.gnocchi.server.sql.IndexTables.Resources;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;

/// Resources: read, written, found.
final class ResourceRows {
    private final Database database;
    private final TypeRows types;
    private final RevisionRows revisions;
    private final MetricPlacement placement;
    private final EndingRows endings;

    ResourceRows(Database database, TypeRows types, MetricPlacement placement) {
        this.database = database;
        this.types = types;
        this.revisions = new RevisionRows(database.dialect());
        this.placement = placement;
        this.endings = new EndingRows(database.dialect(), types);
    }

    Resource create(NewResource wanted) {
        return database.write(sql -> create(sql, wanted));
    }

    private Resource create(DSLContext sql, NewResource wanted) {
        var layout = types.held(sql, wanted.type());
        if (sql.fetchExists(Resources.TABLE, Resources.ID.eq(wanted.id()))) {
            throw new RefusedException(new Refusal.ResourceExists(wanted.id()));
        }
        var resource = ResourceRevision.first(wanted, layout.type());
        revisions.insert(sql, layout, List.of(resource));
        placement.add(sql, wanted.id(), wanted.creator(), wanted.metrics());
        return wanted.metrics().isEmpty()
                ? resource
                : withMetrics(sql, List.of(resource)).getFirst();
    }

    Set<UUID> createAll(Collection<NewResource> wanted) {
        for (var one : wanted) {
            if (!one.metrics().isEmpty()) {
                throw new IllegalArgumentException(one.id() + " comes with metrics");
            }
        }
        return wanted.isEmpty() ? Set.of() : database.write(sql -> createAll(sql, wanted));
    }

    private Set<UUID> createAll(DSLContext sql, Collection<NewResource> wanted) {
        var names = wanted.stream().map(NewResource::type).collect(toCollection(TreeSet::new));
        var layouts = new HashMap<String, TypeLayout>();
        names.forEach(name -> layouts.put(name, types.held(sql, name)));
        var created = new LinkedHashMap<UUID, Resource>();
        for (var one : wanted) {
            var type = Objects.requireNonNull(layouts.get(one.type())).type();
            created.putIfAbsent(one.id(), ResourceRevision.first(one, type));
        }
        created.keySet().removeAll(existing(sql, List.copyOf(created.keySet())));
        layouts.forEach((name, layout) ->
                revisions.insert(
                        sql,
                        layout,
                        created.values().stream()
                                .filter(resource -> resource.type().equals(name))
                                .toList()));
        return Set.copyOf(created.keySet());
    }

    private Set<UUID> existing(DSLContext sql, List<UUID> ids) {
        return sql.select(Resources.ID)
                .from(Resources.TABLE)
                .where(database.dialect().isOneOf(Resources.ID, ids))
                .fetchSet(Resources.ID);
    }

    Resource get(String type, UUID id) {
        return database.read(sql -> {
            var layout = types.active(sql, type);
            var live = RevisionColumns.live(layout);
            var found =
                    sql.select(live.selected())
                            .from(live.from())
                            .where(live.ofType())
                            .and(live.id().eq(id))
                            .fetch(row -> RevisionReader.revision(layout, row));
            return withMetrics(sql, List.of(only(id, found))).getFirst();
        });
    }

    private static Resource only(UUID id, List<Resource> found) {
        if (found.isEmpty()) {
            throw new RefusedException(new Refusal.NoResource(id));
        }
        return found.getFirst();
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
        if (ids.isEmpty()) {
            return List.of();
        }
        var live = RevisionColumns.live(TypeLayout.GENERIC);
        return database.read(sql ->
                withMetrics(
                        sql,
                        sql.select(live.selected())
                                .from(live.from())
                                .where(database.dialect().isOneOf(live.id(), ids))
                                .fetch(row -> RevisionReader.revision(TypeLayout.GENERIC, row))));
    }

    List<Resource> search(ResourceQuery query, Instant now) {
        return database.read(sql -> {
            var layout = types.active(sql, query.type());
            var search = ResourceSearch.of(database.dialect(), layout, query, now);
            var found = search.page(sql, query.page());
            boolean incomplete = query.details() && layout.isGeneric();
            return withMetrics(sql, incomplete ? detailed(sql, found) : found);
        });
    }

    /// With the attributes of their own types: two statements for each type among them.
    private List<Resource> detailed(DSLContext sql, List<Resource> found) {
        var names = found.stream().map(Resource::type).collect(toCollection(TreeSet::new));
        var layouts = types.named(sql, names);
        var details = new HashMap<RevisionRows.Key, Resource>();
        layouts.values()
                .forEach(layout -> {
                    var ofType =
                            found.stream()
                                    .filter(resource ->
                                            resource.type().equals(layout.type().name()))
                                    .toList();
                    details.putAll(revisions.detailed(sql, layout, ofType));
                });
        return found.stream()
                .map(resource -> details.getOrDefault(RevisionRows.Key.of(resource), resource))
                .toList();
    }

    Resource update(String type, UUID id, ResourceChange change, Instant now) {
        return database.write(sql -> update(sql, type, id, change, now));
    }

    private Resource update(
            DSLContext sql, String type, UUID id, ResourceChange change, Instant now) {
        var view = types.held(sql, type);
        var seen = locked(sql, view, id);
        boolean whole = seen.type().equals(type);
        var own = whole ? view : types.held(sql, seen.type());
        var before = whole ? seen : revisions.detailed(sql, own, seen);
        var after = ResourceRevision.next(before, view.type(), change.attributes(), now);
        if (!after.equals(before)) {
            revisions.replace(sql, own, before, after);
        }
        if (change.metrics() != null) {
            placement.replace(sql, id, before.creator(), change.metrics());
        }
        return withMetrics(sql, List.of(as(view, after))).getFirst();
    }

    private static Resource as(TypeLayout view, Resource resource) {
        return view.isGeneric()
                ? ResourceRevision.withAttributes(resource, new TreeMap<>())
                : resource;
    }

    /// The live revision, locked to the end of the transaction.
    private Resource locked(DSLContext sql, TypeLayout layout, UUID id) {
        var live = RevisionColumns.live(layout);
        var rows =
                sql.select(live.selected())
                        .from(live.from())
                        .where(live.ofType())
                        .and(live.id().eq(id));
        return only(
                id,
                database.dialect().locked(rows).fetch(row -> RevisionReader.revision(layout, row)));
    }

    Resource append(String type, UUID id, Map<String, MetricSource> sources) {
        return database.write(sql -> {
            var resource = locked(sql, types.active(sql, type), id);
            placement.add(sql, id, resource.creator(), sources);
            return withMetrics(sql, List.of(resource)).getFirst();
        });
    }

    void delete(String type, UUID id) {
        database.write(sql -> {
            locked(sql, types.active(sql, type), id);
            return delete(sql, Set.of(id));
        });
    }

    int delete(String type, Filter filter, Instant now) {
        return database.write(sql -> {
            var layout = types.active(sql, type);
            var dialect = database.dialect();
            return delete(sql, new ResourceSearch(dialect, layout, false, filter, now).locked(sql));
        });
    }

    int revive(Map<UUID, Instant> newest, Instant now) {
        if (newest.isEmpty()) {
            return 0;
        }
        // Nearly always there are none.
        if (database.ask(sql -> ended(sql, newest)).isEmpty()) {
            return 0;
        }
        return database.write(sql -> endings.change(sql, ended(sql, newest), null, now));
    }

    /// Resources that have ended and of which measures show that they live.
    private Set<UUID> ended(DSLContext sql, Map<UUID, Instant> newest) {
        var rows =
                sql.select(Resources.ID, Resources.ENDED_AT, Metrics.ID)
                        .from(Metrics.TABLE)
                        .join(Resources.TABLE)
                        .on(Resources.ID.eq(Metrics.RESOURCE_ID))
                        .where(database.dialect().isOneOf(Metrics.ID, newest.keySet()))
                        .and(Resources.ENDED_AT.isNotNull());
        var ended = new HashSet<UUID>();
        for (var row : rows) {
            var end = Micros.instant(row.get(Resources.ENDED_AT));
            var measured = newest.get(row.get(Metrics.ID));
            if (measured != null && ResourceRevision.isRevivedBy(end, measured)) {
                ended.add(row.get(Resources.ID));
            }
        }
        return ended;
    }

    int endSilent(Instant since, Instant now, int limit) {
        return database.write(sql -> {
            var ofResource = Metrics.RESOURCE_ID.eq(Resources.ID);
            var heard = ofResource.and(Metrics.HEARD_AT.ge(Micros.of(since)));
            var silent =
                    sql.select(Resources.ID)
                            .from(Resources.TABLE)
                            .where(Resources.ENDED_AT.isNull())
                            .and(Resources.STARTED_AT.le(Micros.of(now)))
                            .andExists(sql.selectOne().from(Metrics.TABLE).where(ofResource))
                            .andNotExists(sql.selectOne().from(Metrics.TABLE).where(heard))
                            .limit(limit);
            var ids = database.dialect().locked(silent).fetchSet(Resources.ID);
            return endings.change(sql, ids, now, now);
        });
    }

    int deleteEnded(Instant before, int limit) {
        return database.write(sql -> {
            var ended =
                    sql.select(Resources.ID)
                            .from(Resources.TABLE)
                            .where(Resources.ENDED_AT.lt(Micros.of(before)))
                            .limit(limit);
            return delete(sql, database.dialect().locked(ended).fetchSet(Resources.ID));
        });
    }

    /// Attributes and history go with their resources.
    private int delete(DSLContext sql, Set<UUID> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        var dialect = database.dialect();
        MetricRows.delete(sql, dialect.isOneOf(Metrics.RESOURCE_ID, ids));
        return sql.deleteFrom(Resources.TABLE).where(dialect.isOneOf(Resources.ID, ids)).execute();
    }
}
