package io.gnocchi.server.plan;

import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.processing.WorkerSettings;
import java.time.Duration;

/// What a load takes on an object store, reckoned from what the engine does: batches of the API
/// nodes by time, one segment and one commit record of each worker's round, merges of what is small
/// and of eight; none of them by metric or method. `lab` holds the figures against the engine
/// itself.
///
/// @param putsPerMinute batches, segments, commit records
/// @param getsPerMinute of folding, merging and queries
/// @param keptBytes when all retentions are full
/// @param storedBytes of the deployment's age, with what has expired and is not dropped yet
public record Plan(
        Load load,
        Deployment deployment,
        Prices prices,
        double putsPerMinute,
        double getsPerMinute,
        double listsPerMinute,
        double keptBytes,
        double storedBytes) {
    /// A month has thirty days.
    public static final Duration MONTH = Duration.ofDays(30);

    /// Microseconds of one processor for a measure, accepted: remote write of 10,000 series, and
    /// batches in JSON, each with one point of a metric (docs/benchmarks).
    public static final Range ACCEPT_MICROS = new Range(0.6, 2.5);

    /// The same, folded.
    public static final Range FOLD_MICROS = new Range(2.1, 8.1);

    private static final long FLUSH_BYTES = 16L << 20;

    /// Objects that are longer than this are not remembered: an eighth of half of the cache.
    private static final long REMEMBERED_BYTES = (128L << 20) / 2 / 8;

    private static final double LISTS_PER_MINUTE = 4 / 60.0;
    private static final int GETS_A_READ = 2;
    private static final double DAY_SECONDS = 86_400;
    private static final int MERGE_LEVELS = 4;

    /// Of what is kept, at least a day, so much more is there: a segment whose values expire one
    /// after the other is written anew now and then.
    private static final double WAITING_SHARE = 1.0 / 8;

    /// From, to.
    public record Range(double least, double most) {
        Range times(double factor) {
            return new Range(least * factor, most * factor);
        }
    }

    /// Reckons.
    public static Plan of(Load load, Deployment deployment, Prices prices) {
        double batches = batchesPerMinute(load, deployment);
        double rounds = roundsPerMinute(load, deployment);
        double roundBytes = rawBytesPerMinute(load) / rounds;
        double reading = batches * deployment.metricds() + load.reads() * GETS_A_READ;
        return new Plan(
                load,
                deployment,
                prices,
                batches + rounds * (1 + segments(roundBytes)) + mergePuts(rounds, roundBytes),
                reading + mergeGets(rounds, roundBytes),
                LISTS_PER_MINUTE,
                load.metrics() * load.bytesPerMetric(),
                storedBytes(load, deployment.age()));
    }

    /// Nodes flush by time, unless so much comes that they flush by bytes, or so little that there
    /// is nothing to flush.
    private static double batchesPerMinute(Load load, Deployment deployment) {
        double measures = load.measuresPerSecond() * 60;
        double byTime = deployment.apiNodes() * 60e9 / deployment.flushDelay().toNanos();
        int waitingBytes = InboxSettings.POINT_BYTES + InboxSettings.BUNDLE_BYTES;
        double bySize = measures * waitingBytes / FLUSH_BYTES;
        return Math.max(Math.min(byTime, measures), bySize);
    }

    private static double roundsPerMinute(Load load, Deployment deployment) {
        double byTime = 60e9 / deployment.foldPause().toNanos();
        return Math.min(byTime * deployment.workers(), load.measuresPerSecond() * 60);
    }

    private static double rawBytesPerMinute(Load load) {
        return load.measuresPerSecond() * 60 * Load.RAW_POINT_BYTES;
    }

    /// How many objects so many bytes become.
    private static double segments(double bytes) {
        return Math.max(1, bytes / WorkerSettings.defaults().segmentBytes());
    }

    /// What is small is merged again and again; of what has become longer one is made of eight of a
    /// size, and so on. Each with a commit record.
    private static double mergePuts(double rounds, double roundBytes) {
        double smallBytes = 2.0 * WorkerSettings.defaults().archivingBytes();
        double small = smallBytes / roundBytes;
        double puts = 2 * rounds * smallMerges(small) / small;
        double share = 1;
        for (int level = 1; level <= MERGE_LEVELS; level++) {
            share /= fanout();
            if (roundBytes / share > smallBytes) {
                puts += rounds * share * (1 + segments(roundBytes / share));
            }
        }
        return puts;
    }

    /// How many merges so many rounds make while all is small: one each but for those after all was
    /// merged into one, which is every other round at first, and then whenever there has come an
    /// eighth more.
    private static double smallMerges(double rounds) {
        double first = Math.min(rounds, 2.0 * fanout());
        double alone = first / 2 + fanout() * Math.log(rounds / first);
        return Math.max(0, rounds - alone - 1);
    }

    /// What a worker wrote it remembers, unless it is long.
    private static double mergeGets(double rounds, double roundBytes) {
        double gets = 0;
        double share = 1;
        for (int level = 1; level <= MERGE_LEVELS; level++) {
            boolean isForgotten = roundBytes / share > REMEMBERED_BYTES;
            gets += isForgotten ? rounds * share * segments(roundBytes / share) : 0;
            share /= fanout();
        }
        return gets;
    }

    private static int fanout() {
        return WorkerSettings.defaults().fanout();
    }

    private static double storedBytes(Load load, Duration age) {
        double bytes = load.windowBytes();
        for (var line : load.policy().definition()) {
            bytes += load.lineBytes(line, Math.min((double) age.toSeconds(), staySeconds(line)));
        }
        return load.metrics() * bytes;
    }

    /// How long values stay before they are dropped: what has expired before a day ends never gets
    /// into an archive, the others go with the rest of their segment.
    private static double staySeconds(Retention line) {
        double kept = Load.keptSeconds(line);
        if (line.timespan() == null || kept < DAY_SECONDS) {
            return kept;
        }
        return kept + Math.max(DAY_SECONDS, kept * WAITING_SHARE);
    }

    /// So many of what happens once a minute happen in a month.
    public double inMonth(double perMinute) {
        return perMinute * MONTH.toMinutes();
    }

    public double putDollars() {
        return prices.ofPuts(inMonth(putsPerMinute + listsPerMinute));
    }

    public double getDollars() {
        return prices.ofGets(inMonth(getsPerMinute));
    }

    public double spaceDollars() {
        return prices.ofBytes(storedBytes);
    }

    /// A month of all.
    public double dollars() {
        return putDollars() + getDollars() + spaceDollars();
    }

    /// Processors that accept, from the best case measured to the worst.
    public Range acceptingProcessors() {
        return ACCEPT_MICROS.times(load.measuresPerSecond() / 1e6);
    }

    /// Processors that fold.
    public Range foldingProcessors() {
        return FOLD_MICROS.times(load.measuresPerSecond() / 1e6);
    }
}
