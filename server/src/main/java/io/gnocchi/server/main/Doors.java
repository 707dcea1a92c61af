package io.gnocchi.server.main;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoreCounts;
import java.util.function.Supplier;

/// The three doors of a deployment, open.
///
/// @param requests what has been asked of the store since
/// @param requireCurrent throws when the tables of the database are of another version
record Doors(
        Index index,
        Manifest manifest,
        ObjectStore store,
        Supplier<StoreCounts> requests,
        Runnable requireCurrent) {}
