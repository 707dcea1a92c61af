package io.gnocchi.lab.ways;

/// What came of one way.
///
/// @param of what a request, a datagram or a message has
/// @param measures acknowledged
/// @param wallSeconds until the last of them was
/// @param cpuSeconds that the server used for them
/// @param bytes of what was sent, a measure
/// @param lost the share of what was sent that did not come
record Outcome(
        String way,
        String of,
        long measures,
        double wallSeconds,
        double cpuSeconds,
        double bytes,
        double lost) {
    double perSecond() {
        return measures / wallSeconds;
    }

    double cpuMicros() {
        return cpuSeconds * 1e6 / measures;
    }
}
