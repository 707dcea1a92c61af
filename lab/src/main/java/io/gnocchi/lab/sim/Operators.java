package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.Manifest.Fate;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.repair.ManifestRebuild;
import io.gnocchi.core.repair.Progress;
import io.gnocchi.core.repair.Repair;
import io.gnocchi.core.repair.SackChange;
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
        if (world.random.nextInt(2) == 0) {
            world.stage.enter("changer", () -> changeSacks("changer"));
        }
        if (world.random.nextInt(4) == 0) {
            world.stage.enter("another changer", () -> changeSacks("another changer"));
        }
    }

    /// How often the number of sacks was changed.
    long changes() {
        return world.truth.layout().number();
    }

    /// Changes the number of sacks at any moment; the command dies and is begun again.
    private void changeSacks(String name) {
        var place = world.place();
        var random = world.random;
        try {
            for (int i = 0; i < 6 && !world.isSettling(); i++) {
                for (int wait = random.nextInt(150); wait > 0; wait--) {
                    world.stage.pause();
                }
                change(place, name, new Sacks(1 + random.nextInt(7)));
            }
        } catch (Crash e) {
            world.stage.enter(name, () -> changeSacks(name));
            throw e;
        }
    }

    /// Tries for a while, as long as metricd has not taken over everything of the number before.
    private void change(World.Place place, String name, Sacks sacks) {
        var change =
                new SackChange(name, place.manifest(), place.store(), place.names(), place.clock());
        for (int i = 0; i < 30 && !world.isSettling(); i++) {
            try {
                switch (change.attempt(sacks)) {
                    case CHANGED, NOTHING_TO_DO -> {
                        return;
                    }
                    case TOO_EARLY, LOST -> world.stage.pause();
                }
            } catch (UnavailableException _) {
                world.stage.pause();
            }
        }
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
        world.killProcesses();
        var contents =
                ManifestRebuild.contents(
                        world.objects,
                        world.truth.sacks().count(),
                        finding -> {
                            throw new AssertionError("restoring: " + finding.text());
                        },
                        Progress.SILENT);
        if (contents.layout().equals(world.truth.layout())) {
            contents.states().forEach(this::compare);
        } else {
            requireNothingDoneBetween(contents.layout(), world.truth.layout());
        }
        world.journal.restored(contents);
        world.truth.restore(contents);
        world.invariants.hold();
    }

    private void compare(Contents.State state) {
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

    /// A change that was told counts, whether or not it was made; but a layout that anything was
    /// committed under is never forgotten.
    private void requireNothingDoneBetween(Layout restored, Layout was) {
        boolean isSame = restored.record().equals(was.record());
        boolean isNext = restored.number() == was.number() + 1;
        boolean isBefore = restored.number() < was.number() && !hasCommits();
        boolean isOther = restored.number() == was.number() && !hasCommits();
        if (!isSame && !isNext && !isBefore && !isOther) {
            throw new AssertionError("restored %s, was %s".formatted(restored, was));
        }
    }

    private boolean hasCommits() {
        return world.truth.views().stream().map(SackView::generation).distinct().count() > 1;
    }

    /// What operators have judged since the commit is forgotten: they judge again.
    private static void requireSame(SackView view, Contents.State state) {
        boolean same =
                view.consumed() == state.consumed()
                        && view.generation() == state.generation()
                        && Set.copyOf(view.parts()).equals(Set.copyOf(state.parts()))
                        && Set.copyOf(view.inherited()).equals(Set.copyOf(state.inherited()))
                        && unjudged(view.setAside()).equals(unjudged(state.setAside()));
        if (!same) {
            throw new AssertionError("restored %s, was %s".formatted(state, view));
        }
    }

    private static Set<SetAside> unjudged(List<SetAside> marks) {
        return new HashSet<>(marks.stream().map(Operators::unjudged).toList());
    }
}
