package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SlowRequestsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Logger logger = (Logger) LoggerFactory.getLogger(SlowRequests.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SlowRequests slow = new SlowRequests(Duration.ofSeconds(10));

    SlowRequestsTest() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private static Visit visit(String query) {
        var visit = new Visit();
        visit.found(Route.get("/v1/metric/{id}/measures", _ -> Reply.empty(200)));
        visit.asks(Query.parse(query));
        visit.answered(86_400);
        return visit;
    }

    @Test
    void requestThatTakesLongIsToldInOneLine() {
        slow.answered(visit("granularity=60&aggregation=mean"), 200, 12_304_000_000L);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "slow: GET /v1/metric/{id}/measures 200 took 12.304 s, 86400 points, 0"
                                + " store requests aggregation=mean granularity=60");
        assertThat(log.list.getFirst().getKeyValuePairs())
                .anyMatch(pair -> pair.key.equals("seconds") && pair.value.equals(12.304));
    }

    @Test
    void othersAreNotTold() {
        slow.answered(visit("granularity=60"), 200, 10 * SECOND - 1);
        new SlowRequests(null).answered(visit("granularity=60"), 200, 1_000 * SECOND);

        assertThat(log.list).isEmpty();
    }

    @Test
    void nothingOfProjectsIsTold() {
        slow.answered(visit("filter=host%3Dsecret&metric=secret&stop=now"), 200, 11 * SECOND);

        assertThat(log.list)
                .singleElement()
                .asString()
                .contains("stop=now")
                .doesNotContain("secret");
    }
}
