package io.gnocchi.client.output;

import java.util.List;

/// None of the wanted columns exists.
public final class UnknownColumnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownColumnException(List<String> wanted, List<String> known, boolean growing) {
        super(
                "No recognized column names in %s. Recognized columns are %s."
                        .formatted(
                                PythonText.repr(wanted),
                                growing ? PythonText.repr(known) : PythonText.tuple(known)));
    }
}
