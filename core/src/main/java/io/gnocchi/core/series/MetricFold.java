package io.gnocchi.core.series;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies requests to one metric in the order of their acknowledgment.
///
/// A request is judged against everything before it: its points older than the mutable window are
/// dropped, the first request of a metric is free, later values win. When the window has moved, the
/// buckets it left behind are closed: computed once, from points that can no longer change. So the
/// outcome depends on the requests and their order alone, not on how many of them one fold sees.
///
/// Two things need what has closed until then, whenever the fold happens: an erasure, because
/// closed buckets keep what was in them unless they lie wholly inside the range; and a request that
/// is aggregated in another way than the one before it.
///
/// An import is judged as a post is, but nothing it brings is dropped: what lies behind the window
/// becomes [History], and of what lies inside it is noted where ([Touched]). The first request of a
/// metric is not free when it is an import: the rest of a block behind its own window may come with
/// the next one.
public final class MetricFold {
    private final @Nullable MetricState before;
    private final List<Cut> cuts = new ArrayList<>();
    private List<Measures> accepted = new ArrayList<>();
    private List<Replay.Imported> imported = new ArrayList<>();
    private @Nullable WindowState state;
    private @Nullable ArchivePolicy policy;
    private boolean requested;
    private boolean imports;
    private long late;
    private long historical;

    /// A place among the requests where buckets are closed.
    ///
    /// @param accepted since the cut before
    /// @param imported since then
    /// @param erased what is removed here; null when the policy changes
    private record Cut(
            List<Measures> accepted,
            List<Replay.Imported> imported,
            MetricState state,
            @Nullable TimeRange erased) {}

    /// @param before where the last fold left the metric, null when it never had a point
    public MetricFold(@Nullable MetricState before) {
        this.before = before;
        this.state = before == null ? null : before.window();
        this.policy = before == null ? null : before.policy();
    }

    /// What a fold brings.
    ///
    /// @param state after the last request
    /// @param points all points known, when the old ones were given
    /// @param raw new points that are still needed: those of the open window and the one before
    /// @param closed aggregates of the buckets closed by this fold, by granularity, then method
    /// @param history what this fold adds to it
    public record Outcome(
            MetricState state,
            Measures points,
            Measures raw,
            List<MethodSeries> closed,
            History history,
            Amendments amendments) {}

    public void accept(Request request) {
        requested = true;
        switch (request) {
            case Request.Post(var by, var measures) -> post(by, measures);
            case Request.Import(var by, var measures) -> take(by, measures);
            case Request.Erasure(var by, var range) -> erase(by, range);
        }
    }

    private void post(ArchivePolicy by, Measures measures) {
        if (measures.size() == 0) {
            return;
        }
        var timestamps = measures.timestamps();
        long newest = timestamps[timestamps.length - 1];
        var known = judgedBy(by);
        if (known == null) {
            accepted.add(measures);
            state = new WindowState(newest, WindowState.start(by, newest));
            return;
        }
        int first = Points.firstAtOrAfter(timestamps, known.startNanos());
        late += first;
        if (first < timestamps.length) {
            accepted.add(Points.from(measures, first));
        }
        state = known.advancedTo(by, newest);
    }

    private void take(ArchivePolicy by, Measures measures) {
        if (measures.size() == 0) {
            return;
        }
        imports = true;
        var timestamps = measures.timestamps();
        long newest = timestamps[timestamps.length - 1];
        var known = judgedBy(by);
        var window = known == null ? new WindowState(newest, WindowState.start(by, newest)) : known;
        int first = Points.firstAtOrAfter(timestamps, window.startNanos());
        historical += first;
        imported.add(
                new Replay.Imported(
                        Points.between(measures, 0, first),
                        Touched.by(timestamps, window, window.rawFloor(by), by.blockNanos())));
        if (first < timestamps.length) {
            accepted.add(Points.from(measures, first));
        }
        state = window.advancedTo(by, newest);
    }

    private void erase(ArchivePolicy by, TimeRange range) {
        var known = judgedBy(by);
        if (known != null) {
            state = known;
            cut(new MetricState(known, by), range);
        }
    }

    /// The window as the next request finds it; null when there never was a point.
    private @Nullable WindowState judgedBy(ArchivePolicy by) {
        if (state != null && policy != null && !policy.aggregatesAs(by)) {
            cut(new MetricState(state, policy), null);
        }
        policy = by;
        return state == null ? null : state.advancedTo(by, state.lastNanos());
    }

    private void cut(MetricState at, @Nullable TimeRange erased) {
        cuts.add(new Cut(accepted, imported, at, erased));
        accepted = new ArrayList<>();
        imported = new ArrayList<>();
    }

    /// Where the metric stands so far; null when it never had a point.
    public @Nullable MetricState state() {
        return state == null || policy == null ? null : new MetricState(state, policy);
    }

    /// How many points came too late so far and are dropped.
    public long late() {
        return late;
    }

    /// How many imported points lay behind the window so far.
    public long historical() {
        return historical;
    }

    /// Whether [#finish] needs the raw points known before: buckets close, or something is removed
    /// or imported.
    public boolean needsOldPoints() {
        return moved() || !cuts.isEmpty() || imports;
    }

    private boolean moved() {
        return state != null
                && (before == null || state.startNanos() != before.window().startNanos());
    }

    /// @param old the raw points known before the fold; may be empty when they are not needed
    /// @param amendments known before the fold; the same
    /// @return null when there was no request or there never was a point
    public @Nullable Outcome finish(Measures old, Amendments amendments) {
        if (!requested || state == null || policy == null) {
            return null;
        }
        var last = new MetricState(state, policy);
        var replay = new Replay(before == null ? null : before.window(), old, amendments);
        for (var cut : cuts) {
            replay.take(cut.accepted(), cut.imported());
            if (cut.erased() == null) {
                replay.turn(cut.state());
            } else {
                replay.erase(cut.state(), cut.erased());
            }
        }
        replay.take(accepted, imported);
        if (needsOldPoints()) {
            replay.close(last);
        }
        return replay.outcome(last);
    }
}
