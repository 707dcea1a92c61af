package io.gnocchi.core.index;

class MemoryIndexTest extends IndexContract {

    @Override
    protected Index create() {
        return new MemoryIndex();
    }
}
