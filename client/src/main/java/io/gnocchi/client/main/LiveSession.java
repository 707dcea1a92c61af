package io.gnocchi.client.main;

import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.FailureException;
import io.gnocchi.client.commands.Session;
import io.gnocchi.client.http.LoggedTransport;
import io.gnocchi.client.http.Proxies;
import io.gnocchi.client.http.RetryingTransport;
import io.gnocchi.client.http.SocketTransport;
import io.gnocchi.client.http.Tls;
import io.gnocchi.client.http.Transport;
import io.gnocchi.client.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What commands work with, in a real process.
final class LiveSession implements Session, AutoCloseable {
    private static final int VERY_VERBOSE = 2;

    private final Arguments options;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final InputStream input;
    private @Nullable Settings settings;
    private @Nullable Gnocchi gnocchi;

    LiveSession(
            Arguments options,
            Map<String, String> environment,
            Terminal terminal,
            InputStream input) {
        this.options = options;
        this.environment = environment;
        this.terminal = terminal;
        this.input = input;
    }

    @Override
    public synchronized Gnocchi gnocchi() {
        Gnocchi known = gnocchi;
        if (known == null) {
            known = connect(settings());
            gnocchi = known;
        }
        return known;
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path profiles() {
        return Profiles.file(environment);
    }

    @Override
    public Map<String, String> connection() {
        return settings().told();
    }

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted");
        }
    }

    @Override
    public synchronized void close() {
        if (gnocchi != null) {
            gnocchi.close();
        }
    }

    /// Whether commands are typed.
    boolean inputIsTerminal() {
        return System.getProperty("gnocchi.terminal", "").contains("0");
    }

    boolean debug() {
        return options.has("debug");
    }

    /// Tells where an error came from, to those who asked.
    void trace(Throwable failed) {
        if (debug()) {
            var text = new StringWriter();
            failed.printStackTrace(new PrintWriter(text));
            log(text.toString().stripTrailing());
        }
    }

    private synchronized Settings settings() {
        Settings known = settings;
        if (known == null) {
            String name = options.text("profile", environment.getOrDefault("GNOCCHI_PROFILE", ""));
            known =
                    new Settings(
                            options,
                            environment,
                            Profiles.options(profiles(), name.isEmpty() ? null : name));
            settings = known;
        }
        return known;
    }

    private Gnocchi connect(Settings settings) {
        String version = settings.get("gnocchi-api-version", "1");
        if (!version.equals("1")) {
            throw new FailureException("the API has the version 1 only, not " + version);
        }
        String seconds = settings.get("timeout");
        Transport sockets =
                new SocketTransport(
                        new Tls(
                                settings.flag("insecure"),
                                path(settings.get("os-cacert")),
                                path(settings.get("os-cert")),
                                path(settings.get("os-key"))),
                        Proxies.of(environment),
                        seconds == null
                                ? null
                                : Duration.ofMillis(Math.round(ValueType.number(seconds) * 1000)));
        boolean told = debug() || options.times("verbose") >= VERY_VERBOSE;
        Transport logged = told ? new LoggedTransport(sockets, this::log) : sockets;
        var retrying = new RetryingTransport(logged, Program.attempts(), this::rest);
        return new Gnocchi(retrying, new Entrances(settings, clock()).access());
    }

    private void rest(Duration time) throws InterruptedException {
        terminal.hint(
                "the server is busy; trying again in %.1f s".formatted(time.toMillis() / 1000.0));
        Thread.sleep(time);
    }

    private void log(String line) {
        terminal.say(line);
        String file = options.text("log-file");
        if (file != null) {
            try {
                Files.writeString(
                        Path.of(file),
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException unwritable) {
                throw new FailureException(file + " cannot be written: " + unwritable.getMessage());
            }
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
