package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.AggregationMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest extends SettingsWords {
    @Test
    void allInOneServerNeedsNoConfiguration() {
        var settings = readAtHome("");

        assertThat(settings.api().host()).isEqualTo("127.0.0.1");
        assertThat(settings.api().port()).isEqualTo(8041);
        assertThat(settings.indexer().database().jdbcUrl()).isEqualTo("jdbc:sqlite:data/index.db");
        assertThat(settings.storage()).isEqualTo(new Storage.Files(Path.of("data")));
        assertThat(settings.incoming().flushDelay()).isZero();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void allInOneServerObeysConfiguration() {
        var settings =
                readAtHome(
                        INDEXER
                                + """
                                [storage]
                                file_basepath = /srv/gnocchi
                                [api]
                                host = 0.0.0.0
                                """);

        assertThat(settings.api().host()).isEqualTo("0.0.0.0");
        assertThat(settings.indexer().database().user()).isEqualTo("g");
        assertThat(settings.storage()).isEqualTo(new Storage.Files(Path.of("/srv/gnocchi")));
    }

    @Test
    void defaultsAreThoseOfTheOriginal() {
        var settings = read(INDEXER);

        assertThat(settings.api().host()).isEqualTo("0.0.0.0");
        assertThat(settings.api().authMode()).isEqualTo(Settings.AuthMode.BASIC);
        assertThat(settings.api().maxLimit()).isEqualTo(1000);
        assertThat(settings.api().operationTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.logging().level()).isEqualTo(Settings.Logging.Level.INFO);
        assertThat(settings.storage()).isEqualTo(new Storage.Files(Path.of("/var/lib/gnocchi")));
        assertThat(settings.metricd())
                .isEqualTo(
                        new Settings.Metricd(
                                6,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(120),
                                Duration.ofSeconds(300),
                                10_000,
                                null,
                                null,
                                Duration.ofSeconds(30),
                                null));
        assertThat(settings.archivePolicyDefaults().methods())
                .extracting(AggregationMethod::text)
                .containsExactlyInAnyOrder("mean", "min", "max", "sum", "std", "count");
        assertThat(settings.parallelOperations()).isEqualTo(6);
        assertThat(settings.health().path()).isEqualTo("/healthcheck");
        assertThat(settings.cors()).isEmpty();
    }

    @Test
    void indexerUrlIsRequired() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("[indexer] url must be set")
                .hasMessageContaining("GNOCCHI_INDEXER_URL");
    }

    @Test
    void laterWordWins() {
        environment.put("GNOCCHI_INDEXER_URL", "postgresql://variable/g");
        assertThat(read("").indexer().database().jdbcUrl()).contains("variable");
        assertThat(read(INDEXER).indexer().database().jdbcUrl()).contains("//db/");

        environment.put("OS_INDEXER__URL", "postgresql://strong/g");
        environment.put("OS_API__PORT", "8042");
        environment.put("OS_DEFAULT__DEBUG", "yes");
        var settings = read(INDEXER + "[api]\nport = 8043\n");
        assertThat(settings.indexer().database().jdbcUrl()).contains("strong");
        assertThat(settings.api().port()).isEqualTo(8042);
        assertThat(settings.logging().level()).isEqualTo(Settings.Logging.Level.DEBUG);

        overrides.put("api.port", "8044");
        assertThat(read(INDEXER).api().port()).isEqualTo(8044);
    }

    @Test
    void laterFilesWinAndFoldersComeLast() throws IOException {
        var one = write("one.conf", INDEXER + "[api]\nport = 1\nmax_limit = 1\n");
        var two = write("two.conf", "[api]\nport = 2\nport = 3\n");
        var conf = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(conf.resolve("20.conf"), "[api]\nhost = b\n");
        Files.writeString(conf.resolve("10.conf"), "[api]\nhost = a\n");
        Files.writeString(conf.resolve("30.txt"), "not configuration");

        var settings = read(new Invocation(List.of(one, two), List.of(conf), Map.of(), null));

        assertThat(settings.api().port()).isEqualTo(3);
        assertThat(settings.api().maxLimit()).isEqualTo(1);
        assertThat(settings.api().host()).isEqualTo("b");
    }

    @Test
    void firstOfTheUsualPlacesCounts() throws IOException {
        Files.createDirectories(folder.resolve("etc/gnocchi"));
        write("etc/gnocchi/gnocchi.conf", INDEXER + "[api]\nport = 1\n");
        write("etc/gnocchi.conf", "[api]\nport = 2\n");
        write("etc/gnocchi/gnocchi-dist.conf", "[api]\nport = 3\nmax_limit = 3\n");
        var nothing = new Invocation(List.of(), List.of(), Map.of(), null);

        assertThat(read(nothing).api().port()).isEqualTo(1);
        assertThat(read(nothing).api().maxLimit()).isEqualTo(3);

        write("gnocchi.conf", INDEXER + "[api]\nport = 4\n");
        assertThat(read(nothing).api().port()).isEqualTo(4);
    }

    @Test
    void namedFileMustExist() {
        var missing = folder.resolve("none.conf");

        assertThatThrownBy(() -> read(new Invocation(List.of(missing), List.of(), Map.of(), null)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.conf");
        assertThatThrownBy(() -> read(new Invocation(List.of(), List.of(missing), Map.of(), null)))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void oldNamesCountWhereTheNewOneIsSilent() {
        var settings =
                read(
                        INDEXER
                                + """
                                [storage]
                                aggregation_workers_number = 9
                                metric_processing_delay = 7
                                metric_cleanup_delay = 8
                                [metricd]
                                metric_cleanup_delay = 5
                                [oslo_middleware]
                                enable_proxy_headers_parsing = True
                                [api]
                                refresh_timeout = 4
                                """);

        assertThat(settings.parallelOperations()).isEqualTo(9);
        assertThat(settings.metricd().processingDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.metricd().cleanupDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.api().trustProxyHeaders()).isTrue();
        assertThat(settings.api().operationTimeout()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void dashAndUnderscoreAreTheSame() {
        assertThat(read(INDEXER + "[api]\nmax-limit = 5\n").api().maxLimit()).isEqualTo(5);
    }

    @Test
    void referencesAreReplaced() {
        var settings =
                read(
                        """
                        [DEFAULT]
                        log_dir = /var/log/${api.port}
                        log_file = $log_dir/$nothing-$$5.log
                        [indexer]
                        url = postgresql://g:a$1b\\$c$unknown@$host/${archive_policy.none}g
                        [storage]
                        file_basepath = $log_dir/data
                        """);

        assertThat(settings.logging().directory()).isEqualTo(Path.of("/var/log/8041"));
        assertThat(settings.logging().file()).isEqualTo(Path.of("/var/log/8041/$nothing-$5.log"));
        assertThat(settings.indexer().database().password()).isEqualTo("a$1b$c$unknown");
        assertThat(settings.storage()).isEqualTo(new Storage.Files(Path.of("/var/log/8041/data")));
    }

    @Test
    void circleOfReferencesIsRefused() {
        assertThatThrownBy(() -> read(INDEXER + "[DEFAULT]\nlog_dir=$log_file\nlog_file=$log_dir"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void unknownOptionsAreIgnored() {
        var settings = read(INDEXER + "[api]\nfoo = 1\n[foo]\nbar = 2\n[database]\nbackend = x\n");

        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void optionsThatAreMissedAreNamed() {
        var settings =
                read(
                        INDEXER
                                + """
                                [DEFAULT]
                                use_syslog = false
                                use_journal = true
                                coordination_url = redis://x
                                [keystone_authtoken]
                                certfile = /etc/gnocchi/certificate.pem
                                [incoming]
                                driver = redis
                                redis_url = redis://:secret@x
                                """);

        assertThat(settings.warnings())
                .hasSize(4)
                .anyMatch(line -> line.matches(".*g.conf:5: \\[DEFAULT] use_journal is not sup.*"))
                .anyMatch(line -> line.contains("[keystone_authtoken] certfile"))
                .anyMatch(line -> line.contains("[incoming] redis_url"))
                .anyMatch(line -> line.contains("[incoming] driver = redis"))
                .noneMatch(line -> line.contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "api, port, eight, is not a whole number",
        "api, port, 65536, is not from 0 to 65535",
        "api, max_limit, 0, is not from 1 to 2147483647",
        "api, max_limit, 99999999999, is not from 1 to 2147483647",
        "api, max_body_size, 0, is not at least 1",
        "api, auth_mode, kerberos, 'is not one of basic, keystone, remoteuser'",
        "metricd, workers, 1.5, is not a whole number",
        "metricd, metric_processing_delay, soon, is not a number of seconds",
        "metricd, metric_processing_delay, NaN, is not a number of seconds",
        "metricd, metric_reporting_delay, -2, is not from -1 to 2147483647",
        "DEFAULT, debug, perhaps, is not true or false",
        "statsd, resource_id, 12, is not a UUID",
        "archive_policy, default_aggregation_methods, average, is not an aggregation method",
        "storage, driver, redis, is not supported yet",
        "storage, driver, tape, is not one of",
        "server, daemons, ftpd, 'is not one of statsd, carbon, collectd'",
    })
    void badValueIsToldWithItsPlace(String section, String name, String value, String problem) {
        assertThatThrownBy(
                        () -> read(INDEXER + "[" + section + "]\n" + name + " = " + value + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("g.conf:4: [" + section + "] " + name + " = '" + value + "'")
                .hasMessageContaining(problem);
    }

    @Test
    void daemonsOfTheAllInOneServerListenAtHomeUnlessTold() {
        var settings =
                readAtHome(
                        """
                        [server]
                        daemons = statsd, carbon
                        [carbon]
                        host = 0.0.0.0
                        prefix = collectd.
                        [statsd]
                        flush_delay = 0
                        """);

        assertThat(settings.daemons())
                .containsExactly(Settings.Daemon.STATSD, Settings.Daemon.CARBON);
        assertThat(settings.statsd().host()).isEqualTo("127.0.0.1");
        assertThat(settings.statsd().flushDelay()).isPositive();
        assertThat(settings.carbon().host()).isEqualTo("0.0.0.0");
        assertThat(settings.carbon().prefix()).isEqualTo("collectd.");
        assertThat(settings.collectd().port()).isEqualTo(25_826);
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void badSecretIsNotTold() {
        assertThatThrownBy(() -> read("[indexer]\nurl = oracle://g:secret@db/g\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("g.conf:2: [indexer] url")
                .hasMessageContaining("unknown kind")
                .hasMessageNotContaining("secret");
    }

    @Test
    void blankMeansTheDefault() {
        var settings =
                read(INDEXER + "[api]\nport =\nhost =\n[storage]\ndriver =\n[DEFAULT]\ndebug =\n");

        assertThat(settings.api().port()).isEqualTo(8041);
        assertThat(settings.api().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void bucketIsDescribedByFileAndEnvironment() {
        environment.put("AWS_ACCESS_KEY_ID", "key");
        environment.put("AWS_SECRET_ACCESS_KEY", "hidden");
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        var settings =
                read(
                        INDEXER
                                + """
                                [storage]
                                driver = s3
                                s3_endpoint_url = https://s3.example:9000
                                s3_bucket_prefix = prod
                                s3_region_name = eu-central-1
                                """);

        assertThat(settings.storage())
                .isEqualTo(
                        new Storage.S3(
                                "prod-objects",
                                URI.create("https://s3.example:9000"),
                                "eu-central-1",
                                new Storage.AccessKey("key", "hidden"),
                                50,
                                Duration.ofSeconds(60)));
        assertThat(settings.incoming().flushDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.toString()).doesNotContain("hidden").doesNotContain("hush");
    }

    @Test
    void incomingInheritsFromStorage() {
        var settings =
                read(
                        INDEXER
                                + """
                                [storage]
                                driver = s3
                                [incoming]
                                flush_delay = 0.25
                                flush_size = 1000
                                """);

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.incoming().flushDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.incoming().flushBytes()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3_access_key_id = key",
                "s3_secret_access_key = hidden",
                "s3_endpoint_url = s3.example:9000",
                "s3_endpoint_url = http://s3 example",
                "s3_bucket_prefix = abcdefghijklmnopqrstuvwxyz1",
                "s3_timeout = 0"
            })
    void halfABucketIsRefused(String line) {
        assertThatThrownBy(() -> read(INDEXER + "[storage]\ndriver = s3\n" + line + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("g.conf:5: [storage] s3_")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void logFileLiesInTheLogFolder() {
        overrides.put("DEFAULT.log_dir", "/var/log/gnocchi");
        assertThat(read(INDEXER).logging().fileOf("gnocchi-api"))
                .isEqualTo(Path.of("/var/log/gnocchi/gnocchi-api.log"));

        overrides.put("DEFAULT.log_file", "g.log");
        assertThat(read(INDEXER).logging().fileOf("gnocchi-api"))
                .isEqualTo(Path.of("/var/log/gnocchi/g.log"));
    }

    @Test
    void unknownOverrideIsAMistake() {
        overrides.put("api.prot", "1");

        assertThatThrownBy(() -> read(INDEXER))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("api.prot");
    }

    @Test
    void linesForTheLogTellPlacesAndHideSecrets() {
        environment.put("OS_API__PORT", "8042");
        var lines = read(INDEXER + "[metricd]\nworkers = 3\n").lines();

        assertThat(lines)
                .contains(
                        "[indexer] url = *** (" + folder.resolve("g.conf") + ":2)",
                        "[metricd] workers = 3 (" + folder.resolve("g.conf") + ":4)",
                        "[api] port = 8042 (OS_API__PORT)",
                        "[api] host = 0.0.0.0 (default)",
                        "[storage] s3_access_key_id =  (default)")
                .noneMatch(line -> line.contains("hush"));
    }

    @Test
    void everyOptionHasADefaultOfItsType() {
        var options = new OptionTable(6).all();
        var values = new Values(new OptionTable(6), Map.of());

        assertThat(options).hasSizeGreaterThan(180).doesNotHaveDuplicates();
        assertThat(options)
                .filteredOn(option -> option.fallback() != null)
                .allSatisfy(option -> assertThat(valueOf(option, values)).isNotNull());
    }

    private static Object valueOf(Option option, Values values) {
        String section = option.section();
        String name = option.name();
        return switch (option.type().split(" ", -1)[0]) {
            case "bool" -> values.bool(section, name);
            case "int" -> values.size(section, name);
            case "seconds" -> values.seconds(section, name);
            case "one" -> values.choice(section, name);
            case "list" -> values.list(section, name);
            case "text", "secret", "path", "uuid" -> values.requiredText(section, name);
            default -> throw new IllegalArgumentException("type of " + option);
        };
    }
}
