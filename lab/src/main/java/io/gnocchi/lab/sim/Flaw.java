package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.NewBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                        parts.faults.call(() -> appendNow(late));
                        promised.remove(late);
                    }
                    promised.add(batch);
                    return new Batch(UNKNOWN, batch.key(), batch.sizeBytes(), batch.sections());
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

    /// A worker's commit counts whatever epoch it holds.
    COMMITS_WITHOUT_EPOCH {
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
                            commit.under(commit.leases().stream().map(newest).toList()));
                }
            };
        }
    };

    /// What a manifest for one process is made of.
    static final class Parts {
        private final Manifest manifest;
        private final Faults faults;
        private final Invariants invariants;
        private final Journal journal;
        private final Map<Integer, Lease> epochs = new HashMap<>();

        Parts(Manifest manifest, Faults faults, Invariants invariants, Journal journal) {
            this.manifest = manifest;
            this.faults = faults;
            this.invariants = invariants;
            this.journal = journal;
        }
    }

    /// The manifest as one process sees it.
    abstract SimulatedManifest plant(Parts parts);
}
