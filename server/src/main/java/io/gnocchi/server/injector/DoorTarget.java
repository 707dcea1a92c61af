package io.gnocchi.server.injector;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.OverloadedException;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Straight into the inbox of a deployment, past the API: what an API node does besides reading
/// requests is not measured.
public final class DoorTarget implements Target {
    private final Index index;
    private final Manifest manifest;
    private final Inbox inbox;
    private final Runnable folding;
    private final String creator;
    private final Map<UUID, Metric> metrics = new ConcurrentHashMap<>();

    /// @param folding folds what waits
    /// @param creator whose metrics they are
    public DoorTarget(
            Index index, Manifest manifest, Inbox inbox, Runnable folding, String creator) {
        this.index = index;
        this.manifest = manifest;
        this.inbox = inbox;
        this.folding = folding;
        this.creator = creator;
    }

    @Override
    public List<UUID> create(int count, String archivePolicy) {
        var policy = policy(archivePolicy);
        var created = new ArrayList<NewMetric>();
        for (int i = 0; i < count; i++) {
            var id = UUID.randomUUID();
            created.add(new NewMetric(id, creator, null, null, null, archivePolicy));
            metrics.put(id, new Metric(id, creator, null, null, null, policy));
        }
        index.createMetrics(created);
        return created.stream().map(NewMetric::id).toList();
    }

    private ArchivePolicy policy(String name) {
        try {
            return index.archivePolicy(name);
        } catch (RefusedException _) {
            var known =
                    index.archivePolicies().stream()
                            .map(ArchivePolicy::name)
                            .collect(Collectors.joining(", "));
            throw new InjectionException(
                    "there is no archive policy %s; there are: %s".formatted(name, known));
        }
    }

    @Override
    public boolean post(Map<UUID, Measures> measures) {
        var posted = new ArrayList<Posted>();
        measures.forEach((id, points) -> posted.add(new Posted(known(id), points)));
        try {
            inbox.accept(posted);
            return true;
        } catch (OverloadedException _) {
            return false;
        }
    }

    private Metric known(UUID id) {
        var metric = metrics.get(id);
        if (metric == null) {
            throw new IllegalArgumentException(id + " was not created here");
        }
        return metric;
    }

    @Override
    public void fold() {
        folding.run();
    }

    @Override
    public long waiting() {
        return manifest.backlog().bundles();
    }
}
