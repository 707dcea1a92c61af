package io.gnocchi.lab.outside;

import java.util.ArrayList;
import java.util.List;

/// What was found wrong, counted in measures, with examples.
final class Verdict {
    private static final int EXAMPLES = 12;

    private long looked;
    private long lost;
    private long doubled;
    private long strange;
    private long torn;
    private long uneven;
    private final List<String> examples = new ArrayList<>();

    /// So many measures were looked at.
    synchronized void looked(long measures) {
        looked += measures;
    }

    /// An acknowledged measure is not there.
    synchronized void lost(String example) {
        lost++;
        note("lost: " + example);
    }

    /// A measure counts more than once.
    synchronized void doubled(String example) {
        doubled++;
        note("doubled: " + example);
    }

    /// Something is there that nobody may have stored, or what was overwritten is back.
    synchronized void strange(String example) {
        strange++;
        note("strange: " + example);
    }

    /// Of a request some measures are there and others not.
    synchronized void torn(String example) {
        torn++;
        note("torn: " + example);
    }

    /// A coarser bucket does not hold what the finer ones hold.
    synchronized void uneven(String example) {
        uneven++;
        note("uneven: " + example);
    }

    private void note(String example) {
        if (examples.size() < EXAMPLES) {
            examples.add(example);
        }
    }

    synchronized long lost() {
        return lost;
    }

    synchronized long doubled() {
        return doubled;
    }

    synchronized boolean isGood() {
        return lost + doubled + strange + torn + uneven == 0;
    }

    synchronized List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public synchronized String toString() {
        return "%d measures looked at, lost = %d, doubled = %d, strange = %d, torn = %d, uneven = %d"
                .formatted(looked, lost, doubled, strange, torn, uneven);
    }
}
