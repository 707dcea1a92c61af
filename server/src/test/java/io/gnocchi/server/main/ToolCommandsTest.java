package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gnocchi-config-generator`, `gnocchi-plan` and `gnocchi-injector`.
class ToolCommandsTest {
    @TempDir private Path folder;

    @Test
    void generatedConfigurationIsFine() throws IOException {
        var file = folder.resolve("gnocchi.conf").toString();

        assertThat(CommandRun.of("config-generator", "--output-file", file))
                .isEqualTo(new CommandRun(0, "", ""));
        assertThat(CommandRun.of("config-generator").out())
                .isEqualTo(Files.readString(Path.of(file)));
        var check = CommandRun.of("server", "--check-config", file);
        assertThat(check.status()).isZero();
        assertThat(check.out()).contains(file + " is fine").doesNotContain("error");
    }

    @Test
    void configurationThatIsThereIsNotReplacedUnasked() throws IOException {
        var file = Files.writeString(folder.resolve("gnocchi.conf"), "[api]\n");

        var refused = CommandRun.of("config-generator", "--output-file", file.toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors()).contains("--replace");
        assertThat(file).hasContent("[api]\n");
        assertThat(
                        CommandRun.of(
                                        "config-generator",
                                        "--output-file",
                                        file.toString(),
                                        "--replace")
                                .status())
                .isZero();
        assertThat(Files.readString(file)).contains("#max_limit = 1000");
    }

    @Test
    void configurationThatCannotBeWrittenIsASentence() {
        var file = folder.resolve("none").resolve("gnocchi.conf").toString();

        var failed = CommandRun.of("config-generator", "--output-file", file);

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.errors()).startsWith("cannot write " + file).hasLineCount(1);
    }

    @Test
    void planTellsRequestsBytesAndDollars() {
        var plan =
                CommandRun.of("plan", "--metrics", "1M", "--interval", "60s", "--policy", "medium");

        assertThat(plan.status()).isZero();
        assertThat(plan.out())
                .contains("1,000,000 metrics, a measure every 1 min: 16,667 measures a second")
                .contains("policy medium: 1 min kept 7 days, 1 h kept 365 days; ")
                .containsPattern("PUT, LIST +63\\.[0-9]+ +2,[0-9,]+ +13\\.[0-9]+\n")
                .containsPattern("the policy wants 94.92 GB, 94.92 kB a metric");
    }

    @Test
    void planOfAnotherPolicyForPrograms() {
        var plan =
                CommandRun.of(
                        "plan",
                        "--metrics=5000",
                        "--interval=10s",
                        "-d",
                        "granularity:1m,timespan:1d",
                        "-d",
                        "granularity:1h,points:24",
                        "-m",
                        "mean",
                        "-m",
                        "95pct",
                        "--put-price=10",
                        "--json");

        assertThat(plan.status()).isZero();
        var json = read(plan.out());
        assertThat(number(json, "measures_per_second")).isEqualTo(500);
        assertThat(number(json, "bytes", "per_metric"))
                .isEqualTo(1440 * 2 * 1.5 + 24 * 2 * 1.5 + 360 * 16);
        assertThat(number(json, "dollars_per_month", "put"))
                .isGreaterThan(60 * 43_200 * 10 / 1e6)
                .isLessThan(65 * 43_200 * 10 / 1e6);
    }

    private static Json read(String text) {
        return JsonReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static double number(Json json, String... path) {
        var found = json;
        for (var name : path) {
            found = ((Json.Dictionary) found).members().get(name);
            assertThat(found).as(name).isNotNull();
        }
        return ((Json.Numeral) found).asDouble();
    }

    @Test
    void planSaysWhatIsWrong() {
        assertThat(CommandRun.of("plan").errors()).contains("--metrics");
        assertThat(mistake("--metrics", "many")).contains("'many'", "250k");
        assertThat(mistake("--metrics", "0")).contains("'0'");
        assertThat(mistake("--metrics", "1", "--interval", "soon")).contains("'soon'", "60s");
        assertThat(mistake("--metrics", "1", "--policy", "mediun"))
                .contains("no default policy mediun", "did you mean medium?");
        assertThat(mistake("--metrics", "1", "--policy", "gold")).contains("low, medium, high");
        assertThat(mistake("--metrics", "1", "-d", "every:1m")).contains("'every'", "granularity");
        assertThat(mistake("--metrics", "1", "-d", "granularity:1m,points:no")).contains("'no'");
        assertThat(mistake("--metrics", "1", "-d", "granularity:1m", "-m", "avg"))
                .contains("not a valid value");
        assertThat(mistake("--metrics", "1", "-m", "mean")).contains("--definition");
        assertThat(mistake("--metrics", "1", "--policy=low", "-d", "granularity:1m"))
                .contains("give one of them");
        assertThat(mistake("--metrics", "1", "--workers=1", "--metricds=2")).contains("--workers");
        assertThat(mistake("--metrics", "1", "--put-price=-1")).contains("price");
        assertThat(mistake("--metrcs", "1")).contains("--metrics");
    }

    private static String mistake(String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "plan";
        System.arraycopy(options, 0, arguments, 1, options.length);
        var ended = CommandRun.of(arguments);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        return ended.errors();
    }

    private String configuration() throws IOException {
        var config = CommandRun.configuration(folder);
        assertThat(CommandRun.of("upgrade", "--config-file", config).status()).isZero();
        return config;
    }

    @Test
    void injectedMeasuresAreAcceptedAndFolded() throws IOException {
        var config = configuration();

        var injected =
                CommandRun.of(
                        "injector",
                        "--config-file=" + config,
                        "--metrics=7",
                        "--measures=20",
                        "--batch=50",
                        "--interval=0",
                        "--rounds=2",
                        "--process");

        assertThat(injected.errors()).isEmpty();
        assertThat(injected.status()).isZero();
        assertThat(injected.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("created 7 metrics in "))
                .anyMatch(line -> line.startsWith("posted 140 measures in 4 requests by 4 clients"))
                .anyMatch(line -> line.startsWith("all is folded"));
        var check = CommandRun.of("check", "--config-file", config);
        assertThat(check.status()).isZero();
        assertThat(check.out()).contains("0 troubles");
    }

    @Test
    void injectorSaysWhatIsWrong() throws IOException {
        var config = configuration();

        var policy =
                CommandRun.of(
                        "injector",
                        "--config-file=" + config,
                        "--metrics=1",
                        "--measures=1",
                        "--archive-policy-name=gold");
        assertThat(policy.status()).isEqualTo(1);
        assertThat(policy.errors())
                .contains("there is no archive policy gold; there are: bool, high, low, medium");
        assertThat(CommandRun.of("injector", "--metrics=0", "--measures=1").errors())
                .contains("--metrics must be at least 1");
        assertThat(CommandRun.of("injector", "--metrics=1", "--measures=1", "--rounds=3").errors())
                .contains("--rounds needs --interval");
        assertThat(
                        CommandRun.of(
                                        "injector",
                                        "--metrics=1",
                                        "--measures=1",
                                        "--endpoint=nowhere")
                                .errors())
                .contains("write http://127.0.0.1:8041");
    }
}
