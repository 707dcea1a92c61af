package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text language of filters, turned into the JSON one.
///
/// ```
/// filter    = level of '∨' over 'or' over '∧' over 'and' over unary      (each binds tighter than the one before)
/// unary     = 'not' unary | '(' filter ')' | word operator term
/// operator  = '=' '==' '!=' '≠' '<' '<=' '≤' '>' '>=' '≥' eq ne lt le gt ge in like
/// term      = null | None | true | False … | UUID | word | number | "text" | 'text' | '[' term, … ']'
/// ```
///
/// Time grows with the length of the text, and brackets nest so deep only.
final class FilterText {
    private static final List<String> JOINS = List.of("∨", "or", "∧", "and");
    private static final List<String> SYMBOLS =
            List.of("==", ">=", "<=", "!=", "≠", "≥", "≤", ">", "<", "=");
    private static final List<String> WORDS =
            List.of("eq", "ne", "lt", "gt", "le", "ge", "in", "like");
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}(-?\\p{XDigit}{4}){3}-?\\p{XDigit}{12}(?![\\w-])");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?(?!\\w)");
    private static final int MAX_DEPTH = 100;

    private final String text;
    private int at;
    private int depth;

    private FilterText(String text) {
        this.text = text;
    }

    /// @throws MalformedException when the text is no filter
    static Json parse(String text) {
        var parser = new FilterText(text);
        var filter = parser.joined(0);
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw parser.expected("end of text");
        }
        return filter;
    }

    /// What one join (or a tighter one) holds together.
    private Json joined(int level) {
        if (level == JOINS.size()) {
            return unary();
        }
        var join = JOINS.get(level);
        var operands = new ArrayList<Json>();
        do {
            operands.add(joined(level + 1));
        } while (take(join));
        return operands.size() == 1
                ? operands.getFirst()
                : dictionary(join, new Json.Sequence(operands));
    }

    private Json unary() {
        if (++depth > MAX_DEPTH) {
            throw new MalformedException(
                    "Invalid filter: nested more than %d levels deep".formatted(MAX_DEPTH));
        }
        try {
            if (take("not")) {
                return dictionary("not", unary());
            }
            if (take("(")) {
                var inner = joined(0);
                require(")");
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Json comparison() {
        if (!(term() instanceof Json.Text(var field))) {
            throw new MalformedException("Invalid filter: Expected the name of a field first");
        }
        var operator = operator();
        return dictionary(operator, dictionary(field, term()));
    }

    private String operator() {
        skipBlanks();
        for (var symbol : SYMBOLS) {
            if (take(symbol)) {
                return symbol;
            }
        }
        for (var word : WORDS) {
            if (take(word)) {
                return word;
            }
        }
        throw expected("an operator");
    }

    private Json term() {
        skipBlanks();
        if (at == text.length()) {
            throw expected("a value");
        }
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        if (first == '[') {
            return list();
        }
        var id = match(UUID);
        if (id != null) {
            return new Json.Text(id);
        }
        var word = match(WORD);
        if (word != null) {
            return word(word);
        }
        var number = match(NUMBER);
        if (number != null) {
            return new Json.Numeral(number);
        }
        throw expected("a value");
    }

    private static Json word(String word) {
        return switch (word) {
            case "null", "None", "none" -> new Json.Null();
            case "true", "True" -> new Json.Bool(true);
            case "false", "False" -> new Json.Bool(false);
            default -> new Json.Text(word);
        };
    }

    private Json quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw expected("a closing " + quote);
        }
        var inner = text.substring(at + 1, end);
        at = end + 1;
        return new Json.Text(inner);
    }

    private Json list() {
        require("[");
        if (++depth > MAX_DEPTH) {
            throw new MalformedException(
                    "Invalid filter: nested more than %d levels deep".formatted(MAX_DEPTH));
        }
        var items = new ArrayList<Json>();
        if (!take("]")) {
            do {
                items.add(term());
            } while (take(","));
            require("]");
        }
        depth--;
        return new Json.Sequence(items);
    }

    private @Nullable String match(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    /// Takes a token when it stands here; a word only when it ends here.
    private boolean take(String token) {
        skipBlanks();
        int end = at + token.length();
        boolean isWord = Character.isLetter(token.charAt(0)) && token.charAt(0) < 0x80;
        if (!text.startsWith(token, at) || (isWord && end < text.length() && isWordPart(end))) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean isWordPart(int index) {
        char c = text.charAt(index);
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private void require(String token) {
        if (!take(token)) {
            throw expected("'" + token + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private MalformedException expected(String what) {
        var found = at == text.length() ? "end of text" : "'" + text.substring(at, at + 1) + "'";
        return new MalformedException(
                String.format(
                        Locale.ROOT,
                        "Invalid filter: Expected %s, found %s  (at char %d), (line:1, col:%d)",
                        what,
                        found,
                        at,
                        at + 1));
    }

    private static Json dictionary(String key, Json value) {
        return new Json.Dictionary(Map.of(key, value));
    }
}
