package io.gnocchi.server.daemon;

import java.util.List;

/// Where the measures of a daemon wait for the courier.
@FunctionalInterface
public interface Harvest {

    /// Everything that has gathered; it gathers anew.
    List<Load> take();
}
