package io.gnocchi.client.output;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as Python writes them: `str`, `repr`, floats, ISO timestamps.
public final class PythonText {
    private PythonText() {}

    /// As `str(value)`.
    public static String str(@Nullable Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /// As `repr(value)`.
    public static String repr(@Nullable Object value) {
        var text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    /// As `repr((a, b))`.
    public static String tuple(List<String> names) {
        String inside = repr(names);
        String bare = inside.substring(1, inside.length() - 1);
        return names.size() == 1 ? "(" + bare + ",)" : "(" + bare + ")";
    }

    /// As `repr` of a float: the shortest digits that tell it from its neighbours.
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            return scientific(exact, exponent);
        }
        String plain = exact.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /// As `isoformat()` of an aware datetime.
    public static String isoFormat(OffsetDateTime time) {
        var text = new StringBuilder(32);
        padded(text, time.getYear(), 4).append('-');
        padded(text, time.getMonthValue(), 2).append('-');
        padded(text, time.getDayOfMonth(), 2).append('T');
        padded(text, time.getHour(), 2).append(':');
        padded(text, time.getMinute(), 2).append(':');
        padded(text, time.getSecond(), 2);
        int micros = time.getNano() / 1000;
        if (micros != 0) {
            padded(text.append('.'), micros, 6);
        }
        int seconds = time.getOffset().getTotalSeconds();
        int offset = Math.abs(seconds);
        padded(text.append(seconds < 0 ? '-' : '+'), offset / 3600, 2).append(':');
        padded(text, offset / 60 % 60, 2);
        if (offset % 60 != 0) {
            padded(text.append(':'), offset % 60, 2);
        }
        return text.toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.repeat('0', Math.max(0, digits - plain.length())).append(plain);
    }

    private static String scientific(BigDecimal exact, int exponent) {
        String digits = exact.unscaledValue().abs().toString();
        String sign = exact.signum() < 0 ? "-" : "";
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        switch (value) {
            case null -> text.append("None");
            case String words -> quote(text, words);
            case Boolean truth -> text.append(truth ? "True" : "False");
            case Double number -> text.append(number(number));
            case Float number -> text.append(number(number));
            case Integer number -> text.append(number.intValue());
            case Long number -> text.append(number.longValue());
            case BigInteger number -> text.append(number);
            case Map<?, ?> members -> members(text, members);
            case List<?> elements -> elements(text, elements);
            default -> text.append(value);
        }
    }

    private static void members(StringBuilder text, Map<?, ?> members) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            text.append(separator);
            append(text, member.getKey());
            append(text.append(": "), member.getValue());
            separator = ", ";
        }
        text.append('}');
    }

    private static void elements(StringBuilder text, List<?> elements) {
        text.append('[');
        for (Iterator<?> each = elements.iterator(); each.hasNext(); ) {
            append(text, each.next());
            text.append(each.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private static void quote(StringBuilder text, String words) {
        char mark = words.indexOf('\'') >= 0 && words.indexOf('"') < 0 ? '"' : '\'';
        text.append(mark);
        words.codePoints().forEach(one -> escape(text, one, mark));
        text.append(mark);
    }

    private static void escape(StringBuilder text, int one, char mark) {
        switch (one) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (one == mark) {
                    text.append('\\').append(mark);
                } else if (printable(one)) {
                    text.appendCodePoint(one);
                } else if (one <= 0xff) {
                    text.append(String.format("\\x%02x", one));
                } else if (one <= 0xffff) {
                    text.append(String.format("\\u%04x", one));
                } else {
                    text.append(String.format("\\U%08x", one));
                }
            }
        }
    }

    private static boolean printable(int one) {
        if (one < 0x7f) {
            return one >= ' ';
        }
        return switch (Character.getType(one)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
