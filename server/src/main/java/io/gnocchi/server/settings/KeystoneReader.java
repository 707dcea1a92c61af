package io.gnocchi.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `[keystone_authtoken]`.
record KeystoneReader(Values values) {
    private static final String SECTION = "keystone_authtoken";
    private static final List<String> PASSWORD_TYPES = List.of("password", "v3password");

    KeystoneAccess read() {
        requirePasswordType();
        var url = url();
        var publicUrl = values.text(SECTION, "www_authenticate_uri");
        var authorities = values.text(SECTION, "cafile");
        int cacheTime = values.integer(SECTION, "token_cache_time");
        return new KeystoneAccess(
                url,
                publicUrl == null ? url.toString() : plain("www_authenticate_uri", publicUrl),
                name("user", "username"),
                required("password"),
                name("project", "project_name"),
                Duration.ofSeconds(Math.max(cacheTime, 0)),
                Duration.ofSeconds(values.integer(SECTION, "http_connect_timeout")),
                values.integer(SECTION, "http_request_max_retries"),
                authorities == null ? null : Path.of(authorities),
                values.bool(SECTION, "insecure"));
    }

    private void requirePasswordType() {
        var type = values.text(SECTION, "auth_type");
        if (type != null && !PASSWORD_TYPES.contains(type)) {
            throw values.wrong(SECTION, "auth_type", type, "is not supported: use password");
        }
    }

    private URI url() {
        var text = required("auth_url");
        var base = text.replaceFirst("/+$", "").replaceFirst("/v3$", "");
        try {
            var uri = new URI(base);
            var scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            throw values.wrong(SECTION, "auth_url", text, "is not a URL");
        }
        throw values.wrong(SECTION, "auth_url", text, "is not like http://host:5000");
    }

    /// It goes into a header, between quotation marks.
    private String plain(String option, String text) {
        if (text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"')) {
            return text;
        }
        throw values.wrong(SECTION, option, text, "is not a URL");
    }

    private KeystoneAccess.Name name(String kind, String nameOption) {
        var id = values.text(SECTION, kind + "_id");
        var domainId = values.text(SECTION, kind + "_domain_id");
        var domainName = values.text(SECTION, kind + "_domain_name");
        return new KeystoneAccess.Name(
                id,
                id == null ? required(nameOption) : "",
                domain(domainId, domainName),
                domainId != null || domainName == null);
    }

    /// Everything has a domain; the one that is always there has this id.
    private static String domain(@Nullable String id, @Nullable String name) {
        if (id != null) {
            return id;
        }
        return name == null ? "default" : name;
    }

    private String required(String option) {
        var text = values.text(SECTION, option);
        if (text == null) {
            throw values.wrong(SECTION, option, "", "must be set where [api] auth_mode = keystone");
        }
        return text;
    }
}
