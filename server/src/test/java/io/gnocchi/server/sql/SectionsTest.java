package io.gnocchi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.BatchSection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final List<BatchSection> SECTIONS =
            List.of(
                    new BatchSection(0, 24, 300, 2, 3),
                    new BatchSection(1, 324, 1, 1, 1),
                    new BatchSection(200, 400, Integer.MAX_VALUE - 400, 1, 1));
    private static final String HEX =
            "01 03" // version, count
                    + " 00 18 ac02 02 03"
                    + " 00 00 01 01 01"
                    + " c601 4b effcffff07 01 01";

    @Test
    void sectionsHaveTheirDocumentedBytes() {
        assertThat(Sections.encode(SECTIONS)).isEqualTo(bytes(HEX));
        assertThat(Sections.decode(bytes(HEX))).isEqualTo(SECTIONS);
    }

    @Test
    void noSectionsAreTwoBytes() {
        assertThat(Sections.encode(List.of())).isEqualTo(bytes("01 00"));
        assertThat(Sections.decode(bytes("01 00"))).isEmpty();
    }

    @Test
    void brokenColumnsAreNoticed() {
        assertBroken(bytes("02 00"));
        assertBroken(bytes("01 00 00"));
        assertBroken(bytes("01 01 ff ff ff ff ff ff"));
        assertBroken(Arrays.copyOf(bytes(HEX), 9));
        assertBroken(new byte[0]);
    }

    private static void assertBroken(byte[] bytes) {
        assertThatThrownBy(() -> Sections.decode(bytes)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
