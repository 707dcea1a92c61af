package io.gnocchi.server.main;

import ch.qos.logback.classic.Level;
import io.gnocchi.server.settings.Invocation;
import io.gnocchi.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every command does first: read the settings, open the log, and tell in it what is unusual.
final class Start {
    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    private Start() {}

    /// @param program names the log file in a log folder
    static Settings of(String program, Invocation invocation) {
        var settings = Settings.read(invocation, System.getenv());
        var logging = settings.logging();
        Logging.configure(
                level(logging.level()), logging.fileOf(program), format(logging.format()));
        settings.lines().forEach(LOG::debug);
        settings.warnings().forEach(LOG::warn);
        return settings;
    }

    private static Logging.Format format(Settings.Logging.Format format) {
        return switch (format) {
            case TEXT -> Logging.Format.TEXT;
            case JSON -> Logging.Format.JSON;
        };
    }

    private static Level level(Settings.Logging.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
        };
    }
}
