package io.gnocchi.server.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    @Test
    void sampleIsNameValueAndKind() {
        assertThat(Sample.parse("a.b:1.5|c"))
                .isEqualTo(new Sample("a.b", List.of("1.5"), SampleKind.COUNTER, 1));
    }

    @Test
    void rateMayComeAnywhereAfterTheKind() {
        assertThat(Sample.parse("a:1|ms|@0.5").rate()).isEqualTo(0.5);
        assertThat(Sample.parse("a:1|c|#env:prod,x|@0.1|c:abc").rate()).isEqualTo(0.1);
    }

    @Test
    void valuesMayBePacked() {
        assertThat(Sample.parse("a:1:2:3|h").values()).containsExactly("1", "2", "3");
    }

    @Test
    void membersOfSetsMayHaveColons() {
        assertThat(Sample.parse("a:::1|s").values()).containsExactly("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":1|c",
                "a",
                "a:",
                "a:1",
                "a|c",
                "a:|c",
                "a:1|",
                "a:1|x",
                "a:1|C",
                "a:1|c|@0",
                "a:1|c|@2",
                "a:1|c|@-1",
                "a:1|c|@x",
                "a:1|c|@"
            })
    void anythingElseIsRefused(String line) {
        assertThatThrownBy(() -> Sample.parse(line)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "nan", "inf", "1e999", "0x10", "1_0", "--1", "1 "})
    void noNumberIsRefused(String text) {
        assertThatThrownBy(() -> Sample.number(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            var line = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                line.append("ab:|@#1.-+e,c\0é".charAt(random.nextInt(15)));
            }
            try {
                assertThat(Sample.parse(line.toString()).name()).isNotEmpty();
            } catch (MalformedException e) {
                assertThat(e).hasMessageMatching(".+");
            }
        }
    }
}
