package io.gnocchi.server.ops;

/// Something that has to be there before the daemons run.
///
/// @param name for people, without secrets
/// @param prepare creates or migrates it; doing it again changes nothing
public record Place(String name, Runnable prepare) {}
