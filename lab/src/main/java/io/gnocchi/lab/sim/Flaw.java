package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.LayoutChange;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import io.gnocchi.lab.sim.Faults.Door;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Bugs planted on purpose, to see that the simulator finds them.
enum Flaw {
    NONE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal);
        }
    },

    /// The batch is acknowledged first and appended when the node comes back to it: a crash in
    /// between loses it.
    ACKNOWLEDGES_BEFORE_APPEND {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                // Nobody ever gives it: what this batch follows cannot be told.
                private static final long UNKNOWN = Long.MAX_VALUE;

                private final List<NewBatch> promised = new ArrayList<>();

                @Override
                public Batch append(NewBatch batch) {
                    for (var late : List.copyOf(promised)) {
                        parts.faults.change(Door.DATABASE, () -> appendNow(late));
                        promised.remove(late);
                    }
                    promised.add(batch);
                    return new Batch(
                            UNKNOWN,
                            batch.key(),
                            batch.sizeBytes(),
                            batch.sacks(),
                            batch.sections());
                }
            };
        }
    },

    /// No object tells an ordinal: after a loss of the manifest nobody knows the order, nor what
    /// was folded.
    TELLS_NO_ORDINALS {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                public List<BatchName> appended(long after) {
                    var _ = super.appended(after);
                    return List.of();
                }
            };
        }
    },

    /// A worker's commit counts whatever epoch it holds and whatever was committed since it began.
    COMMITS_WITHOUT_FENCE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                public List<Lease> lease(String worker, Instant now, Duration term) {
                    var leases = super.lease(worker, now, term);
                    leases.forEach(lease -> parts.epochs.put(lease.sack(), lease));
                    return leases;
                }

                @Override
                boolean commitNow(Commit commit) {
                    Function<Lease, Lease> newest =
                            lease -> parts.epochs.getOrDefault(lease.sack(), lease);
                    return super.commitNow(
                            new Commit(
                                    commit.leases().stream().map(newest).toList(),
                                    commit.consumed(),
                                    commit.added(),
                                    commit.removed(),
                                    commit.setAside(),
                                    commit.settled(),
                                    Map.of(),
                                    commit.record(),
                                    commit.taken()));
                }
            };
        }
    },

    /// Ordinals come from a bare sequence: a batch may be seen after one that got a later ordinal,
    /// and whoever has consumed that one never comes back.
    TAKES_ORDINALS_FROM_A_SEQUENCE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                public Batch append(NewBatch batch) {
                    parts.unseen.add(batch.key());
                    var appended = super.append(batch);
                    parts.faults.run(Door.DATABASE, () -> parts.unseen.remove(batch.key()));
                    return appended;
                }

                @Override
                public List<SackView> views(Collection<Integer> sacks) {
                    return super.views(sacks).stream().map(this::asSeen).toList();
                }

                @Override
                public List<SackView> views(Collection<Integer> sacks, long through) {
                    return super.views(sacks, through).stream().map(this::asSeen).toList();
                }

                @Override
                public List<SackView> viewsOf(Collection<UUID> metrics) {
                    return super.viewsOf(metrics).stream().map(this::asSeen).toList();
                }

                @Override
                public SackView view(int sack) {
                    return asSeen(super.view(sack));
                }

                private SackView asSeen(SackView view) {
                    var seen =
                            view.batches().stream()
                                    .filter(batch -> !parts.unseen.contains(batch.key()))
                                    .toList();
                    return new SackView(
                            view.layout(),
                            view.sack(),
                            view.consumed(),
                            view.parts(),
                            view.inherited(),
                            seen,
                            view.generation(),
                            view.setAside());
                }
            };
        }
    },

    /// What no row knows is deleted at once: also what is just being written.
    COLLECTS_WITHOUT_GRACE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                public int condemnUnused(Instant now) {
                    for (var prefix : List.of(ObjectNames.BATCHES, ObjectNames.SEGMENTS)) {
                        var keys =
                                parts.objects.list(prefix).stream().map(StoredObject::key).toList();
                        var known = fates(keys).keySet();
                        parts.objects.delete(
                                keys.stream().filter(key -> !known.contains(key)).toList());
                    }
                    return super.condemnUnused(now);
                }
            };
        }
    },

    /// A batch whose writer has not heard of a new number of sacks is taken for one of theirs.
    TAKES_BATCHES_FOR_NEW {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                public Batch append(NewBatch batch) {
                    var last = batch.sections().isEmpty() ? 0 : batch.sections().getLast().sack();
                    var now = parts.manifest.sacks();
                    return super.append(
                            new NewBatch(
                                    batch.key(),
                                    batch.sizeBytes(),
                                    last < now.count() ? now : batch.sacks(),
                                    batch.sections()));
                }
            };
        }
    },

    /// A change of the number of sacks does not stop what was begun before it.
    CHANGES_WITHOUT_FENCE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                boolean changeNow(LayoutChange change) {
                    long before = parts.manifest.layout().number();
                    boolean done = super.changeNow(change);
                    if (parts.manifest.layout().number() > before) {
                        parts.unfenced.clear();
                        change.leases().forEach(lease -> parts.unfenced.add(lease.sack()));
                    }
                    return done;
                }

                @Override
                boolean commitNow(Commit commit) {
                    boolean begunBefore =
                            commit.leases().stream()
                                    .allMatch(lease -> parts.unfenced.contains(lease.sack()));
                    int count = parts.manifest.sacks().count();
                    boolean areThere =
                            commit.leases().stream().allMatch(lease -> lease.sack() < count);
                    if (!begunBefore || !areThere) {
                        return super.commitNow(commit);
                    }
                    // Nobody holds them longer for it, but their newest epochs are known.
                    var newest = parts.manifest.seize("unfenced", Instant.EPOCH, Duration.ZERO);
                    var sacks = commit.leases().stream().map(Lease::sack).toList();
                    parts.unfenced.removeAll(sacks);
                    return super.commitNow(
                            new Commit(
                                    newest.stream()
                                            .filter(lease -> sacks.contains(lease.sack()))
                                            .toList(),
                                    commit.consumed(),
                                    commit.added(),
                                    commit.removed(),
                                    commit.setAside(),
                                    commit.settled(),
                                    Map.of(),
                                    commit.record(),
                                    commit.taken()));
                }
            };
        }
    },

    /// What lies in an archive segment stays there until it is merged with others, or a metric of
    /// it is deleted.
    LEAVES_ARCHIVES_ALONE {
        @Override
        SimulatedManifest plant(Parts parts) {
            return new SimulatedManifest(
                    parts.manifest, parts.faults, parts.invariants, parts.journal) {
                @Override
                boolean commitNow(Commit commit) {
                    var replaced =
                            commit.removed().stream().map(SegmentPart::key).distinct().toList();
                    boolean archive =
                            commit.removed().stream().allMatch(part -> part.through() == 0);
                    boolean alone = archive && replaced.size() == 1;
                    return !(alone && parts.deleted.isEmpty()) && super.commitNow(commit);
                }
            };
        }
    },

    /// Damage is read as if nothing had happened; see [Damage].
    IGNORES_CHECKSUMS {
        @Override
        SimulatedManifest plant(Parts parts) {
            return NONE.plant(parts);
        }
    };

    /// What a manifest for one process is made of.
    static final class Parts {
        private final Manifest manifest;
        private final ObjectStore objects;
        private final Faults faults;
        private final Invariants invariants;
        private final Journal journal;
        private final Set<UUID> deleted;
        private final Map<Integer, Lease> epochs = new HashMap<>();
        private final Set<String> unseen = new HashSet<>();
        private final Set<Integer> unfenced = new HashSet<>();

        Parts(
                Manifest manifest,
                ObjectStore objects,
                Faults faults,
                Invariants invariants,
                Journal journal,
                Set<UUID> deleted) {
            this.manifest = manifest;
            this.objects = objects;
            this.faults = faults;
            this.invariants = invariants;
            this.journal = journal;
            this.deleted = deleted;
        }
    }

    /// The manifest as one process sees it.
    abstract SimulatedManifest plant(Parts parts);
}
