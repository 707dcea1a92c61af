package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.Operation.Aggregate;
import io.gnocchi.core.query.Operation.Combine;
import io.gnocchi.core.query.Operation.Constant;
import io.gnocchi.core.query.Operation.Metrics;
import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.Operation.Reference;
import io.gnocchi.core.query.Resampling;
import io.gnocchi.core.query.Resampling.CalendarUnit;
import io.gnocchi.core.query.Statistic;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsReaderTest {
    private static final JsonPath PATH = JsonPath.ROOT.key("operations");
    private static final Operation CPU = metrics("cpu");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void listsAndStringsSayTheSame() {
        var sum = new Combine(Operator.ADD, CPU, new Constant(2));

        assertThat(read("[\"+\", [\"metric\", \"cpu\", \"mean\"], 2.0]")).isEqualTo(sum);
        assertThat(string("(+ (metric cpu mean) 2)")).isEqualTo(sum);
        assertThat(read("[\"+\", \"(metric cpu mean)\", \"2\"]")).isEqualTo(sum);
    }

    @Test
    void severalMetricsStandInPairs() {
        var both =
                new Metrics(List.of(new Reference("cpu.*", "mean"), new Reference("*way", "max")));

        assertThat(string("(metric (cpu.* mean) (*way max))")).isEqualTo(both);
        assertThat(read("[\"metric\", [\"cpu.*\", \"mean\"], [\"*way\", \"max\"]]"))
                .isEqualTo(both);
    }

    @Test
    void namesMayLookLikeNumbersOrHoldBlanks() {
        assertThat(string("(metric 42 mean)")).isEqualTo(metrics("42"));
        assertThat(string("(metric \"disk (root)\" mean)")).isEqualTo(metrics("disk (root)"));
    }

    @Test
    void whatFollowsTheFirstListIsNotLookedAt() {
        assertThat(string("  (metric cpu mean))) (foo")).isEqualTo(CPU);
    }

    @Test
    void anAggregateTakesSeveralOperands() {
        assertThat(string("(aggregate rate:95pct (metric cpu mean) (metric ram mean))"))
                .isEqualTo(
                        new Aggregate(
                                new Statistic(true, Statistic.Kind.PERCENTILE, 95),
                                List.of(CPU, metrics("ram"))));
    }

    @Test
    void resamplingKnowsSpansAndCalendars() {
        assertThat(resampling("(resample mean 60 (metric cpu mean))"))
                .isEqualTo(new Resampling.Every(new Timespan(60_000_000_000L)));
        assertThat(resampling("(resample mean M (metric cpu mean))"))
                .isEqualTo(new Resampling.Each(CalendarUnit.MONTH, ZoneOffset.UTC));
        assertThat(resampling("(resample mean W Europe/Paris (metric cpu mean))"))
                .isEqualTo(new Resampling.Each(CalendarUnit.WEEK, PARIS));
        assertThat(resampling("(resample mean \"1 day\" Europe/Paris (metric cpu mean))"))
                .isEqualTo(new Resampling.EveryLocal(Timespan.parse("1 day"), PARIS));
    }

    @Test
    void resamplingFollowsTheZoneOfTheRequest() {
        var json = new Json.Text("(resample mean Q (metric cpu mean))");

        assertThat(((Operation.Resample) OperationsReader.read(json, PATH, PARIS)).resampling())
                .isEqualTo(new Resampling.Each(CalendarUnit.QUARTER, PARIS));
    }

    @Test
    void clipsHaveOneOrTwoBounds() {
        assertThat(string("(clip (metric cpu mean) 1 2)"))
                .isEqualTo(new Operation.Clip(CPU, new Constant(1), new Constant(2)));
        assertThat(string("(clip (metric cpu mean) 1)"))
                .isEqualTo(new Operation.Clip(CPU, new Constant(1), null));
        assertThat(string("(clip_max (metric cpu mean) 2)"))
                .isEqualTo(new Operation.Clip(CPU, null, new Constant(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rolling:(rolling blah 2 (metric cpu mean))",
                "rolling:(rolling mean (metric cpu mean))",
                "rolling:(rolling mean 0 (metric cpu mean))",
                "rolling:(rolling mean 1.5 (metric cpu mean))",
                "rolling:(rolling mean 3000000000 (metric cpu mean))",
                "notexist:(notexist (absolute (metric cpu mean)))",
                "resample:(resample mean invalid (metric cpu mean))",
                "resample:(resample mean 0 (metric cpu mean))",
                "resample:(resample mean M Mars/Base (metric cpu mean))",
                "aggregate:(aggregate foo (metric cpu mean))",
                "+:(+ (metric cpu mean))",
                "+:(+ (metric cpu mean) bar)",
                "abs:(abs (metric cpu mean) 1)",
                "clip_min:(clip_min (metric cpu mean) 1 2)",
                "metric:(metric cpu)",
                "metric:(metric (cpu mean) ram)",
                "list:((metric cpu mean) 1)"
            })
    void wrongOperationsAreNamed(String wordAndText) {
        var word = wordAndText.substring(0, wordAndText.indexOf(':'));
        var text = wordAndText.substring(wordAndText.indexOf(':') + 1);

        var refused = catchThrowableOfType(InvalidInputException.class, () -> string(text));

        assertThat(refused.reason())
                .isEqualTo(
                        "'%s' operation invalid for dictionary value @ data['operations']"
                                .formatted(word));
        assertThat(refused.path()).containsExactly("operations");
    }

    @Test
    void whatIsNoOperationIsRefused() {
        assertReason("[]", "Operation must not be empty for dictionary value");
        assertReason("[\"metric\"]", "Operation need at least one argument for dictionary value");
        assertReason("{\"foo\": 1}", "Expected a tuple/list, got a dict for dictionary value");
        assertReason("[\"+\", [\"metric\", \"cpu\", \"mean\"], {}]", "'+' operation invalid");
    }

    @Test
    void numbersThatAreNoneAreSpelledAsInPython() {
        assertThat(read("[\"+\", [\"metric\", \"cpu\", \"mean\"], -Infinity]"))
                .isEqualTo(new Combine(Operator.ADD, CPU, new Constant(Double.NEGATIVE_INFINITY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INF", "+INF", "-INF", "+Infinity", "nan"})
    void otherSpellingsAreNoJson(String spelling) {
        assertThatThrownBy(() -> read("[\"+\", [\"metric\", \"cpu\", \"mean\"], " + spelling + "]"))
                .isInstanceOf(UndecodableBodyException.class)
                .hasMessageContaining(spelling.replaceAll("[+-]", ""))
                .hasMessageNotContaining("'+INF'/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(metroc foo bar", "", "foo", "(abs \"(metric cpu mean))", "(((("})
    void aStringThatIsNoListCannotBeParsed(String text) {
        assertThatThrownBy(() -> string(text)).isInstanceOf(UnparsableOperationsException.class);
    }

    @Test
    void deepOperationsAreRefusedQuickly() {
        var brackets = "(abs ".repeat(200_000);
        var nested = "(abs ".repeat(90) + "(metric cpu mean)" + ")".repeat(90);
        var wide = "(aggregate sum" + " (metric cpu mean)".repeat(2_000) + ")";

        assertThatThrownBy(() -> string(brackets))
                .isInstanceOf(UnparsableOperationsException.class);
        assertReason(new Json.Text(nested), "Too many operations");
        assertReason(new Json.Text(wide), "Too many operations");
    }

    @Test
    void aMegabyteOfWordsIsReadInNoTime() {
        var words = "(metric " + "a".repeat(500_000) + " " + "\" \" ".repeat(100_000) + ")";

        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> assertReason(new Json.Text(words), "'metric' operation invalid"));
    }

    private static Operation metrics(String name) {
        return new Metrics(List.of(new Reference(name, "mean")));
    }

    private static Resampling resampling(String text) {
        return ((Operation.Resample) string(text)).resampling();
    }

    private static Operation string(String text) {
        return OperationsReader.read(new Json.Text(text), PATH, ZoneOffset.UTC);
    }

    private static Operation read(String json) {
        return OperationsReader.read(json(json), PATH, ZoneOffset.UTC);
    }

    private static Json json(String json) {
        return JsonReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertReason(String json, String reason) {
        assertReason(json(json), reason);
    }

    private static void assertReason(Json json, String reason) {
        var refused =
                catchThrowableOfType(
                        InvalidInputException.class,
                        () -> OperationsReader.read(json, PATH, ZoneOffset.UTC));
        assertThat(refused.reason()).startsWith(reason);
    }
}
