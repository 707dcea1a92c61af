package io.gnocchi.client.records;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a line of CSV (RFC 4180).
final class CsvLine {
    private CsvLine() {}

    /// The fields, null when a quote is still open: then the record goes on in the next line.
    static @Nullable List<String> fields(String line, char separator) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            boolean mark = one == '"';
            if (quoted && mark && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(one);
                i++;
            } else if (mark && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && one == separator) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(one);
            }
        }
        fields.add(field.toString());
        return quoted ? null : fields;
    }

    /// Whichever of comma, semicolon and tabulator there is most of.
    static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }
}
