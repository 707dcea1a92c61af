package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.server.settings.IniFile.Assignment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IniFileTest {
    @Test
    void linesOfEveryFormAreRead() {
        var assignments =
                IniFile.parse(
                        "g.conf",
                        """
                        # a comment
                        [DEFAULT]
                        debug = true
                        log-dir=/var/log
                        ; another
                        [API]
                        host: ::1
                        paste_config = "a = b # c"
                        empty =
                        """);

        assertThat(assignments)
                .containsExactly(
                        new Assignment("DEFAULT", "debug", "true", "g.conf:3"),
                        new Assignment("DEFAULT", "log_dir", "/var/log", "g.conf:4"),
                        new Assignment("api", "host", "::1", "g.conf:7"),
                        new Assignment("api", "paste_config", "a = b # c", "g.conf:8"),
                        new Assignment("api", "empty", "", "g.conf:9"));
    }

    @Test
    void indentedLinesContinueTheValue() {
        var assignments = IniFile.parse("f", "[a]\nb = 1,\n  2,\n\t3\nc = 4\n\nd = 5");

        assertThat(assignments)
                .extracting(Assignment::value)
                .containsExactly("1,\n2,\n3", "4", "5");
    }

    @Test
    void mistakesNameTheirLine() {
        assertMistake("[a]\nno sign", "f:2", "no sign");
        assertMistake("[a]\n= 3", "f:2", "= 3");
        assertMistake("[a", "f:1", "[a");
        assertMistake("[]", "f:1", "[]");
        assertMistake("b = 3", "f:1", "before the first [section]");
        assertMistake("[a]\n\n  3", "f:3", "continues nothing");
    }

    private static void assertMistake(String text, String place, String words) {
        assertThatThrownBy(() -> IniFile.parse("f", text))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(words);
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws Exception {
        var binary = Files.write(folder.resolve("latin.conf"), new byte[] {'#', (byte) 0xe4});

        assertThatThrownBy(() -> IniFile.read(folder.resolve("none.conf")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.conf");
        assertThatThrownBy(() -> IniFile.read(binary))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("latin.conf is not UTF-8");
    }
}
