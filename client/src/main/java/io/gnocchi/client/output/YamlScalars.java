package io.gnocchi.client.output;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The scalars of a YAML document: plain where that is allowed, else in single or double quotes,
/// folded at spaces behind the eightieth column; as PyYAML writes them.
final class YamlScalars {
    private static final int BEST_WIDTH = 80;
    private static final String BREAKS = "\n\u0085\u2028\u2029";
    private static final String WHITE = "\0 \t\r" + BREAKS;

    /// Texts that YAML 1.1 would read as something else than a text.
    private static final Pattern OTHER =
            Pattern.compile(
                    "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
                            + "|[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
                            + "|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
                            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
                            + "|<<|~|null|Null|NULL||="
                            + "|[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
                            + "|[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?"
                            + "(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](?:\\.[0-9]*)?"
                            + "(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?"
                            + "|[!&*]");

    private final StringBuilder text = new StringBuilder();
    private int column;
    private boolean nested;

    String finished() {
        return text.append('\n').toString();
    }

    /// The next line, indented, unless a sequence has just begun its element.
    void indent(int indent) {
        if (nested) {
            raw(" ");
        } else if (column > 0) {
            breakLine(indent);
        }
        nested = false;
    }

    void nested() {
        nested = true;
    }

    void raw(String sign) {
        text.append(sign);
        column += sign.length();
    }

    void key(String name, int indent) {
        string(name, indent, false);
    }

    void value(@Nullable Object value, int indent) {
        nested = false;
        raw(" ");
        switch (value) {
            case null -> raw("null");
            case String words -> string(words, indent, true);
            case Boolean truth -> raw(truth.toString());
            case Double number -> raw(number(number));
            default -> raw(value.toString());
        }
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        String plain = PythonText.number(number);
        return plain.indexOf('.') < 0 ? plain.replace("e", ".0e") : plain;
    }

    private void string(String words, int indent, boolean fold) {
        var traits = YamlTraits.of(words);
        boolean alone = !words.isEmpty() && !OTHER.matcher(words).matches();
        if (alone && traits.plain() && (fold || !traits.multiline())) {
            plain(words, indent, fold);
        } else if (traits.single() && (fold || !traits.multiline())) {
            singleQuoted(words, indent, fold);
        } else {
            doubleQuoted(words, indent, fold);
        }
    }

    private void breakLine(int indent) {
        text.append('\n').repeat(' ', indent);
        column = indent;
    }

    private void put(String part) {
        text.append(part);
        column += part.codePointCount(0, part.length());
    }

    private void plain(String words, int indent, boolean fold) {
        int start = 0;
        boolean spaces = false;
        for (int end = 0; end <= words.length(); end++) {
            int one = end < words.length() ? words.charAt(end) : -1;
            if (spaces) {
                if (one != ' ') {
                    spacesOrFold(words, start, end, indent, fold);
                    start = end;
                }
            } else if (one < 0 || one == ' ') {
                put(words.substring(start, end));
                start = end;
            }
            spaces = one == ' ';
        }
    }

    private void spacesOrFold(String words, int start, int end, int indent, boolean fold) {
        if (start + 1 == end && column > BEST_WIDTH && fold) {
            breakLine(indent);
        } else {
            put(words.substring(start, end));
        }
    }

    private void singleQuoted(String words, int indent, boolean fold) {
        put("'");
        int start = 0;
        boolean spaces = false;
        boolean breaks = false;
        for (int end = 0; end <= words.length(); end++) {
            int one = end < words.length() ? words.charAt(end) : -1;
            if (spaces) {
                if (one != ' ') {
                    boolean inside = start != 0 && end != words.length();
                    spacesOrFold(words, start, end, indent, fold && inside);
                    start = end;
                }
            } else if (breaks) {
                if (one < 0 || BREAKS.indexOf(one) < 0) {
                    text.append(words.charAt(start) == '\n' ? "\n" : "");
                    text.append(words, start, end - 1);
                    breakLine(indent);
                    start = end;
                }
            } else if (one < 0 || one == ' ' || one == '\'' || BREAKS.indexOf(one) >= 0) {
                put(words.substring(start, end));
                start = end;
            }
            if (one == '\'') {
                put("''");
                start = end + 1;
            }
            spaces = one == ' ';
            breaks = one >= 0 && BREAKS.indexOf(one) >= 0;
        }
        put("'");
    }

    private void doubleQuoted(String words, int indent, boolean fold) {
        put("\"");
        int[] points = words.codePoints().toArray();
        int start = 0;
        for (int end = 0; end <= points.length; end++) {
            int one = end < points.length ? points[end] : -1;
            if (one < 0 || one == '"' || one == '\\' || one < ' ' || one > '~') {
                put(new String(points, start, end - start));
                start = end;
                if (one >= 0) {
                    put(escape(one));
                    start = end + 1;
                }
            }
            boolean inside = end > 0 && end < points.length - 1;
            if (inside
                    && fold
                    && (one == ' ' || start >= end)
                    && column + (end - start) > BEST_WIDTH) {
                put(new String(points, start, Math.max(0, end - start)) + "\\");
                start = Math.max(start, end);
                breakLine(indent);
                if (points[start] == ' ') {
                    put("\\");
                }
            }
        }
        put("\"");
    }

    private static String escape(int one) {
        return switch (one) {
            case 0 -> "\\0";
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case 0x0b -> "\\v";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            case 0x1b -> "\\e";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x85 -> "\\N";
            case 0xa0 -> "\\_";
            case 0x2028 -> "\\L";
            case 0x2029 -> "\\P";
            default ->
                    one <= 0xff
                            ? String.format("\\x%02X", one)
                            : one <= 0xffff
                                    ? String.format("\\u%04X", one)
                                    : String.format("\\U%08X", one);
        };
    }

    /// What the characters of a text allow.
    ///
    /// @param plain whether it may stand without quotes
    /// @param single whether single quotes can hold it
    record YamlTraits(boolean plain, boolean single, boolean multiline) {
        static YamlTraits of(String words) {
            boolean indicators = words.startsWith("---") || words.startsWith("...");
            boolean multiline = false;
            boolean special = false;
            boolean spaceThenBreak = false;
            boolean breakThenSpace = false;
            int[] points = words.codePoints().toArray();
            for (int i = 0; i < points.length; i++) {
                int one = points[i];
                boolean white = i + 1 >= points.length || WHITE.indexOf(points[i + 1]) >= 0;
                indicators |= i == 0 ? begins(one, white) : inside(one, white, points[i - 1]);
                multiline |= isBreak(one);
                special |= one != '\n' && (one < ' ' || one > '~');
                spaceThenBreak |= isBreak(one) && i > 0 && points[i - 1] == ' ';
                breakThenSpace |= one == ' ' && i > 0 && isBreak(points[i - 1]);
            }
            boolean edges =
                    points.length > 0 && (isEdge(points[0]) || isEdge(points[points.length - 1]));
            boolean double_ = special || spaceThenBreak;
            return new YamlTraits(
                    !(indicators || edges || multiline || double_ || breakThenSpace),
                    !(double_ || breakThenSpace),
                    multiline);
        }

        private static boolean begins(int one, boolean white) {
            return "#,[]{}&*!|>'\"%@`".indexOf(one) >= 0 || ("?:-".indexOf(one) >= 0 && white);
        }

        private static boolean inside(int one, boolean white, int before) {
            return (one == ':' && white) || (one == '#' && WHITE.indexOf(before) >= 0);
        }

        private static boolean isBreak(int one) {
            return BREAKS.indexOf(one) >= 0;
        }

        private static boolean isEdge(int one) {
            return one == ' ' || isBreak(one);
        }
    }
}
