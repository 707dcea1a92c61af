package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Labels as a resource: different labels are different resources, always.
///
/// The id shows the labels in order, `{instance="web:9100",job="node"}`, in as many braces as there
/// are groups of labels. Slashes, per cents and quotes in it are escaped, and one that gets too
/// long ends in a hash of all of it. Each label is an attribute besides; where its name cannot be
/// one it gets `label_` before it, and characters that attributes do not have become underscores.
///
/// @param attributes cut to what an attribute holds
public record LabelledResource(String id, SortedMap<String, String> attributes) {
    /// The longest text of an attribute.
    public static final int MAX_ATTRIBUTE_LENGTH = 512;

    private static final int MAX_ID_LENGTH = 255;
    private static final int HASH_LENGTH = 32;

    /// What every resource has already, or answers need for themselves.
    private static final Set<String> TAKEN =
            Set.of(
                    "id",
                    "original_resource_id",
                    "type",
                    "metrics",
                    "revision",
                    "revision_start",
                    "revision_end",
                    "started_at",
                    "ended_at",
                    "user_id",
                    "project_id",
                    "created_by_user_id",
                    "created_by_project_id",
                    "get_metric",
                    "creator",
                    "lifespan");

    /// @throws MalformedException when a label holds what no id can
    static LabelledResource of(SortedMap<String, String> labels) {
        return of(List.of(labels));
    }

    /// Labels of several origins, which may have the same names.
    ///
    /// @param groups empty ones at the end are not shown; where attributes would be the same, that
    ///   of the later group stays
    /// @throws MalformedException when a label holds what no id can
    public static LabelledResource of(List<SortedMap<String, String>> groups) {
        var id = new StringBuilder();
        var attributes = new TreeMap<String, String>();
        int shown = groups.size();
        while (shown > 1 && groups.get(shown - 1).isEmpty()) {
            shown--;
        }
        for (var labels : groups.subList(0, shown)) {
            show(labels, id);
            labels.forEach((name, value) -> attributes.put(attribute(name), cut(value)));
        }
        return new LabelledResource(shortened(id.toString()), attributes);
    }

    private static void show(SortedMap<String, String> labels, StringBuilder id) {
        id.append('{');
        int empty = id.length();
        labels.forEach((name, value) -> {
            id.append(id.length() == empty ? "" : ",");
            escape(name, true, id);
            id.append("=\"");
            escape(value, false, id);
            id.append('"');
        });
        id.append('}');
    }

    /// Names are not quoted, so a brace in them would look like the end of the group.
    private static void escape(String text, boolean bare, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '/' -> to.append("%2F");
                case '%' -> to.append("%25");
                case '"' -> to.append("%22");
                case '}' -> to.append(bare ? "%7D" : "}");
                case '\0' -> throw new MalformedException("NUL character not allowed");
                default -> to.append(c);
            }
        }
    }

    /// The attribute in which a label is kept.
    static String attribute(String label) {
        var name = plain(label);
        boolean usable = !name.isEmpty() && name.charAt(0) != '_' && !TAKEN.contains(name);
        return cut(usable ? name : "label_" + name);
    }

    /// With underscores for all that is no letter and no digit.
    private static String plain(String label) {
        char[] changed = null;
        for (int i = 0; i < label.length(); i++) {
            if (!isPlain(label.charAt(i))) {
                changed = changed == null ? label.toCharArray() : changed;
                changed[i] = '_';
            }
        }
        return changed == null ? label : new String(changed);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    private static String cut(String text) {
        return text.length() <= MAX_ATTRIBUTE_LENGTH
                        || text.codePointCount(0, text.length()) <= MAX_ATTRIBUTE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_ATTRIBUTE_LENGTH));
    }

    private static String shortened(String id) {
        if (id.codePointCount(0, id.length()) <= MAX_ID_LENGTH) {
            return id;
        }
        int kept = id.offsetByCodePoints(0, MAX_ID_LENGTH - HASH_LENGTH - 1);
        return id.substring(0, kept) + "#" + hash(id);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The labels that are there: an empty one is as good as none.
    static SortedMap<String, String> present(Map<String, String> labels) {
        var present = new TreeMap<>(labels);
        present.values().removeIf(String::isEmpty);
        return present;
    }
}
