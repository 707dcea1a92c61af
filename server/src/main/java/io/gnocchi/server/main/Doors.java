package io.gnocchi.server.main;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.store.ObjectStore;

/// The three doors of a deployment, open.
record Doors(Index index, Manifest manifest, ObjectStore store) {}
