package io.gnocchi.server.daemon;

import io.gnocchi.core.model.MalformedException;
import java.nio.charset.StandardCharsets;

/// Cuts what comes in into lines. A bad line loses only itself.
record EachLine(LineTaker taker, Tally tally) implements Receiver {

    @Override
    public void receive(byte[] bytes, int length) {
        int begin = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || bytes[i] == '\n') {
                take(bytes, begin, i);
                begin = i + 1;
            }
        }
    }

    private void take(byte[] bytes, int begin, int end) {
        var line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8).strip();
        if (line.isEmpty()) {
            return;
        }
        try {
            if (!taker.take(line)) {
                tally.dropped(1, () -> "there is no room for more");
            }
        } catch (MalformedException e) {
            tally.refused(1, () -> "%s: `%s'".formatted(e.getMessage(), Excerpt.of(line)));
        }
    }
}
