package io.gnocchi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 100, 127})
    void damageThatNoChecksumTellsLeavesTheChecksum(int bit) {
        var bytes = new byte[20];
        new SplittableRandom(20260104).nextBytes(bytes);
        var damaged = bytes.clone();

        Damage.addPolynomial(damaged, bit);

        assertThat(damaged).isNotEqualTo(bytes);
        assertThat(checksum(damaged)).isEqualTo(checksum(bytes));
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
