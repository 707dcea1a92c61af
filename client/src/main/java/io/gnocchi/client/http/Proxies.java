package io.gnocchi.client.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Through which proxy requests go, as `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say.
public record Proxies(@Nullable URI http, @Nullable URI https, List<String> none) {
    public Proxies {
        none = List.copyOf(none);
    }

    /// No proxy for anybody.
    public static Proxies direct() {
        return new Proxies(null, null, List.of("*"));
    }

    /// What the environment says, in lower case or in capitals.
    public static Proxies of(Map<String, String> environment) {
        String all = value(environment, "all_proxy");
        String none = value(environment, "no_proxy");
        return new Proxies(
                address(value(environment, "http_proxy"), all),
                address(value(environment, "https_proxy"), all),
                none == null
                        ? List.of()
                        : Stream.of(none.split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList());
    }

    @Nullable URI proxyOf(URI to) {
        URI proxy = to.getScheme().equals("https") ? https : http;
        return proxy == null || excepted(to) ? null : proxy;
    }

    private boolean excepted(URI to) {
        String host = to.getHost().toLowerCase(Locale.ROOT);
        String withPort = host + ":" + to.getPort();
        return none.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .anyMatch(name ->
                        name.equals("*")
                                || name.equals(host)
                                || name.equals(withPort)
                                || host.endsWith("." + name));
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String lower = environment.get(name);
        return lower != null ? lower : environment.get(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable URI address(@Nullable String own, @Nullable String all) {
        String text = own != null ? own : all;
        if (text == null || text.isBlank()) {
            return null;
        }
        URI address = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
        return address.getHost() == null ? null : address;
    }
}
