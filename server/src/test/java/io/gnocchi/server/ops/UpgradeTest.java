package io.gnocchi.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    private static final SortedSet<AggregationMethod> MEAN_AND_COUNT =
            new TreeSet<>(
                    Set.of(AggregationMethod.parse("mean"), AggregationMethod.parse("count")));

    private final Index index = new MemoryIndex();
    private final List<String> prepared = new ArrayList<>();
    private final Upgrade upgrade =
            new Upgrade(
                    place("index"),
                    place("storage"),
                    place("incoming"),
                    () -> index,
                    MEAN_AND_COUNT);

    @Test
    void everyPlaceIsPreparedInOrder() {
        upgrade.run(UpgradeOptions.EVERYTHING);

        assertThat(prepared).containsExactly("index", "storage", "incoming");
    }

    @Test
    void skippedPlacesAreLeftAlone() {
        upgrade.run(new UpgradeOptions(true, false, true, true));

        assertThat(prepared).containsExactly("storage");
        assertThat(index.archivePolicies()).isEmpty();
    }

    @Test
    void emptyIndexGetsTheDefaultPoliciesAndRule() {
        upgrade.run(UpgradeOptions.EVERYTHING);

        assertThat(index.archivePolicies())
                .extracting(ArchivePolicy::name)
                .containsExactly("bool", "high", "low", "medium");
        assertThat(index.archivePolicy("high").definition())
                .containsExactly(
                        seconds(1, 3600), seconds(60, 7 * 86_400), seconds(3600, 365 * 86_400));
        assertThat(index.archivePolicy("low").definition())
                .containsExactly(seconds(300, 30 * 86_400));
        assertThat(index.archivePolicy("medium").methods()).isEqualTo(MEAN_AND_COUNT);
        assertThat(index.archivePolicy("bool").methods())
                .containsExactly(AggregationMethod.parse("last"));
        assertThat(index.archivePolicy("bool").backWindow()).isEqualTo(3600);
        assertThat(index.archivePolicyRules())
                .containsExactly(new ArchivePolicyRule("default", "low", "*"));
    }

    @Test
    void secondUpgradeChangesNothing() {
        upgrade.run(UpgradeOptions.EVERYTHING);
        index.deleteArchivePolicyRule("default");

        upgrade.run(UpgradeOptions.EVERYTHING);

        assertThat(index.archivePolicies()).hasSize(4);
        assertThat(index.archivePolicyRules()).isEmpty();
    }

    @Test
    void ownPolicyOfAnOperatorKeepsTheDefaultsAway() {
        index.createArchivePolicy(
                new ArchivePolicy("mine", 0, List.of(seconds(60, 3600)), MEAN_AND_COUNT));

        upgrade.run(UpgradeOptions.EVERYTHING);

        assertThat(index.archivePolicies()).extracting(ArchivePolicy::name).containsExactly("mine");
        assertThat(index.archivePolicyRules()).isEmpty();
    }

    private Place place(String name) {
        return new Place(name, () -> prepared.add(name));
    }

    private static Retention seconds(long granularity, long timespan) {
        return new Retention(
                new Timespan(granularity * 1_000_000_000), new Timespan(timespan * 1_000_000_000));
    }
}
