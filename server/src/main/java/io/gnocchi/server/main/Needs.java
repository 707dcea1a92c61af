package io.gnocchi.server.main;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.server.api.Readiness;
import io.gnocchi.server.sql.OtherVersionException;
import java.time.InstantSource;
import java.util.List;

/// What an API process needs outside itself, and how it is asked for.
record Needs(Doors doors, InstantSource clock) {
    private static final String NOTHING = "";

    /// Of an object that nobody puts: that it is not there is an answer.
    private static final String PROBE = "probe/readiness";

    /// Without workers requests are answered as ever: that is told, and does not count.
    Readiness readiness() {
        return new Readiness(
                List.of(
                        new Readiness.Check("database", true, () -> database(doors.manifest())),
                        new Readiness.Check("tables", true, this::tables),
                        new Readiness.Check("store", true, () -> store(doors.store())),
                        new Readiness.Check("workers", false, this::workers)),
                clock);
    }

    private static String database(Manifest manifest) {
        var _ = manifest.head();
        return NOTHING;
    }

    private String tables() {
        try {
            doors.requireCurrent().run();
            return NOTHING;
        } catch (OtherVersionException | IllegalStateException e) {
            return "they are of another version: run gnocchi-upgrade, or start the other version";
        }
    }

    private static String store(ObjectStore store) {
        try {
            store.get(PROBE);
            return NOTHING;
        } catch (ObjectMissingException _) {
            return NOTHING;
        }
    }

    private String workers() {
        return doors.manifest().workers(clock.instant()).isEmpty()
                ? "no worker shows signs of life: is gnocchi-metricd running?"
                : NOTHING;
    }
}
