package io.gnocchi.server.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text with places for values of the target: `%(creator)s`. `%%` is a percent sign.
///
/// @param texts what stands around the names, one more than they are
/// @param names of the values
record Template(List<String> texts, List<String> names) {
    Template {
        texts = List.copyOf(texts);
        names = List.copyOf(names);
        if (texts.size() != names.size() + 1) {
            throw new IllegalArgumentException("names stand between texts");
        }
    }

    /// @throws PolicyException when a percent sign begins neither a name nor another percent sign
    static Template parse(String text) {
        var texts = new ArrayList<String>();
        var names = new ArrayList<String>();
        var piece = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int end = text.indexOf(")s", i);
            if (text.charAt(i) != '%') {
                piece.append(text.charAt(i));
            } else if (text.startsWith("%%", i)) {
                piece.append('%');
                i++;
            } else if (text.startsWith("%(", i) && end > i + 2) {
                texts.add(piece.toString());
                piece.setLength(0);
                names.add(text.substring(i + 2, end));
                i = end + 1;
            } else {
                throw new PolicyException("'" + text + "' is not a text with %(name)s in it");
            }
        }
        texts.add(piece.toString());
        return new Template(texts, names);
    }

    /// The text for a target; null when the target lacks a value.
    @Nullable String filled(Target target) {
        var filled = new StringBuilder(texts.getFirst());
        for (int i = 0; i < names.size(); i++) {
            var value = target.value(names.get(i));
            if (value == null) {
                return null;
            }
            filled.append(value).append(texts.get(i + 1));
        }
        return filled.toString();
    }
}
