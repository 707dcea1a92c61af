package io.gnocchi.client.api;

/// Which version of the client this is.
public final class Version {
    /// As in the project's releases.
    public static final String TEXT = "0.1.0";

    private Version() {}

    static String agent() {
        return "gnocchi-client/" + TEXT;
    }
}
