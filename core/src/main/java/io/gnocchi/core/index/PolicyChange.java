package io.gnocchi.core.index;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Refusal.ArchivePolicyUnsupportedChange;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may change in an archive policy: how long points are kept and the back window, never the
/// granularities, for points of a new one cannot be computed from what is stored.
public final class PolicyChange {
    private static final double SMALLEST_PLAIN = 1e-4;

    private PolicyChange() {}

    /// The policy as it is after the change; refused when a granularity comes or goes.
    ///
    /// @param backWindow null leaves it
    public static ArchivePolicy apply(
            ArchivePolicy policy, List<Retention> definition, @Nullable Integer backWindow) {
        if (definition.size() != policy.definition().size()) {
            throw unsupported(policy, "Cannot add or drop granularities");
        }
        var kept = definition.stream().map(Retention::granularity).collect(toSet());
        for (var retention : policy.definition()) {
            if (!kept.contains(retention.granularity())) {
                var changed = seconds(retention.granularity());
                throw unsupported(policy, changed + " granularity interval was changed");
            }
        }
        return new ArchivePolicy(
                policy.name(),
                backWindow == null ? policy.backWindow() : backWindow,
                definition,
                policy.methods());
    }

    private static RefusedException unsupported(ArchivePolicy policy, String reason) {
        return new RefusedException(new ArchivePolicyUnsupportedChange(policy.name(), reason));
    }

    /// Seconds as clients of this API have always read them: `60.0`, `0.001`, `1e-05`.
    private static String seconds(Timespan granularity) {
        double seconds = BigDecimal.valueOf(granularity.nanos(), 9).doubleValue();
        if (seconds < SMALLEST_PLAIN) {
            return Double.toString(seconds).replace(".0E-", "e-0").replace("E-", "e-0");
        }
        var plain = new BigDecimal(Double.toString(seconds)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
