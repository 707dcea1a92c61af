package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toCollection;

import io.gnocchi.core.index.FilterField;
import io.gnocchi.core.index.FilterFields;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.MetricQuery;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.UuidText;
import io.gnocchi.server.sql.IndexTables.Metrics;
import io.gnocchi.server.sql.IndexTables.Policies;
import io.gnocchi.server.sql.IndexTables.Resources;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Metrics, active and deleted.
final class MetricRows {
    static final String ACTIVE = "active";
    private static final String DELETED = "deleted";

    private final Database database;
    private final PolicyRows policies;
    private final InstantSource clock;
    private final String changes;

    /// @param clock when new metrics were made
    MetricRows(Database database, PolicyRows policies, InstantSource clock) {
        this.database = database;
        this.policies = policies;
        this.clock = clock;
        changes = MetricChanges.text(database);
    }

    List<Metric> create(Collection<NewMetric> metrics) {
        return metrics.isEmpty() ? List.of() : database.write(sql -> create(sql, metrics));
    }

    private List<Metric> create(DSLContext sql, Collection<NewMetric> metrics) {
        var names =
                metrics.stream()
                        .map(NewMetric::archivePolicyName)
                        .collect(toCollection(TreeSet::new));
        var known = policies.named(sql, names);
        requireResources(sql, metrics);
        requireFreeNames(sql, metrics);
        var created = metrics.stream().map(metric -> metric(metric, known)).toList();
        insert(sql, metrics, clock.instant());
        return created;
    }

    private static Metric metric(NewMetric metric, Map<String, ArchivePolicy> policies) {
        var policy = policies.get(metric.archivePolicyName());
        if (policy == null) {
            throw PolicyRows.unknown(metric.archivePolicyName());
        }
        return new Metric(
                metric.id(),
                metric.creator(),
                metric.name(),
                metric.unit(),
                metric.resourceId(),
                policy);
    }

    private void requireResources(DSLContext sql, Collection<NewMetric> metrics) {
        var wanted = resources(metrics);
        if (wanted.isEmpty()) {
            return;
        }
        wanted.removeAll(
                sql.select(Resources.ID)
                        .from(Resources.TABLE)
                        .where(database.dialect().isOneOf(Resources.ID, wanted))
                        .fetchSet(Resources.ID));
        if (!wanted.isEmpty()) {
            throw new RefusedException(new Refusal.NoResource(wanted.iterator().next()));
        }
    }

    private static Set<UUID> resources(Collection<NewMetric> metrics) {
        return metrics.stream()
                .map(NewMetric::resourceId)
                .filter(Objects::nonNull)
                .collect(toCollection(LinkedHashSet::new));
    }

    private record Place(UUID resource, String name) {}

    private void requireFreeNames(DSLContext sql, Collection<NewMetric> metrics) {
        var places = new ArrayList<Place>();
        for (var metric : metrics) {
            if (metric.resourceId() != null && metric.name() != null) {
                places.add(new Place(metric.resourceId(), metric.name()));
            }
        }
        if (places.isEmpty()) {
            return;
        }
        var taken = takenPlaces(sql, places);
        for (var place : places) {
            if (!taken.add(place)) {
                throw new RefusedException(new Refusal.NamedMetricExists(place.name()));
            }
        }
    }

    private Set<Place> takenPlaces(DSLContext sql, List<Place> places) {
        var dialect = database.dialect();
        var resources = new HashSet<UUID>();
        var names = new HashSet<String>();
        for (var place : places) {
            resources.add(place.resource());
            names.add(place.name());
        }
        return new HashSet<>(
                sql.select(Metrics.RESOURCE_ID, Metrics.NAME)
                        .from(Metrics.TABLE)
                        .where(dialect.isOneOf(Metrics.RESOURCE_ID, resources))
                        .and(dialect.isOneOfTexts(Metrics.NAME, names))
                        .fetch(row ->
                                new Place(row.get(Metrics.RESOURCE_ID), row.get(Metrics.NAME))));
    }

    /// Inserts metrics whose places have been found free.
    static void insert(DSLContext sql, Collection<NewMetric> metrics, Instant now) {
        var insert =
                sql.insertInto(
                                Metrics.TABLE,
                                Metrics.ID,
                                Metrics.CREATOR,
                                Metrics.NAME,
                                Metrics.UNIT,
                                Metrics.RESOURCE_ID,
                                Metrics.POLICY,
                                Metrics.STATUS,
                                Metrics.HEARD_AT)
                        .values((UUID) null, null, null, null, null, null, null, null);
        var rows =
                metrics.stream()
                        .map(metric ->
                                new @Nullable Object[] {
                                    metric.id(),
                                    metric.creator(),
                                    metric.name(),
                                    metric.unit(),
                                    metric.resourceId(),
                                    metric.archivePolicyName(),
                                    ACTIVE,
                                    Micros.of(now)
                                })
                        .toArray(Object[][]::new);
        sql.batch(insert, rows).execute();
    }

    List<Metric> get(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : active(database.dialect().isOneOf(Metrics.ID, ids));
    }

    List<Metric> get(UUID resource, Collection<String> names) {
        return names.isEmpty()
                ? List.of()
                : active(
                        Metrics.RESOURCE_ID
                                .eq(resource)
                                .and(database.dialect().isOneOfTexts(Metrics.NAME, names)));
    }

    List<Metric> ofResources(Collection<UUID> resources) {
        return resources.isEmpty()
                ? List.of()
                : active(database.dialect().isOneOf(Metrics.RESOURCE_ID, resources));
    }

    private List<Metric> active(Condition which) {
        return database.ask(
                sql -> metrics(select(sql).where(Metrics.STATUS.eq(ACTIVE)).and(which).fetch()));
    }

    private static SelectOnConditionStep<Record> select(DSLContext sql) {
        var columns = new ArrayList<Field<?>>(Metrics.ALL);
        columns.addAll(Policies.ALL);
        return sql.select(columns)
                .from(Metrics.TABLE)
                .join(Policies.TABLE)
                .on(Policies.NAME.eq(Metrics.POLICY));
    }

    /// Many metrics share few policies: each is decoded once.
    private static List<Metric> metrics(List<Record> rows) {
        var policies = new HashMap<String, ArchivePolicy>();
        var metrics = new ArrayList<Metric>(rows.size());
        for (var row : rows) {
            var policy =
                    policies.computeIfAbsent(row.get(Policies.NAME), _ -> PolicyRows.policy(row));
            metrics.add(
                    new Metric(
                            row.get(Metrics.ID),
                            row.get(Metrics.CREATOR),
                            row.get(Metrics.NAME),
                            row.get(Metrics.UNIT),
                            row.get(Metrics.RESOURCE_ID),
                            policy));
        }
        return metrics;
    }

    List<Metric> list(MetricQuery query, Instant now) {
        var fields = FilterFields.ofMetrics(now);
        var order = new RowOrder(database.dialect(), query.page().sort(), List.of("id"), fields);
        var matching =
                new FilterConditions(database.dialect(), MetricRows::column)
                        .where(fields.typed(query.filter()));
        return database.read(sql ->
                metrics(
                        select(sql)
                                .leftJoin(Resources.TABLE)
                                .on(Resources.ID.eq(Metrics.RESOURCE_ID))
                                .where(Metrics.STATUS.eq(ACTIVE))
                                .and(matching)
                                .and(afterMarker(sql, order, query.page()))
                                .orderBy(order.by(MetricRows::column))
                                .limit(query.page().limit())
                                .fetch()));
    }

    private static Field<?> column(FilterField field) {
        return switch (field.name()) {
            case "id" -> Metrics.ID;
            case "name" -> Metrics.NAME;
            case "unit" -> Metrics.UNIT;
            case "archive_policy_name" -> Metrics.POLICY;
            case "creator" -> Metrics.CREATOR;
            case "created_by_user_id" -> FilterConditions.userOf(Metrics.CREATOR);
            case "created_by_project_id" -> FilterConditions.projectOf(Metrics.CREATOR);
            case "resource_id" -> Metrics.RESOURCE_ID;
            case "resource.project_id" -> Resources.PROJECT_ID;
            case "status" -> Metrics.STATUS;
            default -> throw new IllegalArgumentException("no metric field " + field);
        };
    }

    private static Condition afterMarker(DSLContext sql, RowOrder order, Page page) {
        if (page.marker() == null) {
            return DSL.noCondition();
        }
        var id = UuidText.parse(page.marker());
        var marker =
                id == null
                        ? null
                        : sql.select(order.columns(MetricRows::column))
                                .from(Metrics.TABLE)
                                .where(Metrics.ID.eq(id))
                                .and(Metrics.STATUS.eq(ACTIVE))
                                .fetchOne();
        if (marker == null) {
            throw new RefusedException(new Refusal.NoMarker(page.marker()));
        }
        return order.after(marker, MetricRows::column);
    }

    Metric update(UUID id, MetricChange change) {
        return database.write(sql -> {
            var policy = change.archivePolicyName();
            if (policy != null && policies.named(sql, List.of(policy)).isEmpty()) {
                throw PolicyRows.unknown(policy);
            }
            var unit = change.unit();
            int changed =
                    sql.update(Metrics.TABLE)
                            .set(Metrics.POLICY, policy == null ? Metrics.POLICY : DSL.val(policy))
                            .set(Metrics.UNIT, unit == null ? Metrics.UNIT : DSL.val(unit))
                            .where(Metrics.ID.eq(id))
                            .and(Metrics.STATUS.eq(ACTIVE))
                            .execute();
            if (changed == 0) {
                throw new RefusedException(new Refusal.NoMetric(id.toString()));
            }
            MetricChanges.note(sql, changed);
            return metrics(select(sql).where(Metrics.ID.eq(id)).fetch()).getFirst();
        });
    }

    long changes() {
        return database.askPrepared(changes, MetricChanges::count);
    }

    void delete(UUID id) {
        int deleted = database.write(sql -> delete(sql, Metrics.ID.eq(id)));
        if (deleted == 0) {
            throw new RefusedException(new Refusal.NoMetric(id.toString()));
        }
    }

    static int delete(DSLContext sql, Condition which) {
        int deleted =
                sql.update(Metrics.TABLE)
                        .set(Metrics.STATUS, DELETED)
                        .setNull(Metrics.RESOURCE_ID)
                        .where(which)
                        .and(Metrics.STATUS.eq(ACTIVE))
                        .execute();
        MetricChanges.note(sql, deleted);
        return deleted;
    }

    List<UUID> deleted(int limit) {
        return database.ask(sql ->
                sql.select(Metrics.ID)
                        .from(Metrics.TABLE)
                        .where(Metrics.STATUS.eq(DSL.inline(DELETED)))
                        .orderBy(Metrics.ID)
                        .limit(limit)
                        .fetch(Metrics.ID));
    }

    List<UUID> inactive(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var inactive = new LinkedHashSet<>(ids);
        inactive.removeAll(
                database.ask(sql ->
                        sql.select(Metrics.ID)
                                .from(Metrics.TABLE)
                                .where(database.dialect().isOneOf(Metrics.ID, ids))
                                .and(Metrics.STATUS.eq(ACTIVE))
                                .fetchSet(Metrics.ID)));
        return List.copyOf(inactive);
    }

    void heard(Collection<UUID> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        database.write(sql ->
                sql.update(Metrics.TABLE)
                        .set(Metrics.HEARD_AT, Micros.of(now))
                        .where(database.dialect().isOneOf(Metrics.ID, ids))
                        .and(Metrics.HEARD_AT.lt(Micros.of(now)))
                        .execute());
    }

    void expunge(Collection<UUID> ids) {
        database.write(sql ->
                sql.deleteFrom(Metrics.TABLE)
                        .where(database.dialect().isOneOf(Metrics.ID, ids))
                        .and(Metrics.STATUS.eq(DELETED))
                        .execute());
    }
}
