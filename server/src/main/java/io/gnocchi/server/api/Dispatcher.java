package io.gnocchi.server.api;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Takes a request to its route and turns whatever happens there into an answer.
final class Dispatcher {
    private final RouteTable routes;
    private final Access access;
    private final Supplier<UUID> ids;
    private final long maxBodyBytes;
    private final Semaphore places;

    Dispatcher(RouteTable routes, Access access, Supplier<UUID> ids, ApiSettings settings) {
        this.routes = routes;
        this.access = access;
        this.ids = ids;
        maxBodyBytes = settings.maxBodyBytes();
        places = new Semaphore(settings.maxRequests());
    }

    Reply answer(HttpRequest request) {
        var requestId = "req-" + ids.get();
        var accept = new MediaRanges(request.headers().apply("Accept"));
        Reply reply;
        try {
            reply = admitted(request, accept);
        } catch (RuntimeException e) {
            reply = ErrorPages.reply(Refusals.problem(e), accept, requestId);
        }
        return reply.with("X-OpenStack-Request-Id", requestId);
    }

    /// The answer to a request that the HTTP library itself turns away.
    Reply refusal(int status, MediaRanges accept) {
        var requestId = "req-" + ids.get();
        return ErrorPages.reply(Problem.of(status), accept, requestId)
                .with("X-OpenStack-Request-Id", requestId);
    }

    private Reply admitted(HttpRequest request, MediaRanges accept) {
        if (!places.tryAcquire()) {
            throw Problem.overloaded("Too many requests at a time.");
        }
        try {
            return routed(request, accept);
        } finally {
            places.release();
        }
    }

    private Reply routed(HttpRequest request, MediaRanges accept) {
        var path = Route.segments(PercentCoding.decode(request.path(), false));
        var match = routes.find(request.method(), path);
        var route = match.route();
        if (route.json() && !accept.admits("application", "json")) {
            throw Problem.of(406);
        }
        var query = Query.parse(request.query());
        var caller = route.open() ? null : known(request);
        return route.handling()
                .answer(new Call(request, match.names(), query, caller, maxBodyBytes));
    }

    private Caller known(HttpRequest request) {
        var caller = access.caller(request.headers());
        if (caller == null) {
            throw Problem.unknownCaller(access.challenge());
        }
        return caller;
    }
}
