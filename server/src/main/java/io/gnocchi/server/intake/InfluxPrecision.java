package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;

/// In what the timestamps of an InfluxDB request count.
///
/// @param nanos the length of one
public record InfluxPrecision(long nanos) {
    public static final InfluxPrecision NANOSECONDS = new InfluxPrecision(1);

    /// As the parameter `precision` spells it, in versions 1 and 2.
    ///
    /// @throws IntakeRefusedException for another text
    public static InfluxPrecision parse(String text) {
        return switch (text) {
            case "n", "ns", "" -> NANOSECONDS;
            case "u", "us", "µ", "µs" -> new InfluxPrecision(1_000);
            case "ms" -> new InfluxPrecision(1_000_000);
            case "s" -> new InfluxPrecision(1_000_000_000);
            case "m" -> new InfluxPrecision(60_000_000_000L);
            case "h" -> new InfluxPrecision(3_600_000_000_000L);
            default ->
                    throw IntakeRefusedException.malformed(
                            "precision",
                            "invalid precision `%s' (use n, u, ms, s, m or h)".formatted(text));
        };
    }

    long nanos(long timestamp) {
        try {
            return Math.multiplyExact(timestamp, nanos);
        } catch (ArithmeticException _) {
            throw new MalformedException("timestamp %d is out of range".formatted(timestamp));
        }
    }
}
