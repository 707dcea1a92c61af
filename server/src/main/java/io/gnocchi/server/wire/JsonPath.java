package io.gnocchi.server.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where in a body a value stands: `data['definition'][0]['points']`.
public final class JsonPath {
    public static final JsonPath ROOT = new JsonPath(null, "", false);

    private final @Nullable JsonPath parent;
    private final String step;
    private final boolean isKey;

    private JsonPath(@Nullable JsonPath parent, String step, boolean isKey) {
        this.parent = parent;
        this.step = step;
        this.isKey = isKey;
    }

    public JsonPath key(String name) {
        return new JsonPath(this, name, true);
    }

    public JsonPath index(int index) {
        return new JsonPath(this, Integer.toString(index), false);
    }

    /// A refusal of the value that stands here.
    public InvalidInputException wrong(String reason) {
        var suffix = isKey ? " for dictionary value" : "";
        return new InvalidInputException(reason + suffix + place(), steps());
    }

    /// A refusal of the member itself: missing, or not expected.
    InvalidInputException wrongMember(String reason) {
        return new InvalidInputException(reason + place(), steps());
    }

    private String place() {
        return parent == null ? "" : " @ " + text();
    }

    private String text() {
        if (parent == null) {
            return "data";
        }
        return parent.text() + (isKey ? "['" + step + "']" : "[" + step + "]");
    }

    private List<String> steps() {
        var steps = new ArrayList<String>();
        for (var path = this; path.parent != null; path = path.parent) {
            steps.addFirst(path.step);
        }
        return steps;
    }
}
