package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A connection of HTTP/1.1 to a server that is measured, kept for the next request as long as the
/// server keeps it. The server shares its processors with whoever asks, so asking is made cheap:
/// hence no HTTP client of a library, nor the messages in `lab.net`, which keep all they pass on.
final class Connection implements Closeable {
    private static final int BUFFER = 64 << 10;
    private static final int PATIENCE_MILLIS = 300_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final String host;
    private int at;
    private int end;
    private boolean answered;
    private boolean kept = true;

    /// @param base the server's address
    Connection(URI base) throws IOException {
        host = base.getHost() + ":" + base.getPort();
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /// An answer.
    ///
    /// @param body with its chunks put together
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// Whether another request may be sent.
    boolean isKept() {
        return kept;
    }

    /// @return null when the server has closed the connection since the last answer
    @Nullable Answer send(Call call) throws IOException {
        try {
            socket.getOutputStream().write(bytes(call));
            if (at == end && !fill()) {
                return gone(new EOFException("no answer"));
            }
        } catch (IOException e) {
            return gone(e);
        }
        var answer = answer();
        answered = true;
        return answer;
    }

    private @Nullable Answer gone(IOException why) throws IOException {
        kept = false;
        if (answered) {
            return null;
        }
        throw why;
    }

    private byte[] bytes(Call call) {
        var head =
                """
                %s %s HTTP/1.1
                Host: %s
                Authorization: Basic YWRtaW46
                Content-Type: %s
                Content-Length: %d
                %s
                """
                        .formatted(
                                call.method(),
                                call.path(),
                                host,
                                call.type(),
                                call.body().length,
                                call.type().equals(RemoteWrite.TYPE)
                                        ? "Content-Encoding: snappy\n"
                                        : "")
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        var all = Arrays.copyOf(head, head.length + call.body().length);
        System.arraycopy(call.body(), 0, all, head.length, call.body().length);
        return all;
    }

    private Answer answer() throws IOException {
        var first = line();
        int status = Integer.parseInt(first.split(" ", 3)[1]);
        kept = first.startsWith("HTTP/1.1");
        int length = -1;
        boolean chunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(value(line));
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (lower.startsWith("connection:")) {
                kept = value(lower).equals("keep-alive");
            }
        }
        if (status == 204) {
            return new Answer(status, new byte[0]);
        }
        if (chunked) {
            return new Answer(status, chunks());
        }
        if (length < 0) {
            kept = false;
            return new Answer(status, rest());
        }
        return new Answer(status, exactly(length));
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.writeBytes(exactly(size));
            var _ = line();
        }
        var _ = line();
        return all.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] rest() throws IOException {
        var all = new ByteArrayOutputStream();
        do {
            all.write(buffer, at, end - at);
            at = end;
        } while (fill());
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = new byte[length];
        int here = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, 0, here);
        at += here;
        if (in.readNBytes(bytes, here, length - here) < length - here) {
            throw new EOFException("an answer ends early");
        }
        return bytes;
    }

    /// Without the line's end.
    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    line.append(new String(buffer, at, i - at, StandardCharsets.ISO_8859_1));
                    at = i + 1;
                    int length = line.length();
                    line.setLength(
                            length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
                    return line.toString();
                }
            }
            line.append(new String(buffer, at, end - at, StandardCharsets.ISO_8859_1));
            at = end;
            if (!fill()) {
                throw new EOFException("an answer ends early");
            }
        }
    }

    /// @return false at the end
    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
