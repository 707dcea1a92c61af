package io.gnocchi.core.repair;

import static java.util.stream.Collectors.groupingBy;

import io.gnocchi.core.manifest.LayoutChange;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.CommitRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Changes the number of sacks while everything else runs.
///
/// Nothing is rewritten: the new sacks inherit what the old ones held, and metricd takes it over
/// later. One step seizes all sacks, so that no worker commits anything for a moment, puts an
/// object that tells what becomes of every sack, and makes it true. Whoever dies half-way has
/// changed nothing, and the sacks are free again after the term.
///
/// As long as something is left of the number before, it is not changed once more.
public final class SackChange {
    private static final Duration TERM = Duration.ofSeconds(20);

    /// How many times sacks times inherited segments: the object that tells them stays below some
    /// tens of megabytes.
    private static final long MOST_REFERENCES = 10_000_000;

    private final String name;
    private final Manifest manifest;
    private final ObjectStore store;
    private final ObjectNames names;
    private final InstantSource clock;

    /// @param name that nobody else has
    public SackChange(
            String name,
            Manifest manifest,
            ObjectStore store,
            ObjectNames names,
            InstantSource clock) {
        this.name = name;
        this.manifest = manifest;
        this.store = store;
        this.names = names;
        this.clock = clock;
    }

    /// How an attempt ended.
    public enum Outcome {
        /// It was done.
        CHANGED,
        /// There were as many already.
        NOTHING_TO_DO,
        /// Metricd has not taken over everything of the number before: see [#left].
        TOO_EARLY,
        /// Somebody else seized the sacks meanwhile, or did the same.
        LOST
    }

    /// How many segments some sack has still to take over of the number before.
    public int left() {
        var keys = new HashSet<String>();
        for (var view : manifest.views()) {
            keys.addAll(view.inheritedKeys());
        }
        return keys.size();
    }

    /// Tries once to change the number.
    ///
    /// @throws UnavailableException when a door failed: unknown whether it was done; asking again
    ///   tells
    /// @throws IllegalArgumentException when so many sacks would inherit too much each
    public Outcome attempt(Sacks wanted) {
        if (manifest.layout().sacks().equals(wanted)) {
            return Outcome.NOTHING_TO_DO;
        }
        if (manifest.layout().former() != null) {
            manifest.condemnUnused(clock.instant()); // Forgets what all have taken over.
        }
        if (manifest.layout().former() != null) {
            return Outcome.TOO_EARLY;
        }
        var leases = manifest.seize(name, clock.instant(), TERM);
        try {
            return change(leases, wanted) ? Outcome.CHANGED : Outcome.LOST;
        } finally {
            manifest.release(name);
        }
    }

    private boolean change(List<Lease> leases, Sacks wanted) {
        var views = manifest.views();
        var layout = views.getFirst().layout();
        if (views.size() != leases.size() || layout.former() != null) {
            return false;
        }
        var key = names.next(ObjectNames.COMMITS);
        var change = LayoutChange.of(leases, views, wanted, manifest.head(), key);
        if (!store.putIfAbsent(key, record(change, views).encoded())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        return manifest.change(change);
    }

    private CommitRecord record(LayoutChange change, List<SackView> views) {
        var after = change.after();
        var inherited = inherited(views, after.sacks());
        var consumed = change.consumed();
        var marks = marks(views, after.sacks());
        var states = new ArrayList<CommitRecord.State>(after.sacks().count());
        for (int sack = 0; sack < after.sacks().count(); sack++) {
            states.add(
                    new CommitRecord.State(
                            sack,
                            change.epoch(),
                            consumed.get(sack),
                            change.generation(),
                            List.of(),
                            inherited.get(sack % inherited.size()),
                            marks.getOrDefault(sack, List.of())));
        }
        return new CommitRecord(
                after,
                change.generations(),
                manifest.appended(0),
                CommitRecord.heritage(views.stream().map(SackView::parts).toList()),
                states);
    }

    private static Map<Integer, List<SetAside>> marks(List<SackView> views, Sacks sacks) {
        var before = views.stream().flatMap(view -> view.setAside().stream()).toList();
        return LayoutChange.marks(before, sacks).stream().collect(groupingBy(SetAside::sack));
    }

    /// The segments that new sacks inherit, the same for all that are equal modulo the size of the
    /// list.
    private static List<List<String>> inherited(List<SackView> views, Sacks sacks) {
        int divisor = Shard.divisor(views.getFirst().layout().sacks(), sacks);
        var keys = new ArrayList<List<String>>(divisor);
        long references = 0;
        for (int first = 0; first < divisor; first++) {
            var ofHeirs = new LinkedHashSet<String>();
            for (int sack = first; sack < views.size(); sack += divisor) {
                views.get(sack).parts().forEach(part -> ofHeirs.add(part.key()));
            }
            references += (long) ofHeirs.size() * (sacks.count() / divisor);
            keys.add(List.copyOf(ofHeirs));
        }
        if (references > MOST_REFERENCES) {
            throw new IllegalArgumentException(
                    "%d sacks would inherit %d parts: a multiple or a divisor of %d inherits fewer"
                            .formatted(sacks.count(), references, views.size()));
        }
        return keys;
    }
}
