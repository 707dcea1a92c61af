package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;

class MemoryManifestTest extends ManifestContract {

    @Override
    protected Manifest create(Sacks sacks) {
        return new MemoryManifest(sacks);
    }
}
