package io.gnocchi.server.api;

import io.gnocchi.server.access.Caller;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request that has found its route.
final class Call implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final String JSON = "application/json";

    private final HttpRequest request;
    private final Map<String, String> names;
    private final Query query;
    private final @Nullable Caller caller;
    private final long maxBodyBytes;
    private final BodyMemory.Share memory;
    private InputStream opened = InputStream.nullInputStream();

    Call(
            HttpRequest request,
            Map<String, String> names,
            Query query,
            @Nullable Caller caller,
            long maxBodyBytes,
            BodyMemory.Share memory) {
        this.request = request;
        this.names = names;
        this.query = query;
        this.caller = caller;
        this.maxBodyBytes = maxBodyBytes;
        this.memory = memory;
    }

    /// A named segment of the path.
    String path(String name) {
        var segment = names.get(name);
        if (segment == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return segment;
    }

    Query query() {
        return query;
    }

    /// Who asks; known on every route that is not open.
    Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    @Nullable String header(String name) {
        return request.headers().apply(name);
    }

    String method() {
        return request.method();
    }

    /// The path as sent.
    String rawPath() {
        return request.path();
    }

    /// The URL that was called, without its query.
    String here() {
        return request.origin() + request.path();
    }

    /// An absolute URL of ours.
    String url(String... segments) {
        var url = new StringBuilder(request.origin());
        for (var segment : segments) {
            url.append('/').append(PercentCoding.encode(segment));
        }
        return url.toString();
    }

    /// The body, which must be declared to be JSON.
    InputStream jsonBody() {
        requireMediaType(JSON);
        return body();
    }

    private void requireMediaType(String wanted) {
        if (!mediaType().equals(wanted)) {
            throw Problem.of(415);
        }
    }

    /// What the body is declared to be, without parameters, in lower case; empty when undeclared.
    String mediaType() {
        var type = header("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// The body, whatever it is declared to be, unpacked.
    InputStream body() {
        var unpacked = PackedBody.unpacked(rawBody(null), header("Content-Encoding"));
        opened = unpacked;
        return new BoundedBody(unpacked, maxBodyBytes, memory);
    }

    /// The message that a call of gRPC sends, unpacked.
    ///
    /// @throws Problem when it is none, or packed in a way nobody here unpacks
    InputStream grpcMessage() {
        opened = GrpcFrame.opened(rawBody(null), header(GrpcFrame.ENCODING_HEADER));
        return new BoundedBody(opened, maxBodyBytes, memory);
    }

    /// The body of a protocol that packs it in its own way and says so.
    InputStream bodyPackedAs(String coding) {
        return coding.equalsIgnoreCase(header("Content-Encoding")) ? rawBody(memory) : body();
    }

    private InputStream rawBody(BodyMemory.@Nullable Share share) {
        if (request.contentLength() > maxBodyBytes) {
            throw Problem.of(413);
        }
        return new BoundedBody(request.body(), maxBodyBytes, share);
    }

    /// Gives back what unpacking the body took.
    @Override
    public void close() {
        memory.close();
        try {
            opened.close();
        } catch (IOException e) {
            LOG.debug("a body does not close", e);
        }
    }

    /// The address of the client, null when unknown.
    @Nullable InetAddress client() {
        return request.client();
    }

    /// Most bytes a body may have once it is unpacked.
    long maxBodyBytes() {
        return maxBodyBytes;
    }

    /// A small body, whole.
    Json json() {
        return json(JSON);
    }

    /// The same in a dialect of JSON.
    Json json(String mediaType) {
        requireMediaType(mediaType);
        return JsonReader.read(body());
    }

    /// A small body, whole; null when there is none.
    @Nullable Json jsonIfAny() {
        var body = new PushbackInputStream(body());
        try {
            int first = body.read();
            if (first < 0) {
                return null;
            }
            body.unread(first);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
        requireMediaType(JSON);
        return JsonReader.read(body);
    }
}
