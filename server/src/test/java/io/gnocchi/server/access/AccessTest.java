package io.gnocchi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Caller ADMIN = member("root", "X", "admin");
    private static final Caller SERVICE = member("svc", "X", "service");
    private static final Caller OWNER = member("olga", "P1", "member");
    private static final Caller STRANGER = member("sam", "P2", "member");
    private static final Caller COLLEAGUE = member("carl", "SVC", "member");
    private static final Caller NO_PROJECT = member("nora", null, "member");
    private static final Resource RESOURCE = resource("svc:SVC", "P1");

    private static final ArchivePolicy POLICY =
            new ArchivePolicy(
                    "p",
                    0,
                    List.of(new Retention(new Timespan(60_000_000_000L), null)),
                    new TreeSet<>(Set.of(AggregationMethod.parse("mean"))));

    private final Map<UUID, Resource> resources = new HashMap<>();
    private final Access keystone = Access.byProject(_ -> null, Policy::defaults);
    private final Access basic = Access.byName(new BasicAuthentication());

    @Test
    void adminSeesEverything() {
        assertThat(keystone.visible(ADMIN, Rule.LIST_RESOURCE)).isEqualTo(Filter.EVERYTHING);
        assertThat(keystone.visibleMetrics(ADMIN, Rule.LIST_METRIC)).isEqualTo(Filter.EVERYTHING);
    }

    @Test
    void whoMayTouchAllPassesAndWhoMayNotTouchOneDoesNot() {
        var own = metric("olga:P1", null);
        var others = metric("svc:SVC", null);
        assertThatCode(() -> postTo(OWNER, own, own, own)).doesNotThrowAnyException();
        assertThatCode(() -> postTo(ADMIN, own, others, own)).doesNotThrowAnyException();
        assertThatThrownBy(() -> postTo(OWNER, own, own, others, own))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> postTo(OWNER, others)).isInstanceOf(ForbiddenException.class);
        assertThatCode(() -> postTo(STRANGER)).doesNotThrowAnyException();
    }

    private void postTo(Caller caller, Metric... metrics) {
        keystone.requireAll(caller, Rule.POST_MEASURES, List.of(metrics), Target::of);
    }

    /// Two metrics of one creator may hang on resources of different owners.
    @Test
    void whoReadsAllMustBeLetToEach() {
        var own = metric("svc:SVC", resource("svc:SVC", "P1"));
        var others = metric("svc:SVC", resource("svc:SVC", "P2"));
        assertThatCode(() -> read(OWNER, own, own)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(OWNER, own, others)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> read(STRANGER, own)).isInstanceOf(ForbiddenException.class);
    }

    private void read(Caller caller, Metric... metrics) {
        keystone.requireAll(
                caller,
                Rule.GET_MEASURES,
                List.of(metrics),
                metric -> Target.of(metric, resources.get(metric.resourceId())));
    }

    private Metric metric(String creator, @Nullable Resource resource) {
        var id = resource == null ? null : UUID.randomUUID();
        if (resource != null) {
            resources.put(id, resource);
        }
        return new Metric(UUID.randomUUID(), creator, "m", null, id, POLICY);
    }

    @Test
    void serviceSearchesEverythingButListsItsOwn() {
        assertThat(keystone.visible(SERVICE, Rule.SEARCH_RESOURCE)).isEqualTo(Filter.EVERYTHING);
        assertThat(keystone.visible(SERVICE, Rule.LIST_RESOURCE))
                .isEqualTo(either("project_id", "created_by_project_id", "X"));
    }

    @Test
    void memberSeesWhatTheirProjectOwnsOrMade() {
        assertThat(keystone.visible(OWNER, Rule.LIST_RESOURCE))
                .isEqualTo(either("project_id", "created_by_project_id", "P1"));
        assertThat(keystone.visibleMetrics(OWNER, Rule.LIST_METRIC))
                .isEqualTo(either("resource.project_id", "created_by_project_id", "P1"));
    }

    @Test
    void memberDeletesWhatTheirProjectMade() {
        assertThat(keystone.visible(OWNER, Rule.DELETE_RESOURCES))
                .isEqualTo(new Filter.Any(List.of(equal("created_by_project_id", "P1"))));
    }

    @Test
    void ruleOfMetricsShowsResourcesOfTheirOwner() {
        assertThat(keystone.visible(OWNER, Rule.GET_METRIC))
                .isEqualTo(either("project_id", "created_by_project_id", "P1"));
    }

    @Test
    void withoutProjectNothingIsListed() {
        assertThatThrownBy(() -> keystone.visible(NO_PROJECT, Rule.LIST_RESOURCE))
                .isInstanceOf(ForbiddenException.class)
                .hasMessage("Insufficient privileges");
        assertThatThrownBy(() -> keystone.visibleMetrics(NO_PROJECT, Rule.LIST_METRIC))
                .isInstanceOf(ForbiddenException.class);
    }

    @Test
    void resourceIsVisibleToOwnerCreatorAndAdmin() {
        assertThatCode(() -> keystone.requireVisible(OWNER, Rule.GET_RESOURCE, RESOURCE))
                .doesNotThrowAnyException();
        assertThatCode(() -> keystone.requireVisible(COLLEAGUE, Rule.GET_RESOURCE, RESOURCE))
                .doesNotThrowAnyException();
        assertThatCode(() -> keystone.requireVisible(ADMIN, Rule.GET_RESOURCE, RESOURCE))
                .doesNotThrowAnyException();
    }

    @Test
    void resourceHidesFromStrangers() {
        assertThatThrownBy(() -> keystone.requireVisible(STRANGER, Rule.GET_RESOURCE, RESOURCE))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void nothingIsHiddenFromThoseWhoMayNothing() {
        assertThatThrownBy(() -> keystone.requireVisible(NO_PROJECT, Rule.GET_RESOURCE, RESOURCE))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> keystone.requireVisible(OWNER, Rule.GET_STATUS, RESOURCE))
                .isInstanceOf(ForbiddenException.class);
    }

    @Test
    void nothingHidesWhereUsersHaveNoProjects() {
        var alice = Caller.named("alice");
        assertThat(basic.visible(alice, Rule.LIST_RESOURCE)).isEqualTo(Filter.EVERYTHING);
        assertThat(basic.visibleMetrics(alice, Rule.LIST_METRIC)).isEqualTo(Filter.EVERYTHING);
        assertThatCode(() -> basic.requireVisible(alice, Rule.GET_RESOURCE, RESOURCE))
                .doesNotThrowAnyException();
    }

    @Test
    void theyStillDeleteOnlyTheirOwn() {
        assertThat(basic.visible(Caller.named("alice"), Rule.DELETE_RESOURCES))
                .isEqualTo(new Filter.Any(List.of(equal("creator", "alice"))));
        assertThat(basic.visible(Caller.named("admin"), Rule.DELETE_RESOURCES))
                .isEqualTo(Filter.EVERYTHING);
    }

    private static Filter either(String one, String other, String project) {
        return new Filter.Any(List.of(equal(one, project), equal(other, project)));
    }

    private static Filter equal(String field, String value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    private static Caller member(String user, @Nullable String project, String role) {
        return Caller.member(user, project, null, Set.of(role));
    }

    private static Resource resource(String creator, String project) {
        var now = Instant.parse("2020-01-01T00:00:00Z");
        return new Resource(
                new UUID(0, 1),
                "r",
                "generic",
                creator,
                null,
                project,
                now,
                null,
                now,
                null,
                Resource.LIVE,
                new TreeMap<>(),
                new TreeMap<>());
    }
}
