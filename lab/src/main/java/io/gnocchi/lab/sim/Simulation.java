package io.gnocchi.lab.sim;

/// Plays whole deployments, one for each seed.
public final class Simulation {
    private Simulation() {}

    /// Plays one seed.
    ///
    /// @return what the run was made of
    /// @throws AssertionError when an invariant is broken; the message names the seed
    public static Report play(long seed) {
        return new Cluster(seed, Flaw.NONE).run();
    }
}
