package io.gnocchi.client.arguments;

import java.util.ArrayList;
import java.util.List;

/// A line as words, as a shell takes it apart: at spaces, but not inside quotes.
public final class Words {
    private Words() {}

    /// The words; throws [IllegalArgumentException] when a quote is not closed.
    public static List<String> of(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            boolean escapes = one == '\\' && quote != '\'' && i + 1 < line.length();
            if (escapes && (quote == 0 || "\"\\".indexOf(line.charAt(i + 1)) >= 0)) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (quote != 0 && one == quote) {
                quote = 0;
            } else if (quote == 0 && (one == '\'' || one == '"')) {
                quote = one;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(one)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(one);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("No closing quotation");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
