package io.gnocchi.server.ops;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the index and the stores to where this version wants them. Doing it again changes
/// nothing; several processes may do it at once.
public final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

    private final Place index;
    private final Place storage;
    private final Place incoming;
    private final Supplier<Index> openIndex;
    private final SortedSet<AggregationMethod> defaultMethods;

    /// @param openIndex opens the index once it is migrated
    /// @param defaultMethods what the default archive policies compute
    public Upgrade(
            Place index,
            Place storage,
            Place incoming,
            Supplier<Index> openIndex,
            SortedSet<AggregationMethod> defaultMethods) {
        this.index = index;
        this.storage = storage;
        this.incoming = incoming;
        this.openIndex = openIndex;
        this.defaultMethods = defaultMethods;
    }

    public void run(UpgradeOptions options) {
        if (!options.skipIndex()) {
            prepare("indexer", index);
        }
        if (!options.skipStorage()) {
            prepare("storage", storage);
        }
        if (!options.skipIncoming()) {
            prepare("incoming storage", incoming);
        }
        if (!options.skipArchivePolicies()) {
            try (Index opened = openIndex.get()) {
                createDefaultArchivePolicies(opened);
            }
        }
    }

    private static void prepare(String what, Place place) {
        LOG.info("Upgrading {} <{}>", what, place.name());
        place.prepare().run();
    }

    /// Only where an operator has made no choice yet: no policy and no rule at all.
    private void createDefaultArchivePolicies(Index opened) {
        if (!opened.archivePolicies().isEmpty() || !opened.archivePolicyRules().isEmpty()) {
            return;
        }
        LOG.info("Creating default archive policies low, medium, high, bool and their rule");
        for (var policy : ArchivePolicies.defaults(defaultMethods)) {
            unlessThere(() -> opened.createArchivePolicy(policy));
        }
        unlessThere(() -> opened.createArchivePolicyRule(ArchivePolicies.DEFAULT_RULE));
    }

    /// Another process may be upgrading at the same moment.
    private static void unlessThere(Runnable create) {
        try {
            create.run();
        } catch (RefusedException e) {
            boolean there =
                    e.refusal() instanceof Refusal.ArchivePolicyExists
                            || e.refusal() instanceof Refusal.ArchivePolicyRuleExists;
            if (!there) {
                throw e;
            }
        }
    }
}
