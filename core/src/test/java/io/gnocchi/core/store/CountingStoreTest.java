package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountingStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore open() {
        return new CountingStore(new MemoryStore());
    }

    @Test
    void everyCallIsCounted() {
        try (var store = new CountingStore(new MemoryStore())) {
            store.putIfAbsent("a", new byte[10]);
            store.putIfAbsent("a", new byte[10]);
            store.get("a");
            store.get("a", 2, 3);
            var before = store.counts();
            store.list("");
            store.delete(List.of("a", "b"));

            assertThat(before).isEqualTo(new StoreCounts(2, 10, 2, 13, 0, 0, 0));
            assertThat(store.counts().since(before))
                    .isEqualTo(new StoreCounts(0, 0, 0, 0, 1, 1, 2));
        }
    }
}
