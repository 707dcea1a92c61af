package io.gnocchi.server.api;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Takes a request to its route and turns whatever happens there into an answer.
final class Dispatcher {
    private static final String REQUEST_ID = "X-OpenStack-Request-Id";
    private static final String COMMAND_LINE = "gnocchi keystoneauth1/";
    private static final Pattern VALID_ID = Pattern.compile("req-[\\da-fA-F-]{36}");

    private final RouteTable routes;
    private final Access access;
    private final Supplier<UUID> ids;
    private final long maxBodyBytes;
    private final boolean trustsProxy;
    private final CrossOrigin origins;
    private final Semaphore places;
    private final BodyMemory bodies;

    Dispatcher(RouteTable routes, Access access, Supplier<UUID> ids, ApiSettings settings) {
        this.routes = routes;
        this.access = access;
        this.ids = ids;
        maxBodyBytes = settings.maxBodyBytes();
        trustsProxy = settings.transport().trustsProxy();
        origins = new CrossOrigin(settings.transport().origins());
        places = new Semaphore(settings.maxRequests());
        bodies = new BodyMemory(settings.maxBodiesBytes());
    }

    /// Until the visit ends the log says which request it is about.
    ///
    /// @param visit is told which route it is
    Reply answer(HttpRequest request, Visit visit) {
        var requestId = "req-" + ids.get();
        var seen = trustsProxy ? request.through(ProxyHeaders.read(request.headers())) : request;
        MDC.put("request", logged(requestId, request.headers().apply(REQUEST_ID)));
        var trace = TraceParent.parse(request.headers().apply(TraceParent.HEADER));
        visit.follows(trace);
        if (trace != null) {
            MDC.put("trace", trace.traceId());
            MDC.put("span", trace.spanId());
        }
        var reply = origins.told(answer(seen, requestId, visit), request.headers());
        return wouldPrintId(reply, request) ? reply : reply.with(REQUEST_ID, requestId);
    }

    /// The original's command line ends what it prints of a refusal with the header's id. The
    /// original has no ids, and scripts compare what is printed. The body has the id as well.
    private static boolean wouldPrintId(Reply reply, HttpRequest request) {
        var agent = request.headers().apply("User-Agent");
        return reply.status() / 100 == 4 && agent != null && agent.startsWith(COMMAND_LINE);
    }

    private Reply answer(HttpRequest request, String requestId, Visit visit) {
        var preflight = origins.preflight(request);
        if (preflight != null) {
            return preflight;
        }
        var accept = new MediaRanges(request.headers().apply("Accept"));
        try {
            return admitted(request, accept, visit);
        } catch (RuntimeException e) {
            var problem = Refusals.problem(e);
            var foreign = OtlpAnswers.refusal(problem, request);
            return foreign != null ? foreign : ErrorPages.reply(problem, accept, requestId);
        }
    }

    /// Ours, and the one of the request that led to this one.
    private static String logged(String ours, @Nullable String theirs) {
        return theirs != null && VALID_ID.matcher(theirs).matches() ? ours + " " + theirs : ours;
    }

    /// The answer to a request that the HTTP library itself turns away.
    Reply refusal(int status, MediaRanges accept) {
        var requestId = "req-" + ids.get();
        return ErrorPages.reply(Problem.of(status), accept, requestId).with(REQUEST_ID, requestId);
    }

    private Reply admitted(HttpRequest request, MediaRanges accept, Visit visit) {
        if (!places.tryAcquire()) {
            throw Problem.overloaded("Too many requests at a time.");
        }
        try {
            return routed(request, accept, visit);
        } finally {
            places.release();
        }
    }

    private Reply routed(HttpRequest request, MediaRanges accept, Visit visit) {
        var path = Route.segments(PercentCoding.decode(request.path(), false));
        var match = routes.find(request.method(), path);
        var route = match.route();
        visit.found(route);
        if (route.json() && !accept.admits("application", "json")) {
            throw Problem.of(406);
        }
        var query = Query.parse(request.query());
        visit.asks(query);
        var caller = route.open() ? null : known(request);
        try (var call =
                new Call(request, match.names(), query, caller, maxBodyBytes, bodies.open())) {
            return route.handling().answer(call);
        }
    }

    private Caller known(HttpRequest request) {
        var caller = access.caller(request.headers());
        if (caller == null) {
            throw Problem.unknownCaller(access.challenge());
        }
        return caller;
    }
}
