package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Manifest.Fate;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.repair.ManifestRebuild;
import io.gnocchi.core.repair.Progress;
import io.gnocchi.core.repair.Repair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who retries what was set aside, and makes a lost manifest anew.
final class Operators {
    private final World world;
    private final Set<SetAside> seen = new HashSet<>();
    private int rebuilt;
    private int exactlyRebuilt;

    Operators(World world) {
        this.world = world;
    }

    /// How many marks on what was set aside they saw.
    int seen() {
        return seen.size();
    }

    /// How many sacks were restored from the objects.
    int rebuilt() {
        return rebuilt;
    }

    /// How many of them whose last commit was found.
    int exactlyRebuilt() {
        return exactlyRebuilt;
    }

    void enter() {
        world.stage.enter("operator", this::retryNowAndThen);
    }

    private void retryNowAndThen() {
        var place = world.place();
        try {
            while (!world.isSettling()) {
                for (int i = world.random.nextInt(100); i > 0; i--) {
                    world.stage.pause();
                }
                try {
                    retry(place);
                } catch (UnavailableException _) {
                    // Another time.
                }
            }
        } catch (Crash e) {
            enter();
            throw e;
        }
    }

    private void retry(World.Place place) {
        var repair = new Repair(place.manifest(), place.store(), place.names(), place.clock());
        for (var mark : place.manifest().setAside()) {
            seen.add(unjudged(mark));
            repair.judge(mark.key(), SetAside.Verdict.RETRY);
        }
    }

    private static SetAside unjudged(SetAside mark) {
        return mark.with(SetAside.Verdict.NONE);
    }

    /// Has everything folded that is still set aside.
    void retryEverything(Workers workers) {
        for (int i = 0; i < 3 && !world.truth.setAside().isEmpty(); i++) {
            retry(world.place());
            workers.finish();
        }
        if (!world.truth.setAside().isEmpty()) {
            throw new AssertionError("set aside for ever: " + world.truth.setAside());
        }
    }

    /// Every process dies, the manifest is gone, and is made anew from the objects alone. It says
    /// what it said, up to batches and commits that were under way.
    void loseTheManifest() {
        world.lost();
        world.stage.killAllBut(name -> name.startsWith("client") || name.equals("user"));
        var contents =
                ManifestRebuild.contents(
                        world.objects,
                        world.truth.sacks().count(),
                        finding -> {
                            throw new AssertionError("restoring: " + finding.text());
                        },
                        Progress.SILENT);
        for (var state : contents.states()) {
            rebuilt++;
            var view = world.truth.view(state.sack());
            if (state.generation() < view.generation()) {
                throw new AssertionError("older than what was committed: " + state);
            }
            var record = state.record();
            boolean committed =
                    record == null || world.truth.fates(List.of(record)).get(record) == Fate.KNOWN;
            if (committed) {
                exactlyRebuilt++;
                requireSame(view, state);
            }
        }
        world.journal.restored(contents);
        world.truth.restore(contents);
        world.invariants.hold();
    }

    /// What operators have judged since the commit is forgotten: they judge again.
    private static void requireSame(SackView view, Contents.State state) {
        boolean same =
                view.consumed() == state.consumed()
                        && view.generation() == state.generation()
                        && Set.copyOf(view.parts()).equals(Set.copyOf(state.parts()))
                        && unjudged(view.setAside()).equals(unjudged(state.setAside()));
        if (!same) {
            throw new AssertionError("restored %s, was %s".formatted(state, view));
        }
    }

    private static Set<SetAside> unjudged(List<SetAside> marks) {
        return new HashSet<>(marks.stream().map(Operators::unjudged).toList());
    }
}
