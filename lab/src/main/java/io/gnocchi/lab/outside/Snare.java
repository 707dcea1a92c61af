package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import io.gnocchi.lab.net.StoreProxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lets one request to the store fail, with all its repetitions, and every other one pass.
final class Snare implements StoreProxy.Director {
    /// As often as both implementations try: once and four times again.
    private static final int ATTEMPTS = 5;

    private final List<HttpMessage> met = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private Predicate<HttpMessage> counts = _ -> false;
    private Mischief mischief = Mischief.NONE;
    private int victim;
    private @Nullable String caught;
    private int failures;
    private boolean closed;

    /// Lets no request pass until [#open()].
    synchronized void close() {
        closed = true;
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }

    /// From now on requests are numbered from 0, and the one with this number fails.
    ///
    /// @param wanted which requests count; the others pass unnoticed
    synchronized void set(Predicate<HttpMessage> wanted, int number, Mischief how) {
        met.clear();
        known.clear();
        counts = wanted;
        victim = number;
        mischief = how;
        caught = null;
        failures = 0;
    }

    /// Different requests since it was set, in the order in which they first came.
    synchronized List<HttpMessage> met() {
        return List.copyOf(met);
    }

    /// The request that failed, or null when there were not so many.
    synchronized @Nullable HttpMessage caught() {
        return victim < met.size() && failures > 0 ? met.get(victim) : null;
    }

    synchronized int failures() {
        return failures;
    }

    @Override
    public synchronized Mischief meet(HttpMessage request) {
        awaitOpen();
        if (!counts.test(request)) {
            return Mischief.NONE;
        }
        var name = name(request);
        if (known.add(name)) {
            if (met.size() == victim) {
                caught = name;
            }
            met.add(request);
        }
        if (!name.equals(caught) || failures == ATTEMPTS) {
            return Mischief.NONE;
        }
        failures++;
        return mischief;
    }

    private void awaitOpen() {
        try {
            while (closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String name(HttpMessage request) {
        var range =
                request.head()
                        .lines()
                        .filter(line -> line.regionMatches(true, 0, "range:", 0, "range:".length()))
                        .findFirst()
                        .orElse("");
        var body =
                request.method().equals("POST")
                        ? new String(request.body(), StandardCharsets.UTF_8)
                        : "";
        return request.method() + " " + request.target() + " " + range + body;
    }
}
