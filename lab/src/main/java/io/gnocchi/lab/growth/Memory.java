package io.gnocchi.lab.growth;

import java.io.IOException;
import java.nio.file.Files;

/// What lives in the heap of each role when so many metrics have had a point a minute.
///
/// @param apiBytes of an API node that has answered some queries
/// @param workerBytes of the worker that has folded all
public record Memory(long apiBytes, long workerBytes) {
    /// What a role may remember of the store, as a server with a gigabyte of heap or more does.
    public static final long CACHE_BYTES = 128L << 20;

    /// @param policy by its name
    public static Memory of(int metrics, String policy, int minutes) throws IOException {
        var folder = Files.createTempDirectory("gnocchi-memory");
        try {
            var setting = new Setting(Growth.policy(policy), minutes, CACHE_BYTES);
            var costs = Passage.of(metrics, setting, folder.resolve("data"));
            return new Memory(costs.apiBytes(), costs.workerBytes());
        } finally {
            Growth.delete(folder);
        }
    }
}
