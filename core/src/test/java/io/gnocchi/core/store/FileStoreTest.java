package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends ObjectStoreContract {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir Path base;

    @Override
    protected ObjectStore open() {
        return new FileStore(base.resolve("contract"));
    }

    @Test
    void objectsOutliveTheStore() {
        try (var store = new FileStore(base)) {
            store.putIfAbsent("a/b", BYTES);
        }
        try (var store = new FileStore(base)) {
            assertThat(store.get("a/b")).isEqualTo(BYTES);
            assertThat(store.putIfAbsent("a/b", new byte[0])).isFalse();
        }
    }

    @Test
    void storesShareTheirBase() {
        try (var one = new FileStore(base);
                var other = new FileStore(base)) {
            assertThat(one.putIfAbsent("a", BYTES)).isTrue();
            assertThat(other.putIfAbsent("a", BYTES)).isFalse();
            assertThat(other.putIfAbsent("b", BYTES)).isTrue();
            assertThat(one.list("")).hasSize(2);
        }
    }

    @Test
    void nothingTemporaryRemains() throws IOException {
        try (var store = new FileStore(base)) {
            store.putIfAbsent("a", BYTES);
            store.putIfAbsent("a", BYTES);

            assertThat(filesBelow("tmp")).containsExactly("tmp/0/lock");
        }
    }

    @Test
    void leftoversOfACrashAreRemovedByTheNextStart() throws IOException {
        Files.createDirectories(base.resolve("tmp/0"));
        Files.createDirectories(base.resolve("tmp/1"));
        Files.writeString(base.resolve("tmp/0/17"), "half a ba");
        Files.writeString(base.resolve("tmp/1/4"), "half a seg");

        try (var store = new FileStore(base)) {
            assertThat(filesBelow("tmp")).containsExactly("tmp/0/lock", "tmp/1/lock");
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void whatALivingStoreWritesIsNotALeftover() throws IOException {
        try (var living = new FileStore(base)) {
            Files.writeString(base.resolve("tmp/0/17"), "on its way");
            try (var starting = new FileStore(base)) {
                assertThat(filesBelow("tmp"))
                        .containsExactly("tmp/0/17", "tmp/0/lock", "tmp/1/lock");
                assertThat(living.putIfAbsent("a", BYTES)).isTrue();
                assertThat(starting.putIfAbsent("b", BYTES)).isTrue();
            }
        }
    }

    @Test
    void keyAroundAnotherIsAMistakeOfTheCaller() {
        try (var store = new FileStore(base)) {
            store.putIfAbsent("a/b", BYTES);

            assertThatIllegalArgumentException().isThrownBy(() -> store.putIfAbsent("a", BYTES));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.putIfAbsent("a/b/c", BYTES));
        }
    }

    @Test
    void baseThatIsAFileIsTroubleOutside() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "not a folder");

        assertThatThrownBy(() -> new FileStore(file).close())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void vanishedFoldersAreMadeAgain() throws IOException {
        try (var store = new FileStore(base)) {
            store.putIfAbsent("a/b", BYTES);
            store.delete(List.of("a/b"));
            Files.delete(base.resolve("objects/a"));

            assertThatThrownBy(() -> store.putIfAbsent("a/c", BYTES))
                    .isInstanceOf(UnavailableException.class);
            assertThat(store.putIfAbsent("a/c", BYTES)).isTrue();
        }
    }

    @Test
    void closedStoreWritesNothing() {
        var store = new FileStore(base);
        store.close();

        assertThatThrownBy(() -> store.putIfAbsent("a", BYTES))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("closed");
        assertThat(base.resolve("objects/a")).doesNotExist();
    }

    private List<String> filesBelow(String folder) throws IOException {
        try (var files = Files.walk(base.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> base.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
