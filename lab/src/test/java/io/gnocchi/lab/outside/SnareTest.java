package io.gnocchi.lab.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnareTest {
    private final Snare snare = new Snare();

    @BeforeEach
    void setForTheSecondRequest() {
        snare.set(request -> request.target().startsWith("/wanted"), 1, Mischief.REFUSE);
    }

    @Test
    void requestFailsWithItsRepetitionsAndThenPasses() {
        meet("GET", "/wanted/1");

        var met = Stream.generate(() -> meet("GET", "/wanted/2")).limit(6).toList();

        assertThat(met.subList(0, 5)).containsOnly(Mischief.REFUSE);
        assertThat(met.getLast()).isEqualTo(Mischief.NONE);
    }

    @Test
    void othersPass() {
        meet("GET", "/wanted/1");
        meet("GET", "/wanted/2");

        assertThat(meet("GET", "/wanted/3")).isEqualTo(Mischief.NONE);
        assertThat(meet("GET", "/wanted/1")).isEqualTo(Mischief.NONE);
    }

    @Test
    void whatIsNotWantedIsNotCounted() {
        meet("GET", "/other/1");

        assertThat(meet("GET", "/wanted/1")).isEqualTo(Mischief.NONE);
        assertThat(meet("PUT", "/wanted/1")).isEqualTo(Mischief.REFUSE);
        assertThat(snare.met()).hasSize(2);
    }

    private Mischief meet(String method, String target) {
        return snare.meet(
                new HttpMessage(method + " " + target + " HTTP/1.1\r\n\r\n", new byte[0]));
    }
}
