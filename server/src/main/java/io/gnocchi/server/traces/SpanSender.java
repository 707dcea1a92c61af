package io.gnocchi.server.traces;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans to a collector over OTLP/HTTP, many at a time. Nobody waits for it: what it cannot
/// send, or not fast enough, is counted and left out.
public final class SpanSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpanSender.class);
    private static final int MOST_WAITING = 2048;
    private static final int MOST_AT_A_TIME = 512;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REPORT_PAUSE = Duration.ofMinutes(1);

    private final URI address;
    private final Map<String, String> headers;
    private final Map<String, Object> process;
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Thread thread = Thread.ofVirtual().name("spans").unstarted(this::run);
    private volatile boolean closed;
    private long reportedNanos = System.nanoTime() - REPORT_PAUSE.toNanos();

    /// @param endpoint of the collector, as `http://host:4318`
    /// @param headers that each request has besides
    /// @param process what is known of this process, by OpenTelemetry's names
    public SpanSender(URI endpoint, Map<String, String> headers, Map<String, Object> process) {
        this.address = URI.create(endpoint.toString().replaceFirst("/+$", "") + "/v1/traces");
        this.headers = Map.copyOf(headers);
        this.process = Map.copyOf(process);
    }

    /// Begins.
    public void start() {
        thread.start();
    }

    /// Takes a span, if there is room.
    public void take(Span span) {
        if (!waiting.offer(span)) {
            lost.increment();
        }
    }

    /// Spans that a collector has taken.
    public long sent() {
        return sent.sum();
    }

    /// Spans that were left out.
    public long lost() {
        return lost.sum();
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                var first = waiting.poll(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    var spans = new ArrayList<Span>(List.of(first));
                    waiting.drainTo(spans, MOST_AT_A_TIME - 1);
                    send(spans);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Span> spans) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(SpanBody.of(spans, process)));
        headers.forEach(request::setHeader);
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                sent.add(spans.size());
                return;
            }
            lose(spans.size(), "the answer is " + status);
        } catch (IOException e) {
            lose(spans.size(), e.toString());
        }
    }

    private void lose(int spans, String reason) {
        lost.add(spans);
        long now = System.nanoTime();
        if (now - reportedNanos >= REPORT_PAUSE.toNanos()) {
            reportedNanos = now;
            LOG.warn("{} spans are lost so far, {} takes none: {}", lost(), address, reason);
        }
    }

    /// Sends what waits, for a bounded time.
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("{} spans are not sent", waiting.size());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} spans are not sent", waiting.size(), e);
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
