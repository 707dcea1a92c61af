package io.gnocchi.client.main;

import io.gnocchi.client.commands.Catalogue;

/// Where commands are typed one after the other.
final class Shells {
    private Shells() {}

    static int run(Program program, LiveSession session, Catalogue catalogue) {
        return 0;
    }
}
