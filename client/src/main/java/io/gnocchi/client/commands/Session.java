package io.gnocchi.client.commands;

import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// What commands work with.
public interface Session {
    /// The server; connected when it is first asked for.
    Gnocchi gnocchi();

    /// The person.
    Terminal terminal();

    /// What time it is.
    InstantSource clock();

    /// In which zone times without one are.
    ZoneId zone();

    /// What is typed or piped in.
    InputStream input();

    /// The variables of the environment.
    Map<String, String> environment();

    /// Where the configuration of this user stands.
    Path profiles();

    /// The options of the program as they count in the end, by their keys; secrets left out.
    Map<String, String> connection();

    /// Waits.
    void pause(Duration time);
}
