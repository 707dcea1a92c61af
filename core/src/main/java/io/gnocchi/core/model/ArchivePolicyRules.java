package io.gnocchi.core.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All archive policy rules, in the order in which they are tried: pattern descending by code
/// points, then name. `disk.io.*` comes before `disk.*`, and that before `*`.
public final class ArchivePolicyRules {
    private static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /// The order in which rules are tried and listed.
    public static final Comparator<ArchivePolicyRule> ORDER =
            Comparator.comparing(ArchivePolicyRule::metricPattern, CODE_POINTS.reversed())
                    .thenComparing(ArchivePolicyRule::name, CODE_POINTS);

    private record Compiled(ArchivePolicyRule rule, Glob pattern) {}

    private final List<Compiled> rules;

    public ArchivePolicyRules(List<ArchivePolicyRule> rules) {
        this.rules =
                rules.stream()
                        .sorted(ORDER)
                        .map(rule -> new Compiled(rule, new Glob(rule.metricPattern())))
                        .toList();
    }

    /// The first rule whose pattern covers the name, or null. A nameless metric counts as `""`.
    public @Nullable ArchivePolicyRule match(@Nullable String metricName) {
        var name = metricName == null ? "" : metricName;
        for (var compiled : rules) {
            if (compiled.pattern.matches(name)) {
                return compiled.rule;
            }
        }
        return null;
    }

    /// As `new ArchivePolicyRules(rules).match(metricName)`, for a single name.
    public static @Nullable ArchivePolicyRule match(
            List<ArchivePolicyRule> rules, @Nullable String metricName) {
        return new ArchivePolicyRules(rules).match(metricName);
    }
}
