package io.gnocchi.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.http.ConnectionException.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryingTransportTest {
    private static final URI SERVER = URI.create("http://localhost:8041/v1/metric");

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private int sent;
    private final Transport transport = new RetryingTransport(this::answer, 4, pauses::add);

    private Response answer(Request request) {
        sent++;
        Object next = answers.pop();
        if (next instanceof Trouble trouble) {
            throw new ConnectionException(request.to(), trouble, true, "it broke", null);
        }
        return (Response) next;
    }

    @Test
    void busyServerIsAskedAgainWhenItSaysSo() {
        answers.add(answered(429, "Retry-After", "7"));
        answers.add(answered(429, "Retry-After", "0"));
        answers.add(answered(202));
        assertThat(transport.send(post()).status()).isEqualTo(202);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ZERO);
    }

    @Test
    void busyServerThatDoesNotSayWhenGetsLongerAndLongerPauses() {
        answers.add(answered(429));
        answers.add(answered(429, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));
        answers.add(answered(429));
        answers.add(answered(200));
        assertThat(transport.send(get()).status()).isEqualTo(200);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void nobodyWaitsLongerThanAMinuteAtOnce() {
        answers.add(answered(429, "Retry-After", "86400"));
        answers.add(answered(200));
        transport.send(get());
        assertThat(pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void serverThatStaysBusyIsGivenUpAfterFourAttempts() {
        for (int i = 0; i < 4; i++) {
            answers.add(answered(429, "Retry-After", "1"));
        }
        assertThat(transport.send(post()).status()).isEqualTo(429);
        assertThat(sent).isEqualTo(4);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void questionIsRepeatedAfter503() {
        answers.add(answered(503));
        answers.add(answered(200));
        assertThat(transport.send(get()).status()).isEqualTo(200);
    }

    @Test
    void whatMayHaveHadAnEffectIsNotRepeatedAfter503() {
        answers.add(answered(503));
        assertThat(transport.send(post()).status()).isEqualTo(503);
        assertThat(sent).isOne();
    }

    @Test
    void whatDoesNoHarmTwiceIsRepeatedAfter503AndABrokenLine() {
        answers.add(answered(503));
        answers.add(Trouble.BROKEN);
        answers.add(answered(202));
        assertThat(transport.send(post().harmless()).status()).isEqualTo(202);
    }

    @Test
    void brokenLineIsAnErrorForWhatMayHaveHadAnEffect() {
        answers.add(Trouble.BROKEN);
        assertThatThrownBy(() -> transport.send(post())).isInstanceOf(ConnectionException.class);
        assertThat(sent).isOne();
    }

    @Test
    void nobodyListeningIsAnAnswer() {
        answers.add(Trouble.REFUSED);
        assertThatThrownBy(() -> transport.send(get())).isInstanceOf(ConnectionException.class);
        assertThat(pauses).isEmpty();
    }

    private static Response answered(int status, String... header) {
        return new Response(
                status, header.length == 0 ? Map.of() : Map.of(header[0], header[1]), new byte[0]);
    }

    private static Request get() {
        return new Request("GET", SERVER, Map.of(), null);
    }

    private static Request post() {
        return new Request("POST", SERVER, Map.of(), new byte[] {1});
    }
}
