package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.MetricRequests;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What one step of folding sets aside: measures of metrics that cannot be folded, all together in
/// one batch object under [ObjectNames#SET_ASIDE], and sections that cannot be read, where they
/// are. The marks become true with the commit of the step; so a sack goes on, and nothing is lost
/// and nothing counts twice.
final class SettingAside {
    private static final System.Logger LOG = System.getLogger(SettingAside.class.getName());
    private static final int POINT_BYTES = 16;
    private static final int LONGEST_REASON = 300;

    private final AsideStore objects;
    private final Instant now;
    private final List<BatchEntry> entries = new ArrayList<>();
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<SetAside> sections = new ArrayList<>();
    private final List<SetAside> settled = new ArrayList<>();

    private record Bundle(int sack, UUID metric, long bytes, String reason) {}

    SettingAside(AsideStore objects, Instant now) {
        this.objects = objects;
        this.now = now;
    }

    /// Sets measures of a metric aside.
    ///
    /// @param requests in the order of acknowledgment
    /// @param isNews whether to report it: nothing of the metric was set aside before
    void metric(
            int sack, UUID metric, List<MetricRequests> requests, String reason, boolean isNews) {
        long points = 0;
        for (var batch : requests) {
            for (var request : batch.requests()) {
                entries.add(new BatchEntry(metric, request));
                points += request.measures().size();
            }
        }
        bundles.add(new Bundle(sack, metric, points * POINT_BYTES, shortened(reason)));
        if (isNews) {
            LOG.log(
                    Level.ERROR,
                    "Metric {0} cannot be folded and is set aside until gnocchi-check retries or"
                            + " drops it: {1}",
                    metric,
                    reason);
        }
    }

    /// Sets the section of a sack aside, where it is.
    void section(int sack, Batch batch, BatchSection section, String reason) {
        sections.add(
                SetAside.of(sack, batch, section, now, shortened(reason), SetAside.Verdict.NONE));
        LOG.log(
                Level.ERROR,
                "Measures of sack {0} in {1} cannot be read; its metrics are not answered until"
                        + " gnocchi-check retries or drops them: {2}",
                sack,
                batch.key(),
                reason);
    }

    /// Takes over what another one has gathered.
    void addAll(SettingAside other) {
        entries.addAll(other.entries);
        bundles.addAll(other.bundles);
        sections.addAll(other.sections);
        settled.addAll(other.settled);
    }

    /// Leaves out sections of sacks that the step does not fold after all.
    void retainSections(Set<Integer> folded) {
        sections.removeIf(mark -> !folded.contains(mark.sack()));
    }

    /// Takes a mark away.
    void settle(SetAside mark) {
        settled.add(mark);
    }

    /// Leaves a mark for the operator to judge again.
    void undecided(SetAside mark) {
        sections.add(mark.with(SetAside.Verdict.NONE));
    }

    List<SetAside> settled() {
        return settled;
    }

    /// Makes the measures durable.
    ///
    /// @param through the newest ordinal of the step
    /// @return the marks, not yet in the manifest
    List<SetAside> finish(long through) {
        var marks = new ArrayList<>(sections);
        if (entries.isEmpty()) {
            return marks;
        }
        var key = objects.put(entries);
        for (var bundle : bundles) {
            marks.add(
                    SetAside.of(
                            bundle.sack(),
                            bundle.metric(),
                            key,
                            through,
                            bundle.bytes(),
                            now,
                            bundle.reason()));
        }
        return marks;
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
