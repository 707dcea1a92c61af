package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Does what an operator said of the measures a sack has set aside, as part of a fold.
///
/// Retried measures come before those that wait: of a metric all later ones were set aside too, so
/// the order of acknowledgment is kept. Only measures of an unreadable section, whose metrics
/// nobody knew, come as if they had been posted now.
final class Resumption {
    private static final System.Logger LOG = System.getLogger(Resumption.class.getName());

    /// A metric with more marks gets one for all: their number does not grow with time.
    private static final int MOST_MARKS = 64;

    private final AsideStore objects;
    private final SackView view;
    private final SettingAside aside;
    private final Set<UUID> failed = new HashSet<>();

    Resumption(AsideStore objects, SackView view, SettingAside aside) {
        this.objects = objects;
        this.view = view;
        this.aside = aside;
    }

    /// The requests to fold: those retried, then those that wait.
    ///
    /// @param waiting by metric, in the order of acknowledgment
    /// @param through the newest ordinal of the fold
    SortedMap<UUID, List<MetricRequests>> resume(
            SortedMap<UUID, List<MetricRequests>> waiting, long through) {
        var requests = new TreeMap<UUID, List<MetricRequests>>();
        for (var mark : view.setAside()) {
            switch (mark.verdict()) {
                case NONE -> {}
                case RETRY -> retry(mark, requests);
                case DROP -> drop(mark, through);
            }
        }
        waiting.forEach((metric, all) ->
                requests.computeIfAbsent(metric, _ -> new ArrayList<>()).addAll(all));
        return requests;
    }

    private void drop(SetAside mark, long through) {
        if (mark.through() <= through) {
            aside.settle(mark);
        }
    }

    private void retry(SetAside mark, SortedMap<UUID, List<MetricRequests>> requests) {
        var metric = mark.metric();
        if (metric != null && isUndecided(metric)) {
            return; // What came later is not to be retried: one word for all of a metric.
        }
        try {
            for (var read : objects.read(view, mark)) {
                requests.computeIfAbsent(read.metric(), _ -> new ArrayList<>()).add(read);
            }
            aside.settle(mark);
        } catch (CorruptObjectException | ObjectMissingException e) {
            LOG.log(Level.ERROR, "Still unreadable: " + mark.key(), e);
            aside.undecided(mark);
            if (metric != null) {
                failed.add(metric);
            }
        }
    }

    /// Whether measures of a metric wait for an operator's word, so that others must not overtake
    /// them.
    boolean isUndecided(UUID metric) {
        return failed.contains(metric)
                || view.setAside().stream()
                        .anyMatch(mark ->
                                metric.equals(mark.metric())
                                        && mark.verdict() == SetAside.Verdict.NONE);
    }

    /// Sets more measures of such a metric aside.
    void setAsideToo(UUID metric, List<MetricRequests> requests) {
        var marks = view.setAside().stream().filter(mark -> metric.equals(mark.metric())).toList();
        var reason = marks.getFirst().reason();
        if (marks.size() < MOST_MARKS) {
            aside.metric(view.sack(), metric, requests, reason, false);
            return;
        }
        try {
            var all = new ArrayList<MetricRequests>();
            marks.forEach(mark -> all.addAll(objects.read(view, mark)));
            all.addAll(requests);
            aside.metric(view.sack(), metric, all, reason, false);
            marks.forEach(aside::settle);
        } catch (CorruptObjectException | ObjectMissingException e) {
            LOG.log(Level.WARNING, "Marks of metric " + metric + " are not joined", e);
            aside.metric(view.sack(), metric, requests, reason, false);
        }
    }
}
