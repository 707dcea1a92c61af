package io.gnocchi.server.api;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.access.IdentityHeaders;
import io.gnocchi.server.access.Policy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConversationsTest {
    private static final Path CONVERSATIONS =
            Path.of(System.getProperty("project.root"), "server/src/test/conversations");
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2020-01-01T12:00:00.158743Z"));
    private static final int MAX_LIMIT = 3;

    @TestFactory
    Stream<DynamicTest> everyConversationGoesAsWritten() throws IOException {
        return tests(CONVERSATIONS, Access.byName(new BasicAuthentication()));
    }

    @TestFactory
    Stream<DynamicTest> everyConversationOfProjectsGoesAsWritten() throws IOException {
        var access = Access.byProject(new IdentityHeaders(), Policy::defaults);
        return tests(CONVERSATIONS.resolve("projects"), access);
    }

    private static Stream<DynamicTest> tests(Path folder, Access access) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(),
                                    file.toUri(),
                                    () -> play(file, access)));
        }
    }

    private static void play(Path file, Access access) throws IOException, InterruptedException {
        try (var server = new MemoryServer(0, MAX_LIMIT, CLOCK, access);
                var client = HttpClient.newHttpClient()) {
            new ConversationPlayer(client, server.port()).play(Conversation.read(file));
        }
    }
}
