package io.gnocchi.server.main;

import io.gnocchi.server.settings.SampleFile;
import io.gnocchi.server.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gnocchi-config-generator`: a configuration file in which every option is explained.
@Command(
        description =
                "Writes a gnocchi.conf with every option, its default and what it does; nothing in"
                        + " it is set.",
        mixinStandardHelpOptions = true)
final class ConfigGeneratorCommand implements Runnable {
    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            description = "Write to this file, which must not be there yet; else to the output.")
    private @Nullable Path file;

    @Option(names = "--replace", description = "Replace the file when it is there.")
    private boolean replaces;

    @Override
    public void run() {
        if (file == null) {
            System.out.print(SampleFile.text());
            return;
        }
        if (Files.exists(file) && !replaces) {
            throw new SettingsException(
                    file + " is there already, and was left as it is; --replace replaces it");
        }
        try {
            Files.writeString(
                    file,
                    SampleFile.text(),
                    StandardOpenOption.WRITE,
                    replaces ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new SettingsException("cannot write " + file + ": " + e);
        }
    }
}
