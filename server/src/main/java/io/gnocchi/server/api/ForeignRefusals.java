package io.gnocchi.server.api;

import io.gnocchi.core.model.Refusal;

/// How the index's refusals are told to those who write in foreign protocols.
final class ForeignRefusals {
    private ForeignRefusals() {}

    /// A resource that is not of the type it should be is what such a client can run into.
    static Problem problem(Refusal refusal) {
        return refusal instanceof Refusal.ResourceExists(var id)
                ? Problem.caused(409, "Resource already exists", null, id.toString())
                : Refusals.problem(refusal);
    }
}
