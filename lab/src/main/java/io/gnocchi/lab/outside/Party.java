package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One of the two implementations, with its data on S3 behind a snare.
interface Party extends AutoCloseable {
    String name();

    void start() throws IOException, InterruptedException;

    Api api();

    Snare snare();

    /// Lets nothing be processed until [#process()].
    void hold();

    void process();

    /// Whether a request belongs to the processing of a metric.
    ///
    /// @param posted a request to the store that a post of the metric's has led to; null when it
    ///   did not pass the snare
    boolean processes(HttpMessage request, String metric, @Nullable HttpMessage posted);

    /// What a request is about, in a few words.
    String kind(HttpMessage request);

    @Override
    void close() throws IOException;
}
