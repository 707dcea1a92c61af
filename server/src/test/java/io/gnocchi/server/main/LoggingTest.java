package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gnocchi.server.wire.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    @TempDir private Path folder;

    @AfterEach
    void logToStandardErrorAgain() {
        Logging.configure(Level.WARN, null);
    }

    @Test
    void eventIsOneLineEvenWithATrace() throws IOException {
        Path file = configure(Level.INFO);

        LoggerFactory.getLogger("io.gnocchi.Some")
                .error("first\nforged line", new IllegalStateException("why\nso"));

        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .contains(
                        "ERROR Some: first forged line | java.lang.IllegalStateException: why | so")
                .contains("LoggingTest");
    }

    @Test
    void eventWithoutATraceEndsWithItsMessage() throws IOException {
        Path file = configure(Level.INFO);

        LoggerFactory.getLogger("io.gnocchi.Some").info("good morning");

        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .endsWith("Some: good morning");
    }

    @Test
    void librariesSpeakFromWarningsOn() throws IOException {
        Path file = configure(Level.DEBUG);

        LoggerFactory.getLogger("org.example.Library").info("chatter");
        LoggerFactory.getLogger("io.gnocchi.Some").debug("detail");
        LoggerFactory.getLogger("org.example.Library").warn("trouble");

        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("detail"),
                        line -> assertThat(line).endsWith("trouble"));
    }

    @Test
    void levelHoldsBackWhatIsBelow() throws IOException {
        Path file = configure(Level.WARN);

        LoggerFactory.getLogger("io.gnocchi.Some").info("not now");

        assertThat(Files.readAllLines(file)).isEmpty();
    }

    @Test
    void eventAsJsonIsOneLineWithAllThatIsKnown() throws IOException {
        Path file = folder.resolve("gnocchi.log");
        Logging.configure(Level.INFO, file, Logging.Format.JSON);
        MDC.put("request", "req-1");
        MDC.put("trace", "4bf9");

        LoggerFactory.getLogger("io.gnocchi.Some")
                .atWarn()
                .addKeyValue("points", 7)
                .setCause(new IllegalStateException("why\nso"))
                .log("first\n\"forged\" line");
        MDC.clear();

        assertThat(Files.readAllLines(file)).hasSize(1);
        var event = JsonReader.read(Files.newInputStream(file)).toString();
        assertThat(event)
                .contains("req-1", "request_id", "4bf9", "trace_id", "io.gnocchi.Some", "WARN")
                .contains("points", "IllegalStateException: why");
    }

    private Path configure(Level level) {
        Path file = folder.resolve("gnocchi.log");
        Logging.configure(level, file);
        return file;
    }
}
