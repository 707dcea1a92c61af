package io.gnocchi.client.access;

import io.gnocchi.client.http.Request;
import io.gnocchi.client.http.Response;
import io.gnocchi.client.http.Transport;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.json.MalformedJsonException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A token from Keystone (version 3), asked for when it is first needed and again before it ends.
public final class KeystoneAccess implements Access {
    /// A token that ends sooner is not used any more: requests take time, clocks differ.
    private static final Duration NEARLY_OVER = Duration.ofMinutes(2);

    private final URI identity;
    private final KeystoneLogin login;
    private final ServiceChoice service;
    private final InstantSource clock;
    private @Nullable Token token;

    private record Token(String text, @Nullable Instant end, List<@Nullable Object> catalogue) {}

    /// Asks the identity service at this address, as in `OS_AUTH_URL`, with or without its `/v3`.
    public KeystoneAccess(
            URI identity, KeystoneLogin login, ServiceChoice service, InstantSource clock) {
        this.identity = identity;
        this.login = login;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public URI endpoint(Transport transport) {
        if (service.override() != null) {
            return service.override();
        }
        String found = find(valid(transport).catalogue());
        if (found == null) {
            throw new IdentityException(
                    0,
                    null,
                    "%s endpoint for %s service%s not found"
                            .formatted(
                                    service.face() == null ? "public" : service.face(),
                                    service.type(),
                                    service.region() == null
                                            ? ""
                                            : " in " + service.region() + " region"));
        }
        return URI.create(found);
    }

    @Override
    public Map<String, String> headers(Transport transport) {
        return Map.of("X-Auth-Token", valid(transport).text());
    }

    @Override
    public synchronized boolean renew() {
        boolean had = token != null;
        token = null;
        return had;
    }

    private synchronized Token valid(Transport transport) {
        Token known = token;
        if (known == null
                || (known.end() != null
                        && clock.instant().plus(NEARLY_OVER).isAfter(known.end()))) {
            known = ask(transport);
            token = known;
        }
        return known;
    }

    private Token ask(Transport transport) {
        byte[] body = Json.write(login.json()).getBytes(StandardCharsets.UTF_8);
        var headers = Map.of("Accept", "application/json", "Content-Type", "application/json");
        Response response = transport.send(new Request("POST", tokens(), headers, body));
        String text = response.header("X-Subject-Token");
        if (response.status() >= 300 || text == null) {
            throw refused(response);
        }
        try {
            var told = Json.object(Json.object(Json.read(response.body())).get("token"));
            Object catalogue = told.get("catalog");
            return new Token(
                    text,
                    end(told.get("expires_at")),
                    catalogue == null ? List.of() : Json.array(catalogue));
        } catch (MalformedJsonException strange) {
            throw new IdentityException(
                    0,
                    null,
                    tokens() + " does not answer as Keystone does: " + strange.getMessage());
        }
    }

    private URI tokens() {
        String address = identity.toString().replaceAll("/+$", "");
        return URI.create(
                address.endsWith("/v3") ? address + "/auth/tokens" : address + "/v3/auth/tokens");
    }

    private static @Nullable Instant end(@Nullable Object text) {
        try {
            return text == null ? null : Instant.parse(text.toString());
        } catch (DateTimeParseException strange) {
            return null;
        }
    }

    private static IdentityException refused(Response response) {
        String said = null;
        try {
            var error = Json.object(Json.object(Json.read(response.body())).get("error"));
            said = String.valueOf(error.get("message"));
        } catch (MalformedJsonException notKeystone) {
            // Its status has to do.
        }
        String request = response.header("x-openstack-request-id");
        return new IdentityException(
                response.status(),
                said,
                (said == null ? "Keystone refuses" : said)
                        + " (HTTP "
                        + response.status()
                        + ")"
                        + (request == null ? "" : " (Request-ID: " + request + ")"));
    }

    private @Nullable String find(List<@Nullable Object> catalogue) {
        for (Object entry : catalogue) {
            var offered = Json.object(entry);
            boolean meant =
                    service.type().equals(offered.get("type"))
                            && (service.name() == null
                                    || service.name().equals(offered.get("name")));
            if (!meant) {
                continue;
            }
            for (Object place : Json.array(offered.get("endpoints"))) {
                var endpoint = Json.object(place);
                if (service.hasFace(endpoint.get("interface")) && inRegion(endpoint)) {
                    return String.valueOf(endpoint.get("url"));
                }
            }
        }
        return null;
    }

    private boolean inRegion(Map<String, @Nullable Object> endpoint) {
        return service.region() == null
                || service.region().equals(endpoint.get("region"))
                || service.region().equals(endpoint.get("region_id"));
    }
}
