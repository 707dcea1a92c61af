package io.gnocchi.client;

import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.commands.Session;
import io.gnocchi.client.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// A session with a server, a screen and nothing else.
@NullMarked
public record SessionTwin(Gnocchi gnocchi, Screen screen) implements Session {
    @Override
    public Terminal terminal() {
        return screen.terminal();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Path profiles() {
        return Path.of("none");
    }

    @Override
    public Map<String, String> connection() {
        return Map.of();
    }

    @Override
    public void pause(Duration time) {}
}
