package io.gnocchi.server.api;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All routes. A literal segment wins over a named one when its route is listed first.
record RouteTable(List<Route> routes) {

    /// A route and the named segments of a path.
    record Match(Route route, Map<String, String> names) {}

    RouteTable {
        routes = List.copyOf(routes);
    }

    /// @throws Problem 404 when no route has the path, 405 when none of those has the method
    Match find(String method, List<String> path) {
        var match = search(method, path);
        if (match == null && method.equals("HEAD")) {
            match = search("GET", path);
        }
        if (match != null) {
            return match;
        }
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            if (route.match(path) != null) {
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.noRoute();
        }
        if (method.equals("OPTIONS")) {
            var options = new Route("OPTIONS", path, _ -> Reply.empty(200), true, false);
            return new Match(options, Map.of());
        }
        throw Problem.methodNotAllowed(String.join(", ", allowed));
    }

    private @Nullable Match search(String method, List<String> path) {
        for (var route : routes) {
            if (!route.method().equals(method)) {
                continue;
            }
            var names = route.match(path);
            if (names != null) {
                return new Match(route, names);
            }
        }
        return null;
    }
}
