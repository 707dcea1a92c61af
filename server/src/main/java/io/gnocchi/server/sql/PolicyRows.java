package io.gnocchi.server.sql;

import io.gnocchi.core.index.PolicyChange;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.server.sql.IndexTables.Metrics;
import io.gnocchi.server.sql.IndexTables.Policies;
import io.gnocchi.server.sql.IndexTables.Rules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Archive policies and their rules.
final class PolicyRows {
    private final Database database;

    PolicyRows(Database database) {
        this.database = database;
    }

    void create(ArchivePolicy policy) {
        database.write(sql -> {
            if (sql.fetchExists(Policies.TABLE, Policies.NAME.eq(policy.name()))) {
                throw new RefusedException(new Refusal.ArchivePolicyExists(policy.name()));
            }
            return sql.insertInto(
                            Policies.TABLE,
                            Policies.NAME,
                            Policies.BACK_WINDOW,
                            Policies.DEFINITION,
                            Policies.METHODS)
                    .values(
                            policy.name(),
                            policy.backWindow(),
                            PolicyText.definition(policy.definition()),
                            PolicyText.methods(policy.methods()))
                    .execute();
        });
    }

    List<ArchivePolicy> all() {
        return database.ask(sql ->
                sql.select(Policies.ALL)
                        .from(Policies.TABLE)
                        .orderBy(Policies.NAME)
                        .fetch(PolicyRows::policy));
    }

    ArchivePolicy get(String name) {
        return database.ask(sql ->
                sql.select(Policies.ALL)
                        .from(Policies.TABLE)
                        .where(Policies.NAME.eq(name))
                        .fetchOptional(PolicyRows::policy)
                        .orElseThrow(() -> unknown(name)));
    }

    /// Those that exist, by name.
    Map<String, ArchivePolicy> named(DSLContext sql, Collection<String> names) {
        var policies = new TreeMap<String, ArchivePolicy>();
        sql.select(Policies.ALL)
                .from(Policies.TABLE)
                .where(database.dialect().isOneOfTexts(Policies.NAME, names))
                .fetch(PolicyRows::policy)
                .forEach(policy -> policies.put(policy.name(), policy));
        return policies;
    }

    static ArchivePolicy policy(Record row) {
        return new ArchivePolicy(
                row.get(Policies.NAME),
                row.get(Policies.BACK_WINDOW),
                PolicyText.definition(row.get(Policies.DEFINITION)),
                PolicyText.methods(row.get(Policies.METHODS)));
    }

    static RefusedException unknown(String name) {
        return new RefusedException(new Refusal.NoArchivePolicy(name));
    }

    ArchivePolicy update(String name, List<Retention> definition, @Nullable Integer backWindow) {
        return database.write(sql -> {
            var changed = PolicyChange.apply(locked(sql, name), definition, backWindow);
            sql.update(Policies.TABLE)
                    .set(Policies.DEFINITION, PolicyText.definition(changed.definition()))
                    .set(Policies.BACK_WINDOW, changed.backWindow())
                    .where(Policies.NAME.eq(name))
                    .execute();
            MetricChanges.note(sql, 1);
            return changed;
        });
    }

    private ArchivePolicy locked(DSLContext sql, String name) {
        var rows = sql.select(Policies.ALL).from(Policies.TABLE).where(Policies.NAME.eq(name));
        return database.dialect().locked(rows).fetch(PolicyRows::policy).stream()
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    void delete(String name) {
        database.write(sql -> {
            if (isUsed(sql, name)) {
                throw new RefusedException(new Refusal.ArchivePolicyInUse(name));
            }
            int deleted = sql.deleteFrom(Policies.TABLE).where(Policies.NAME.eq(name)).execute();
            if (deleted == 0) {
                throw unknown(name);
            }
            return deleted;
        });
    }

    private static boolean isUsed(DSLContext sql, String name) {
        return sql.fetchExists(Metrics.TABLE, Metrics.POLICY.eq(name))
                || sql.fetchExists(Rules.TABLE, Rules.POLICY.eq(name));
    }

    void createRule(ArchivePolicyRule rule) {
        database.write(sql -> {
            if (sql.fetchExists(Rules.TABLE, Rules.NAME.eq(rule.name()))) {
                throw new RefusedException(new Refusal.ArchivePolicyRuleExists(rule.name()));
            }
            if (!sql.fetchExists(Policies.TABLE, Policies.NAME.eq(rule.archivePolicyName()))) {
                throw unknown(rule.archivePolicyName());
            }
            return sql.insertInto(Rules.TABLE, Rules.NAME, Rules.POLICY, Rules.PATTERN)
                    .values(rule.name(), rule.archivePolicyName(), rule.metricPattern())
                    .execute();
        });
    }

    List<ArchivePolicyRule> rules() {
        return database.ask(sql ->
                sql.select(Rules.ALL)
                        .from(Rules.TABLE)
                        .orderBy(Rules.PATTERN.desc(), Rules.NAME)
                        .fetch(PolicyRows::rule));
    }

    ArchivePolicyRule rule(String name) {
        return database.ask(sql -> rule(sql, name));
    }

    private static ArchivePolicyRule rule(DSLContext sql, String name) {
        return sql.select(Rules.ALL)
                .from(Rules.TABLE)
                .where(Rules.NAME.eq(name))
                .fetchOptional(PolicyRows::rule)
                .orElseThrow(() -> new RefusedException(new Refusal.NoArchivePolicyRule(name)));
    }

    private static ArchivePolicyRule rule(Record row) {
        return new ArchivePolicyRule(
                row.get(Rules.NAME), row.get(Rules.POLICY), row.get(Rules.PATTERN));
    }

    ArchivePolicyRule renameRule(String name, String newName) {
        return database.write(sql -> {
            var rule = rule(sql, name);
            boolean isTaken =
                    !newName.equals(name) && sql.fetchExists(Rules.TABLE, Rules.NAME.eq(newName));
            if (isTaken) {
                throw new RefusedException(
                        new Refusal.ArchivePolicyRuleUnsupportedChange(name, newName));
            }
            sql.update(Rules.TABLE).set(Rules.NAME, newName).where(Rules.NAME.eq(name)).execute();
            return new ArchivePolicyRule(newName, rule.archivePolicyName(), rule.metricPattern());
        });
    }

    void deleteRule(String name) {
        int deleted =
                database.write(
                        sql -> sql.deleteFrom(Rules.TABLE).where(Rules.NAME.eq(name)).execute());
        if (deleted == 0) {
            throw new RefusedException(new Refusal.NoArchivePolicyRule(name));
        }
    }
}
