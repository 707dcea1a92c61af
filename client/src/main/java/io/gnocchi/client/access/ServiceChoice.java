package io.gnocchi.client.access;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which of the addresses in Keystone's catalogue is meant, or an address that counts instead.
public record ServiceChoice(
        String type,
        @Nullable String name,
        @Nullable String face,
        @Nullable String region,
        @Nullable URI override) {

    /// The public address of the service `metric`, in any region.
    public static ServiceChoice metric() {
        return new ServiceChoice("metric", null, null, null, null);
    }

    boolean hasFace(@Nullable Object offered) {
        String wanted = face == null ? "public" : face.replaceAll("URL$", "");
        return wanted.equals(offered);
    }
}
