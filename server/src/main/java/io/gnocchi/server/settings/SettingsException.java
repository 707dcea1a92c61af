package io.gnocchi.server.settings;

import java.io.Serial;

/// The configuration cannot be used. The message is for the operator: it names the place, the
/// section and the option, and says what would do.
public final class SettingsException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
