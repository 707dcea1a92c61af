package io.gnocchi.server.main;

import io.gnocchi.server.settings.Invocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command can be told: where its configuration is and how it logs.
final class CommonOptions {
    @Option(
            names = "--config-file",
            paramLabel = "FILE",
            description = "Configuration file; may be given more than once, the last one wins.")
    private List<Path> configFiles = new ArrayList<>();

    @Option(
            names = "--config-dir",
            paramLabel = "DIR",
            description = "Folder whose *.conf files are read after the others.")
    private List<Path> configDirs = new ArrayList<>();

    @Option(
            names = {"-d", "--debug"},
            description = "Log everything.")
    private boolean debug;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what happens, not only warnings (the default).")
    private boolean verbose;

    @Option(names = "--log-dir", paramLabel = "DIR", description = "Folder of the log file.")
    private @Nullable Path logDir;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Log to this file instead of standard error.")
    private @Nullable Path logFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    /// What was said here, as the settings want it.
    ///
    /// @param more options of the configuration that the command line decides besides
    /// @param dataDirectory of the all-in-one server; null for the others
    Invocation invocation(Map<String, String> more, @Nullable Path dataDirectory) {
        var overrides = overrides();
        overrides.putAll(more);
        return new Invocation(configFiles, configDirs, overrides, dataDirectory);
    }

    private SortedMap<String, String> overrides() {
        var overrides = new TreeMap<String, String>();
        if (debug) {
            overrides.put("DEFAULT.debug", "true");
        }
        if (verbose) {
            overrides.put("DEFAULT.verbose", "true");
        }
        if (logDir != null) {
            overrides.put("DEFAULT.log_dir", logDir.toString());
        }
        if (logFile != null) {
            overrides.put("DEFAULT.log_file", logFile.toString());
        }
        return overrides;
    }
}
