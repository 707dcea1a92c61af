package io.gnocchi.server.otlp;

/// Gets the points of a request one by one.
@FunctionalInterface
interface Taker {
    void take(Stream stream, Point point);
}
