package io.gnocchi.server.api;

import io.gnocchi.server.meters.RequestMeters;
import org.slf4j.MDC;

/// Sees requests come and go, and tells of them.
record Visits(RequestMeters meters, SlowRequests slow, Spans spans) {

    /// A request has come.
    Visit begin() {
        meters.begin();
        return new Visit();
    }

    /// A request has been answered. What this thread logs from here on is not about it.
    void end(Visit visit, int status) {
        long nanos = visit.nanos();
        meters.end(visit.method(), visit.route(), status, nanos);
        if (visit.isQuery()) {
            meters.answered(visit.points());
        }
        slow.answered(visit, status, nanos);
        spans.answered(visit, status, nanos);
        MDC.clear();
    }
}
