package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of archive policies and rules.
abstract class PolicyContract extends IndexWords {
    @Test
    void archivePolicyIsReadBackWhole() {
        var policy =
                new ArchivePolicy(
                        "été/1, 2:3",
                        3600,
                        List.of(retention(3600, 86_400), new Retention(new Timespan(1), null)),
                        new TreeSet<>(AggregationMethod.values()));
        index.createArchivePolicy(policy);
        assertThat(index.archivePolicy("été/1, 2:3")).isEqualTo(policy);
        assertThat(index.archivePolicies()).containsExactly(policy);
    }

    @Test
    void archivePoliciesAreListedByName() {
        createPolicy("b");
        createPolicy("B");
        createPolicy("a");
        assertThat(index.archivePolicies())
                .extracting(ArchivePolicy::name)
                .containsExactly("B", "a", "b");
    }

    @Test
    void archivePolicyNameIsTakenOnce() {
        var policy = createPolicy("low");
        assertRefused(
                () -> index.createArchivePolicy(policy), new Refusal.ArchivePolicyExists("low"));
    }

    @Test
    void unknownArchivePolicyIsRefused() {
        var refusal = new Refusal.NoArchivePolicy("x");
        assertRefused(() -> index.archivePolicy("x"), refusal);
        assertRefused(() -> index.deleteArchivePolicy("x"), refusal);
        assertRefused(() -> index.updateArchivePolicy("x", List.of(retention(1, 1)), 0), refusal);
    }

    @Test
    void archivePolicyMayKeepPointsForAnotherTime() {
        var metric = createMetric(createPolicy("p", retention(1, 60), retention(60, 600)).name());
        var definition = List.of(retention(60, 1200), retention(1, 10));
        var changed = index.updateArchivePolicy("p", definition, null);
        assertThat(changed.definition()).isEqualTo(definition);
        assertThat(changed.backWindow()).isEqualTo(2);
        assertThat(index.archivePolicy("p")).isEqualTo(changed);
        assertThat(metric(metric.id()).policy()).isEqualTo(changed);
        assertThat(index.updateArchivePolicy("p", definition, 7).backWindow()).isEqualTo(7);
        assertThat(index.archivePolicy("p").backWindow()).isEqualTo(7);
    }

    @Test
    void granularitiesOfAnArchivePolicyStay() {
        var policy = createPolicy("p", retention(1, 60), retention(60, 600));
        assertUnsupported("Cannot add or drop granularities", List.of(retention(1, 60)));
        assertUnsupported(
                "60.0 granularity interval was changed",
                List.of(retention(1, 60), retention(61, 600)));
        assertThat(index.archivePolicy("p")).isEqualTo(policy);
    }

    @Test
    void smallGranularityIsNamedInSeconds() {
        createPolicy("p", new Retention(new Timespan(10_000), null));
        assertUnsupported("1e-05 granularity interval was changed", List.of(retention(1, 60)));
    }

    private void assertUnsupported(String reason, List<Retention> definition) {
        assertRefused(
                () -> index.updateArchivePolicy("p", definition, null),
                new Refusal.ArchivePolicyUnsupportedChange("p", reason));
    }

    @Test
    void archivePolicyInUseStays() {
        createPolicy("p");
        var inUse = new Refusal.ArchivePolicyInUse("p");
        index.createArchivePolicyRule(new ArchivePolicyRule("r", "p", "*"));
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.deleteArchivePolicyRule("r");
        var metric = createMetric("p");
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.deleteMetric(metric.id());
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.expungeMetrics(List.of(metric.id()));
        index.deleteArchivePolicy("p");
        assertThat(index.archivePolicies()).isEmpty();
    }

    @Test
    void rulesAreTriedByPatternDescendingThenByName() {
        createPolicy("p");
        createRule("d", "*");
        createRule("c", "cpu*");
        createRule("b", "disk.io.*");
        createRule("a", "disk.*");
        createRule("a2", "[a-z]*");
        createRule("e", "Éa*");
        createRule("z", "disk.*");
        createRule("emoji", "😀*");
        createRule("private", "\uf8ff*");
        assertThat(index.archivePolicyRules())
                .extracting(ArchivePolicyRule::name)
                .containsExactly("emoji", "private", "e", "b", "a", "z", "c", "a2", "d");
    }

    @Test
    void ruleIsReadBackWhole() {
        createPolicy("p");
        var rule = createRule("r", "cpu.*");
        assertThat(index.archivePolicyRule("r")).isEqualTo(rule);
    }

    @Test
    void ruleNeedsAFreeNameAndAPolicy() {
        createPolicy("p");
        var rule = createRule("r", "*");
        assertRefused(
                () -> index.createArchivePolicyRule(rule),
                new Refusal.ArchivePolicyRuleExists("r"));
        assertRefused(
                () -> index.createArchivePolicyRule(new ArchivePolicyRule("s", "x", "*")),
                new Refusal.NoArchivePolicy("x"));
    }

    @Test
    void ruleIsRenamedToAFreeName() {
        createPolicy("p");
        createRule("r", "*");
        createRule("s", "*");
        assertThat(index.renameArchivePolicyRule("r", "t"))
                .isEqualTo(new ArchivePolicyRule("t", "p", "*"));
        assertThat(index.archivePolicyRules())
                .extracting(ArchivePolicyRule::name)
                .containsExactly("s", "t");
        assertThat(index.renameArchivePolicyRule("t", "t").name()).isEqualTo("t");
        assertRefused(
                () -> index.renameArchivePolicyRule("t", "s"),
                new Refusal.ArchivePolicyRuleUnsupportedChange("t", "s"));
    }

    @Test
    void unknownRuleIsRefused() {
        var refusal = new Refusal.NoArchivePolicyRule("x");
        assertRefused(() -> index.archivePolicyRule("x"), refusal);
        assertRefused(() -> index.renameArchivePolicyRule("x", "y"), refusal);
        assertRefused(() -> index.deleteArchivePolicyRule("x"), refusal);
    }
}
