package io.gnocchi.server.wire;

import java.util.List;

/// The items of an array of objects. What the methods throw is told at [JsonObjects].
sealed interface JsonItems extends AutoCloseable permits PlainItems, TokenItems {

    boolean nextItem();

    boolean nextMember();

    String member();

    String text();

    double number();

    double[] numbers();

    List<String> texts();

    @Override
    void close();
}
