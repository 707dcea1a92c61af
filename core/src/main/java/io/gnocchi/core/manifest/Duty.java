package io.gnocchi.core.manifest;

/// Work that one worker does for the whole cluster.
public enum Duty {
    /// Objects nothing refers to are condemned, and deleted after their grace.
    GARBAGE,
    /// The store is listed for objects nobody knows.
    ORPHANS,
    /// Resources whose metrics are silent end; those that ended long ago are deleted.
    RESOURCES
}
