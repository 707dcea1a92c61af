package io.gnocchi.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final byte[] POLICY =
            "{\"name\": \"low\", \"definition\": [{\"granularity\": 60}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryServer server;

    TransportTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        var sources = List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("fd00::/12"));
        var health = new Health("/health", true, folder.resolve("off"), sources, false);
        var transport = new Transport(true, List.of(), health, sources, Duration.ofSeconds(2));
        var access = Access.byName(new BasicAuthentication());
        server = new MemoryServer(0, 10, InstantSource.system(), access, transport);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void bodiesMayBePacked() throws Exception {
        var deflate = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(deflate)) {
            packing.write(POLICY);
        }
        assertThat(post("gzip", gzip(POLICY)).statusCode()).isEqualTo(201);
        assertThat(post("GZip", gzip(POLICY)).statusCode()).isEqualTo(409);
        assertThat(post("deflate", deflate.toByteArray()).statusCode()).isEqualTo(409);
        assertThat(post("zstd", Zstd.compress(POLICY)).statusCode()).isEqualTo(409);
        assertThat(post("identity", POLICY).statusCode()).isEqualTo(409);
    }

    @Test
    void batchesOfMeasuresMayBePacked() throws Exception {
        post("identity", POLICY);
        var resource =
                "{\"id\": \"web\", \"metrics\": {\"load\": {\"archive_policy_name\": \"low\"}}}";
        var made = post("/v1/resource/generic", "identity", resource.getBytes(UTF_8)).body();
        var metric = made.replaceAll("(?s).*\"load\": \"([^\"]+)\".*", "$1");
        var first = "{\"%s\": [{\"timestamp\": 5, \"value\": 1}]}".formatted(metric);
        var second = "{\"web\": {\"load\": [{\"timestamp\": 6, \"value\": 3}]}}";
        var byMetric = post("/v1/batch/metrics/measures", "gzip", gzip(first.getBytes(UTF_8)));
        assertThat(byMetric.statusCode()).isEqualTo(202);
        var byResource =
                post(
                        "/v1/batch/resources/metrics/measures",
                        "zstd",
                        Zstd.compress(second.getBytes(UTF_8)));
        assertThat(byResource.statusCode()).isEqualTo(202);
        var path = "/v1/metric/" + metric + "/measures?aggregation=sum";
        assertThat(get(path, "Authorization", "Basic YWRtaW46").body())
                .isEqualTo("[[\"1970-01-01T00:00:00+00:00\", 60.0, 4.0]]");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void whatCannotBeUnpackedIsABadRequest(String coding) throws Exception {
        var reply = post(coding, POLICY);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("Unable to decode body", "cannot be unpacked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "snappy", "gzip, gzip", "nonsense"})
    void otherPackingsAreNotSupported(String coding) throws Exception {
        var reply = post(coding, POLICY);
        assertThat(reply.statusCode()).isEqualTo(415);
        assertThat(reply.headers().firstValue("Accept-Encoding")).hasValue("gzip, deflate, zstd");
    }

    @Test
    void zstdBombIsTurnedAway() throws Exception {
        var blanks = new byte[64 << 20];
        Arrays.fill(blanks, (byte) ' ');
        var bomb = Zstd.compress(blanks);
        assertThat(bomb.length).isLessThan(64 << 10);
        assertThat(post("zstd", bomb).statusCode()).isEqualTo(413);
    }

    @Test
    void brokenOffPackedBodyIsABadRequest() throws Exception {
        var packed = Zstd.compress(POLICY);
        var half = Arrays.copyOf(packed, packed.length - 10);
        assertThat(post("zstd", half).statusCode()).isEqualTo(400);
    }

    @Test
    void longAnswersArePackedAsTheClientLikes() throws Exception {
        assertThat(coding("zstd")).isEqualTo("zstd");
        assertThat(coding("gzip, deflate")).isEqualTo("gzip");
        assertThat(coding("br")).isEqualTo("none");
    }

    @Test
    void shortAnswersAreNot() throws Exception {
        var reply = get("/", "Accept-Encoding", "gzip");
        assertThat(reply.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void wishToUpgradeToHttp2IsPassedOver() throws Exception {
        assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);
        var reply = get("/", "Accept", "*/*");
        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void whoBeginsWithHttp2IsAnsweredInIt() throws Exception {
        var begin = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0" + "\4" + "\0" + "\0\0\0\0";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(begin.getBytes(US_ASCII));
            var frame = socket.getInputStream().readNBytes(9);
            assertThat(frame[3]).as("the type of SETTINGS").isEqualTo((byte) 4);
        }
    }

    @Test
    void versionOfTheApiStandsBesideOurs() throws Exception {
        assertThat(get("/", "Accept", "application/json").body())
                .contains("\"build\": \"4.7.1\"", "\"version\": \"unreleased\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Forwarded | for=192.0.2.60;proto=https;host=foobar | https://foobar/v1/",
                "Forwarded | proto=https;host=\"a:81\", proto=http;host=b | https://a:81/v1/",
                "Forwarded | for=\"[2001:db8::1]:80\";Host=a | http://a/v1/",
                "X-Forwarded-Host | foobar:8080, other | http://foobar:8080/v1/",
                "X-Forwarded-Host | [::1]:80 | http://[::1]:80/v1/",
                "X-Forwarded-Proto | https | https://{{host}}/v1/",
                "X-Forwarded-Proto | gopher | http://{{host}}/v1/",
                "X-Forwarded-Host | a/b | http://{{host}}/v1/",
                "X-Forwarded-Host | evil\"> | http://{{host}}/v1/",
                "Forwarded | nonsense | http://{{host}}/v1/",
                "Forwarded | host=\"open;proto=https | http://{{host}}/v1/",
                "X-Forwarded-Prefix | /gnocchi/ | http://{{host}}/gnocchi/v1/",
                "X-Forwarded-Prefix | //evil.org | http://{{host}}/v1/",
                "X-Forwarded-Prefix | gnocchi | http://{{host}}/v1/",
            })
    void linksAreThoseOfTheOuterProxy(String header, String value, String link) throws Exception {
        var expected = link.replace("{{host}}", "127.0.0.1:" + server.port());
        assertThat(get("/", header, value).body()).contains("\"" + expected + "\"");
    }

    @Test
    void proxiesOfTheOldKindAreNotAskedWhereOneOfTheNewSpeaks() throws Exception {
        var request =
                request("/")
                        .header("Forwarded", "host=new")
                        .header("X-Forwarded-Host", "old")
                        .header("X-Forwarded-Prefix", "/p");
        var reply = client.send(request.build(), BodyHandlers.ofString());
        assertThat(reply.body()).contains("http://new/p/v1/");
    }

    @Test
    void healthIsGoodUnlessTheFileIsThere() throws Exception {
        assertThat(get("/health", "Accept", "*/*").statusCode()).isEqualTo(200);
        assertThat(head().statusCode()).isEqualTo(204);
        Files.writeString(folder.resolve("off"), "");
        var bad = get("/health", "Accept", "*/*");
        assertThat(bad.statusCode()).isEqualTo(503);
        assertThat(bad.body()).isEqualTo("DISABLED BY FILE");
        assertThat(head().statusCode()).isEqualTo(503);
        assertThat(get("/health", "Accept", "application/json").body())
                .contains("\"detailed\": true", "\"reason\": \"DISABLED BY FILE\"");
    }

    @Test
    void healthIsNotForEverybody() throws Exception {
        var strange = get("/health", "X-Forwarded-For", "198.51.100.1");
        assertThat(strange.statusCode()).isEqualTo(404);
        assertThat(get("/health", "X-Forwarded-For", "198.51.100.1:99").statusCode())
                .isEqualTo(404);
        assertThat(get("/health", "X-Forwarded-For", "127.9.9.9").statusCode()).isEqualTo(200);
        assertThat(get("/health", "Forwarded", "for=\"[fd00::1]:5\"").statusCode()).isEqualTo(200);
    }

    @Test
    void silentClientIsCutOff() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var head = postHead(9) + "{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void drippingClientIsCutOff() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var head = postHead(900);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var drops = Thread.ofVirtual().start(() -> drip(socket));
            socket.setSoTimeout(30_000);
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(drops.isAlive()).isTrue();
            drops.interrupt();
            drops.join();
        }
    }

    private static String postHead(int length) {
        return String.join(
                "\r\n",
                "POST /v1/metric HTTP/1.1",
                "Host: a",
                "Authorization: Basic YWRtaW46",
                "Content-Type: application/json",
                "Content-Length: " + length,
                "",
                "");
    }

    /// A blank every half second, for far longer than anybody waits.
    private static void drip(Socket socket) {
        try {
            for (int i = 0; i < 900; i++) {
                socket.getOutputStream().write(' ');
                Thread.sleep(500);
            }
        } catch (IOException | InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String coding(String accepted) throws IOException, InterruptedException {
        var request =
                request("/v1/capabilities")
                        .header("Authorization", "Basic YWRtaW46")
                        .header("Accept-Encoding", accepted)
                        .build();
        var reply = client.send(request, BodyHandlers.ofByteArray());
        return reply.headers().firstValue("Content-Encoding").orElse("none");
    }

    private HttpResponse<String> post(String coding, byte[] body)
            throws IOException, InterruptedException {
        return post("/v1/archive_policy", coding, body);
    }

    private HttpResponse<String> post(String path, String coding, byte[] body)
            throws IOException, InterruptedException {
        var request =
                request(path)
                        .header("Authorization", "Basic YWRtaW46")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", coding)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String header, String value)
            throws IOException, InterruptedException {
        return client.send(request(path).header(header, value).build(), BodyHandlers.ofString());
    }

    private HttpResponse<Void> head() throws IOException, InterruptedException {
        return client.send(request("/health").HEAD().build(), BodyHandlers.discarding());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
