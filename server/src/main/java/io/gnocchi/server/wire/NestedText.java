package io.gnocchi.server.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Reads nested lists written as `(op (metric cpu mean) 2)`: words between blanks and brackets.
/// Words that are numbers become numbers; quotes, single or double, hold a word together. What
/// follows the first list is not looked at.
final class NestedText {
    private static final int MAX_DEPTH = 100;

    private final String text;
    private int at;

    private NestedText(String text) {
        this.text = text;
    }

    /// The first list.
    ///
    /// @throws UnparsableOperationsException when there is none, or it does not end
    static Json.Sequence read(String text) {
        return new NestedText(text).list();
    }

    private Json.Sequence list() {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != '(') {
            throw expected("'('");
        }
        var open = new ArrayDeque<List<Json>>();
        while (true) {
            skipBlanks();
            if (at == text.length()) {
                throw expected("')'");
            }
            char next = text.charAt(at);
            if (next == '(') {
                if (open.size() == MAX_DEPTH) {
                    throw expected("at most " + MAX_DEPTH + " lists inside each other");
                }
                at++;
                open.push(new ArrayList<>());
            } else if (next == ')') {
                at++;
                var done = new Json.Sequence(open.pop());
                if (open.isEmpty()) {
                    return done;
                }
                open.element().add(done);
            } else {
                open.element().add(next == '"' || next == '\'' ? quoted(next) : word());
            }
        }
    }

    private Json quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw expected("" + quote);
        }
        var word = text.substring(at + 1, end);
        at = end + 1;
        return new Json.Text(word);
    }

    private Json word() {
        int start = at;
        while (at < text.length() && !isBlank(text.charAt(at)) && !isBracket(text.charAt(at))) {
            at++;
        }
        var word = text.substring(start, at);
        return PythonNumber.parse(word) == null ? new Json.Text(word) : new Json.Numeral(word);
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isBracket(char c) {
        return c == '(' || c == ')';
    }

    private UnparsableOperationsException expected(String what) {
        var found =
                at == text.length()
                        ? "end of text"
                        : "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "'";
        return new UnparsableOperationsException(
                "Expected %s, found %s  (at char %d), (line:1, col:%d)"
                        .formatted(what, found, at, at + 1));
    }
}
