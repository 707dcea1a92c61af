package io.gnocchi.server.sql;

import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.sql.IndexTables.Metrics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Hangs metrics on a resource, inside the transaction that writes the resource.
final class MetricPlacement {
    private final Dialect dialect;
    private final PolicyRows policies;
    private final InstantSource clock;

    /// @param clock when new metrics were made
    MetricPlacement(Dialect dialect, PolicyRows policies, InstantSource clock) {
        this.dialect = dialect;
        this.policies = policies;
        this.clock = clock;
    }

    /// Adds to what the resource has. Refused when a metric cannot be had or a name is taken.
    ///
    /// @param creator of the resource
    void add(
            DSLContext sql,
            UUID resource,
            @Nullable String creator,
            Map<String, MetricSource> sources) {
        if (sources.isEmpty()) {
            return;
        }
        var byName = new TreeMap<>(sources);
        var moved = requireSources(sql, creator, byName);
        requireFreeNames(sql, resource, byName.keySet(), moved);
        put(sql, resource, creator, byName, moved);
    }

    /// Replaces what the resource has; the others are detached and live on.
    void replace(
            DSLContext sql,
            UUID resource,
            @Nullable String creator,
            Map<String, MetricSource> sources) {
        int detached =
                sql.update(Metrics.TABLE)
                        .setNull(Metrics.RESOURCE_ID)
                        .where(Metrics.RESOURCE_ID.eq(resource))
                        .execute();
        add(sql, resource, creator, sources);
        MetricChanges.note(sql, detached);
    }

    /// @return the metrics to be moved here
    private Set<UUID> requireSources(
            DSLContext sql, @Nullable String creator, NavigableMap<String, MetricSource> sources) {
        var moved = new TreeSet<UUID>();
        var wantedPolicies = new TreeSet<String>();
        for (var source : sources.values()) {
            switch (source) {
                case MetricSource.Existing(var id) -> moved.add(id);
                case MetricSource.Fresh fresh -> wantedPolicies.add(fresh.archivePolicyName());
            }
        }
        var available = available(sql, creator, moved);
        var known =
                wantedPolicies.isEmpty() ? Set.of() : policies.named(sql, wantedPolicies).keySet();
        for (var source : sources.values()) {
            switch (source) {
                case MetricSource.Existing(var id) -> {
                    if (!available.contains(id)) {
                        throw new RefusedException(new Refusal.NoMetric(id.toString()));
                    }
                }
                case MetricSource.Fresh fresh -> {
                    if (!known.contains(fresh.archivePolicyName())) {
                        throw PolicyRows.unknown(fresh.archivePolicyName());
                    }
                }
            }
        }
        return moved;
    }

    private Set<UUID> available(DSLContext sql, @Nullable String creator, Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        var rows =
                sql.select(Metrics.ID)
                        .from(Metrics.TABLE)
                        .where(dialect.isOneOf(Metrics.ID, ids))
                        .and(Metrics.STATUS.eq(MetricRows.ACTIVE))
                        .and(
                                creator == null
                                        ? Metrics.CREATOR.isNull()
                                        : Metrics.CREATOR.eq(creator))
                        .orderBy(Metrics.ID);
        return dialect.locked(rows).fetchSet(Metrics.ID);
    }

    private static void requireFreeNames(
            DSLContext sql, UUID resource, Set<String> names, Set<UUID> moved) {
        var staying = new HashMap<>(named(sql, resource));
        staying.values().removeAll(moved);
        for (var name : names) {
            if (staying.containsKey(name)) {
                throw new RefusedException(new Refusal.NamedMetricExists(name));
            }
        }
    }

    private static Map<String, UUID> named(DSLContext sql, UUID resource) {
        return sql.select(Metrics.NAME, Metrics.ID)
                .from(Metrics.TABLE)
                .where(Metrics.RESOURCE_ID.eq(resource))
                .and(Metrics.NAME.isNotNull())
                .fetchMap(Metrics.NAME, Metrics.ID);
    }

    private void put(
            DSLContext sql,
            UUID resource,
            @Nullable String creator,
            NavigableMap<String, MetricSource> sources,
            Set<UUID> moved) {
        var created = new ArrayList<NewMetric>();
        var renamed = new ArrayList<Object[]>();
        sources.forEach((name, source) -> {
            switch (source) {
                case MetricSource.Existing(var id) ->
                        renamed.add(new Object[] {resource, name, id});
                case MetricSource.Fresh(var id, var policy, var unit) ->
                        created.add(new NewMetric(id, creator, name, unit, resource, policy));
            }
        });
        move(sql, renamed, moved);
        if (!created.isEmpty()) {
            MetricRows.insert(sql, created, clock.instant());
        }
        MetricChanges.note(sql, renamed.size());
    }

    private void move(DSLContext sql, List<Object[]> renamed, Set<UUID> moved) {
        if (renamed.isEmpty()) {
            return;
        }
        // Taken off first, so that two metrics can swap their names.
        sql.update(Metrics.TABLE)
                .setNull(Metrics.RESOURCE_ID)
                .where(dialect.isOneOf(Metrics.ID, moved))
                .execute();
        var update =
                sql.update(Metrics.TABLE)
                        .set(Metrics.RESOURCE_ID, (UUID) null)
                        .set(Metrics.NAME, (String) null)
                        .where(Metrics.ID.eq((UUID) null));
        sql.batch(update, renamed.toArray(Object[][]::new)).execute();
    }
}
