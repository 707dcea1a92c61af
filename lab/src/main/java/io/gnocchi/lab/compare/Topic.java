package io.gnocchi.lab.compare;

import java.util.function.Consumer;

/// What a stretch of a scenario is about.
enum Topic {
    POLICIES(PolicyTopic::play),
    MEASURES(MeasureTopic::play),
    BATCHES(BatchTopic::play),
    RESOURCES(ResourceTopic::play),
    SEARCH(SearchTopic::play),
    AGGREGATES(AggregateTopic::play),
    MISTAKES(MistakeTopic::play);

    private final Consumer<World> story;

    Topic(Consumer<World> story) {
        this.story = story;
    }

    /// Adds its steps to the scenario.
    void play(World world) {
        story.accept(world);
    }
}
