package io.gnocchi.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads conditions in the language of oslo.policy: checks `kind:value` with `and`, `or`, `not` and
/// parentheses, where `and` binds closer than `or`; `@` for everybody, `!` for nobody.
final class CheckParser {
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_DEPTH = 100;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final List<String> tokens;
    private int next;

    private CheckParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /// @throws PolicyException when it is not in that language
    static Check parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new PolicyException("a rule of more than " + MAX_LENGTH + " characters");
        }
        if (text.isBlank()) {
            return new Check.Always();
        }
        var parser = new CheckParser(tokens(text));
        var check = parser.any(0);
        if (parser.next < parser.tokens.size()) {
            throw new PolicyException(
                    "'%s' is out of place in '%s'".formatted(parser.tokens.get(parser.next), text));
        }
        return check;
    }

    /// The old form: checks in a list are all needed, one of the lists is enough; an empty list
    /// lets everybody pass.
    static Check parse(List<?> lists) {
        if (lists.isEmpty()) {
            return new Check.Always();
        }
        return new Check.Any(lists.stream().map(CheckParser::all).toList());
    }

    private static Check all(Object list) {
        return switch (list) {
            case String one -> check(one);
            case List<?> checks when !checks.isEmpty() ->
                    new Check.All(checks.stream().map(CheckParser::single).toList());
            default -> throw new PolicyException("a rule has '" + list + "' for a list of checks");
        };
    }

    private static Check single(Object check) {
        if (check instanceof String text) {
            return check(text);
        }
        throw new PolicyException("a rule has '" + check + "' for a check");
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        for (var word : BLANKS.split(text.strip(), -1)) {
            int start = 0;
            while (start < word.length() && word.charAt(start) == '(') {
                tokens.add("(");
                start++;
            }
            int end = word.length();
            while (end > start && word.charAt(end - 1) == ')') {
                end--;
            }
            if (end > start) {
                tokens.add(word.substring(start, end));
            }
            for (int i = end; i < word.length(); i++) {
                tokens.add(")");
            }
        }
        return tokens;
    }

    private Check any(int depth) {
        var checks = new ArrayList<Check>();
        do {
            checks.add(all(depth));
        } while (taken("or"));
        return checks.size() == 1 ? checks.getFirst() : new Check.Any(checks);
    }

    private Check all(int depth) {
        var checks = new ArrayList<Check>();
        do {
            checks.add(one(depth));
        } while (taken("and"));
        return checks.size() == 1 ? checks.getFirst() : new Check.All(checks);
    }

    private Check one(int depth) {
        if (depth > MAX_DEPTH) {
            throw new PolicyException("a rule nested deeper than " + MAX_DEPTH);
        }
        if (taken("not")) {
            return new Check.Not(one(depth + 1));
        }
        if (taken("(")) {
            var inner = any(depth + 1);
            if (!taken(")")) {
                throw new PolicyException("a parenthesis is not closed");
            }
            return inner;
        }
        if (next == tokens.size()) {
            throw new PolicyException("a rule ends where a check should stand");
        }
        return check(tokens.get(next++));
    }

    private boolean taken(String word) {
        boolean there =
                next < tokens.size() && tokens.get(next).toLowerCase(Locale.ROOT).equals(word);
        next += there ? 1 : 0;
        return there;
    }

    private static Check check(String text) {
        if (text.equals("@")) {
            return new Check.Always();
        }
        if (text.equals("!")) {
            return new Check.Never();
        }
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new PolicyException("'" + text + "' is not a check");
        }
        var kind = text.substring(0, colon);
        var value = text.substring(colon + 1);
        return switch (kind) {
            case "rule" -> new Check.Rule(value);
            case "role" -> new Check.Role(Template.parse(value));
            case "http", "https" ->
                    throw new PolicyException("'" + text + "': no other server is asked");
            default -> comparison(kind, Template.parse(value));
        };
    }

    private static Check comparison(String kind, Template value) {
        char first = kind.charAt(0);
        boolean quoted =
                kind.length() > 1
                        && (first == '\'' || first == '"')
                        && kind.charAt(kind.length() - 1) == first;
        if (quoted) {
            return new Check.Literal(kind.substring(1, kind.length() - 1), value);
        }
        boolean constant = List.of("True", "False", "None").contains(kind);
        if (constant || NUMBER.matcher(kind).matches()) {
            return new Check.Literal(kind, value);
        }
        return new Check.Credential(kind, value);
    }
}
