package io.gnocchi.server.main;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.access.CertificateTrust;
import io.gnocchi.server.access.IdentityHeaders;
import io.gnocchi.server.access.KeystoneAccount;
import io.gnocchi.server.access.KeystoneAuthentication;
import io.gnocchi.server.access.KeystoneSettings;
import io.gnocchi.server.access.Policies;
import io.gnocchi.server.access.PolicyException;
import io.gnocchi.server.access.PolicyFiles;
import io.gnocchi.server.access.RemoteUserAuthentication;
import io.gnocchi.server.api.AddressRange;
import io.gnocchi.server.api.Health;
import io.gnocchi.server.api.Origins;
import io.gnocchi.server.api.Transport;
import io.gnocchi.server.settings.KeystoneAccess;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who comes in, and what they may, built from the settings.
record Entrance(Settings settings, Lifetime lifetime, InstantSource clock) {

    /// @throws SettingsException when rules or certificates cannot be used
    Access access() {
        try {
            return access(policies());
        } catch (PolicyException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }

    private Access access(Policies policies) {
        return switch (settings.api().authMode()) {
            case BASIC -> Access.byName(new BasicAuthentication(), policies);
            case REMOTEUSER -> Access.byName(new RemoteUserAuthentication("REMOTE_USER"), policies);
            case KEYSTONE -> byProject(settings.keystone(), policies);
        };
    }

    private Access byProject(@Nullable KeystoneAccess keystone, Policies policies) {
        if (keystone == null) {
            return Access.byProject(new IdentityHeaders(), policies);
        }
        var authentication = new KeystoneAuthentication(asked(keystone), clock);
        return Access.byProject(lifetime.keep(authentication), policies);
    }

    private static KeystoneSettings asked(KeystoneAccess keystone) {
        return new KeystoneSettings(
                keystone.url(),
                keystone.publicUrl(),
                new KeystoneAccount(
                        name(keystone.user()), keystone.password(), name(keystone.project())),
                keystone.cacheTime(),
                keystone.timeout(),
                keystone.retries(),
                CertificateTrust.of(keystone.authorities(), keystone.insecure()));
    }

    private static KeystoneAccount.Name name(KeystoneAccess.Name name) {
        var id = name.id();
        return id != null
                ? new KeystoneAccount.Name.Id(id)
                : new KeystoneAccount.Name.InDomain(
                        name.name(), new KeystoneAccount.Domain(name.domain(), name.domainIsId()));
    }

    private PolicyFiles policies() {
        var places = settings.policy();
        return PolicyFiles.open(places.file(), places.directories(), places.defaultRule(), clock);
    }

    /// @throws SettingsException when an address range is none
    Transport transport() {
        return new Transport(
                settings.api().trustProxyHeaders(),
                settings.cors().stream().map(Entrance::origins).toList(),
                health(),
                ranges("[api] metrics_allowed_source_ranges", settings.api().watchers()),
                settings.api().idleTimeout());
    }

    private static Origins origins(Settings.Cors cors) {
        return new Origins(
                cors.origins(),
                cors.credentials(),
                cors.exposedHeaders(),
                cors.maxAge(),
                cors.methods(),
                cors.headers());
    }

    private Health health() {
        var health = settings.health();
        return new Health(
                health.path(),
                health.detailed(),
                health.disablingFile(),
                ranges("[healthcheck] allowed_source_ranges", health.sources()),
                health.ignoresProxied());
    }

    private static List<AddressRange> ranges(String option, List<String> texts) {
        return texts.stream().map(text -> range(option, text)).toList();
    }

    private static AddressRange range(String option, String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "%s: '%s' is not like 10.0.0.0/8: %s".formatted(option, text, e.getMessage()));
        }
    }
}
