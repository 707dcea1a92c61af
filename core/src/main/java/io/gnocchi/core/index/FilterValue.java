package io.gnocchi.core.index;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.NumberText;
import io.gnocchi.core.model.Refusal.BadFilterValue;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.TimestampReader;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.model.UuidText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a user wrote in a filter, turned into what its field holds.
final class FilterValue {
    private FilterValue() {}

    /// The value in the type of the field's kind. Refused when it cannot be one.
    static Object of(FilterField field, Object value, Instant now) {
        Object typed;
        try {
            typed = typed(field.kind(), value, now);
        } catch (MalformedException | ArithmeticException _) {
            typed = null;
        }
        if (typed == null) {
            throw new RefusedException(new BadFilterValue(field.name(), text(value)));
        }
        return typed;
    }

    private static @Nullable Object typed(FilterField.Kind kind, Object value, Instant now) {
        return switch (kind) {
            case TEXT -> storable(text(value));
            case NUMBER -> number(value);
            case ID -> id(value);
            case FLAG -> flag(value);
            case MOMENT -> moment(value, now);
            case WHOLE -> whole(number(value));
            case SPAN -> span(value);
        };
    }

    /// A value as users write it.
    private static String text(Object value) {
        return switch (value) {
            case Double number -> NumberText.text(number);
            case Boolean flag -> flag ? "True" : "False";
            case Instant moment -> Timestamps.resourceText(moment);
            default -> value.toString();
        };
    }

    /// Databases hold no NUL in a text, so none can be equal to it.
    private static @Nullable String storable(String text) {
        return text.indexOf('\0') >= 0 ? null : text;
    }

    private static @Nullable Double number(Object value) {
        double number =
                switch (value) {
                    case Number given -> given.doubleValue();
                    case Boolean flag -> flag ? 1 : 0;
                    case String text -> NumberText.parse(text);
                    default -> Double.NaN;
                };
        return Double.isFinite(number) ? number : null;
    }

    private static @Nullable Long whole(@Nullable Double number) {
        return number == null ? null : new BigDecimal(number).longValueExact();
    }

    private static @Nullable UUID id(Object value) {
        return switch (value) {
            case UUID id -> id;
            case String text -> UuidText.parse(text);
            default -> null;
        };
    }

    private static @Nullable Boolean flag(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case Number number when number.doubleValue() == 1 -> true;
            case Number number when number.doubleValue() == 0 -> false;
            case String text when text.toLowerCase(Locale.ROOT).equals("true") -> true;
            case String text when text.toLowerCase(Locale.ROOT).equals("false") -> false;
            default -> null;
        };
    }

    private static @Nullable Instant moment(Object value, Instant now) {
        var reader = new TimestampReader(Timestamps.nanos(now));
        return switch (value) {
            case Instant moment -> moment.truncatedTo(ChronoUnit.MICROS);
            case Number seconds -> Timestamps.instant(reader.read(seconds.doubleValue()));
            case String text -> Timestamps.instant(reader.read(text));
            default -> null;
        };
    }

    private static @Nullable Long span(Object value) {
        return switch (value) {
            case Number seconds -> Timespan.ofSeconds(seconds.doubleValue()).nanos() / 1000;
            case String text -> Timespan.parse(text).nanos() / 1000;
            default -> null;
        };
    }
}
