package io.gnocchi.lab.net;

/// What can be done to one request to a store.
public enum Mischief {
    /// It is passed on, and so is the answer.
    NONE,
    /// The store never sees it; 503 is answered.
    REFUSE,
    /// The store never sees it; the connection is reset.
    RESET_BEFORE,
    /// The store does as told; the connection is reset instead of the answer.
    RESET_AFTER,
    /// The store does as told; the answer ends in the middle.
    TRUNCATE,
    /// It is passed on late.
    DELAY,
    /// It is kept until the line is open again, and then either passed on or dropped.
    HOLD
}
