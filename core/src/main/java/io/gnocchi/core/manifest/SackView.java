package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One sack at one moment: everything acknowledged is in `parts`, in what it has inherited, in
/// `batches`, or set aside, never in two of them.
///
/// @param layout how many sacks there were at that moment
/// @param consumed last ordinal folded into parts
/// @param parts in order of `through`, oldest first
/// @param inherited parts of the former layout that hold metrics of this sack, and others; in order
///   of `through`, and numbered as the sacks were then
/// @param batches those after `consumed` that may have measures of this sack, by ordinal
/// @param generation how many commits the sack has seen
/// @param setAside by `through`, then key
public record SackView(
        Layout layout,
        int sack,
        long consumed,
        List<SegmentPart> parts,
        List<SegmentPart> inherited,
        List<Batch> batches,
        long generation,
        List<SetAside> setAside) {
    public SackView {
        parts = List.copyOf(parts);
        inherited = List.copyOf(inherited);
        batches = List.copyOf(batches);
        setAside = List.copyOf(setAside);
    }

    /// A sack that has inherited nothing, as far as nothing was set aside.
    public SackView(
            Layout layout,
            int sack,
            long consumed,
            List<SegmentPart> parts,
            List<Batch> batches,
            long generation) {
        this(layout, sack, consumed, parts, List.of(), batches, generation, List.of());
    }

    /// The same with other batches: those that concern it of what waits, by ordinal.
    public SackView of(List<Batch> waiting) {
        return of(List.of(this), waiting).getFirst();
    }

    /// The same of several views of one moment. What waits may be thousands of batches, and the
    /// sacks hundreds: each batch is looked at once.
    ///
    /// @param views at least one, of sacks that differ
    public static List<SackView> of(List<SackView> views, List<Batch> waiting) {
        var fillings = new LinkedHashMap<Integer, Filling>();
        views.forEach(view -> fillings.put(view.sack, new Filling(view, new ArrayList<>())));
        for (var batch : waiting) {
            if (batch.sacks().equals(views.getFirst().layout.sacks())) {
                for (var section : batch.sections()) {
                    var filling = fillings.get(section.sack());
                    if (filling != null && filling.view.meets(batch, section)) {
                        filling.add(batch);
                    }
                }
            } else {
                fillings.values().forEach(filling -> filling.addIfConcerned(batch));
            }
        }
        return fillings.values().stream().map(Filling::filled).toList();
    }

    private record Filling(SackView view, List<Batch> batches) {
        void add(Batch batch) {
            if (batch.ordinal() > view.consumed) {
                batches.add(batch);
            }
        }

        void addIfConcerned(Batch batch) {
            if (view.concerns(batch)) {
                add(batch);
            }
        }

        SackView filled() {
            return new SackView(
                    view.layout,
                    view.sack,
                    view.consumed,
                    view.parts,
                    view.inherited,
                    batches,
                    view.generation,
                    view.setAside);
        }
    }

    private boolean concerns(Batch batch) {
        for (var section : batch.sections()) {
            if (meets(batch, section)) {
                return true;
            }
        }
        return false;
    }

    private boolean meets(Batch batch, BatchSection section) {
        if (layout.sacks().equals(batch.sacks())) {
            return section.sack() == sack && !layout.hadFolded(batch, section);
        }
        return shard().meets(batch.shard(section)) && !layout.hadFolded(batch, section);
    }

    private Shard shard() {
        return new Shard(layout.sacks(), sack);
    }

    /// Whether this is the sack of a metric.
    public boolean owns(UUID metric) {
        return layout.sacks().of(metric) == sack;
    }

    /// The sections of a batch in which measures of this sack may wait, and that nobody has given
    /// up. They may hold measures of others too: see [#awaits].
    public List<BatchSection> sections(Batch batch) {
        if (batch.ordinal() <= consumed) {
            return List.of();
        }
        return batch.sections().stream()
                .filter(section -> meets(batch, section) && !hasDropped(batch, section))
                .toList();
    }

    /// Whether what a batch holds of a metric is to be folded by this sack.
    public boolean awaits(Batch batch, UUID metric) {
        return batch.ordinal() > consumed
                && owns(metric)
                && !layout.hadFolded(batch.ordinal(), metric);
    }

    /// What is set aside of a metric, oldest first, or of nobody knows which.
    public List<SetAside> setAside(UUID metric) {
        return setAside.stream().filter(mark -> mark.concerns(metric)).toList();
    }

    /// Whether an operator has given up a section of a batch.
    private boolean hasDropped(Batch batch, BatchSection section) {
        for (var mark : setAside) {
            if (mark.verdict() == SetAside.Verdict.DROP
                    && mark.key().equals(batch.key())
                    && batch.shard(section).equals(mark.shard())) {
                return true;
            }
        }
        return false;
    }

    /// A part in which metrics of this sack may stand.
    ///
    /// @param former how many sacks there were when it was written, if it is inherited
    public record Held(SegmentPart part, @Nullable Sacks former) {
        /// Whether a metric of the sack may stand there.
        public boolean mayHold(UUID metric) {
            return former == null || former.of(metric) == part.sack();
        }
    }

    /// All parts, oldest first. Those that may hold one metric never overlap in ordinals.
    public List<Held> held() {
        var held = new ArrayList<Held>(parts.size() + inherited.size());
        parts.forEach(part -> held.add(new Held(part, null)));
        var former = layout.former();
        if (former != null && !inherited.isEmpty()) {
            inherited.forEach(part -> held.add(new Held(part, former.sacks())));
            held.sort(Comparator.comparing(Held::part, SegmentPart.ORDER));
        }
        return held;
    }

    /// The segments in which the sack has inherited something.
    public List<String> inheritedKeys() {
        return inherited.stream().map(SegmentPart::key).distinct().toList();
    }

    /// Without what has been taken over.
    static List<SegmentPart> remaining(List<SegmentPart> inherited, List<Inherited> taken) {
        var keys = taken.stream().map(Inherited::key).collect(toSet());
        return inherited.stream().filter(part -> !keys.contains(part.key())).toList();
    }
}
