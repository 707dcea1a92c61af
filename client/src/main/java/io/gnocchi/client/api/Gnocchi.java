package io.gnocchi.client.api;

import io.gnocchi.client.access.Access;
import io.gnocchi.client.access.BasicAccess;
import io.gnocchi.client.http.Proxies;
import io.gnocchi.client.http.RetryingTransport;
import io.gnocchi.client.http.SocketTransport;
import io.gnocchi.client.http.Tls;
import io.gnocchi.client.http.Transport;
import java.net.URI;

/// A Gnocchi server, seen from outside.
///
/// ```java
/// try (var gnocchi = Gnocchi.connect(new BasicAccess("admin", URI.create("http://localhost:8041")))) {
///     var metric = gnocchi.metrics().create(MetricRequest.named("temperature").policy("low"));
///     gnocchi.measures().add(metric.id(), List.of(new Measure(Instant.now(), 21.5)));
///     var points = gnocchi.measures().of(metric.id(), MeasuresQuery.all());
/// }
/// ```
///
/// Calls block, from any number of threads. They throw [RefusedException] (and its kinds) when the
/// server refuses, [io.gnocchi.client.http.ConnectionException] when no answer came. Listings
/// follow the pages of the server.
public final class Gnocchi implements AutoCloseable {
    /// How often a request is made at most when the server asks to come back later.
    public static final int ATTEMPTS = 4;

    private final Transport transport;
    private final Calls calls;

    /// A server that is reached through this transport.
    public Gnocchi(Transport transport, Access access) {
        this.transport = transport;
        this.calls = new Calls(transport, access);
    }

    /// A server reached over the network: Java's certificates, the proxies of the environment, and
    /// four attempts when the server is busy.
    public static Gnocchi connect(Access access) {
        var sockets = new SocketTransport(Tls.standard(), Proxies.of(System.getenv()), null);
        return new Gnocchi(new RetryingTransport(sockets, ATTEMPTS, Thread::sleep), access);
    }

    /// A server that believes names, at this address.
    public static Gnocchi connect(String user, URI endpoint) {
        return connect(new BasicAccess(user, endpoint));
    }

    /// What is computed from measures, and how long it is kept.
    public ArchivePolicies archivePolicies() {
        return new ArchivePolicies(calls);
    }

    /// Which policy new metrics get by their names.
    public ArchivePolicyRules archivePolicyRules() {
        return new ArchivePolicyRules(calls);
    }

    /// The kinds of resources and their attributes.
    public ResourceTypes resourceTypes() {
        return new ResourceTypes(calls);
    }

    /// The things that are measured.
    public Resources resources() {
        return new Resources(calls);
    }

    /// The series of measures.
    public Metrics metrics() {
        return new Metrics(calls);
    }

    /// What is measured: in and out.
    public Measures measures() {
        return new Measures(calls);
    }

    /// Operations over several metrics.
    public Aggregates aggregates() {
        return new Aggregates(calls);
    }

    /// How the server is.
    public ServerState server() {
        return new ServerState(calls);
    }

    @Override
    public void close() {
        transport.close();
    }
}
