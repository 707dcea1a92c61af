package io.gnocchi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFilesTest {
    private static final Caller ALICE = Caller.named("alice");

    @TempDir Path folder;
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");

    @Test
    void absentFileSaysNothing() {
        var policies = open("policy.yaml");
        assertThat(mayGetStatus(policies)).isFalse();
        assertThat(policies.now().allows(Rule.CREATE_METRIC, ALICE, Target.NONE)).isTrue();
    }

    @Test
    void yamlReplacesRules() throws IOException {
        write(
                "policy.yaml",
                """
                # who may look
                "get status": "user:alice"
                "create metric": [["role:admin"]]
                """);
        var policies = open("policy.yaml");
        assertThat(mayGetStatus(policies)).isTrue();
        assertThat(policies.now().allows(Rule.CREATE_METRIC, ALICE, Target.NONE)).isFalse();
    }

    @Test
    void jsonDoesToo() throws IOException {
        write("policy.json", "{\n\t\"get status\": \"\"\n}");
        assertThat(mayGetStatus(open("policy.json"))).isTrue();
    }

    @Test
    void emptyFileSaysNothing() throws IOException {
        write("policy.yaml", "# nothing yet\n");
        assertThat(mayGetStatus(open("policy.yaml"))).isFalse();
    }

    @Test
    void folderIsReadAfterTheFileInOrder() throws IOException {
        write("policy.yaml", "\"get status\": \"\"");
        Files.createDirectory(folder.resolve("policy.d"));
        write("policy.d/1.yaml", "\"get status\": \"!\"");
        write("policy.d/2.yaml", "\"get status\": \"user:alice\"");
        write("policy.d/.3.yaml", "no: [");
        assertThat(mayGetStatus(open("policy.yaml"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "- a",
                "text",
                "\"get status\": ",
                "\"get status\": 1",
                "\"get status\": [[1]]",
                "\"get status\": \"role\"",
                "\"get status\": \"rule:get status\"",
                "\"get status\": \"\"\n\"get status\": \"!\"",
                "1: \"\"",
                "a: &a [*a]",
                "a: !!java.io.File [x]"
            })
    void badFileIsRefusedByName(String text) throws IOException {
        write("policy.yaml", text);
        assertThatThrownBy(() -> open("policy.yaml"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("policy.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"get status\": null}", "{\"a\": [null]}", "{} {}"})
    void badJsonIsRefusedByName(String text) throws IOException {
        write("policy.json", text);
        assertThatThrownBy(() -> open("policy.json"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("policy.json");
    }

    @Test
    void changedFileIsReadAgain() throws IOException {
        write("policy.yaml", "\"get status\": \"!\"");
        var policies = open("policy.yaml");
        write("policy.yaml", "\"get status\": \"user:alice\"");
        assertThat(mayGetStatus(policies)).isFalse();
        now = now.plusSeconds(1);
        assertThat(mayGetStatus(policies)).isTrue();
        Files.delete(folder.resolve("policy.yaml"));
        now = now.plusSeconds(1);
        assertThat(mayGetStatus(policies)).isFalse();
    }

    @Test
    void badChangeLeavesTheRulesUntilItIsMended() throws IOException {
        write("policy.yaml", "\"get status\": \"user:alice\"");
        var policies = open("policy.yaml");
        write("policy.yaml", "\"get status\": \"role");
        now = now.plusSeconds(1);
        assertThat(mayGetStatus(policies)).isTrue();
        write("policy.yaml", "\"get status\": \"user:nobody\"");
        now = now.plusSeconds(1);
        assertThat(mayGetStatus(policies)).isFalse();
    }

    private static boolean mayGetStatus(PolicyFiles policies) {
        return policies.now().allows(Rule.GET_STATUS, ALICE, Target.NONE);
    }

    private PolicyFiles open(String name) {
        return PolicyFiles.open(
                folder.resolve(name), List.of(folder.resolve("policy.d")), "default", () -> now);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
