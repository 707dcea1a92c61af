package io.gnocchi.lab.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time that this thread spends on some kind of work, summed up.
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long nanos;

    void spend(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        nanos += THREADS.getCurrentThreadCpuTime() - start;
    }

    /// Microseconds for each of so many.
    double microsOfEach(long count) {
        return nanos / (1e3 * count);
    }
}
