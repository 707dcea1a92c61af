package io.gnocchi.server.settings;

import io.gnocchi.core.model.AggregationMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns what is said into [Settings].
final class SettingsReader {
    private static final int LONGEST_BUCKET_PREFIX = 26;

    /// Parts of the heap.
    private static final int CACHE_SHARE = 8;

    private static final int INBOX_SHARE = 8;
    private static final int BODIES_SHARE = 8;
    private static final int FLUSH_SHARE = 32;

    /// What a request takes besides its body: buffers and a stack.
    private static final int REQUEST_BYTES = 256 << 10;

    private final ConfigurationFiles files;
    private final OptionTable table;
    private final long heapBytes;

    /// @param heapBytes how much memory there is: limits that nobody sets follow from it
    SettingsReader(ConfigurationFiles files, int processors, long heapBytes) {
        this.files = files;
        this.heapBytes = heapBytes;
        this.table = new OptionTable(processors);
    }

    Settings read(Invocation invocation, Map<String, String> environment) {
        var assignments = new ArrayList<IniFile.Assignment>();
        var found = files.of(invocation);
        found.forEach(file -> assignments.addAll(IniFile.read(file)));
        var sources = new Sources(table);
        sources.defaultingVariables(environment);
        sources.files(assignments);
        sources.variables(environment);
        sources.commandLine(invocation.overrides());
        var said = sources.said();
        var folders = files.foldersOf(found, invocation);
        return new Reading(new Values(table, said), said, folders, invocation.dataDirectory())
                .settings();
    }

    /// One reading of everything.
    private final class Reading {
        private final Values values;
        private final Map<String, Values.Said> said;
        private final List<Path> folders;
        private final @Nullable Path dataDirectory;
        private final List<String> warnings = new ArrayList<>();

        Reading(
                Values values,
                Map<String, Values.Said> said,
                List<Path> folders,
                @Nullable Path dataDirectory) {
            this.values = values;
            this.said = said;
            this.folders = folders;
            this.dataDirectory = dataDirectory;
        }

        Settings settings() {
            warnOfMissedOptions();
            var storage = storage();
            var daemons = new DaemonsReader(values, this::host);
            return new Settings(
                    logging(),
                    api(),
                    indexer(),
                    storage,
                    sizeWithin("storage", "cache_size", heapBytes / CACHE_SHARE),
                    diskCache(storage),
                    incoming(storage),
                    metricd(),
                    new Settings.ArchivePolicyDefaults(defaultMethods()),
                    daemons.started(),
                    daemons.statsd(),
                    daemons.carbon(),
                    daemons.collectd(),
                    daemons.amqp1d(),
                    cors(),
                    health(),
                    policy(),
                    keystone(),
                    collector(),
                    values.integer("DEFAULT", "parallel_operations"),
                    warnings,
                    values.lines());
        }

        private void warnOfMissedOptions() {
            new TreeMap<>(said)
                    .forEach((key, text) -> {
                        int dot = key.lastIndexOf('.');
                        var option = table.find(key.substring(0, dot), key.substring(dot + 1));
                        if (option != null && isMissed(option, text.text())) {
                            warnings.add(
                                    text.place()
                                            + ": "
                                            + option
                                            + " is not supported yet and has no effect");
                        }
                    });
        }

        private static boolean isMissed(Option option, String text) {
            return option.standing() == Option.Standing.LATER
                    && !text.isBlank()
                    && !text.strip().equalsIgnoreCase(option.fallback());
        }

        private Settings.Logging logging() {
            var directory = values.text("DEFAULT", "log_dir");
            var file = values.text("DEFAULT", "log_file");
            return new Settings.Logging(
                    level(),
                    directory == null ? null : Path.of(directory),
                    file == null ? null : Path.of(file),
                    Settings.Logging.Format.valueOf(
                            values.choice("DEFAULT", "log_format").toUpperCase(Locale.ROOT)));
        }

        private Settings.Logging.Level level() {
            if (values.bool("DEFAULT", "debug")) {
                return Settings.Logging.Level.DEBUG;
            }
            return values.bool("DEFAULT", "verbose")
                    ? Settings.Logging.Level.INFO
                    : Settings.Logging.Level.WARNING;
        }

        private Settings.Api api() {
            return new Settings.Api(
                    Settings.AuthMode.valueOf(
                            values.choice("api", "auth_mode").toUpperCase(Locale.ROOT)),
                    values.bool("api", "trust_identity_headers"),
                    host("api"),
                    values.integer("api", "port"),
                    values.integer("api", "max_limit"),
                    Duration.ofSeconds(values.integer("api", "operation_timeout")),
                    values.bool("api", "enable_proxy_headers_parsing"),
                    values.size("api", "max_body_size"),
                    values.isSet("api", "max_bodies_size")
                            ? values.size("api", "max_bodies_size")
                            : heapBytes / BODIES_SHARE,
                    (int) sizeWithin("api", "max_requests", heapBytes / REQUEST_BYTES),
                    values.seconds("api", "idle_timeout"),
                    orNever(values.seconds("api", "slow_query_seconds")),
                    values.text("api", "store_own_metrics"),
                    values.seconds("api", "stop_delay"),
                    values.seconds("api", "stop_timeout"),
                    values.list("api", "metrics_allowed_source_ranges"));
        }

        /// Keystone is asked where callers come with its tokens.
        private @Nullable KeystoneAccess keystone() {
            boolean trusting = values.bool("api", "trust_identity_headers");
            boolean keystone = values.choice("api", "auth_mode").equals("keystone");
            if (trusting && !keystone) {
                warnings.add("[api] trust_identity_headers has no effect but with keystone");
            }
            return keystone && !trusting ? new KeystoneReader(values).read() : null;
        }

        private PolicyPlaces policy() {
            return new PolicyPlaces(
                    policyFile(),
                    values.list("oslo_policy", "policy_dirs").stream().map(this::place).toList(),
                    values.requiredText("oslo_policy", "policy_default_rule"));
        }

        /// The older name counts where nobody says one and only that file is there.
        private Path policyFile() {
            var file = place(values.requiredText("oslo_policy", "policy_file"));
            var older = place("policy.json");
            boolean unsaid = !values.isSet("oslo_policy", "policy_file");
            return unsaid && !Files.exists(file) && Files.exists(older) ? older : file;
        }

        /// A file or folder beside the configuration: the first that is there.
        private Path place(String name) {
            var places = folders.stream().map(folder -> folder.resolve(name)).toList();
            return places.stream()
                    .filter(Files::exists)
                    .findFirst()
                    .orElseGet(() -> places.isEmpty() ? Path.of(name) : places.getFirst());
        }

        private Health health() {
            var backends = values.list("healthcheck", "backends");
            for (var backend : backends) {
                if (!backend.equals("disable_by_file")) {
                    warnings.add("[healthcheck] backends: " + backend + " has no effect");
                }
            }
            var file = values.text("healthcheck", "disable_by_file_path");
            boolean disabling = backends.contains("disable_by_file") && file != null;
            return new Health(
                    values.requiredText("healthcheck", "path"),
                    values.bool("healthcheck", "detailed"),
                    disabling ? Path.of(String.valueOf(file)) : null,
                    values.list("healthcheck", "allowed_source_ranges"),
                    values.bool("healthcheck", "ignore_proxied_requests"));
        }

        private Settings.Indexer indexer() {
            var lifetime = values.seconds("database", "connection_recycle_time");
            return new Settings.Indexer(
                    database(),
                    values.integer("database", "max_pool_size"),
                    values.integer("database", "max_overflow"),
                    values.seconds("database", "pool_timeout"),
                    lifetime.isPositive() ? lifetime : null);
        }

        private DatabaseAddress database() {
            var url = values.text("indexer", "url");
            if (url == null && dataDirectory != null) {
                return DatabaseAddress.sqlite(dataDirectory.resolve("index.db"));
            }
            if (url == null) {
                throw values.wrong(
                        "indexer",
                        "url",
                        "",
                        "must be set, to postgresql://user:password@host:port/name or such; the"
                                + " variable GNOCCHI_INDEXER_URL may say it too");
            }
            return translated(url);
        }

        private DatabaseAddress translated(String url) {
            DatabaseAddress address;
            try {
                address = DatabaseAddress.parse(url);
            } catch (IllegalArgumentException e) {
                throw values.wrong("indexer", "url", "", String.valueOf(e.getMessage()));
            }
            for (String ignored : address.ignoredOptions()) {
                warnings.add("[indexer] url: its option " + ignored + " has no effect");
            }
            return address;
        }

        private Storage storage() {
            String driver = values.choice("storage", "driver");
            return switch (driver) {
                case "file" -> new Storage.Files(basePath());
                case "s3" -> s3();
                default ->
                        throw values.wrong(
                                "storage",
                                "driver",
                                driver,
                                "is not supported yet: use file or s3");
            };
        }

        private Path basePath() {
            return dataDirectory != null && !values.isSet("storage", "file_basepath")
                    ? dataDirectory
                    : Path.of(values.requiredText("storage", "file_basepath"));
        }

        private Storage.S3 s3() {
            var prefix = values.requiredText("storage", "s3_bucket_prefix");
            if (prefix.length() > LONGEST_BUCKET_PREFIX) {
                throw values.wrong(
                        "storage",
                        "s3_bucket_prefix",
                        prefix,
                        "is longer than " + LONGEST_BUCKET_PREFIX);
            }
            return new Storage.S3(
                    prefix + "-objects",
                    url("storage", "s3_endpoint_url"),
                    values.text("storage", "s3_region_name"),
                    accessKey(),
                    values.integer("storage", "s3_max_pool_connections"),
                    values.seconds("storage", "s3_timeout"));
        }

        private @Nullable Collector collector() {
            var endpoint = url("api", "otlp_endpoint");
            if (endpoint == null) {
                return null;
            }
            var headers = new TreeMap<String, String>();
            for (var header : values.list("api", "otlp_headers")) {
                int equals = header.indexOf('=');
                if (equals < 1) {
                    throw values.wrong("api", "otlp_headers", "", "is not NAME=VALUE,...");
                }
                headers.put(
                        header.substring(0, equals).strip(), header.substring(equals + 1).strip());
            }
            return new Collector(endpoint, headers);
        }

        private @Nullable URI url(String section, String name) {
            var text = values.text(section, name);
            if (text == null) {
                return null;
            }
            try {
                var uri = new URI(text);
                var scheme = uri.getScheme();
                if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                    return uri;
                }
            } catch (URISyntaxException _) {
                throw values.wrong(section, name, text, "is not a URL");
            }
            throw values.wrong(section, name, text, "is not like http://host:port");
        }

        private Storage.@Nullable AccessKey accessKey() {
            var id = values.text("storage", "s3_access_key_id");
            var secret = values.text("storage", "s3_secret_access_key");
            if (id != null && secret != null) {
                return new Storage.AccessKey(id, secret);
            }
            if (id != null) {
                throw values.wrong("storage", "s3_access_key_id", "", "needs its secret");
            }
            if (secret != null) {
                throw values.wrong("storage", "s3_secret_access_key", "", "needs its key");
            }
            return null;
        }

        private Settings.Incoming incoming(Storage storage) {
            warnOfAnotherIncomingDriver();
            return new Settings.Incoming(
                    flushDelay(storage),
                    sizeWithin("incoming", "flush_size", heapBytes / FLUSH_SHARE),
                    sizeWithin("incoming", "inbox_size", heapBytes / INBOX_SHARE));
        }

        /// What is far away is kept near where there is a place for it.
        private Settings.@Nullable DiskCache diskCache(Storage storage) {
            long bytes = values.size("storage", "disk_cache_size");
            if (storage instanceof Storage.Files || bytes == 0) {
                return null;
            }
            var folder = values.text("storage", "disk_cache_path");
            if (folder != null) {
                return new Settings.DiskCache(Path.of(folder), bytes);
            }
            return dataDirectory == null
                    ? null
                    : new Settings.DiskCache(dataDirectory.resolve("cache"), bytes);
        }

        /// What was set, or the default, but not more than what the heap allows.
        private long sizeWithin(String section, String name, long most) {
            long size = values.size(section, name);
            return values.isSet(section, name) ? size : Math.min(size, most);
        }

        private Duration flushDelay(Storage storage) {
            if (values.isSet("incoming", "flush_delay")) {
                return values.seconds("incoming", "flush_delay");
            }
            return switch (storage) {
                case Storage.Files _ -> Duration.ZERO;
                case Storage.S3 _ -> Duration.ofSeconds(1);
            };
        }

        private void warnOfAnotherIncomingDriver() {
            String driver = values.choice("incoming", "driver");
            if (!driver.equals(values.choice("storage", "driver"))) {
                warnings.add(
                        "[incoming] driver = "
                                + driver
                                + " has no effect: new measures are kept in the storage, too");
            }
        }

        private Settings.Metricd metricd() {
            var reporting = values.seconds("metricd", "metric_reporting_delay");
            return new Settings.Metricd(
                    values.integer("metricd", "workers"),
                    values.seconds("metricd", "metric_processing_delay"),
                    reporting.isNegative() ? null : reporting,
                    values.seconds("metricd", "metric_cleanup_delay"),
                    values.integer("metricd", "cleanup_batch_size"),
                    orNever(values.seconds("metricd", "metric_inactive_after")),
                    orNever(values.seconds("metricd", "resource_cleanup_after")),
                    values.seconds("metricd", "stop_timeout"),
                    values.listen("metricd", "metrics_listen"));
        }

        private static @Nullable Duration orNever(Duration length) {
            return length.isZero() ? null : length;
        }

        private SortedSet<AggregationMethod> defaultMethods() {
            var methods = new TreeSet<AggregationMethod>();
            for (String name : values.list("archive_policy", "default_aggregation_methods")) {
                methods.add(method(name));
            }
            if (methods.isEmpty()) {
                throw values.wrong(
                        "archive_policy", "default_aggregation_methods", "", "needs one method");
            }
            return methods;
        }

        private AggregationMethod method(String name) {
            try {
                return AggregationMethod.parse(name);
            } catch (IllegalArgumentException _) {
                throw values.wrong(
                        "archive_policy",
                        "default_aggregation_methods",
                        name,
                        "is not an aggregation method");
            }
        }

        /// The all-in-one server is for this machine only, unless told otherwise.
        private String host(String section) {
            boolean atHome = dataDirectory != null && !values.isSet(section, "host");
            return atHome ? "127.0.0.1" : values.requiredText(section, "host");
        }

        private List<Settings.Cors> cors() {
            return new TreeMap<>(said)
                    .keySet().stream()
                            .filter(key ->
                                    key.startsWith("cors") && key.endsWith(".allowed_origin"))
                            .map(key -> cors(key.substring(0, key.lastIndexOf('.'))))
                            .filter(cors -> !cors.origins().isEmpty())
                            .toList();
        }

        private Settings.Cors cors(String section) {
            return new Settings.Cors(
                    values.list(section, "allowed_origin"),
                    values.bool(section, "allow_credentials"),
                    values.list(section, "expose_headers"),
                    Duration.ofSeconds(values.integer(section, "max_age")),
                    values.list(section, "allow_methods"),
                    values.list(section, "allow_headers"));
        }
    }
}
