package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir private Path folder;
    private String config = "";

    @BeforeEach
    void writeConfiguration() throws IOException {
        config = CommandRun.configuration(folder);
    }

    @Test
    void upgradeSaysWhatItUpgradesAndMayBeRepeated() throws IOException {
        assertThat(Main.run("upgrade", "--config-file", config)).isZero();
        assertThat(Main.run("upgrade", "--config-file", config)).isZero();

        assertThat(Files.readString(folder.resolve("gnocchi.log")))
                .contains("Upgrading indexer <jdbc:sqlite:" + folder + "/index.db>")
                .contains("Upgrading storage <file " + folder + "/objects>")
                .contains("Upgrading incoming storage <file " + folder + "/objects>")
                .containsOnlyOnce("Creating default archive policies");
    }

    @Test
    void metricdFoldsOnceAndEndsWhenAskedTo() throws IOException {
        Main.run("upgrade", "--config-file", config);

        assertThat(
                        Main.run(
                                "metricd",
                                "--config-file",
                                config,
                                "--stop-after-processing-metrics=1"))
                .isZero();

        assertThat(Files.readString(folder.resolve("gnocchi.log"))).contains("0 metrics folded");
    }

    @Test
    void metricdWithoutAnUpgradeFails() {
        assertThat(
                        Main.run(
                                "metricd",
                                "--config-file",
                                config,
                                "--stop-after-processing-metrics=1"))
                .isEqualTo(1);
    }

    @Test
    void skippedIndexIsNotCreated() {
        Main.run(
                "upgrade",
                "--config-file",
                config,
                "--skip-index",
                "--skip-archive-policies-creation");

        assertThat(folder.resolve("objects")).exists();
        assertThat(
                        Main.run(
                                "metricd",
                                "--config-file",
                                config,
                                "--stop-after-processing-metrics=1"))
                .isEqualTo(1);
    }

    @Test
    void configurationIsCheckedWithoutStartingAnything() throws IOException {
        assertThat(Main.run("server", "--check-config", config)).isZero();
        var bad = Files.writeString(folder.resolve("bad.conf"), "[api]\nprot = 1\n");
        assertThat(Main.run("server", "--check-config", bad.toString())).isEqualTo(1);
        var ranges =
                Files.writeString(
                        folder.resolve("ranges.conf"),
                        "[api]\nmetrics_allowed_source_ranges = here\n");
        assertThat(Main.run("server", "--check-config", ranges.toString())).isEqualTo(1);
    }

    @Test
    void unreadableConfigurationFails() {
        assertThat(Main.run("upgrade", "--config-file", folder + "/missing.conf")).isEqualTo(1);
    }

    @Test
    void badRulesKeepTheApiFromStarting() throws IOException {
        Main.run("upgrade", "--config-file", config);
        Files.writeString(folder.resolve("policy.yaml"), "\"get status\": \"role\"");

        assertThat(Main.run("api", "--config-file", config, "--port", "0")).isEqualTo(1);
    }

    @Test
    void unknownCommandsAndOptionsAreTheCallersMistake() {
        assertThat(Main.run()).isEqualTo(2);
        assertThat(Main.run("dance")).isEqualTo(2);
        assertThat(Main.run("upgrade", "--no-such-option")).isEqualTo(2);
    }

    @Test
    void versionAndHelpAreNoMistake() {
        assertThat(Main.run("api", "--version")).isZero();
        assertThat(Main.run("server", "--help")).isZero();
    }
}
