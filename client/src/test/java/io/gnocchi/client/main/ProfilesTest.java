package io.gnocchi.client.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.arguments.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String TWO =
            """
            # where we work
            [default]
            endpoint = http://localhost:8041

            [production]
            os_auth_type = password
            os-password = secret
            """;

    @TempDir private Path folder;

    @Test
    void profileIsASetOfOptions() throws IOException {
        assertThat(Profiles.options(written(TWO), "production"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("os-auth-type", "password", "os-password", "secret"));
    }

    @Test
    void defaultCountsWhenNobodyAsksForAnother() throws IOException {
        assertThat(Profiles.options(written(TWO), null))
                .containsOnly(Map.entry("endpoint", "http://localhost:8041"));
        assertThat(Profiles.options(folder.resolve("none"), null)).isEmpty();
    }

    @Test
    void unknownProfileIsRefusedWithThoseThereAre() throws IOException {
        Path file = written(TWO);
        assertThatThrownBy(() -> Profiles.options(file, "staging"))
                .hasMessageContaining("no profile 'staging'")
                .hasMessageContaining("default, production");
        assertThatThrownBy(() -> Profiles.options(folder.resolve("none"), "staging"))
                .hasMessageContaining("does not exist");
    }

    @Test
    void lineThatIsNoOptionIsRefusedWithItsNumber() throws IOException {
        Path file = written("[a]\nendpiont = x\n");
        assertThatThrownBy(() -> Profiles.options(file, "a")).hasMessageContaining("line 2");
    }

    @Test
    void commandLineCountsBeforeTheEnvironmentBeforeTheProfile() {
        var profile = Map.of("endpoint", "http://profile", "user", "profile", "timeout", "3");
        var environment = Map.of("GNOCCHI_ENDPOINT", "http://variable", "GNOCCHI_USER", "variable");
        var options =
                Reader.readKnown(
                        ProgramOptions.SYNTAX, List.of("--endpoint", "http://typed", "status"));
        var settings = new Settings(options, environment, profile);
        assertThat(settings.get("endpoint")).isEqualTo("http://typed");
        assertThat(settings.get("user")).isEqualTo("variable");
        assertThat(settings.get("timeout")).isEqualTo("3");
        assertThat(settings.told()).containsEntry("user", "variable (GNOCCHI_USER)");
    }

    @Test
    void passwordInTheEnvironmentMeansKeystone() {
        var none = Reader.readKnown(ProgramOptions.SYNTAX, List.of());
        assertThat(new Settings(none, Map.of(), Map.of()).authenticationType())
                .isEqualTo("gnocchi-basic");
        var keystone = new Settings(none, Map.of("OS_PASSWORD", "secret"), Map.of());
        assertThat(keystone.authenticationType()).isEqualTo("password");
        assertThat(keystone.told()).containsEntry("os-password", "(secret) (OS_PASSWORD)");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("profiles.conf"), text);
    }
}
