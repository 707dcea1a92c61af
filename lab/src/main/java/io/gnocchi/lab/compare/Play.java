package io.gnocchi.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One scenario played against both servers, step by step.
///
/// It ends at the first difference nobody meant, and after one that was meant and left the two
/// servers in different states.
final class Play {
    private static final int PAGES = 30;

    /// @param explained reasons of the differences that were meant, in order
    /// @param finding null when there was no other
    record Outcome(int steps, List<String> explained, @Nullable Finding finding) {
        Outcome {
            explained = List.copyOf(explained);
        }
    }

    /// A difference nobody meant.
    record Finding(Step step, Answer original, Answer ours, Contrast contrast) {}

    private final Party original;
    private final Party ours;
    private final IntendedDifferences intended;
    private final boolean shows;
    private final List<String> explained = new ArrayList<>();

    Play(Party original, Party ours, IntendedDifferences intended, boolean shows) {
        this.original = original;
        this.ours = ours;
        this.intended = intended;
        this.shows = shows;
    }

    Outcome of(Scenario scenario) {
        int played = 0;
        for (var step : scenario.steps()) {
            if (!original.knows(step) || !ours.knows(step)) {
                continue;
            }
            played++;
            var end = play(step);
            if (end != null) {
                return new Outcome(played, explained, end.finding());
            }
        }
        return new Outcome(played, explained, null);
    }

    /// That the scenario ends here.
    private record End(@Nullable Finding finding) {}

    private @Nullable End play(Step step) {
        var left = original.play(step);
        var right = ours.play(step);
        var end = judge(step, left.answer(), right.answer());
        for (int page = 0; step.walk() && end == null && page < PAGES; page++) {
            var nextLeft = original.next(left, step);
            var nextRight = ours.next(right, step);
            if (nextLeft == null || nextRight == null) {
                return null;
            }
            left = nextLeft;
            right = nextRight;
            end = judge(step, left.answer(), right.answer());
        }
        return end;
    }

    private @Nullable End judge(Step step, Answer left, Answer right) {
        if (shows) {
            System.out.println(step + "\n    -> " + left);
        }
        if (right.status() == 500) {
            var contrast = new Contrast("status", "" + left.status(), "500");
            return new End(new Finding(step, left, right, contrast));
        }
        var reasons = new TreeSet<String>();
        for (var contrast : Contrast.between(left, right)) {
            var reason = intended.reason(step, left, right, contrast);
            if (reason == null) {
                return new End(new Finding(step, left, right, contrast));
            }
            reasons.add(reason);
        }
        explained.addAll(reasons);
        return haveParted(step, left, right, reasons) ? new End(null) : null;
    }

    /// Whether the servers hold different things from here on.
    private static boolean haveParted(Step step, Answer left, Answer right, Set<String> reasons) {
        boolean deletedOthers = step.method().equals("DELETE") && !reasons.isEmpty();
        return step.changes() && (deletedOthers || isFine(left) != isFine(right));
    }

    private static boolean isFine(Answer answer) {
        return answer.status() < 300;
    }
}
