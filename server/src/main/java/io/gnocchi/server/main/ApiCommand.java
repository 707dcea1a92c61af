package io.gnocchi.server.main;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gnocchi-api`: the REST API.
@Command(description = "The REST API; run as many as the requests want.")
final class ApiCommand implements Runnable {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private ListenOptions listen = new ListenOptions();

    @Override
    public void run() {
        var settings = Start.of("gnocchi-api", common.invocation(listen.overrides(), null));
        try (var lifetime = new Lifetime()) {
            var program = new Program(settings, lifetime);
            var doors = program.open();
            program.startApi(doors, program.startInbox(doors));
            lifetime.untilStopped();
        }
    }
}
