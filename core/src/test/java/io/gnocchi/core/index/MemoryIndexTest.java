package io.gnocchi.core.index;

import java.time.InstantSource;

class MemoryIndexTest extends IndexContract {

    @Override
    protected Index create(InstantSource clock) {
        return new MemoryIndex(clock);
    }
}
