/// A client of Gnocchi's REST API: typed calls for programs, and the command line `gnocchi`.
@org.jspecify.annotations.NullMarked
module io.gnocchi.client {
    requires static transitive org.jspecify;
    requires tools.jackson.core;
    requires static org.jline;

    exports io.gnocchi.client.access;
    exports io.gnocchi.client.api;
    exports io.gnocchi.client.http;
    exports io.gnocchi.client.json;
}
