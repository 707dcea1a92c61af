package io.gnocchi.server.settings;

import io.gnocchi.core.model.AggregationMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a process is to run, read once at its start. No text form tells a secret.
///
/// @param cacheBytes of memory
/// @param diskCache null for none
/// @param keystone null where it is not asked
/// @param collector of spans; null for none
/// @param parallelOperations threads of one process for I/O
/// @param warnings what was asked for and is not done, a sentence each
/// @param lines every option and where its value comes from, for the log
public record Settings(
        Logging logging,
        Api api,
        Indexer indexer,
        Storage storage,
        long cacheBytes,
        @Nullable DiskCache diskCache,
        Incoming incoming,
        Metricd metricd,
        ArchivePolicyDefaults archivePolicyDefaults,
        List<Daemon> daemons,
        Statsd statsd,
        Carbon carbon,
        Collectd collectd,
        Amqp1d amqp1d,
        List<Cors> cors,
        Health health,
        PolicyPlaces policy,
        @Nullable KeystoneAccess keystone,
        @Nullable Collector collector,
        int parallelOperations,
        List<String> warnings,
        List<String> lines) {
    public Settings {
        daemons = List.copyOf(daemons);
        cors = List.copyOf(cors);
        warnings = List.copyOf(warnings);
        lines = List.copyOf(lines);
    }

    /// Reads files and environment.
    ///
    /// @throws SettingsException when they cannot be used
    public static Settings read(Invocation invocation, Map<String, String> environment) {
        var home = environment.get("HOME");
        var files = new ConfigurationFiles(home == null ? null : Path.of(home), Path.of("/etc"));
        var machine = Runtime.getRuntime();
        return new SettingsReader(files, machine.availableProcessors(), machine.maxMemory())
                .read(invocation, environment);
    }

    /// Every option there is, for documents and sample files.
    public static List<Option> options() {
        return new OptionTable(Runtime.getRuntime().availableProcessors()).all();
    }

    /// Where what was read of a store far away is kept on a disk of this machine.
    ///
    /// @param limitBytes of the disk
    public record DiskCache(Path folder, long limitBytes) {}

    /// What is logged and where.
    ///
    /// @param directory of the log file
    /// @param file null for standard error, unless there is a directory
    public record Logging(
            Level level, @Nullable Path directory, @Nullable Path file, Format format) {
        /// How much is logged.
        public enum Level {
            DEBUG,
            INFO,
            WARNING
        }

        /// How an event is written.
        public enum Format {
            TEXT,
            JSON
        }

        /// The log file of a program; null for standard error.
        public @Nullable Path fileOf(String program) {
            if (directory == null) {
                return file;
            }
            return directory.resolve(file == null ? Path.of(program + ".log") : file);
        }
    }

    /// How callers say who they are.
    public enum AuthMode {
        BASIC,
        KEYSTONE,
        REMOTEUSER
    }

    /// The REST API.
    ///
    /// @param operationTimeout how long to wait for what another creates at the same time
    /// @param trustIdentityHeaders whether a front server has authenticated users and says so in
    ///   headers, instead of tokens that are validated
    /// @param maxBodiesBytes of all bodies being read at a time
    /// @param idleTimeout longest silence of a client in the middle of a request
    /// @param trustProxyHeaders whether Forwarded and X-Forwarded-* headers are believed
    /// @param slowQuery how long a request takes at least that is told in the log; null for none
    /// @param ownPolicy archive policy of what this process tells about itself; null: it is not
    ///   kept
    /// @param stopDelay how long requests are still taken at the end
    /// @param watchers ranges of addresses that may ask `/metrics`; none for all
    public record Api(
            AuthMode authMode,
            boolean trustIdentityHeaders,
            String host,
            int port,
            int maxLimit,
            Duration operationTimeout,
            boolean trustProxyHeaders,
            long maxBodyBytes,
            long maxBodiesBytes,
            int maxRequests,
            Duration idleTimeout,
            @Nullable Duration slowQuery,
            @Nullable String ownPolicy,
            Duration stopDelay,
            Duration stopTimeout,
            List<String> watchers) {
        // Spelled out, for a compact constructor loses `@Nullable` in its class file.
        public Api(
                AuthMode authMode,
                boolean trustIdentityHeaders,
                String host,
                int port,
                int maxLimit,
                Duration operationTimeout,
                boolean trustProxyHeaders,
                long maxBodyBytes,
                long maxBodiesBytes,
                int maxRequests,
                Duration idleTimeout,
                @Nullable Duration slowQuery,
                @Nullable String ownPolicy,
                Duration stopDelay,
                Duration stopTimeout,
                List<String> watchers) {
            this.authMode = authMode;
            this.trustIdentityHeaders = trustIdentityHeaders;
            this.host = host;
            this.port = port;
            this.maxLimit = maxLimit;
            this.operationTimeout = operationTimeout;
            this.trustProxyHeaders = trustProxyHeaders;
            this.maxBodyBytes = maxBodyBytes;
            this.maxBodiesBytes = maxBodiesBytes;
            this.maxRequests = maxRequests;
            this.idleTimeout = idleTimeout;
            this.slowQuery = slowQuery;
            this.ownPolicy = ownPolicy;
            this.stopDelay = stopDelay;
            this.stopTimeout = stopTimeout;
            this.watchers = List.copyOf(watchers);
        }
    }

    /// The database of the index and its connections.
    ///
    /// @param maxLifetime of a connection; null for no end
    public record Indexer(
            DatabaseAddress database,
            int poolSize,
            int poolOverflow,
            Duration poolTimeout,
            @Nullable Duration maxLifetime) {}

    /// How measures gather before they are written.
    ///
    /// @param flushDelay least time between two flushes
    /// @param flushBytes so many waiting bytes are flushed without delay
    /// @param inboxBytes more than these are refused for now
    public record Incoming(Duration flushDelay, long flushBytes, long inboxBytes) {}

    /// @param reportingDelay null for no reports
    /// @param cleanupBatchSize deleted metrics cleaned up in one go
    /// @param inactiveAfter resources whose metrics are silent for so long end; null for never
    /// @param cleanupAfter resources that ended so long ago are deleted; null for never
    /// @param stopTimeout how long the steps in hand may take at the end
    /// @param metricsListen where it tells about itself; null for nowhere
    public record Metricd(
            int workers,
            Duration processingDelay,
            @Nullable Duration reportingDelay,
            Duration cleanupDelay,
            int cleanupBatchSize,
            @Nullable Duration inactiveAfter,
            @Nullable Duration cleanupAfter,
            Duration stopTimeout,
            @Nullable Listen metricsListen) {}

    /// Where to listen.
    ///
    /// @param port 0 for any free one
    public record Listen(String host, int port) {}

    /// What a new archive policy has when its creator does not say.
    ///
    /// @param methods at least one
    public record ArchivePolicyDefaults(SortedSet<AggregationMethod> methods) {
        public ArchivePolicyDefaults {
            methods = Collections.unmodifiableSortedSet(new TreeSet<>(methods));
        }
    }

    /// What the all-in-one server can run besides.
    public enum Daemon {
        STATSD,
        CARBON,
        COLLECTD,
        AMQP1D
    }

    /// Where a daemon in a process of its own tells about itself; null for nowhere.
    public @Nullable Listen metricsListen(Daemon daemon) {
        return switch (daemon) {
            case STATSD -> statsd.metricsListen();
            case CARBON -> carbon.metricsListen();
            case COLLECTD -> collectd.metricsListen();
            case AMQP1D -> amqp1d.metricsListen();
        };
    }

    /// The statsd daemon.
    ///
    /// @param resourceId null when it is not configured: the daemon then refuses to start
    /// @param keepsGauges whether gauges outlive a flush
    /// @param metricsListen where a process of its own tells about itself; null for nowhere
    public record Statsd(
            String host,
            int port,
            @Nullable UUID resourceId,
            @Nullable String creator,
            @Nullable String archivePolicyName,
            Duration flushDelay,
            boolean keepsGauges,
            @Nullable Listen metricsListen) {}

    /// The daemon for Graphite's plaintext protocol.
    ///
    /// @param prefix what paths begin with; may be empty
    /// @param resourceNode which node of a path is the resource
    /// @param metricsListen where a process of its own tells about itself; null for nowhere
    public record Carbon(
            String host,
            int port,
            String resourceType,
            @Nullable String creator,
            @Nullable String archivePolicyName,
            String prefix,
            int resourceNode,
            Duration flushDelay,
            @Nullable Listen metricsListen) {}

    /// The daemon for collectd's network protocol.
    ///
    /// @param typesDb null for the usual types only
    /// @param metricsListen where a process of its own tells about itself; null for nowhere
    public record Collectd(
            String host,
            int port,
            String resourceType,
            @Nullable String creator,
            @Nullable String archivePolicyName,
            @Nullable Path typesDb,
            Duration flushDelay,
            @Nullable Listen metricsListen) {}

    /// The daemon for collectd's messages from a broker.
    ///
    /// @param url of broker and queue; may have a password in it
    /// @param metricsListen where a process of its own tells about itself; null for nowhere
    public record Amqp1d(
            String url,
            String resourceType,
            @Nullable String creator,
            Duration flushDelay,
            @Nullable Listen metricsListen) {}

    /// Pages of other origins that may call.
    public record Cors(
            List<String> origins,
            boolean credentials,
            List<String> exposedHeaders,
            Duration maxAge,
            List<String> methods,
            List<String> headers) {
        public Cors {
            origins = List.copyOf(origins);
            exposedHeaders = List.copyOf(exposedHeaders);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
        }
    }
}
