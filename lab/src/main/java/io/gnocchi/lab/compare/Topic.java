package io.gnocchi.lab.compare;

/// What a stretch of a scenario is about.
enum Topic {
    POLICIES,
    MEASURES,
    BATCHES,
    RESOURCES,
    SEARCH,
    AGGREGATES,
    MISTAKES;

    /// Adds its steps to the scenario.
    void play(World world) {
        switch (this) {
            case POLICIES -> PolicyTopic.play(world);
            case MEASURES -> MeasureTopic.play(world);
            case BATCHES -> BatchTopic.play(world);
            case RESOURCES -> ResourceTopic.play(world);
            case SEARCH -> SearchTopic.play(world);
            case AGGREGATES -> AggregateTopic.play(world);
            case MISTAKES -> MistakeTopic.play(world);
        }
    }
}
