package io.gnocchi.server.main;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.amqp.Amqp;
import io.gnocchi.server.amqp.AmqpSettings;
import io.gnocchi.server.carbon.Carbon;
import io.gnocchi.server.carbon.CarbonSettings;
import io.gnocchi.server.collectd.Collectd;
import io.gnocchi.server.collectd.CollectdSettings;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.meters.WriteMeters.Way;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import io.gnocchi.server.statsd.Statsd;
import io.gnocchi.server.statsd.StatsdSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemons of foreign protocols, built from the settings.
record Daemons(Settings settings, Lifetime lifetime, Intake intake, Watch watch) {
    private static final Logger LOG = LoggerFactory.getLogger(Daemons.class);

    static String name(Settings.Daemon daemon) {
        return daemon.name().toLowerCase(Locale.ROOT);
    }

    /// Starts one.
    ///
    /// @throws SettingsException when it cannot be as configured, or its port is taken
    void start(Settings.Daemon daemon) {
        try {
            switch (daemon) {
                case STATSD -> startStatsd();
                case CARBON -> startCarbon();
                case COLLECTD -> startCollectd();
                case AMQP1D -> startAmqp1d();
            }
        } catch (IOException e) {
            throw new SettingsException(
                    "%s cannot listen where [%s] says: %s"
                            .formatted(name(daemon), name(daemon), e.getMessage()));
        }
    }

    private void startStatsd() throws IOException {
        var statsd = settings.statsd();
        var resource = statsd.resourceId();
        if (resource == null) {
            throw new SettingsException(
                    "[statsd] resource_id must be set, to the UUID of the resource that gets the"
                            + " metrics; it is made when it is not there");
        }
        var daemon =
                Statsd.start(
                        new StatsdSettings(
                                statsd.host(),
                                statsd.port(),
                                resource,
                                statsd.creator(),
                                statsd.archivePolicyName(),
                                statsd.flushDelay(),
                                statsd.keepsGauges()),
                        intake.through(Way.STATSD),
                        InstantSource.system(),
                        new Random());
        lifetime.keep(daemon);
        watch.daemon(Way.STATSD, daemon.tally());
        LOG.info("statsd on {} port {}", statsd.host(), daemon.datagramPort());
    }

    private void startCarbon() throws IOException {
        var carbon = settings.carbon();
        var daemon =
                Carbon.start(
                        new CarbonSettings(
                                carbon.host(),
                                carbon.port(),
                                carbon.resourceType(),
                                carbon.creator(),
                                carbon.archivePolicyName(),
                                carbon.prefix(),
                                carbon.resourceNode(),
                                carbon.flushDelay()),
                        intake.through(Way.CARBON),
                        InstantSource.system());
        lifetime.keep(daemon);
        watch.daemon(Way.CARBON, daemon.tally());
        LOG.info("Graphite's plaintext on {} port {}", carbon.host(), daemon.streamPort());
    }

    private void startCollectd() throws IOException {
        var collectd = settings.collectd();
        try {
            var daemon =
                    Collectd.start(
                            new CollectdSettings(
                                    collectd.host(),
                                    collectd.port(),
                                    collectd.resourceType(),
                                    collectd.creator(),
                                    collectd.archivePolicyName(),
                                    collectd.typesDb(),
                                    collectd.flushDelay()),
                            intake.through(Way.COLLECTD));
            lifetime.keep(daemon);
            watch.daemon(Way.COLLECTD, daemon.tally());
            LOG.info("collectd's network protocol on {} port {}", collectd.host(), daemon.port());
        } catch (MalformedException e) {
            throw new SettingsException("[collectd] types_db: " + e.getMessage());
        }
    }

    private void startAmqp1d() {
        var amqp1d = settings.amqp1d();
        try {
            var daemon =
                    Amqp.start(
                            new AmqpSettings(
                                    amqp1d.url(),
                                    amqp1d.resourceType(),
                                    amqp1d.creator(),
                                    amqp1d.flushDelay()),
                            intake.through(Way.AMQP),
                            new Random());
            lifetime.keep(daemon);
            watch.daemon(Way.AMQP, daemon.tally());
        } catch (MalformedException e) {
            throw new SettingsException("[amqp1d] url: " + e.getMessage());
        }
    }
}
