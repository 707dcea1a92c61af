package io.gnocchi.server.main;

import io.gnocchi.server.demo.Demo;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import java.net.URI;
import java.time.InstantSource;

/// The simulated fleet of `--demo`, built from the settings.
final class DemoFleet {
    private static final String USER = "admin";

    private DemoFleet() {}

    /// @throws SettingsException when nobody can be known by a name alone
    static void require(Settings settings) {
        if (settings.api().authMode() != Settings.AuthMode.BASIC) {
            throw new SettingsException(
                    "--demo posts as the user admin: it needs [api] auth_mode = basic");
        }
    }

    /// @param port where the API listens
    static Demo of(Settings settings, int port) {
        var host = Greeting.reachable(settings.api().host());
        var api = URI.create("http://%s:%d/".formatted(host, port));
        return new Demo(api, USER, InstantSource.system());
    }
}
