package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.settings.ConfigurationCheck.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {
    @TempDir private Path folder;

    private List<Note> check(String text) throws IOException {
        var file = Files.writeString(folder.resolve("gnocchi.conf"), text);
        return ConfigurationCheck.of(file, folder, Map.of());
    }

    /// `section.name` of every line that would set an option.
    private static Set<String> offered(String text) {
        var offered = new LinkedHashSet<String>();
        var section = "";
        for (var line : text.lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (line.matches("#\\w+ =.*")) {
                offered.add(section + "." + line.substring(1, line.indexOf(' ')));
            }
        }
        return offered;
    }

    @Test
    void hasEveryOptionInItsSection() {
        var known =
                Settings.options().stream()
                        .map(option -> option.section() + "." + option.name())
                        .collect(Collectors.toSet());

        assertThat(offered(SampleFile.text())).isEqualTo(known);
    }

    @Test
    void asWrittenItSetsNothing() throws IOException {
        assertThat(check(SampleFile.text()))
                .containsExactly(
                        new Note(
                                false,
                                folder.resolve("gnocchi.conf")
                                        + ": [indexer] url is not set: gnocchi-server keeps its"
                                        + " index in SQLite, all other programs need it"));
    }

    @Test
    void everyDefaultIsTakenWhenItIsWritten() throws IOException {
        var written = SampleFile.text().replaceAll("(?m)^#(\\w+ = .+)$", "$1");

        assertThat(written).contains("\nport = 8041\n", "\nallow_credentials = true\n");
        assertThat(check(written)).noneMatch(Note::mistake);
    }

    @Test
    void tellsMeaningTypeAndDefault() {
        assertThat(SampleFile.text())
                .contains(
                        """

                        # Most and usual number of rows of a page.
                        # A whole number, at least 1. Default: 1000.
                        #max_limit = 1000
                        """,
                        """

                        # Threads of one process for I/O.
                        # A whole number, at least 1. Default: the number of processors.
                        # Also known as [storage] aggregation_workers_number.
                        #parallel_operations =
                        """,
                        """

                        # Not supported yet: who sets it is warned. Log to syslog too.
                        # True or false. Default: false.
                        #use_syslog = false
                        """,
                        """

                        # May be set, and has nothing to do here: objects are few.
                        # A whole number, from 0 to 32. Default: what [storage] says.
                        #file_subdir_len = 2
                        """);
    }

    @Test
    void keepsItsLinesShort() {
        assertThat(SampleFile.text().lines())
                .filteredOn(line -> line.startsWith("# "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
}
