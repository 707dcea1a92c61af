package io.gnocchi.server.demo;

import io.gnocchi.server.wire.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures a simulated fleet: its last day at once, then as time goes by. What it posts again
/// after a restart is the same as before.
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final long FILLED_SECONDS = Duration.ofDays(1).toSeconds();
    private static final int FILL_STEP_SECONDS = 60;
    private static final int LIVE_STEP_SECONDS = 10;
    private static final int INSTANTS_A_POST = 90;
    private static final String MEASURES = "batch/resources/metrics/measures";
    private static final MathContext DIGITS = new MathContext(6);

    private final Fleet fleet = Fleet.packed();
    private final InstantSource clock;
    private final DemoClient client;
    private final Thread thread;

    /// @param api of this server, ends with a slash
    /// @param user who posts; must be allowed to create policies and types
    public Demo(URI api, String user, InstantSource clock) {
        this.clock = clock;
        client = new DemoClient(api, user);
        thread = Thread.ofVirtual().name("demo").unstarted(this::run);
    }

    /// Begins, in a thread of its own.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            fill();
            LOG.info("the demo fleet has its last day, and goes on");
            while (!Thread.interrupted()) {
                TimeUnit.SECONDS.sleep(LIVE_STEP_SECONDS);
                goOn();
            }
        } catch (IOException e) {
            LOG.warn("the demo fleet cannot be made: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Creates what is not there, and posts a day.
    void fill() throws IOException, InterruptedException {
        client.create("archive_policy", json -> json.value(fleet.policy()));
        for (var type : fleet.types()) {
            client.create("resource_type", json -> json.value(type));
        }
        for (var thing : fleet.things()) {
            client.create("resource/" + thing.type(), json -> write(json, thing));
        }
        long end = Math.floorDiv(now(), FILL_STEP_SECONDS) * FILL_STEP_SECONDS;
        long span = (long) INSTANTS_A_POST * FILL_STEP_SECONDS;
        for (long from = end - FILLED_SECONDS; from <= end; from += span) {
            post(instants(from, Math.min(from + span, end + 1)));
        }
    }

    private static List<Long> instants(long from, long to) {
        return LongStream.iterate(from, at -> at < to, at -> at + FILL_STEP_SECONDS)
                .boxed()
                .toList();
    }

    /// An instant more. A server that cannot take it gets the next.
    private void goOn() throws InterruptedException {
        try {
            post(List.of(now()));
        } catch (IOException e) {
            LOG.warn("the demo fleet was not measured: {}", e.getMessage());
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private void post(List<Long> instants) throws IOException, InterruptedException {
        client.post(
                MEASURES,
                json -> {
                    json.beginObject();
                    fleet.things().forEach(thing -> write(json, thing, instants));
                    json.endObject();
                });
    }

    private static void write(JsonWriter json, Thing thing) {
        json.beginObject();
        json.name("id").value(thing.id());
        thing.attributes().forEach((name, value) -> json.name(name).value(value));
        json.name("metrics").beginObject();
        for (var metric : thing.metrics()) {
            json.name(metric.shape().name()).beginObject();
            json.name("archive_policy_name").value("demo");
            if (!metric.shape().unit().isEmpty()) {
                json.name("unit").value(metric.shape().unit());
            }
            json.endObject();
        }
        json.endObject();
        json.endObject();
    }

    private static void write(JsonWriter json, Thing thing, List<Long> instants) {
        json.name(thing.id()).beginObject();
        for (var metric : thing.metrics()) {
            json.name(metric.shape().name()).beginArray();
            for (long seconds : instants) {
                json.beginObject();
                json.name("timestamp").value(seconds);
                json.name("value").value(rounded(metric.shape().at(metric.number(), seconds)));
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    @Override
    public void close() {
        thread.interrupt();
        client.close();
    }
}
