package io.gnocchi.client.commands;

import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.output.PythonText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as users write them: ISO 8601 in its usual forms, in the local zone unless they say
/// another.
final class Dates {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<year>[0-9]{4})(?:(?:-(?<monthdash>[0-9]{1,2})|(?<month>[0-9]{2})(?!$))"
                        + "(?:(?:-(?<daydash>[0-9]{1,2})|(?<day>[0-9]{2}))(?:["
                        + " T](?<hour>[0-9]{2})(?::?(?<minute>[0-9]{2}))?"
                        + "(?::?(?<second>[0-9]{1,2})(?:[.,](?<fraction>[0-9]+))?)?"
                        + "(?<zone>Z|(?<sign>[-+])(?<zonehour>[0-9]{2}):?(?<zoneminute>[0-9]{2})?)?)?)?)?");

    private Dates() {}

    /// What an option that takes a date is checked by.
    static ValueType type(ZoneId zone) {
        return ValueType.of("parse_date", text -> read(text, zone) != null);
    }

    /// The same, in whatever zone the process is.
    static ValueType type() {
        return ValueType.of("parse_date", text -> read(text, ZoneOffset.UTC) != null);
    }

    /// As it is sent; null when it was not given.
    static @Nullable String sent(@Nullable String text, ZoneId zone) {
        OffsetDateTime date = text == null ? null : read(text, zone);
        return date == null ? text : PythonText.isoFormat(date);
    }

    /// The date, null when the text is none.
    static @Nullable OffsetDateTime read(String text, ZoneId zone) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            part(parts, "year", 0),
                            part(parts, "monthdash", part(parts, "month", 1)),
                            part(parts, "daydash", part(parts, "day", 1)),
                            part(parts, "hour", 0),
                            part(parts, "minute", 0),
                            part(parts, "second", 0),
                            nanos(parts.group("fraction")));
            return local.atZone(zone(parts, zone)).toOffsetDateTime();
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private static int part(Matcher parts, String name, int otherwise) {
        String part = parts.group(name);
        return part == null ? otherwise : Integer.parseInt(part);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null
                ? 0
                : new BigDecimal("0." + fraction).movePointRight(6).intValue() * 1000;
    }

    private static ZoneId zone(Matcher parts, ZoneId otherwise) {
        String zone = parts.group("zone");
        if (zone == null) {
            return otherwise;
        }
        if (zone.equals("Z")) {
            return ZoneOffset.UTC;
        }
        int minutes = part(parts, "zonehour", 0) * 60 + part(parts, "zoneminute", 0);
        return ZoneOffset.ofTotalSeconds(
                60 * ("-".equals(parts.group("sign")) ? -minutes : minutes));
    }
}
