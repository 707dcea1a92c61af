package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.settings.ConfigurationCheck.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir private Path folder;

    private List<Note> check(String text) throws IOException {
        var file = Files.writeString(folder.resolve("gnocchi.conf"), text);
        return ConfigurationCheck.of(file, folder, Map.of());
    }

    private List<String> mistakes(String text) throws IOException {
        return check(text).stream()
                .filter(Note::mistake)
                .map(note -> note.text().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void fileWithoutMistakesHasNone() throws IOException {
        assertThat(check("[indexer]\nurl = sqlite:///x\n[api]\nport = 8041\n")).isEmpty();
    }

    @Test
    void everyMistakeIsToldWithItsLine() throws IOException {
        assertThat(
                        mistakes(
                                """
                                [api]
                                prot = 8041
                                port = eight
                                auth_mode = basik
                                no sign
                                [metricd]
                                workers = 0
                                metric_processing_delay = soon
                                [storge]
                                driver = file
                                """))
                .containsExactly(
                        "gnocchi.conf:5 'no sign' is not 'name = value'",
                        "gnocchi.conf:2: there is no option [api] prot; did you mean port?",
                        "gnocchi.conf:3: [api] port = 'eight' is not a whole number",
                        "gnocchi.conf:4: [api] auth_mode = 'basik' is not one of basic, keystone,"
                                + " remoteuser",
                        "gnocchi.conf:7: [metricd] workers = '0' is not at least 1",
                        "gnocchi.conf:8: [metricd] metric_processing_delay = 'soon' is not a number"
                                + " of seconds",
                        "gnocchi.conf:10: there is no section [storge]; did you mean [storage]?");
    }

    @Test
    void optionOfAnotherSectionIsSentThere() throws IOException {
        assertThat(mistakes("[DEFAULT]\nmax_limit = 10\n"))
                .containsExactly(
                        "gnocchi.conf:2: there is no option [DEFAULT] max_limit; did you mean [api]"
                                + " max_limit?");
    }

    @Test
    void secretsAreNotTold() throws IOException {
        assertThat(check("[indexer]\nurl = nonsense://user:geheim@host/x\n"))
                .anyMatch(Note::mistake)
                .noneMatch(note -> note.text().contains("geheim"));
    }

    @Test
    void whatIsWorthKnowingIsNoMistake() throws IOException {
        var notes =
                check(
                        """
                        [storage]
                        metric_processing_delay = 10
                        [metricd]
                        greedy = true
                        [DEFAULT]
                        use_syslog = true
                        debug = false
                        debug = true
                        """);

        assertThat(notes).noneMatch(Note::mistake);
        assertThat(notes)
                .extracting(note -> note.text().replace(folder + "/", ""))
                .anyMatch(text -> text.startsWith("gnocchi.conf:2: [storage] metric_processing"))
                .anyMatch(text -> text.startsWith("gnocchi.conf:4: [metricd] greedy has nothing"))
                .anyMatch(text -> text.contains("[DEFAULT] use_syslog is not supported yet"))
                .anyMatch(text -> text.contains("[DEFAULT] debug is said at gnocchi.conf:7 too"))
                .anyMatch(text -> text.contains("[indexer] url is not set"));
    }

    @Test
    void optionsThatDoNotFitTogetherAreAMistake() throws IOException {
        assertThat(mistakes("[storage]\ndriver = s3\ns3_access_key_id = x\n"))
                .containsExactly("gnocchi.conf:3: [storage] s3_access_key_id needs its secret");
    }

    @Test
    void missingFileIsAMistake() {
        assertThat(ConfigurationCheck.of(folder.resolve("none.conf"), folder, Map.of()))
                .singleElement()
                .matches(Note::mistake);
    }
}
