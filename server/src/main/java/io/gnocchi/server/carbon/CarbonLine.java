package io.gnocchi.server.carbon;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.intake.Decimal;
import java.time.InstantSource;

/// A line of Graphite's plaintext protocol, `path value timestamp`.
///
/// @param path as it stands there, perhaps with tags
/// @param nanos since the Epoch
record CarbonLine(String path, double value, long nanos) {
    private static final double MAX_SECONDS = 9.2e9;
    private static final double NANOS_PER_SECOND = 1e9;

    /// @param clock tells what the timestamps `-1` and `N` mean
    /// @throws MalformedException when it is none
    static CarbonLine parse(String line, InstantSource clock) {
        int pathBegin = skipBlanks(line, 0);
        int pathEnd = skipWord(line, pathBegin);
        int valueBegin = skipBlanks(line, pathEnd);
        int valueEnd = skipWord(line, valueBegin);
        int timeBegin = skipBlanks(line, valueEnd);
        int timeEnd = skipWord(line, timeBegin);
        if (timeBegin == timeEnd || skipBlanks(line, timeEnd) < line.length()) {
            throw new MalformedException("not `path value timestamp'");
        }
        return new CarbonLine(
                line.substring(pathBegin, pathEnd),
                number(line, valueBegin, valueEnd, "value"),
                nanos(line, timeBegin, timeEnd, clock));
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipWord(String line, int from) {
        int at = from;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static double number(String line, int from, int to, String what) {
        double number = Decimal.parse(line, from, to);
        if (Double.isNaN(number)) {
            throw new MalformedException("a %s that is no number".formatted(what));
        }
        if (Double.isInfinite(number)) {
            throw new MalformedException("a %s out of range".formatted(what));
        }
        return number;
    }

    private static long nanos(String line, int from, int to, InstantSource clock) {
        boolean isNow =
                line.startsWith("N", from)
                        ? to - from == 1
                        : line.startsWith("-1", from) && to - from == 2;
        if (isNow) {
            return Timestamps.nanos(clock.instant());
        }
        double seconds = number(line, from, to, "timestamp");
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new MalformedException("a timestamp out of range");
        }
        long whole = (long) seconds;
        return whole * 1_000_000_000L + Math.round((seconds - whole) * NANOS_PER_SECOND);
    }
}
