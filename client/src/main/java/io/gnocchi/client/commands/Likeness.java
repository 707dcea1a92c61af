package io.gnocchi.client.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How like two words are; for "did you mean".
final class Likeness {
    private static final int SUBSTITUTION = 2;
    private static final int INSERTION = 1;
    private static final int DELETION = 3;

    private record Candidate(int distance, String name) {}

    private Likeness() {}

    /// Commands that begin so, and then those whose first word is nearest; in the original's order.
    static List<String> among(String typed, List<String> names) {
        List<Candidate> candidates =
                names.stream()
                        .map(name ->
                                new Candidate(
                                        name.startsWith(typed)
                                                ? 0
                                                : distance(typed, name.split(" ", 2)[0]) + 1,
                                        name))
                        .sorted(
                                Comparator.comparingInt(Candidate::distance)
                                        .thenComparing(Candidate::name))
                        .toList();
        var like = new ArrayList<String>();
        int nearest = 0;
        for (Candidate candidate : candidates) {
            if (candidate.distance() > nearest) {
                if (nearest > 0) {
                    break;
                }
                nearest = candidate.distance();
            }
            like.add(candidate.name());
        }
        return like;
    }

    /// Names that differ in few letters, the nearest first.
    static List<String> near(String typed, List<String> names) {
        int most = Math.max(2, typed.length());
        return names.stream()
                .map(name -> new Candidate(distance(typed, name), name))
                .filter(candidate -> candidate.distance() <= most)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(3)
                .map(Candidate::name)
                .toList();
    }

    /// The least cost of swaps, substitutions, insertions and deletions that turn one into the
    /// other.
    static int distance(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        if (one.isEmpty()) {
            return other.length() * INSERTION;
        }
        if (other.isEmpty()) {
            return one.length() * DELETION;
        }
        var costs = new int[one.length() + 1][other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            costs[0][j] = j * INSERTION;
        }
        for (int i = 1; i <= one.length(); i++) {
            costs[i][0] = i * DELETION;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least =
                        Math.min(
                                costs[i - 1][j - 1] + (same ? 0 : SUBSTITUTION),
                                Math.min(costs[i][j - 1] + INSERTION, costs[i - 1][j] + DELETION));
                boolean swapped =
                        i > 1
                                && j > 1
                                && one.charAt(i - 1) == other.charAt(j - 2)
                                && one.charAt(i - 2) == other.charAt(j - 1);
                costs[i][j] = swapped ? Math.min(least, costs[i - 2][j - 2]) : least;
            }
        }
        return costs[one.length()][other.length()];
    }
}
