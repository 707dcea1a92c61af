package io.gnocchi.lab.outside;

/// One post of a request's measures, as its client knows it. The measures of a request may be
/// posted again with other values at the same times.
///
/// @param number 0 for the first post of the request
record Attempt(int number, Outcome outcome) {

    /// What became of a post.
    enum Outcome {
        /// 202: its measures count, exactly once.
        ACKNOWLEDGED,
        /// No answer, not yet an answer, or 503: its measures count once or not at all, now or
        /// later.
        UNKNOWN,
        /// A status that promises that nothing was taken.
        REFUSED
    }

    boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    boolean mayCount() {
        return outcome != Outcome.REFUSED;
    }
}
