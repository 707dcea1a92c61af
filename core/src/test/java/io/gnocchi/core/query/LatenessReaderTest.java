package io.gnocchi.core.query;

import static io.gnocchi.core.query.QueryStage.MINUTE;
import static io.gnocchi.core.query.QueryStage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessReaderTest {
    private final QueryStage stage = new QueryStage(4, List.of("mean"), new Timespan(MINUTE));
    private final LatenessReader lateness = stage.reader().lateness();

    @Test
    void whatWaitsIsReadOnceForManyReports() {
        var metric = stage.metric();
        for (int minute = 0; minute < 50; minute++) {
            stage.post(metric, seconds(60L * minute), minute);
        }
        var unlooked = stage.store.counts();

        assertThat(stage.late(lateness, metric, seconds(0, 60 * 50))).isEqualTo(1);
        assertThat(stage.store.counts().since(unlooked).gets()).isEqualTo(50);

        var looked = stage.store.counts();
        assertThat(stage.late(lateness, metric, seconds(0, 60 * 49, 60 * 51))).isEqualTo(2);
        assertThat(stage.late(lateness, metric, seconds(60 * 51))).isZero();
        assertThat(stage.store.counts().since(looked).gets()).isEqualTo(2);
    }

    @Test
    void requestsMayBeReportedInAnotherOrderThanTheyCame() {
        var metric = stage.metric();
        var first = stage.posted(lateness, metric, seconds(600));
        var second = stage.posted(lateness, metric, seconds(0, 1200));
        var third = stage.posted(lateness, metric, seconds(600, 1201));

        assertThat(third.getAsLong()).isEqualTo(1);
        assertThat(first.getAsLong()).isZero();
        assertThat(second.getAsLong()).isEqualTo(1);
    }

    @Test
    void aFoldBetweenTwoReportsChangesNothing() {
        var metric = stage.metric();
        assertThat(stage.late(lateness, metric, seconds(600))).isZero();
        stage.post(metric, seconds(1200), 1);
        stage.fold();
        assertThat(stage.late(lateness, metric, seconds(600, 1201))).isEqualTo(1);
        stage.erase(metric, new TimeRange(0, Long.MAX_VALUE));
        assertThat(stage.late(lateness, metric, seconds(600, 1202))).isEqualTo(1);
    }
}
