package io.gnocchi.server.wire;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which archive policy a new metric is to have.
public sealed interface PolicyWish {

    /// That of the first rule that matches.
    record ByRules() implements PolicyWish {}

    /// One that exists.
    record Named(String name) implements PolicyWish {}

    /// One written in place of a name; equal ones are the same policy.
    ///
    /// @param label null for none
    /// @param definition finest granularity first
    /// @param methods what the deployment's default methods become
    record Inline(
            @Nullable String label,
            int backWindow,
            List<Retention> definition,
            UnaryOperator<SortedSet<AggregationMethod>> methods)
            implements PolicyWish {
        private static final int HASH_BYTES = 8;
        private static final int MAX_RETENTIONS = 32;
        private static final int MAX_LABEL_LENGTH = 200;

        public Inline {
            definition =
                    definition.stream()
                            .sorted(Comparator.comparingLong(line -> line.granularity().nanos()))
                            .toList();
        }

        /// The policy, under a name that tells its content: `inline-<label>-<hash>`.
        ///
        /// @param defaults aggregation methods of policies that name none
        public ArchivePolicy policy(SortedSet<AggregationMethod> defaults) {
            var chosen = methods.apply(defaults);
            var content = content(chosen);
            var name = "inline-" + (label == null ? "" : label + "-") + hash(content);
            return new ArchivePolicy(name, backWindow, definition, chosen);
        }

        private String content(SortedSet<AggregationMethod> chosen) {
            var lines =
                    definition.stream()
                            .map(line -> {
                                var kept = line.timespan();
                                return line.granularity().nanos()
                                        + ":"
                                        + (kept == null ? 0 : kept.nanos());
                            })
                            .collect(Collectors.joining(","));
            var names =
                    chosen.stream().map(AggregationMethod::text).collect(Collectors.joining(","));
            return backWindow + ";" + lines + ";" + names;
        }

        private static String hash(String content) {
            try {
                var digest =
                        MessageDigest.getInstance("SHA-256")
                                .digest(content.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        private static Inline read(Json json, JsonPath path) {
            var members =
                    Members.of(json, path)
                            .only("name", "back_window", "definition", "aggregation_methods");
            var list = members.list("definition");
            if (list != null && list.size() > MAX_RETENTIONS) {
                throw members.pathOf("definition")
                        .wrong("length of value must be at most " + MAX_RETENTIONS);
            }
            var items = ArchivePolicyBody.definition(members);
            var backWindow = BackWindow.read(members);
            // Whether every name is right does not depend on the defaults.
            var _ = ArchivePolicyBody.methods(members, new TreeSet<>(AggregationMethod.values()));
            var label = label(members);
            members.require("definition");
            var definition = ArchivePolicies.resolve(items);
            return new Inline(
                    label,
                    ArchivePolicyBody.blocks(members, backWindow, definition),
                    definition,
                    defaults -> ArchivePolicyBody.methods(members, defaults));
        }

        private static @Nullable String label(Members members) {
            var label = members.text("name", MAX_LABEL_LENGTH);
            if (label != null && label.indexOf('/') >= 0) {
                throw members.pathOf("name").wrong("'/' is not supported in name");
            }
            return label;
        }
    }

    /// The members `archive_policy_name` and `archive_policy`, of which one may be given.
    static PolicyWish read(Members members) {
        var name = members.text("archive_policy_name");
        var inline = members.get("archive_policy");
        if (inline == null) {
            return name == null ? new ByRules() : new Named(name);
        }
        var path = members.pathOf("archive_policy");
        if (name != null) {
            throw path.wrong("archive_policy_name is given too");
        }
        return Inline.read(inline, path);
    }
}
