package io.gnocchi.core.model;

import java.util.ArrayList;
import java.util.List;

/// A shell pattern over a whole name, case-sensitive: `*`, `?`, `[seq]`, `[!seq]`. Anything else
/// stands for itself, as does `[` without its `]`.
///
/// Matching never takes more steps than name length times pattern length.
public final class Glob {

    /// One piece of a pattern.
    private sealed interface Piece {

        record Run() implements Piece {}

        record Any() implements Piece {}

        record Exactly(int character) implements Piece {}

        /// @param ranges first and last character of each range
        record OneOf(boolean negated, List<int[]> ranges) implements Piece {}
    }

    private final List<Piece> pieces;

    public Glob(String pattern) {
        this.pieces = List.copyOf(compile(pattern.codePoints().toArray()));
    }

    /// Whether the pattern covers the whole name.
    public boolean matches(String name) {
        var characters = name.codePoints().toArray();
        int piece = 0;
        int at = 0;
        int afterRun = -1;
        int runEnd = 0;
        while (at < characters.length) {
            if (piece < pieces.size() && pieces.get(piece) instanceof Piece.Run) {
                afterRun = ++piece;
                runEnd = at;
            } else if (piece < pieces.size() && covers(pieces.get(piece), characters[at])) {
                piece++;
                at++;
            } else if (afterRun >= 0) {
                // Only the latest run needs to grow: whatever an earlier one could take, it can.
                piece = afterRun;
                at = ++runEnd;
            } else {
                return false;
            }
        }
        while (piece < pieces.size() && pieces.get(piece) instanceof Piece.Run) {
            piece++;
        }
        return piece == pieces.size();
    }

    private static boolean covers(Piece piece, int character) {
        return switch (piece) {
            case Piece.Run _ -> false;
            case Piece.Any _ -> true;
            case Piece.Exactly(var expected) -> expected == character;
            case Piece.OneOf(var negated, var ranges) ->
                    negated
                            != ranges.stream()
                                    .anyMatch(r -> r[0] <= character && character <= r[1]);
        };
    }

    private static List<Piece> compile(int[] pattern) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        // Where no more set can be closed; remembered so that "[[[[..." stays linear.
        int lastClosing = lastIndexOf(pattern, ']');
        while (at < pattern.length) {
            int character = pattern[at];
            int closing = character == '[' && at < lastClosing ? closing(pattern, at) : -1;
            if (closing >= 0) {
                pieces.add(set(pattern, at + 1, closing));
                at = closing + 1;
                continue;
            }
            pieces.add(
                    switch (character) {
                        case '*' -> new Piece.Run();
                        case '?' -> new Piece.Any();
                        default -> new Piece.Exactly(character);
                    });
            at++;
        }
        return pieces;
    }

    private static int lastIndexOf(int[] pattern, int character) {
        int at = pattern.length - 1;
        while (at >= 0 && pattern[at] != character) {
            at--;
        }
        return at;
    }

    /// Where the set opened here is closed, or -1. A bracket right after the opening is a member.
    private static int closing(int[] pattern, int opening) {
        int at = opening + 1;
        if (at < pattern.length && pattern[at] == '!') {
            at++;
        }
        for (at++; at < pattern.length; at++) {
            if (pattern[at] == ']') {
                return at;
            }
        }
        return -1;
    }

    private static Piece set(int[] pattern, int start, int end) {
        var negated = pattern[start] == '!';
        var ranges = new ArrayList<int[]>();
        int at = negated ? start + 1 : start;
        while (at < end) {
            var isRange = at + 2 < end && pattern[at + 1] == '-';
            ranges.add(new int[] {pattern[at], isRange ? pattern[at + 2] : pattern[at]});
            at += isRange ? 3 : 1;
        }
        return new Piece.OneOf(negated, ranges);
    }
}
