package io.gnocchi.client.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One connection to a server, used for one request after the other.
final class Connection implements Closeable {
    private static final int MAX_LINE_BYTES = 65_536;
    private static final int MAX_HEADERS = 200;
    private static final int BUFFER_BYTES = 32_768;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable = true;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        out = socket.getOutputStream();
    }

    /// Whether another request may follow on it.
    boolean reusable() {
        return reusable && !socket.isClosed();
    }

    Response exchange(Request request, String target) throws IOException {
        reusable = false;
        out.write(head(request, target));
        if (request.body() != null) {
            out.write(request.body());
        }
        out.flush();
        return answer(request.method().equals("HEAD"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] head(Request request, String target) {
        var head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(request.to().getRawAuthority()).append("\r\n");
        request.headers().forEach((name, value) -> append(head, name, value));
        if (request.body() != null) {
            append(head, "Content-Length", Integer.toString(request.body().length));
        } else if (!request.method().equals("GET")) {
            append(head, "Content-Length", "0");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder head, String name, String value) {
        // A line break in a value would begin another header.
        head.append(name).append(": ").append(value.replaceAll("[\r\n]", " ")).append("\r\n");
    }

    private Response answer(boolean headOnly) throws IOException {
        int status = status(line());
        var headers = headers();
        while (status >= 100 && status < 200) {
            status = status(line());
            headers = headers();
        }
        byte[] body = headOnly || status == 204 || status == 304 ? new byte[0] : body(headers);
        return new Response(status, headers, body);
    }

    private int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
            throw new ProtocolException("the answer is no HTTP: " + line);
        }
        reusable = words[0].equals("HTTP/1.1");
        try {
            return Integer.parseInt(words[1]);
        } catch (NumberFormatException wrong) {
            throw new ProtocolException("the answer has no status: " + line);
        }
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() >= MAX_HEADERS) {
                throw new ProtocolException("the answer has a bad header: " + line);
            }
            headers.merge(
                    line.substring(0, colon).strip(),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        if (headers.getOrDefault("Connection", "").toLowerCase(Locale.ROOT).contains("close")) {
            reusable = false;
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String coding = headers.get("Transfer-Encoding");
        if (coding != null && coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
            return chunks();
        }
        String length = headers.get("Content-Length");
        if (length != null) {
            return exactly(number(length, 10));
        }
        reusable = false;
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int size = number(line.split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers();
                return body.toByteArray();
            }
            body.write(exactly(size));
            line();
        }
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Told below, as a negative length is.
        }
        throw new ProtocolException("the answer has a bad length: " + text);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer broke off");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Remote end closed connection without response");
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new ProtocolException("the answer has an endless line");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
