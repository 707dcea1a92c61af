package io.gnocchi.lab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The code keeps to the rooms that ARCHITECTURE.md draws.
class RoomsTest {
    private static final Plan SAMPLE =
            Plan.read(
                    """
                    | room (core) | does | may use | libraries |
                    |---|---|---|---|
                    | `model` | the nouns | - | - |
                    | `store` | the door | `model` | - |

                    | room (server) | does | may use | libraries |
                    |---|---|---|---|
                    | `sql` | tables | - | `org.jooq` `java.sql` |
                    | `api` | routes | - | - |
                    | `main` | the map | all | - |
                    """);
    private static final List<SourceFile> INHABITANTS =
            List.of(
                    file("model/Metric.java", "package io.gnocchi.core.model;"),
                    file("store/Store.java", "package io.gnocchi.core.store;"),
                    file("sql/Rows.java", "package io.gnocchi.server.sql;"),
                    file("api/Route.java", "package io.gnocchi.server.api;"),
                    file("main/Main.java", "package io.gnocchi.server.main;"));

    @Test
    void everyRoomUsesOnlyWhatThePlanGrantsIt() throws IOException {
        Path root = SourceFile.projectRoot();
        Plan plan = Plan.read(Files.readString(root.resolve("ARCHITECTURE.md")));
        List<SourceFile> core = SourceFile.below(root, "core/src/main/java");
        List<SourceFile> server = SourceFile.below(root, "server/src/main/java");

        List<SourceFile> client = SourceFile.below(root, "client/src/main/java");

        assertThat(plan.rooms()).hasSizeGreaterThan(10);
        assertThat(core).hasSizeGreaterThan(10);
        assertThat(client).hasSizeGreaterThan(10);
        assertThat(plan.breaches(Stream.of(core, server, client).flatMap(List::stream).toList()))
                .isEmpty();
    }

    @Test
    void allowedNeighboursAndLibrariesAreNoBreach() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.core.store;
                                import io.gnocchi.core.model.Metric;
                                import java.util.List;
                                """,
                                """
                                package io.gnocchi.server.sql;
                                import io.gnocchi.core.store.Store;
                                import java.sql.Connection;
                                import org.jooq.DSLContext;
                                """,
                                """
                                package io.gnocchi.server.main;
                                import io.gnocchi.server.api.Route;
                                """))
                .isEmpty();
    }

    @Test
    void trespasserIsNamedWithFileAndLine() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.core.model;

                                import io.gnocchi.core.store.Store;
                                """))
                .containsExactly("Sample.java:3: io.gnocchi.core.model uses io.gnocchi.core.store");
    }

    @Test
    void nameInFullCountsLikeAnImport() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.server.api;
                                class Route { io.gnocchi.server.sql.Rows rows; }
                                """))
                .containsExactly("Sample.java:2: io.gnocchi.server.api uses io.gnocchi.server.sql");
    }

    @Test
    void coreNeverUsesTheServer() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.core.store;
                                import static io.gnocchi.server.sql.Rows.rows;
                                """))
                .containsExactly("Sample.java:2: io.gnocchi.core.store uses io.gnocchi.server.sql");
    }

    @Test
    void libraryOfAnotherRoomIsATrespass() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.server.api;
                                class Route { void answer() throws java.sql.SQLException {} }
                                """))
                .containsExactly("Sample.java:2: io.gnocchi.server.api uses java.sql");
    }

    @Test
    void libraryThePlanDoesNotNameIsATrespass() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.core.store;
                                import com.example.Magic;
                                """))
                .containsExactly("Sample.java:2: io.gnocchi.core.store uses com.example.Magic");
    }

    @Test
    void packageOutsideThePlanIsABreach() {
        assertThat(breachesWith("package io.gnocchi.core.util;"))
                .containsExactly("Sample.java: no room io.gnocchi.core.util in the plan");
    }

    @Test
    void rowWithoutAPackageIsABreach() {
        assertThat(SAMPLE.breaches(INHABITANTS.subList(1, INHABITANTS.size())))
                .containsExactly("the plan has a room io.gnocchi.core.model, the code has not");
    }

    @Test
    void rowThatNamesAnUnknownRoomIsABreach() {
        var plan =
                Plan.read(
                        """
                        | room (core) | does | may use | libraries |
                        |---|---|---|---|
                        | `model` | the nouns | `attic` | - |
                        """);

        assertThat(plan.breaches(INHABITANTS.subList(0, 1)))
                .containsExactly("io.gnocchi.core.model may use an unknown room attic");
    }

    @Test
    void commentsAndStringsAreNotJudged() {
        assertThat(
                        breachesWith(
                                """
                                package io.gnocchi.core.model;
                                /// Stored by [io.gnocchi.core.store.Store].
                                class Some { String logger = "org.jooq.Tools"; }
                                """))
                .isEmpty();
    }

    private static List<String> breachesWith(String... texts) {
        var added = Stream.of(texts).map(text -> file("Sample.java", text));
        return SAMPLE.breaches(Stream.concat(INHABITANTS.stream(), added).toList());
    }

    private static SourceFile file(String name, String text) {
        return SourceFile.of(name, text);
    }
}
