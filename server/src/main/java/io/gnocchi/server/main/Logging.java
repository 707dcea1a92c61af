package io.gnocchi.server.main;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log: one line for an event, on standard error or in a file. Our own loggers get the level
/// asked for, libraries speak from warnings on.
final class Logging {
    // Line ends inside a message or a trace would let one event look like several.
    private static final String MESSAGE = "%replace(%message){'[\\r\\n]+', ' '}";
    private static final String TRACE =
            "%replace(%replace(%exception){'[\\r\\n]+[\\t ]*', ' | '}){'^(?=.)', ' | '}%nopex";
    private static final String REQUEST = "%replace([%X{request}] ){'^\\[] $', ''}";
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} [%property{pid}] %-5level %logger{0}: "
                    + REQUEST
                    + MESSAGE
                    + TRACE
                    + "%n";

    private Logging() {}

    /// How events are written.
    enum Format {
        TEXT,
        JSON
    }

    /// @param file where to append; null for standard error
    static void configure(Level level, @Nullable Path file) {
        configure(level, file, Format.TEXT);
    }

    /// The same in another format.
    static void configure(Level level, @Nullable Path file, Format format) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("pid", Long.toString(ProcessHandle.current().pid()));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender(context, file, format));
        context.getLogger("io.gnocchi").setLevel(level);
        // What the pool and jOOQ have to say that matters reaches us as exceptions.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        context.getLogger("org.jooq").setLevel(Level.ERROR);
    }

    private static OutputStreamAppender<ILoggingEvent> appender(
            LoggerContext context, @Nullable Path file, Format format) {
        var encoder =
                switch (format) {
                    case TEXT -> text();
                    case JSON -> new JsonLines();
                };
        encoder.setContext(context);
        encoder.start();
        var appender = file == null ? console() : fileAppender(file);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static EncoderBase<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        return encoder;
    }

    private static OutputStreamAppender<ILoggingEvent> console() {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> fileAppender(Path file) {
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        return appender;
    }
}
