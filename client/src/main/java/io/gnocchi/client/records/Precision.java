package io.gnocchi.client.records;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// What a timestamp that is a bare number counts since 1970.
public enum Precision {
    /// Nanoseconds.
    NANOSECONDS(1),
    /// Microseconds.
    MICROSECONDS(1_000),
    /// Milliseconds.
    MILLISECONDS(1_000_000),
    /// Seconds, perhaps with a fraction.
    SECONDS(1_000_000_000);

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]{1,24}(\\.[0-9]{1,24})?([eE]\\+?[0-9]{1,2})?");

    private final long nanos;

    Precision(long nanos) {
        this.nanos = nanos;
    }

    /// By its sign: `ns`, `us`, `ms`, `s`.
    public static Precision of(String sign) {
        return switch (sign) {
            case "ns" -> NANOSECONDS;
            case "us" -> MICROSECONDS;
            case "ms" -> MILLISECONDS;
            case "s" -> SECONDS;
            default -> throw new IllegalArgumentException("ns, us, ms or s, not " + sign);
        };
    }

    /// The instant that a number, or a date of ISO 8601, stands for; dates without a zone are in
    /// UTC.
    ///
    /// Throws [IllegalArgumentException] when it is neither.
    Instant instant(String text) {
        try {
            return isNumber(text) ? counted(new BigDecimal(text)) : dated(text.replace(' ', 'T'));
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new IllegalArgumentException("'" + text + "' is no timestamp", wrong);
        }
    }

    private Instant counted(BigDecimal number) {
        BigInteger all = number.multiply(BigDecimal.valueOf(nanos)).toBigInteger();
        BigInteger[] parts = all.divideAndRemainder(BILLION);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static Instant dated(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned =
                text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
