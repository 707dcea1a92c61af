package io.gnocchi.lab.ways;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.gnocchi.lab.net.Protobuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// A way in, and how it writes the same measures.
///
/// @param encoding how its bodies are packed; empty for not at all
/// @param status of an answer that acknowledges all of them
record Way(
        String name,
        String path,
        String contentType,
        String encoding,
        int status,
        Writing writing) {
    /// Where gRPC calls.
    static final String GRPC = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private static final long EPOCH = 1_700_000_000;
    private static final long NANOS = 1_000_000_000;

    /// Measures of so many hosts, metrics of each, and seconds one after the other.
    ///
    /// @param host what the names of the hosts begin with
    record Measures(String host, int hosts, int metrics, int seconds) {
        int count() {
            return hosts * metrics * seconds;
        }
    }

    @FunctionalInterface
    interface Writing {
        byte[] body(Measures measures, int round);
    }

    /// What the names of its hosts begin with: a resource is of one type only.
    String host() {
        return isNative() ? "native" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    boolean isGrpc() {
        return path.equals(GRPC);
    }

    boolean isNative() {
        return path.startsWith("/v1/batch");
    }

    byte[] body(Measures measures, int round) {
        var body = writing.body(measures, round);
        return switch (encoding) {
            case "gzip" -> gzip(body);
            case "zstd" -> Zstd.compress(body);
            default -> body;
        };
    }

    private static byte[] gzip(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static List<Way> all() {
        var batch = "/v1/batch/resources/metrics/measures";
        var protobuf = "application/x-protobuf";
        var json = "application/json";
        return List.of(
                new Way("native batch", batch, json, "", 202, Way::batch),
                new Way("native batch, gzip", batch, json, "gzip", 202, Way::batch),
                new Way("native batch, zstd", batch, json, "zstd", 202, Way::batch),
                lines("InfluxDB 1", "/v1/influxdb/write?db=ways_influx&precision=s", ""),
                lines("InfluxDB 1, gzip", "/v1/influxdb/write?db=ways_influx3&precision=s", "gzip"),
                lines("InfluxDB 2", "/api/v2/write?bucket=ways_influx2&precision=s", ""),
                new Way(
                        "Prometheus, merging",
                        "/v1/prometheus/write",
                        protobuf,
                        "snappy",
                        202,
                        Way::remoteWrite),
                new Way(
                        "Prometheus, apart",
                        "/v1/prometheus/api/v1/write",
                        protobuf,
                        "snappy",
                        204,
                        Way::remoteWrite),
                new Way("collectd, JSON", "/v1/collectd", json, "", 202, Way::collectd),
                new Way("OTLP, protobuf", "/v1/otlp/v1/metrics", protobuf, "", 200, Way::otlp),
                new Way("OTLP, gRPC", GRPC, "application/grpc", "", 200, Way::otlp),
                new Way("OTLP, JSON", "/v1/otlp/v1/metrics", json, "", 200, Way::otlpJson));
    }

    private static Way lines(String name, String path, String encoding) {
        return new Way(name, path, "text/plain", encoding, 204, Way::lines);
    }

    static double value(int host, int metric, long second) {
        return Math.floorMod(host * 31L + metric * 7L + second, 1000) / 4.0;
    }

    static long begin(Measures of, int round) {
        return EPOCH + (long) round * of.seconds();
    }

    static String list(int count, String open, String close, IntFunction<String> item) {
        return IntStream.range(0, count)
                .mapToObj(item)
                .collect(Collectors.joining(",", open, close));
    }

    private static byte[] batch(Measures of, int round) {
        return list(
                        of.hosts(),
                        "{",
                        "}",
                        host -> {
                            var metrics =
                                    list(
                                            of.metrics(),
                                            "{",
                                            "}",
                                            metric -> {
                                                var points = points(of, round, host, metric);
                                                return "\"m%d\":%s".formatted(metric, points);
                                            });
                            return "\"%s%d\":%s".formatted(of.host(), host, metrics);
                        })
                .getBytes(UTF_8);
    }

    private static String points(Measures of, int round, int host, int metric) {
        return list(
                of.seconds(),
                "[",
                "]",
                second -> {
                    long at = begin(of, round) + second;
                    return "{\"timestamp\":%d,\"value\":%s}".formatted(at, value(host, metric, at));
                });
    }

    private static byte[] lines(Measures of, int round) {
        var text = new StringBuilder();
        for (int host = 0; host < of.hosts(); host++) {
            for (int i = 0; i < of.seconds(); i++) {
                long at = begin(of, round) + i;
                text.append("cpu,host=").append(of.host()).append(host).append(' ');
                for (int metric = 0; metric < of.metrics(); metric++) {
                    text.append(metric == 0 ? "m" : ",m")
                            .append(metric)
                            .append('=')
                            .append(value(host, metric, at));
                }
                text.append(' ').append(at).append('\n');
            }
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] remoteWrite(Measures of, int round) {
        var request = new Protobuf();
        for (int host = 0; host < of.hosts(); host++) {
            for (int metric = 0; metric < of.metrics(); metric++) {
                var series =
                        new Protobuf()
                                .message(1, label("__name__", "m" + metric))
                                .message(1, label("instance", of.host() + host))
                                .message(1, label("job", "ways"));
                for (int i = 0; i < of.seconds(); i++) {
                    long at = begin(of, round) + i;
                    series.message(
                            2,
                            new Protobuf().real(1, value(host, metric, at)).varint(2, at * 1000));
                }
                request.message(1, series);
            }
        }
        return request.snappy();
    }

    private static Protobuf label(String name, String value) {
        return new Protobuf().text(1, name).text(2, value);
    }

    private static byte[] collectd(Measures of, int round) {
        return list(
                        of.count(),
                        "[",
                        "]",
                        number -> {
                            int metric = number / of.seconds() % of.metrics();
                            int host = number / of.seconds() / of.metrics();
                            long at = begin(of, round) + number % of.seconds();
                            return valueList(of.host() + host, metric, value(host, metric, at), at);
                        })
                .getBytes(UTF_8);
    }

    /// One of collectd's in JSON.
    static String valueList(String host, int metric, double value, long second) {
        return """
        {"values":[%s],"dstypes":["gauge"],"dsnames":["value"],"time":%d.000,"interval":1.000,\
        "host":"%s","plugin":"m%d","plugin_instance":"","type":"gauge","type_instance":""}\
        """
                .formatted(value, second, host, metric);
    }

    private static byte[] otlp(Measures of, int round) {
        var request = new Protobuf();
        for (int host = 0; host < of.hosts(); host++) {
            var scoped = new Protobuf().message(1, new Protobuf().text(1, "ways"));
            for (int metric = 0; metric < of.metrics(); metric++) {
                var gauge = new Protobuf();
                for (int i = 0; i < of.seconds(); i++) {
                    long at = begin(of, round) + i;
                    gauge.message(
                            1,
                            new Protobuf().fixed(3, at * NANOS).real(4, value(host, metric, at)));
                }
                scoped.message(2, new Protobuf().text(1, "m" + metric).message(5, gauge));
            }
            var name = new Protobuf().text(1, of.host() + host);
            var attribute = new Protobuf().text(1, "host.name").message(2, name);
            request.message(
                    1,
                    new Protobuf()
                            .message(1, new Protobuf().message(1, attribute))
                            .message(2, scoped));
        }
        return request.whole();
    }

    private static byte[] otlpJson(Measures of, int round) {
        return list(
                        of.hosts(),
                        "{\"resourceMetrics\":[",
                        "]}",
                        host -> {
                            var metrics =
                                    list(
                                            of.metrics(),
                                            "[",
                                            "]",
                                            metric -> {
                                                var points = dataPoints(of, round, host, metric);
                                                return "{\"name\":\"m%d\",\"gauge\":{\"dataPoints\":%s}}"
                                                        .formatted(metric, points);
                                            });
                            return """
                            {"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"%s%d"}}]},\
                            "scopeMetrics":[{"scope":{"name":"ways"},"metrics":%s}]}\
                            """
                                    .formatted(of.host(), host, metrics);
                        })
                .getBytes(UTF_8);
    }

    private static String dataPoints(Measures of, int round, int host, int metric) {
        return list(
                of.seconds(),
                "[",
                "]",
                second -> {
                    long at = begin(of, round) + second;
                    return "{\"timeUnixNano\":\"%d\",\"asDouble\":%s}"
                            .formatted(at * NANOS, value(host, metric, at));
                });
    }
}
