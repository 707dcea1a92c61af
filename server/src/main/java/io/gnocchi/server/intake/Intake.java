package io.gnocchi.server.intake;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.OverloadedException;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.FoundMetrics;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.ForbiddenException;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.meters.WriteMeters;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where every foreign protocol ends: takes deliveries, creates the resources and metrics they
/// need, and hands the measures in.
///
/// A delivery of what was written to before costs one small question to the index, one of what
/// exists two more, one with new things a handful more, however many lines it has. Others may
/// create the same things at the same time.
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MAX_ATTEMPTS = 5;

    /// How many attributes a type gets that is described by what comes in.
    private static final int MAX_ATTRIBUTES = 64;

    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Inbox inbox;
    private final FoundMetrics<Written> found;
    private final SeriesMemory series;
    private final WriteMeters meters;
    private final WriteMeters.Way way;

    /// @param ids random UUIDs for new metrics
    /// @param mostFound how many metrics that are written to again and again to remember
    /// @param meters hears of every delivery
    public Intake(
            Index index,
            Access access,
            InstantSource clock,
            Supplier<UUID> ids,
            Inbox inbox,
            int mostFound,
            WriteMeters meters) {
        this(
                index,
                access,
                clock,
                ids,
                inbox,
                new FoundMetrics<>(index, mostFound),
                new SeriesMemory(index, mostFound),
                meters,
                WriteMeters.Way.NATIVE);
    }

    private Intake(
            Index index,
            Access access,
            InstantSource clock,
            Supplier<UUID> ids,
            Inbox inbox,
            FoundMetrics<Written> found,
            SeriesMemory series,
            WriteMeters meters,
            WriteMeters.Way way) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.ids = ids;
        this.inbox = inbox;
        this.found = found;
        this.series = series;
        this.meters = meters;
        this.way = way;
    }

    /// The same for deliveries that come in another way.
    public Intake through(WriteMeters.Way other) {
        return new Intake(index, access, clock, ids, inbox, found, series, meters, other);
    }

    /// How often the metrics of a delivery were known.
    public CacheCounts foundCounts() {
        return found.counts();
    }

    /// How often all series of a request were known by their labels.
    public CacheCounts seriesCounts() {
        return series.counts();
    }

    /// A metric that a delivery to a type of resources was written to.
    private record Written(String resourceType, Delivery.Place place) {}

    /// Creates a resource type unless it is there.
    ///
    /// @return the one that is there
    /// @throws ForbiddenException when it is not there and the caller may not create it
    public ResourceType ensureType(ResourceType type, @Nullable Caller caller) {
        try {
            return index.resourceType(type.name());
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.NoResourceType)) {
                throw e;
            }
            require(caller, Rule.CREATE_RESOURCE_TYPE, Target.NONE);
            createType(type);
            return index.resourceType(type.name());
        }
    }

    /// Somebody may be faster; then theirs will do.
    private void createType(ResourceType type) {
        try {
            index.createResourceType(type);
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.ResourceTypeExists)) {
                throw e;
            }
        }
    }

    /// What became of a delivery of which not all can be taken.
    ///
    /// @param refused how many measures were not taken
    /// @param reason why the first of them was not; empty when all were taken
    /// @param places the metrics they were for
    public record Outcome(int refused, String reason, Set<Delivery.Place> places) {
        static final Outcome WHOLE = new Outcome(0, "", Set.of());

        public Outcome {
            places = Set.copyOf(places);
        }

        /// Nothing of it was taken.
        public static Outcome nothingOf(Delivery delivery, String reason) {
            return new Outcome(delivery.size(), reason, delivery.places());
        }
    }

    /// Takes what can be taken of a delivery, and returns once its measures are acknowledged.
    ///
    /// @param caller null for this program itself, which may everything
    /// @throws ForbiddenException when the caller may not do something of it; nothing was changed
    /// @throws RefusedException when the resource type does not exist and is not to be made
    /// @throws OverloadedException when the inbox is full; what was missing has been created
    /// @throws UnavailableException when it is unknown whether the measures count
    public Outcome acceptSome(Delivery delivery, @Nullable Caller caller) {
        return counted(delivery.size(), () -> takeSome(delivery, caller));
    }

    private Outcome takeSome(Delivery delivery, @Nullable Caller caller) {
        try {
            take(delivery, caller);
            return Outcome.WHOLE;
        } catch (IntakeRefusedException | RefusedException e) {
            var standing = survey(delivery);
            var unfit = standing.unfit(index.archivePolicyRules(), type(delivery, caller));
            if (unfit.isEmpty()) {
                throw e;
            }
            var rest = delivery.without(unfit.keySet());
            take(rest, caller);
            return new Outcome(
                    delivery.size() - rest.size(),
                    unfit.values().iterator().next(),
                    unfit.keySet());
        }
    }

    /// Takes a delivery and returns once its measures are acknowledged.
    ///
    /// @param caller null for this program itself, which may everything
    /// @throws RefusedException when the resource type does not exist or a resource id is taken by
    ///   a resource of another type; nothing was changed
    /// @throws IntakeRefusedException when something cannot be created; nothing was changed
    /// @throws ForbiddenException when the caller may not do something of it; nothing was changed
    /// @throws OverloadedException when the inbox is full; what was missing has been created
    /// @throws UnavailableException when it is unknown whether the measures count
    public void accept(Delivery delivery, @Nullable Caller caller) {
        var _ =
                counted(
                        delivery.size(),
                        () -> {
                            take(delivery, caller);
                            return Outcome.WHOLE;
                        });
    }

    private Outcome counted(int measures, Supplier<Outcome> taking) {
        try {
            var outcome = taking.get();
            meters.accepted(way, measures - outcome.refused());
            meters.refused(way, WriteMeters.Reason.UNFIT, outcome.refused());
            return outcome;
        } catch (RuntimeException e) {
            meters.refused(way, reason(e), measures);
            throw e;
        }
    }

    private static WriteMeters.Reason reason(RuntimeException refusal) {
        return switch (refusal) {
            case OverloadedException _ -> WriteMeters.Reason.OVERLOADED;
            case ForbiddenException _ -> WriteMeters.Reason.FORBIDDEN;
            case RefusedException _, IntakeRefusedException _ -> WriteMeters.Reason.UNFIT;
            default -> WriteMeters.Reason.UNAVAILABLE;
        };
    }

    private void take(Delivery delivery, @Nullable Caller caller) {
        if (delivery.isEmpty()) {
            type(delivery, caller);
            return;
        }
        var known = delivery.aliases().isEmpty() ? null : series.open();
        var keys = delivery.places().stream().map(place -> written(delivery, place)).toList();
        var metrics = found.of(keys, () -> ensured(delivery, caller));
        requirePosting(caller, metrics.values());
        if (known != null) {
            remember(delivery, metrics, known);
        }
        inbox.accept(posted(delivery, metrics));
    }

    private static Written written(Delivery delivery, Delivery.Place place) {
        return new Written(delivery.resourceType(), place);
    }

    private static void remember(
            Delivery delivery, Map<Written, Metric> metrics, KnownSeries known) {
        for (var alias : delivery.aliases()) {
            var metric = metrics.get(written(delivery, alias.place()));
            if (metric != null) {
                known.remember(alias.mapping(), delivery.creator(), alias.labels(), metric);
            }
        }
    }

    /// Takes a request all of whose series were met before, without reading their labels, and
    /// returns once its measures are acknowledged.
    ///
    /// @param caller null for this program itself, which may everything
    /// @return how many series went into a metric that another series made; empty when not all were
    ///   met before, and nothing was taken
    /// @throws ForbiddenException when the caller may not post to one of them; nothing was taken
    /// @throws OverloadedException when the inbox is full; nothing was taken
    /// @throws UnavailableException when it is unknown whether the measures count
    public OptionalInt acceptKnown(
            RemoteRequest request, RemoteRequest.Mapping mapping, @Nullable Caller caller) {
        var columns = request.columns();
        if (request.histograms() > 0 || !columns.areFaultless()) {
            return OptionalInt.empty(); // Which series is bad shows when all is read.
        }
        var creator = caller == null ? null : caller.creator();
        var known = series.of(columns, mapping, creator);
        if (known == null) {
            return OptionalInt.empty();
        }
        var together = Together.of(known, columns.samples());
        var _ =
                counted(
                        together.posted().measures(),
                        () -> {
                            requirePosting(caller, known.metrics());
                            inbox.accept(together.posted());
                            return Outcome.WHOLE;
                        });
        return OptionalInt.of(together.merged());
    }

    /// The metrics of a delivery, those created that were missing.
    private Map<Written, Metric> ensured(Delivery delivery, @Nullable Caller caller) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var standing = survey(delivery);
            requirePosting(caller, standing.metrics().values());
            if (complete(standing, caller)) {
                var metrics = HashMap.<Written, Metric>newHashMap(standing.metrics().size());
                standing.metrics()
                        .forEach((place, metric) -> metrics.put(written(delivery, place), metric));
                return metrics;
            }
        }
        throw new UnavailableException("others keep changing the same resources");
    }

    /// What of a delivery exists: two questions.
    private Standing survey(Delivery delivery) {
        var resources = new HashMap<UUID, Resource>();
        var wanted = new ArrayList<UUID>();
        for (var resource : index.resources(delivery.sources().keySet())) {
            resources.put(resource.id(), resource);
        }
        for (var place : delivery.places()) {
            var resource = resources.get(place.resourceId());
            var id = resource == null ? null : resource.metrics().get(place.name());
            if (id != null) {
                wanted.add(id);
            }
        }
        var metrics = new HashMap<Delivery.Place, Metric>();
        var found = wanted.isEmpty() ? List.<Metric>of() : index.metrics(wanted);
        for (var metric : found) {
            if (metric.resourceId() != null && metric.name() != null) {
                metrics.put(new Delivery.Place(metric.resourceId(), metric.name()), metric);
            }
        }
        return new Standing(delivery, resources, metrics);
    }

    private void requirePosting(@Nullable Caller caller, Collection<Metric> metrics) {
        if (caller != null) {
            access.requireAll(caller, Rule.POST_MEASURES, metrics, Target::of);
        }
    }

    private void requirePosting(@Nullable Caller caller, MetricColumns metrics) {
        if (caller != null) {
            access.requireAll(
                    caller,
                    Rule.POST_MEASURES,
                    metrics.size(),
                    metrics::creator,
                    place -> Target.of(metrics.metric(place)));
        }
    }

    private void require(@Nullable Caller caller, Rule rule, Target target) {
        if (caller != null) {
            access.require(caller, rule, target);
        }
    }

    /// Creates what is missing, and notes it.
    ///
    /// @return false when somebody else changed the same things, so that all must be looked at
    ///   again
    private boolean complete(Standing standing, @Nullable Caller caller) {
        var stranger = standing.stranger();
        if (stranger != null) {
            type(standing.delivery(), caller);
            throw new RefusedException(new Refusal.ResourceExists(stranger.id()));
        }
        if (standing.missingMetrics().isEmpty()) {
            return true;
        }
        requireCreating(standing, caller);
        var fresh = standing.freshMetrics(index.archivePolicyRules(), ids);
        var resources = standing.missingResources();
        if (!resources.isEmpty()) {
            var type = described(type(standing.delivery(), caller), standing, caller);
            var described = standing.freshResources(type, clock.instant());
            if (index.createResources(described).size() < described.size()) {
                return false;
            }
        }
        return created(fresh, standing.metrics());
    }

    private ResourceType type(Delivery delivery, @Nullable Caller caller) {
        var own = delivery.ownType();
        return own == null ? index.resourceType(delivery.resourceType()) : ensureType(own, caller);
    }

    /// The type with the attributes that new resources have, as far as there is room for them and
    /// the caller may change it. Without them the resources are told apart by their ids alone.
    private ResourceType described(ResourceType type, Standing standing, @Nullable Caller caller) {
        if (!standing.delivery().describing()) {
            return type;
        }
        var missing = standing.missingAttributes(type, MAX_ATTRIBUTES);
        if (missing.isEmpty() || !mayDescribe(caller)) {
            return type;
        }
        try {
            return index.updateResourceType(type.name(), new TypeChange(missing, Set.of()));
        } catch (RefusedException e) {
            LOG.debug("{} gets no more attributes: {}", type.name(), e.getMessage());
            return index.resourceType(type.name());
        }
    }

    private boolean mayDescribe(@Nullable Caller caller) {
        try {
            require(caller, Rule.UPDATE_RESOURCE_TYPE, Target.NONE);
            return true;
        } catch (ForbiddenException _) {
            return false;
        }
    }

    private void requireCreating(Standing standing, @Nullable Caller caller) {
        if (caller == null) {
            return;
        }
        var own = new Target(caller.creator(), null);
        access.require(caller, Rule.CREATE_METRIC, own);
        access.require(caller, Rule.POST_MEASURES, own);
        if (!standing.missingResources().isEmpty()) {
            access.require(caller, Rule.CREATE_RESOURCE, own);
        }
        for (var resource : standing.growingResources()) {
            access.require(caller, Rule.UPDATE_RESOURCE, Target.of(resource));
        }
    }

    private boolean created(Collection<NewMetric> fresh, Map<Delivery.Place, Metric> metrics) {
        try {
            for (var metric : index.createMetrics(fresh)) {
                if (metric.resourceId() != null && metric.name() != null) {
                    metrics.put(new Delivery.Place(metric.resourceId(), metric.name()), metric);
                }
            }
            return true;
        } catch (RefusedException e) {
            if (isOvertaken(e.refusal())) {
                return false;
            }
            throw e;
        }
    }

    /// Whether somebody made a metric or deleted a resource in the meantime.
    private static boolean isOvertaken(Refusal refusal) {
        return refusal instanceof Refusal.NamedMetricExists
                || refusal instanceof Refusal.NoResource;
    }

    private static List<Posted> posted(Delivery delivery, Map<Written, Metric> metrics) {
        var posted = new ArrayList<Posted>();
        for (var place : delivery.places()) {
            var metric = metrics.get(written(delivery, place));
            if (metric == null) {
                throw new IllegalStateException("no metric was found or made for " + place);
            }
            posted.add(new Posted(metric, delivery.of(place)));
        }
        return posted;
    }
}
