package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArchivePoliciesTest {
    private static final SortedSet<AggregationMethod> DEFAULTS = AggregationMethods.defaults();

    private static RetentionRequest item(
            @Nullable String granularity, @Nullable Long points, @Nullable String timespan) {
        return new RetentionRequest(
                granularity == null ? null : Timespan.parse(granularity),
                points,
                timespan == null ? null : Timespan.parse(timespan));
    }

    private static Retention retention(String granularity, @Nullable String timespan) {
        return new Retention(
                Timespan.parse(granularity), timespan == null ? null : Timespan.parse(timespan));
    }

    private static SortedSet<AggregationMethod> methods(String... texts) {
        var methods = new TreeSet<AggregationMethod>();
        for (var text : texts) {
            methods.add(AggregationMethod.parse(text));
        }
        return methods;
    }

    @Test
    void anyTwoOfThreeAreEnough() {
        assertThat(item("60", 10L, null).resolve()).isEqualTo(retention("60", "600"));
        assertThat(item("60", null, "600").resolve()).isEqualTo(retention("60", "600"));
        assertThat(item(null, 10L, "600").resolve()).isEqualTo(retention("60", "600"));
        assertThat(item("60", 10L, "600").resolve()).isEqualTo(retention("60", "600"));
    }

    @Test
    void granularityAloneIsKeptForEver() {
        assertThat(item("60", null, null).resolve()).isEqualTo(retention("60", null));
    }

    @Test
    void timespanIsCutToWholeBuckets() {
        var retention = item("7", null, "60").resolve();
        assertThat(retention).isEqualTo(retention("7", "56"));
        assertThat(retention.points()).isEqualTo(8);
    }

    @Test
    void tenthsOfSecondsAreExact() {
        assertThat(item("0.1", 3L, "0.3").resolve()).isEqualTo(retention("0.1", "0.3"));
    }

    @Test
    void pointsStayAsAskedWhenTheGranularityIsCut() {
        assertThat(item(null, 3L, "10").resolve()).isEqualTo(retention("3.333333333", "10"));
        assertThat(item(null, 4L, "0.00000001").resolve().points()).isEqualTo(4);
        assertThat(new RetentionRequest(null, 4L, new Timespan(11)).resolve().points())
                .isEqualTo(4);
    }

    @Test
    void impossibleItemsAreRefused() {
        assertThatThrownBy(() -> item("60", 10L, "601").resolve())
                .isInstanceOf(MalformedException.class)
                .hasMessage("timespan ≠ granularity × points");
        assertThatThrownBy(() -> item("60", null, "59").resolve())
                .hasMessage("Calculated number of points is < 0");
        assertThatThrownBy(() -> item(null, 10L, null).resolve())
                .hasMessage("At least two of granularity/points/timespan must be provided");
        assertThatThrownBy(() -> item(null, null, "600").resolve())
                .hasMessage("At least two of granularity/points/timespan must be provided");
        assertThatThrownBy(() -> item(null, null, null).resolve())
                .hasMessage("At least two of granularity/points/timespan must be provided");
        assertThatThrownBy(() -> item("1 day", 200_000L, null).resolve())
                .hasMessage("Timespan is too long");
        assertThatThrownBy(() -> item("1 day", Long.MAX_VALUE, null).resolve())
                .hasMessage("Timespan is too long");
        assertThatThrownBy(() -> item(null, 1_000L, "0.000000001").resolve())
                .hasMessage("Timespan must be positive");
    }

    @Test
    void oneGranularityIsUsedOnce() {
        var items = List.of(item("1", 10L, null), item("1", 20L, null));
        assertThatThrownBy(() -> ArchivePolicies.resolve(items))
                .isInstanceOf(MalformedException.class)
                .hasMessage("More than one archive policy uses granularity `1.0'");
    }

    @Test
    void mutableWindowIsBounded() {
        var week = List.of(item("7 days", null, null));
        assertThat(ArchivePolicies.define("p", 15_250, week, DEFAULTS).backWindow())
                .isEqualTo(15_250);
        assertThatThrownBy(() -> ArchivePolicies.define("p", 15_251, week, DEFAULTS))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> ArchivePolicies.define("p", 15_250, week, methods("rate:mean")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> ArchivePolicies.define("p", 1L << 31, week, DEFAULTS))
                .hasMessage("value must be at most 2147483647");
    }

    @Test
    void granularitiesCannotChange() {
        var policy =
                ArchivePolicies.define(
                        "p", 0, List.of(item("60", 10L, null), item("3600", 10L, null)), DEFAULTS);
        assertThat(
                        ArchivePolicies.changeRefusal(
                                policy, List.of(retention("3600", null), retention("60", "600"))))
                .isNull();
        assertThat(ArchivePolicies.changeRefusal(policy, List.of(retention("60", null))))
                .isEqualTo("Cannot add or drop granularities");
        assertThat(
                        ArchivePolicies.changeRefusal(
                                policy, List.of(retention("61", null), retention("3600", null))))
                .isEqualTo("60.0 granularity interval was changed");
    }

    @Test
    void methodListsMeanWhatTheySay() {
        assertThat(resolve()).isEqualTo(DEFAULTS);
        assertThat(resolve("mean", "rate:95pct")).isEqualTo(methods("mean", "rate:95pct"));
        assertThat(resolve("+last", "-std"))
                .isEqualTo(methods("mean", "min", "max", "sum", "count", "last"));
        assertThat(resolve("mean", "+last")).isEqualTo(methods("mean", "last"));
        assertThat(resolve("*")).hasSize(216);
        assertThat(resolve("-rate:mean", "*")).hasSize(215);
    }

    @Test
    void unknownMethodIsNamedByItsPlace() {
        assertThatThrownBy(() -> resolve("mean", "-05pct"))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.path()).containsExactly("aggregation_methods", "1"))
                .hasMessage("not a valid value");
        assertThatThrownBy(() -> resolve("-*")).hasMessage("not a valid value");
        assertThatThrownBy(() -> resolve("")).hasMessage("not a valid value");
    }

    @Test
    void removingEveryMethodIsRefused() {
        assertThatThrownBy(() -> resolve("mean", "-mean")).hasMessage("No aggregation method");
    }

    private static SortedSet<AggregationMethod> resolve(String... entries) {
        return AggregationMethods.resolve(List.of(entries), DEFAULTS);
    }

    @Test
    void everyDeploymentBeginsWithFourPolicies() {
        var policies = ArchivePolicies.defaults(DEFAULTS);
        assertThat(policies)
                .extracting(ArchivePolicy::name)
                .containsExactly("low", "medium", "high", "bool");
        assertThat(policies.get(2).definition())
                .containsExactly(
                        retention("1s", "1 hour"),
                        retention("1m", "7 days"),
                        retention("1 hour", "365 days"));
        assertThat(policies.get(3).backWindow()).isEqualTo(3600);
        assertThat(policies.get(3).methods()).containsExactly(AggregationMethod.parse("last"));
    }
}
