package io.gnocchi.lab.bench;

import java.io.IOException;

/// Some seconds of a workload.
@FunctionalInterface
interface Stretch {
    /// Who uses less than this part of the CPU that the best time before took gets faster still.
    double SETTLED = 0.95;

    int MOST_WARM_UPS = 10;

    /// A compiler at work may make one time as dear as the one before.
    int SETTLED_TIMES = 2;

    Figure run() throws IOException;

    /// Drives a server until it does not get faster any more.
    static void settle(Stretch stretch) throws IOException {
        double best = stretch.run().cpuMicros();
        int settled = 0;
        for (int i = 1; i < MOST_WARM_UPS && settled < SETTLED_TIMES; i++) {
            double micros = stretch.run().cpuMicros();
            settled = micros > SETTLED * best ? settled + 1 : 0;
            best = Math.min(best, micros);
        }
    }
}
