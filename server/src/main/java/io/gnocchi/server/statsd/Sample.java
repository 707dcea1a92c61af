package io.gnocchi.server.statsd;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.intake.Decimal;
import java.util.ArrayList;
import java.util.List;

/// A line of the protocol, `name:value|kind`, with more values after more colons, and with fields
/// after more bars: `@0.1` is the rate of sampling, others (tags, containers, times) mean nothing
/// here.
///
/// @param values as written, at least one
/// @param rate above 0, at most 1
record Sample(String name, List<String> values, SampleKind kind, double rate) {
    private static final int MAX_NAME_LENGTH = 250;

    Sample {
        values = List.copyOf(values);
    }

    /// @throws MalformedException when it is none
    static Sample parse(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new MalformedException("no name");
        }
        if (colon > MAX_NAME_LENGTH) {
            throw new MalformedException(
                    "a name longer than %d characters".formatted(MAX_NAME_LENGTH));
        }
        int bar = line.indexOf('|', colon);
        if (bar < 0) {
            throw new MalformedException("no kind");
        }
        int kindEnd = end(line, bar + 1);
        var kind = SampleKind.of(line.substring(bar + 1, kindEnd));
        if (kind == null) {
            throw new MalformedException("an unknown kind");
        }
        var values = values(line.substring(colon + 1, bar), kind);
        return new Sample(line.substring(0, colon), values, kind, rate(line, kindEnd));
    }

    private static int end(String line, int from) {
        int bar = line.indexOf('|', from);
        return bar < 0 ? line.length() : bar;
    }

    /// Members of sets may be any text, colons included.
    private static List<String> values(String text, SampleKind kind) {
        if (text.isEmpty()) {
            throw new MalformedException("no value");
        }
        if (kind == SampleKind.SET || text.indexOf(':') < 0) {
            return List.of(text);
        }
        return new ArrayList<>(List.of(text.split(":", -1)));
    }

    private static double rate(String line, int from) {
        for (int begin = from; begin < line.length(); begin = end(line, begin + 1)) {
            if (line.startsWith("|@", begin)) {
                double rate = number(line.substring(begin + 2, end(line, begin + 1)));
                if (rate > 0 && rate <= 1) {
                    return rate;
                }
                throw new MalformedException("a rate that is not above 0 and at most 1");
            }
        }
        return 1;
    }

    /// A finite number.
    static double number(String text) {
        double number = Decimal.parse(text, 0, text.length());
        if (Double.isNaN(number)) {
            throw new MalformedException("no number");
        }
        if (Double.isInfinite(number)) {
            throw new MalformedException("a number out of range");
        }
        return number;
    }
}
