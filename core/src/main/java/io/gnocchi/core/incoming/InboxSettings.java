package io.gnocchi.core.incoming;

import java.time.Duration;

/// The limits of an inbox.
///
/// @param flushDelay at least so long between the beginnings of two flushes, unless `flushPoints`
///   wait; zero flushes at once (the next batch gathers while the last one is written)
/// @param flushPoints so many waiting points are flushed without waiting for the delay
/// @param maxPoints more waiting points are refused
public record InboxSettings(Duration flushDelay, int flushPoints, int maxPoints) {}
