package io.gnocchi.server.intake;

import java.util.regex.Pattern;

/// The one statement of InfluxDB's query language that is understood: `CREATE DATABASE name`.
///
/// @param database its name, without quotes
public record InfluxStatement(String database) {
    private static final int MAX_LENGTH = 255;
    private static final Pattern CREATE_DATABASE =
            Pattern.compile(
                    "\\s*+create\\s++database\\s++(?:([a-z_][a-z0-9_]*+)|\"((?:[^\"\\\\]|\\\\.)++)\")\\s*+;?\\s*+",
                    Pattern.CASE_INSENSITIVE);

    /// @throws IntakeRefusedException for any other statement
    public static InfluxStatement parse(String text) {
        var matcher = CREATE_DATABASE.matcher(text);
        if (text.length() > 4 * MAX_LENGTH || !matcher.matches()) {
            throw new IntakeRefusedException(
                    new IntakeRefusal.UnknownStatement("Query not implemented"));
        }
        var plain = matcher.group(1);
        var name = plain == null ? unescaped(matcher.group(2)) : plain;
        return new InfluxStatement(requireName(name));
    }

    /// A name that resource types can have.
    ///
    /// @throws IntakeRefusedException for others
    public static String requireName(String name) {
        boolean reachable = name.indexOf('/') < 0 && name.indexOf('\0') < 0;
        if (!reachable || name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw IntakeRefusedException.malformed("q", "`%s' cannot be a name".formatted(name));
        }
        return name;
    }

    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
