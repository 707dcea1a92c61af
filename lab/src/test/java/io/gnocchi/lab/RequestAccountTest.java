package io.gnocchi.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.store.StoreCounts;
import org.junit.jupiter.api.Test;

class RequestAccountTest {
    private static final int MINUTES = 20;

    @Test
    void requestsDependOnTimeNotOnPolicies() {
        var counts =
                S3Requests.policies().stream()
                        .map(policy -> RequestAccount.of(1000, policy, MINUTES))
                        .toList();

        assertThat(counts.stream().map(StoreCounts::puts).distinct()).hasSize(1);
        assertThat(counts.stream().map(StoreCounts::gets).distinct()).hasSize(1);
    }

    @Test
    void putsDependOnTimeNotOnMetrics() {
        var medium = S3Requests.policies().get(1);
        long few = RequestAccount.of(100, medium, MINUTES).puts();
        long many = RequestAccount.of(20_000, medium, MINUTES).puts();

        assertThat(many).isEqualTo(few);
        assertThat(many)
                .as("a million metrics make a million measures a minute")
                .isLessThan(300 * MINUTES);
    }
}
