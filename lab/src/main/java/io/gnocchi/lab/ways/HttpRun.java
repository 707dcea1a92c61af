package io.gnocchi.lab.ways;

import io.gnocchi.lab.net.Grpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Posts by a way that answers once the measures are acknowledged.
///
/// @param measures of a request
record HttpRun(Served server, Way way, Way.Measures measures, int clients) {
    /// The user admin.
    static final String USER = "Basic YWRtaW46";

    private static final int ROUNDS = 20;

    /// @param seconds of processor time of the server
    Outcome run(double seconds) throws Exception {
        var bodies = IntStream.range(0, ROUNDS).mapToObj(i -> way.body(measures, i)).toList();
        double cpu = server.cpuSeconds();
        long begun = System.nanoTime();
        long requests = 0;
        try (var isOver = new Budget(server, seconds);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posting = new ArrayList<Future<Long>>();
            for (int i = 0; i < clients; i++) {
                int first = i;
                Callable<Long> work = () -> posted(bodies, first, isOver);
                posting.add(threads.submit(work));
            }
            for (var one : posting) {
                requests += one.get();
            }
        }
        long wall = System.nanoTime() - begun;
        long bytes = bodies.stream().mapToLong(body -> body.length).sum();
        return new Outcome(
                way.name(),
                measures.count() + " in a request",
                requests * measures.count(),
                wall / 1e9,
                server.cpuSeconds() - cpu,
                bytes / ((double) ROUNDS * measures.count()),
                0);
    }

    /// @return how many requests were answered well
    private long posted(List<byte[]> bodies, int first, BooleanSupplier isOver) throws IOException {
        long requests = 0;
        try (var poster = poster()) {
            for (int next = first; !isOver.getAsBoolean(); next++) {
                poster.post(bodies.get(next % bodies.size()));
                requests++;
            }
        }
        return requests;
    }

    /// Who posts one body after the other.
    private interface Poster extends AutoCloseable {
        /// @throws IOException when it was not acknowledged whole
        void post(byte[] body) throws IOException;

        @Override
        void close() throws IOException;
    }

    private Poster poster() throws IOException {
        if (way.isGrpc()) {
            int port = URI.create(server.address()).getPort();
            return new GrpcPoster(new Grpc(port, way.path(), USER));
        }
        return new Poster() {
            @Override
            public void post(byte[] body) throws IOException {
                HttpRun.this.post(body);
            }

            @Override
            public void close() {}
        };
    }

    private record GrpcPoster(Grpc connection) implements Poster {
        @Override
        public void post(byte[] body) throws IOException {
            if (!connection.call(body)) {
                throw new IOException("a call of gRPC was not answered well");
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /// Who is told to come back does.
    private void post(byte[] body) throws IOException {
        var builder =
                HttpRequest.newBuilder(URI.create(server.address() + way.path()))
                        .header("Authorization", USER)
                        .header("Content-Type", way.contentType());
        if (!way.encoding().isEmpty()) {
            builder.header("Content-Encoding", way.encoding());
        }
        var request = builder.POST(BodyPublishers.ofByteArray(body)).build();
        try {
            while (true) {
                var answer = server.client().send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 429 && answer.statusCode() != 503) {
                    if (answer.statusCode() != way.status() || isPartial(answer.body())) {
                        throw new IOException(
                                "%s: %d %s"
                                        .formatted(way.name(), answer.statusCode(), answer.body()));
                    }
                    return;
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isPartial(String body) {
        return body.contains("ejected") || body.contains("refused");
    }
}
