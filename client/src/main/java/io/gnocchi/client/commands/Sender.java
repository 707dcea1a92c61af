package io.gnocchi.client.commands;

import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.api.ConflictException;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.api.RefusedException;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.records.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Sends measures by several requests at a time, those of a metric always in their order.
final class Sender {
    private static final int NAMED_AT_MOST = 5;

    private final Gnocchi gnocchi;
    private final boolean create;
    private final boolean late;
    private final String resourceType;
    private final int workers;

    /// @param create whether resources and metrics that are not there are made
    /// @param late whether measures from before what can still change are kept too
    Sender(Gnocchi gnocchi, boolean create, boolean late, String resourceType, int workers) {
        this.gnocchi = gnocchi;
        this.create = create;
        this.late = late;
        this.resourceType = resourceType;
        this.workers = workers;
    }

    int workers() {
        return workers;
    }

    /// Sends all; durable when it returns. When some fail, the others may have been taken.
    Acceptance take(List<Measured> measures) {
        List<Parcel> parcels = Parcel.of(measures, workers);
        if (parcels.size() == 1) {
            return send(parcels.getFirst());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Acceptance>> sendings = new ArrayList<>();
            parcels.forEach(parcel -> sendings.add(() -> send(parcel)));
            var acceptance = Acceptance.UNTOLD;
            for (var sending : threads.invokeAll(sendings)) {
                acceptance = acceptance.and(sending.get());
            }
            return acceptance;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException("measures could not be sent", failed);
        }
    }

    private Acceptance send(Parcel parcel) {
        try {
            return parcel.send(gnocchi, create, late);
        } catch (RefusedException refused) {
            List<String> missing = missingResources(refused);
            if (!create && String.valueOf(refused.description()).startsWith("Unknown metrics")) {
                throw new FailureException(
                        refused.description() + "; --create makes resources and metrics");
            }
            if (missing.isEmpty()) {
                throw refused;
            }
            if (!create) {
                throw new FailureException(
                        "%d resources are not there: %s%s; --create makes them"
                                .formatted(
                                        missing.size(),
                                        String.join(
                                                ", ",
                                                missing.subList(
                                                        0,
                                                        Math.min(NAMED_AT_MOST, missing.size()))),
                                        missing.size() > NAMED_AT_MOST ? ", …" : ""));
            }
            missing.forEach(this::make);
            return parcel.send(gnocchi, true, late);
        }
    }

    private static List<String> missingResources(RefusedException refused) {
        var missing = new ArrayList<String>();
        if (refused.description() instanceof Map<?, ?> told
                && "Unknown resources".equals(told.get("cause"))
                && told.get("detail") instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> resource) {
                    missing.add(PythonText.str(resource.get("original_resource_id")));
                }
            }
        }
        return missing;
    }

    private void make(String resource) {
        try {
            gnocchi.resources().create(resourceType, Map.of("id", resource));
        } catch (ConflictException another) {
            // Somebody was faster.
        }
    }
}
