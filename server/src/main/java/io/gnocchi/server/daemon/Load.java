package io.gnocchi.server.daemon;

import io.gnocchi.server.intake.Delivery;

/// What a courier takes along at a time.
///
/// @param settled called once the measures are acknowledged or given up; not when they are lost
///   with the process
public record Load(Delivery delivery, Runnable settled) {
    public Load(Delivery delivery) {
        this(delivery, () -> {});
    }
}
