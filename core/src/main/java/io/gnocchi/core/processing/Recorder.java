package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.CommitRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes commits, each told by an object before: so the manifest can be restored from the objects.
///
/// A record says what its sacks are after the commit, and that is only true of the state the work
/// began with. So whoever commits names the generations it saw; when they are no longer the newest,
/// the work is lost, and nothing is told.
public final class Recorder {
    private final Manifest manifest;
    private final ObjectStore store;
    private final ObjectNames names;

    public Recorder(Manifest manifest, ObjectStore store, ObjectNames names) {
        this.manifest = manifest;
        this.store = store;
        this.names = names;
    }

    /// The generations that views show, by sack.
    public static Map<Integer, Long> generations(Iterable<SackView> views) {
        var generations = new HashMap<Integer, Long>();
        views.forEach(view -> generations.put(view.sack(), view.generation()));
        return generations;
    }

    /// Tells the commit and makes it.
    ///
    /// @param commit says which generation of each sack its work began with
    /// @return false when another commit came before; then nothing was changed
    public boolean commit(Commit commit) {
        var key = names.next(ObjectNames.COMMITS); // Not younger than what the record tells.
        var states = new ArrayList<CommitRecord.State>();
        var views = manifest.views(commit.leases().stream().map(Lease::sack).toList(), 0);
        var layout = views.getFirst().layout();
        for (int i = 0; i < views.size(); i++) {
            var view = views.get(i);
            var base = commit.seen().get(view.sack());
            if (base == null || base != view.generation()) {
                return false;
            }
            states.add(state(commit, commit.leases().get(i), view));
        }
        var record =
                new CommitRecord(
                        layout,
                        List.of(),
                        manifest.appended(0),
                        CommitRecord.heritage(views.stream().map(SackView::inherited).toList()),
                        states);
        if (!store.putIfAbsent(key, record.encoded())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        return manifest.commit(commit.toldBy(key));
    }

    private static CommitRecord.State state(Commit commit, Lease lease, SackView view) {
        var parts = new ArrayList<>(view.parts());
        parts.removeAll(commit.removed());
        commit.added().stream().filter(part -> part.sack() == view.sack()).forEach(parts::add);
        var inherited = new ArrayList<>(view.inheritedKeys());
        for (var taken : commit.taken()) {
            if (taken.sack() == view.sack()) {
                inherited.remove(taken.key());
            }
        }
        return new CommitRecord.State(
                view.sack(),
                lease.epoch(),
                commit.consumed() == Commit.UNCHANGED ? view.consumed() : commit.consumed(),
                view.generation() + 1,
                parts.stream().map(SegmentPart::key).toList(),
                inherited,
                marks(commit, view));
    }

    private static List<SetAside> marks(Commit commit, SackView view) {
        var marks = new ArrayList<>(view.setAside());
        commit.settled().forEach(settled -> marks.removeIf(settled::isSameAs));
        for (var mark : commit.setAside()) {
            if (mark.sack() == view.sack()) {
                marks.removeIf(mark::isSameAs);
                marks.add(mark);
            }
        }
        return marks;
    }
}
