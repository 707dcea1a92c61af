package io.gnocchi.server.api;

import io.gnocchi.core.incoming.OverloadedException;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.BusyException;
import io.gnocchi.core.query.DamagedException;
import io.gnocchi.server.access.ForbiddenException;
import io.gnocchi.server.intake.IntakeRefusal;
import io.gnocchi.server.intake.IntakeRefusedException;
import io.gnocchi.server.wire.InvalidInputException;
import io.gnocchi.server.wire.UndecodableBodyException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The catalogue: what went wrong, as status and text. Clients match some of the texts.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static Problem problem(RuntimeException failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case RefusedException refused -> problem(refused.refusal());
            case InvalidInputException invalid ->
                    Problem.invalidInput(invalid.reason(), invalid.path());
            case UndecodableBodyException undecodable ->
                    Problem.caused(400, "Unable to decode body", undecodable.reason(), List.of());
            case IntakeRefusedException refused -> problem(refused.refusal());
            case MalformedException malformed ->
                    Problem.of(400, String.valueOf(malformed.getMessage()));
            case ForbiddenException forbidden -> Problem.of(403, forbidden.description());
            case OverloadedException overloaded ->
                    Problem.overloaded(String.valueOf(overloaded.getMessage()));
            case BusyException busy -> Problem.overloaded(String.valueOf(busy.getMessage()));
            case UnavailableException unavailable -> {
                LOG.warn("cannot answer now", unavailable);
                yield Problem.of(503, "Try again later.");
            }
            case DamagedException damaged -> {
                LOG.error("{}", damaged.getMessage());
                yield Problem.of(500, String.valueOf(damaged.getMessage()));
            }
            default -> {
                LOG.error("a request failed", failure);
                yield Problem.of(500);
            }
        };
    }

    /// Runs a step in which things named in the body may be missing: a bad request, while what the
    /// URL names would be not found.
    static <T> T namedInBody(Supplier<T> step) {
        try {
            return step.get();
        } catch (RefusedException e) {
            throw switch (e.refusal()) {
                case Refusal.NoArchivePolicy _, Refusal.NoMetric _ ->
                        Problem.of(400, problem(e.refusal()).text());
                case Refusal other -> problem(other);
            };
        }
    }

    static Problem problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoArchivePolicy(var name) -> missing("Archive policy", name);
            case Refusal.ArchivePolicyExists(var name) -> taken("Archive policy", name);
            case Refusal.ArchivePolicyInUse(var name) ->
                    Problem.of(400, "Archive policy %s is still in use".formatted(name));
            case Refusal.ArchivePolicyUnsupportedChange(var name, var reason) ->
                    Problem.of(
                            400,
                            "Archive policy %s does not support change: %s"
                                    .formatted(name, reason));
            case Refusal.NoArchivePolicyRule(var name) -> missing("Archive policy rule", name);
            case Refusal.ArchivePolicyRuleExists(var name) -> taken("Archive policy rule", name);
            case Refusal.ArchivePolicyRuleUnsupportedChange(var name, var newName) ->
                    Problem.of(
                            400,
                            "Archive policy rule %s does not support change: Archive policy rule %s already exists."
                                    .formatted(name, newName));
            case Refusal.NoMetric(var idOrName) -> missing("Metric", idOrName);
            case Refusal.NamedMetricExists(var name) -> taken("Named metric", name);
            case Refusal.NoResource(var id) -> missing("Resource", id.toString());
            case Refusal.ResourceExists(var id) -> taken("Resource", id.toString());
            case Refusal.NoResourceType(var name) -> missing("Resource type", name);
            case Refusal.ResourceTypeExists(var name) -> taken("Resource type", name);
            case Refusal.ResourceTypeInUse(var name) ->
                    Problem.of(400, "Resource type %s is still in use".formatted(name));
            case Refusal.ResourceTypeUnsupportedChange(_, var reason) -> Problem.of(400, reason);
            case Refusal.NoAttribute(var type, var attribute) ->
                    Problem.of(
                            400, "Resource type %s has no %s attribute".formatted(type, attribute));
            case Refusal.BadFilterValue(var field, var value) ->
                    Problem.of(400, "Invalid value: `%s' for field `%s'".formatted(value, field));
            case Refusal.BadAttribute(var type, var attribute, var value) ->
                    Problem.of(
                            400,
                            "Value %s for attribute %s on resource type %s is invalid"
                                    .formatted(value, attribute, type));
            case Refusal.NoSortKey(var key) ->
                    Problem.of(
                            400,
                            "Invalid pagination: `Sort key supplied is invalid: %s'"
                                    .formatted(key));
            case Refusal.NoMarker(var marker) ->
                    Problem.of(400, "Invalid pagination: `Invalid marker: `%s''".formatted(marker));
            case Refusal.UnknownMetrics(var names) ->
                    Problem.of(400, "Unknown metrics: " + String.join(", ", names));
            case Refusal.NotAggregatable(var reason, var references) ->
                    Problem.caused(400, "Metrics cannot be aggregated", reason, references);
            case Refusal.UnknownAggregations(var references) ->
                    Problem.caused(404, "Metrics with unknown aggregation", null, references);
            case Refusal.TooMuchData(var limit) ->
                    Problem.of(
                            400,
                            ("The answer would take more than %d values: narrow the time range, or"
                                            + " ask for a coarser granularity or fewer metrics")
                                    .formatted(limit));
        };
    }

    static Problem problem(IntakeRefusal refusal) {
        return switch (refusal) {
            case IntakeRefusal.Malformed(var where, var reason) ->
                    Problem.caused(400, "Value error", reason, where);
            case IntakeRefusal.TooLarge(var reason) -> Problem.of(413, reason);
            case IntakeRefusal.UnknownStatement(var reason) ->
                    Problem.caused(501, "Not implemented error", reason, "q");
            case IntakeRefusal.NoPolicy none -> Problem.of(400, none.reason());
            case IntakeRefusal.UnfitAttribute unfit -> Problem.of(400, unfit.reason());
        };
    }

    private static Problem missing(String kind, String name) {
        return Problem.of(404, "%s %s does not exist".formatted(kind, name));
    }

    private static Problem taken(String kind, String name) {
        return Problem.of(409, "%s %s already exists".formatted(kind, name));
    }
}
