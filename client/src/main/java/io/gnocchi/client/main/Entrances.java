package io.gnocchi.client.main;

import io.gnocchi.client.access.Access;
import io.gnocchi.client.access.BasicAccess;
import io.gnocchi.client.access.HeaderAccess;
import io.gnocchi.client.access.KeystoneAccess;
import io.gnocchi.client.access.KeystoneLogin;
import io.gnocchi.client.access.ServiceChoice;
import io.gnocchi.client.commands.FailureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is asking, by the options of the program.
final class Entrances {
    private static final String USUAL_ENDPOINT = "http://localhost:8041";

    /// The ways there are.
    static final List<String> TYPES =
            List.of(
                    "gnocchi-basic",
                    "gnocchi-noauth",
                    "password",
                    "token",
                    "v3applicationcredential",
                    "none",
                    "admin_token",
                    "http_basic");

    private final Settings settings;
    private final InstantSource clock;

    Entrances(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Access access() {
        String type = settings.authenticationType();
        return switch (type) {
            case "gnocchi-basic" ->
                    new BasicAccess(
                            settings.get("user", "admin"),
                            address("endpoint", settings.get("endpoint", USUAL_ENDPOINT)));
            case "gnocchi-noauth" -> trusted();
            case "none", "noauth" -> new HeaderAccess(fixedEndpoint(), Map.of());
            case "admin_token" ->
                    new HeaderAccess(
                            fixedEndpoint(), Map.of("X-Auth-Token", needed("os-token").getFirst()));
            case "http_basic" -> httpBasic();
            case "password", "v3password" ->
                    keystone(type, needed("os-auth-url", "os-password").getFirst());
            case "token", "v3token" -> keystone(type, needed("os-auth-url", "os-token").getFirst());
            case "v3applicationcredential" ->
                    keystone(
                            type,
                            needed("os-auth-url", "os-application-credential-secret").getFirst());
            default ->
                    throw new FailureException(
                            "The plugin %s could not be found: use one of %s"
                                    .formatted(type, String.join(", ", TYPES)));
        };
    }

    private Access trusted() {
        String spelledOtherwise = settings.get("gnocchi-endpoint");
        List<String> given =
                spelledOtherwise != null && settings.get("endpoint") == null
                        ? needed("user-id", "project-id", "gnocchi-endpoint")
                        : needed("user-id", "project-id", "endpoint");
        return HeaderAccess.trusted(
                given.get(0),
                given.get(1),
                settings.get("roles", "admin"),
                address("endpoint", given.get(2)));
    }

    private Access httpBasic() {
        List<String> given = needed("os-username", "os-password");
        byte[] named = (given.get(0) + ":" + given.get(1)).getBytes(StandardCharsets.UTF_8);
        return new HeaderAccess(
                fixedEndpoint(),
                Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(named)));
    }

    private URI fixedEndpoint() {
        URI endpoint = override();
        if (endpoint == null) {
            throw missing(List.of("endpoint"));
        }
        return endpoint;
    }

    private Access keystone(String type, String identity) {
        boolean byCredential = type.equals("v3applicationcredential");
        boolean byToken = type.endsWith("token");
        var login =
                new KeystoneLogin(
                        settings.get("os-user-id"),
                        settings.get("os-username"),
                        domain("os-user-domain-id", "os-default-domain-id"),
                        domain("os-user-domain-name", "os-default-domain-name"),
                        settings.get("os-password"),
                        byToken ? settings.get("os-token") : null,
                        settings.get("os-application-credential-id"),
                        settings.get("os-application-credential-name"),
                        byCredential ? settings.get("os-application-credential-secret") : null,
                        scope());
        var service =
                new ServiceChoice(
                        settings.get("os-service-type", "metric"),
                        settings.get("os-service-name"),
                        settings.get("os-interface"),
                        settings.get("os-region-name"),
                        override());
        return new KeystoneAccess(address("os-auth-url", identity), login, service, clock);
    }

    private KeystoneLogin.Scope scope() {
        return new KeystoneLogin.Scope(
                settings.get("os-project-id"),
                settings.get("os-project-name"),
                domain("os-project-domain-id", "os-default-domain-id"),
                domain("os-project-domain-name", "os-default-domain-name"),
                settings.get("os-domain-id"),
                settings.get("os-domain-name"),
                settings.get("os-system-scope"),
                settings.get("os-trust-id"));
    }

    private @Nullable String domain(String own, String usual) {
        String given = settings.get(own);
        return given == null ? settings.get(usual) : given;
    }

    private @Nullable URI override() {
        String given = settings.get("os-endpoint-override");
        String address = given == null ? settings.get("endpoint") : given;
        return address == null ? null : address("endpoint", address);
    }

    private List<String> needed(String... keys) {
        var values = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (String key : keys) {
            String value = settings.get(key);
            if (value == null) {
                missing.add(key.replaceFirst("^os-", "").replace('-', '_'));
            } else {
                values.add(value);
            }
        }
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        return values;
    }

    private static FailureException missing(List<String> names) {
        return new FailureException(
                "Auth plugin requires parameters which were not given: "
                        + String.join(", ", names));
    }

    private static URI address(String key, String text) {
        try {
            var address = new URI(text.strip());
            if (address.getHost() != null
                    && ("http".equals(address.getScheme())
                            || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException wrong) {
            // Told below.
        }
        throw new FailureException(
                "--%s is no address: '%s'; write it as http://host:8041".formatted(key, text));
    }
}
