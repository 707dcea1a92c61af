package io.gnocchi.lab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine is handed time, chance, threads and I/O; it takes none itself.
class BannedCallsTest {

    @Test
    void engineTakesNoTimeChanceThreadOrFileItself() {
        List<SourceFile> core = SourceFile.below(SourceFile.projectRoot(), "core/src/main/java");

        assertThat(core).hasSizeGreaterThan(10);
        assertThat(Ban.breaches(Ban.ENGINE, core)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var now = Instant.now();",
                "var clock = Clock.systemUTC();",
                "var source = InstantSource.system();",
                "long start = System.nanoTime();",
                "long start = System.currentTimeMillis();",
                "import static java.lang.System.nanoTime;",
                "var id = UUID.randomUUID();",
                "double d = Math.random();",
                "var random = new Random(7);",
                "var random = new SplittableRandom();",
                "int i = ThreadLocalRandom.current().nextInt();",
                "Thread.sleep(10);",
                "TimeUnit.SECONDS.sleep(1);",
                "LockSupport.parkNanos(10);",
                "new Thread(this::run).start();",
                "Thread.ofVirtual().start(this::run);",
                "Thread.startVirtualThread(this::run);",
                "var pool = Executors.newCachedThreadPool();",
                "points.parallelStream().forEach(this::fold);",
                "import java.io.File;",
                "import java.io.FileInputStream;",
                "import java.nio.file.Files;",
                "import java.nio.channels.FileChannel;",
                "import java.net.URI;",
                "import java.sql.Connection;",
                "System.out.println(metric);",
                "var home = System.getenv(\"HOME\");",
                "e.printStackTrace();"
            })
    void plantedCallIsCaught(String line) {
        var planted =
                SourceFile.of("series/Planted.java", "package io.gnocchi.core.series;\n" + line);

        assertThat(Ban.breaches(Ban.ENGINE, List.of(planted)))
                .singleElement()
                .asString()
                .startsWith("series/Planted.java:2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var now = clock.instant();",
                "long next = random.nextLong();",
                "executor.execute(this::run);",
                "/// Never calls Instant.now() itself.",
                "import java.io.IOException;",
                "var text = \"https://example.org\";"
            })
    void harmlessLineIsLeftAlone(String line) {
        var harmless =
                SourceFile.of("series/Fine.java", "package io.gnocchi.core.series;\n" + line);

        assertThat(Ban.breaches(Ban.ENGINE, List.of(harmless))).isEmpty();
    }

    @Test
    void onlyTheFileStoreTouchesFiles() {
        var text = "import java.nio.file.Files;";

        assertThat(Ban.breaches(Ban.ENGINE, List.of(SourceFile.of("store/FileStore.java", text))))
                .isEmpty();
        assertThat(Ban.breaches(Ban.ENGINE, List.of(SourceFile.of("store/Other.java", text))))
                .hasSize(1);
    }
}
