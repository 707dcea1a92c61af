package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "*,\"\"",
                "*,anything",
                "disk.*,disk.io",
                "disk.io.*,disk.io.rate",
                "a?c,abc",
                "a?c,a😀c",
                "[abc]x,bx",
                "[!abc]x,dx",
                "[a-c]*,cpu",
                "[]]x,]x",
                "[!]]x,ax",
                "[a-],-",
                "[a-c-e],-",
                "[^a],^",
                "[!-a],b",
                "a[b,a[b",
                "[,[",
                "[],[]",
                "[!,[!",
                "*[,x[",
                "a\\b,a\\b",
                "*a*b*c,xxaxxbxxc",
                "**,x",
                "*.*,a.b",
            })
    void patternCoversName(String pattern, String name) {
        assertThat(new Glob(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "disk.*,disk",
                "disk.*,xdisk.io",
                "disk,disk.io",
                "Disk,disk",
                "a?c,ac",
                "?,\"\"",
                "[abc]x,dx",
                "[!abc]x,ax",
                "[c-a],b",
                "[a-c-e],d",
                "\"\",x",
                "*a*b*c,xxcxxbxxa",
            })
    void patternDoesNotCoverName(String pattern, String name) {
        assertThat(new Glob(pattern).matches(name)).isFalse();
    }

    @Test
    void hostilePatternsEndAtOnce() {
        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    assertThat(new Glob("*a".repeat(200) + "b").matches("a".repeat(5_000)))
                            .isFalse();
                    assertThat(new Glob("[".repeat(100_000)).matches("[")).isFalse();
                    assertThat(new Glob("[]".repeat(50_000)).matches("[")).isFalse();
                });
    }

    @Test
    void runsAgreeWithASlowMatcher() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 20_000; i++) {
            var pattern = word(random, "ab*?", 8);
            var name = word(random, "ab", 8);
            assertThat(new Glob(pattern).matches(name))
                    .as("%s over %s", pattern, name)
                    .isEqualTo(slowly(pattern, name));
        }
    }

    private static String word(SplittableRandom random, String letters, int most) {
        var word = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static boolean slowly(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        var rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            return slowly(rest, name) || (!name.isEmpty() && slowly(pattern, name.substring(1)));
        }
        return !name.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == name.charAt(0))
                && slowly(rest, name.substring(1));
    }

    @Test
    void rulesAreTriedInReverseOrderOfTheirPatterns() {
        var all = new ArchivePolicyRule("a", "low", "*");
        var disk = new ArchivePolicyRule("b", "medium", "disk.*");
        var diskIo = new ArchivePolicyRule("c", "high", "disk.io.*");
        var diskIoToo = new ArchivePolicyRule("d", "bool", "disk.io.*");
        var rules = List.of(all, disk, diskIoToo, diskIo);

        assertThat(ArchivePolicyRules.match(rules, "disk.io.rate")).isEqualTo(diskIo);
        assertThat(ArchivePolicyRules.match(rules, "disk.size")).isEqualTo(disk);
        assertThat(ArchivePolicyRules.match(rules, "cpu")).isEqualTo(all);
        assertThat(ArchivePolicyRules.match(rules, null)).isEqualTo(all);
        assertThat(ArchivePolicyRules.match(List.of(disk), "cpu")).isNull();
    }

    @Test
    void rulesAreOrderedByCodePointsNotByChars() {
        var emoji = new ArchivePolicyRule("a", "low", "😀*");
        var privateUse = new ArchivePolicyRule("b", "low", "\uFFFD*");

        assertThat(List.of(privateUse, emoji).stream().sorted(ArchivePolicyRules.ORDER))
                .containsExactly(emoji, privateUse);
    }
}
