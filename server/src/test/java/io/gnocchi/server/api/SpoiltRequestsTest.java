package io.gnocchi.server.api;

import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Sacks;
import java.io.IOException;

class SpoiltRequestsTest extends SpoiltRequestsContract {
    @Override
    protected MemoryServer start() throws IOException {
        return MemoryServer.over(new MemoryIndex(), new MemoryManifest(new Sacks(4)));
    }
}
