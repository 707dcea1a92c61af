package io.gnocchi.server.itself;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.meters.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what this process tells about itself as measures of a resource of its own, again and
/// again. What cannot be kept is left out: the next time comes soon.
public final class OwnMeasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMeasures.class);
    private static final String HOST = "host";
    private static final int MAX_HOST_LENGTH = 255;
    private static final String CREATOR = "gnocchi";

    /// What the resources are.
    private static final ResourceType TYPE =
            new ResourceType(
                    "gnocchi_process",
                    ResourceType.State.ACTIVE,
                    new TreeMap<>(Map.of(HOST, new Attribute.Text(true, 0, MAX_HOST_LENGTH))));

    private final Meters meters;
    private final Intake intake;
    private final String policy;
    private final String host;
    private final String resource;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);

    /// @param policy archive policy of the metrics
    /// @param host of this process
    /// @param port by which processes of the same host are told apart
    public OwnMeasures(
            Meters meters,
            Intake intake,
            String policy,
            String host,
            int port,
            InstantSource clock) {
        this.meters = meters;
        this.intake = intake;
        this.policy = policy;
        this.host = host;
        this.resource = "gnocchi:%s:%d".formatted(host, port);
        this.clock = clock;
    }

    /// Begins.
    ///
    /// @param pause between two times
    public void start(Duration pause) {
        Thread.ofVirtual().name("own-measures").start(() -> run(pause));
    }

    private void run(Duration pause) {
        try {
            while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                keep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Keeps it as it is now.
    void keep() {
        var delivery = Delivery.creating(TYPE, CREATOR, policy);
        long now = Timestamps.nanos(clock.instant());
        meters.numbers()
                .forEach((name, value) ->
                        delivery.add(resource, Map.of(HOST, host), name, now, value));
        try {
            var outcome = intake.acceptSome(delivery, null);
            if (outcome.refused() > 0) {
                LOG.warn("{} own measures are not kept: {}", outcome.refused(), outcome.reason());
            }
        } catch (RuntimeException e) {
            LOG.warn("own measures are not kept: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
