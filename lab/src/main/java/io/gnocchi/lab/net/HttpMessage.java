package io.gnocchi.lab.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request or an answer of HTTP/1.1 as it went over the line, byte for byte.
///
/// @param head first line and headers, with the empty line
/// @param body as sent, with the frames of its chunks if it has such
public record HttpMessage(String head, byte[] body) {
    private static final int LONGEST_HEAD = 1 << 20;
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    /// Reads a request; who waits for leave to send the body gets it.
    ///
    /// @return null at the end of the stream
    static @Nullable HttpMessage readRequest(InputStream in, OutputStream out) throws IOException {
        var head = readHead(in);
        if (head == null) {
            return null;
        }
        if ("100-continue".equalsIgnoreCase(header(head, "expect"))) {
            out.write(CONTINUE.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            head = without(head, "expect");
        }
        return new HttpMessage(head, hasBody(head) ? readBody(head, in, false) : new byte[0]);
    }

    /// Reads the answer to a request.
    static HttpMessage readAnswer(InputStream in, boolean toHead) throws IOException {
        String head;
        do {
            head = readHead(in);
            if (head == null) {
                throw new EOFException("no answer");
            }
        } while (head.startsWith("HTTP/1.1 1"));
        boolean bare = toHead || head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304");
        return new HttpMessage(head, bare ? new byte[0] : readBody(head, in, true));
    }

    private static boolean hasBody(String head) {
        return header(head, "content-length") != null || header(head, "transfer-encoding") != null;
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int octet = in.read();
            if (octet < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("the head ends early");
            }
            head.write(octet);
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("the head has no end");
            }
            newlines = octet == '\n' ? newlines + 1 : octet == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] readBody(String head, InputStream in, boolean untilEnd)
            throws IOException {
        var length = header(head, "content-length");
        if (length != null) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            if (body.length < Integer.parseInt(length)) {
                throw new EOFException("the body ends early");
            }
            return body;
        }
        if (header(head, "transfer-encoding") != null) {
            return readChunks(in);
        }
        return untilEnd ? in.readAllBytes() : new byte[0];
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        int size;
        do {
            var line = readLine(in);
            all.writeBytes(line);
            var text = new String(line, StandardCharsets.ISO_8859_1).split(";", 2)[0];
            size = Integer.parseInt(text.strip(), 16);
            all.writeBytes(in.readNBytes(size));
            all.writeBytes(readLine(in));
        } while (size > 0);
        return all.toByteArray();
    }

    private static byte[] readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int octet;
        do {
            octet = in.read();
            if (octet < 0) {
                throw new EOFException("a chunk ends early");
            }
            line.write(octet);
        } while (octet != '\n');
        return line.toByteArray();
    }

    void write(OutputStream out) throws IOException {
        out.write(bytes());
        out.flush();
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /// `GET`, `PUT` and so on, of a request.
    public String method() {
        return head.substring(0, head.indexOf(' '));
    }

    /// Path and query of a request.
    public String target() {
        return head.split(" ", 3)[1];
    }

    private static @Nullable String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static String without(String head, String name) {
        var kept = new StringBuilder();
        head.lines()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .forEach(line -> kept.append(line).append("\r\n"));
        return kept.toString();
    }
}
