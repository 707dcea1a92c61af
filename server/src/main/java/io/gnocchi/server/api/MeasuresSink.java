package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Posted;
import java.util.List;

/// Where measures go: returns once they are durable and acknowledged, as `Inbox.accept` does.
@FunctionalInterface
public interface MeasuresSink {
    void accept(List<Posted> request);
}
