package io.gnocchi.server.main;

import io.gnocchi.server.settings.Settings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gnocchi-statsd`, `gnocchi-carbon` and the like: one daemon of a foreign protocol.
@Command
final class DaemonCommand implements Runnable {
    private final Settings.Daemon daemon;
    @Mixin private CommonOptions common = new CommonOptions();

    DaemonCommand(Settings.Daemon daemon) {
        this.daemon = daemon;
    }

    /// What it does, for `--help`.
    String description() {
        return switch (daemon) {
            case STATSD -> "Takes what statsd's clients send, on UDP and TCP.";
            case CARBON -> "Takes Graphite's plaintext protocol, on UDP and TCP.";
            case COLLECTD -> "Takes collectd's network protocol, on UDP.";
            case AMQP1D -> "Takes collectd's messages from a broker that speaks AMQP 1.0.";
        };
    }

    @Override
    public void run() {
        var name = "gnocchi-" + Daemons.name(daemon);
        var settings = Start.of(name, common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            var doors = program.open();
            program.daemons(doors, program.startInbox(doors)).start(daemon);
            program.startTelling(doors, daemon);
            lifetime.untilStopped();
        }
    }
}
