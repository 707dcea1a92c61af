package io.gnocchi.server.main;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gnocchi-upgrade`: creates or migrates the index and the stores.
@Command(description = "Creates or migrates the index and the stores; doing it again is fine.")
final class UpgradeCommand implements Runnable {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private UpgradeChoices choices = new UpgradeChoices();

    @Override
    public void run() {
        var settings = Start.of("gnocchi-upgrade", common.invocation(Map.of(), null));
        try (var lifetime = new Lifetime()) {
            new Program(settings, lifetime).upgrade(choices.options(), choices.sacks());
        }
    }
}
