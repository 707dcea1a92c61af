package io.gnocchi.server.amqp;

/// What becomes of a message.
sealed interface Verdict {

    /// It waits for the courier; another verdict follows.
    record Waiting() implements Verdict {}

    /// Its measures are acknowledged.
    record Accepted() implements Verdict {}

    /// Nothing of it is of use.
    record Refused(String reason) implements Verdict {}

    /// There is no room for it now; the broker is to keep it.
    record Crowded() implements Verdict {}
}
