package io.gnocchi.lab.growth;

import java.lang.management.ManagementFactory;

/// What lives in the heap of this process.
final class Heap {
    /// Collections until what references free has been freed too.
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /// Bytes that are still reachable.
    static long liveBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
