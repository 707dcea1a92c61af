package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;

class MemoryLayoutChangeTest extends LayoutChangeContract {

    @Override
    protected Manifest create(Sacks sacks) {
        return new MemoryManifest(sacks);
    }
}
