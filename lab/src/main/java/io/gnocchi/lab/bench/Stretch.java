package io.gnocchi.lab.bench;

import java.io.IOException;

/// Some seconds of a workload.
@FunctionalInterface
interface Stretch {
    /// Who uses less than this part of the CPU that the best time before took gets faster still.
    double SETTLED = 0.95;

    int MOST_WARM_UPS = 8;

    Figure run() throws IOException;

    /// Drives a server until it does not get faster any more.
    static void settle(Stretch stretch) throws IOException {
        double best = stretch.run().cpuMicros();
        for (int i = 1; i < MOST_WARM_UPS; i++) {
            double micros = stretch.run().cpuMicros();
            if (micros > SETTLED * best) {
                return;
            }
            best = micros;
        }
    }
}
