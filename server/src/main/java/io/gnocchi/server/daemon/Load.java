package io.gnocchi.server.daemon;

import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a courier takes along at a time.
///
/// @param sender who is told what became of it once the measures are acknowledged or given up, and
///   keeps them until then; null where senders cannot be told anything
public record Load(Delivery delivery, @Nullable Consumer<Intake.Outcome> sender) {
    public Load(Delivery delivery) {
        this(delivery, null);
    }

    void settle(Intake.Outcome outcome) {
        if (sender != null) {
            sender.accept(outcome);
        }
    }
}
