package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MergingNoticeTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final MergingNotice notice = new MergingNotice(nanos::get);

    @Test
    void nothingIsSaidWhereNothingWasMerged() {
        assertThat(notice.line(0)).isNull();
        assertThat(notice.line(1)).isNotNull();
    }

    @Test
    void isSaidAtOnceAndThenOnceAnHour() {
        assertThat(notice.line(395))
                .startsWith("remote write: 395 series of a request")
                .contains("/v1/prometheus/api/v1/write")
                .doesNotContain("\n");
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(notice.line(395)).isNull();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(notice.line(1)).isNotNull();
    }
}
