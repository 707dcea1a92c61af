package io.gnocchi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Caller CALLER =
            new Caller("u1:p1", "u1", "p1", "d1", Set.of("Member", "reader"));
    private static final Target TARGET =
            Target.of(
                    Map.of(
                            "creator",
                            "u1:p1",
                            "project_id",
                            "p2",
                            "kind",
                            "open",
                            "role",
                            "READER"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "^^ | true",
                "@ | true",
                "! | false",
                "not ! | true",
                "not not @ | true",
                "role:member | true",
                "role:MEMBER | true",
                "role:admin | false",
                "role:%(role)s | true",
                "role:%(absent)s | false",
                "user:%(creator)s | true",
                "user_id:u1 | true",
                "user_id:u2 | false",
                "domain_id:d1 | true",
                "project_id:%(project_id)s | false",
                "not project_id:%(project_id)s | true",
                "project_id:%(absent)s | false",
                "nonsense:%(project_id)s | false",
                "roles:reader | true",
                "'open':%(kind)s | true",
                "\"open\":%(kind)s | true",
                "'shut':%(kind)s | false",
                "'100%':100%% | true",
                "True:True | true",
                "1:1 | true",
                "@ or ! and ! | true",
                "! and ! or @ | true",
                "! and (! or @) | false",
                "(@ or !) and ! | false",
                "not ! and @ | true",
                "not (! or @) | false",
                "((role:admin)) or ( role:member ) | true",
                "ROLE:member | false",
                "role:admin OR role:member | true",
                "rule:mine | true",
                "rule:nobody_wrote_it | false",
                "not rule:nobody_wrote_it | true",
            })
    void checksMeanWhatTheyDoInOsloPolicy(String text, boolean passes) {
        assertThat(passes(CheckParser.parse(text))).isEqualTo(passes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role",
                ":x",
                "(",
                ")",
                "()",
                "(@",
                "@)",
                "@ @",
                "and",
                "@ and",
                "or @",
                "not",
                "role:%x",
                "role:%(x",
                "role:%()s",
                "http://server/%(x)s"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> CheckParser.parse(text)).isInstanceOf(PolicyException.class);
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> CheckParser.parse("(".repeat(5000) + "@" + ")".repeat(5000)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> CheckParser.parse("not ".repeat(5000) + "@"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void longTextIsRefused() {
        assertThatThrownBy(() -> CheckParser.parse("@ or ".repeat(100_000) + "@"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("characters");
    }

    @Test
    void oldListsAreAlternativesOfWhatIsNeededTogether() {
        assertThat(passes(CheckParser.parse(List.of()))).isTrue();
        assertThat(passes(CheckParser.parse(List.of("role:admin", "role:member")))).isTrue();
        assertThat(passes(CheckParser.parse(List.of(List.of("role:member", "role:reader")))))
                .isTrue();
        assertThat(passes(CheckParser.parse(List.of(List.of("role:member", "role:admin")))))
                .isFalse();
        assertThatThrownBy(() -> CheckParser.parse(List.of(1))).isInstanceOf(PolicyException.class);
    }

    @Test
    void fallbackStandsForWhatNobodyWrote() {
        var changed =
                Map.of("get status", CheckParser.parse("rule:x"), "other", CheckParser.parse("@"));
        assertThat(Policy.of(changed, "other").allows(Rule.GET_STATUS, CALLER, TARGET)).isTrue();
        assertThat(Policy.of(changed, "none").allows(Rule.GET_STATUS, CALLER, TARGET)).isFalse();
    }

    @Test
    void aliasCanBeReplacedAlone() {
        var changed = Map.of("creator", CheckParser.parse("!"));
        var policy = Policy.of(changed, "default");
        assertThat(Policy.defaults().allows(Rule.POST_MEASURES, CALLER, TARGET)).isTrue();
        assertThat(policy.allows(Rule.POST_MEASURES, CALLER, TARGET)).isFalse();
    }

    @Test
    void circleIsRefused() {
        var changed =
                Map.of(
                        "a",
                        CheckParser.parse("@ and not rule:b"),
                        "b",
                        CheckParser.parse("rule:a"));
        assertThatThrownBy(() -> Policy.of(changed, "default"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("refers to itself");
    }

    @Test
    void absentProjectsAreNotEqual() {
        var caller = new Caller("u1:", "u1", null, null, Set.of());
        var target = new Target("u2:", null);
        assertThat(Policy.defaults().allows(Rule.GET_MEASURES, caller, target)).isFalse();
        assertThat(Policy.defaults().allows(Rule.GET_RESOURCE, caller, target)).isFalse();
    }

    private static boolean passes(Check check) {
        var changed = Map.of("get status", check, "mine", CheckParser.parse("user:%(creator)s"));
        return Policy.of(changed, "default").allows(Rule.GET_STATUS, CALLER, TARGET);
    }
}
