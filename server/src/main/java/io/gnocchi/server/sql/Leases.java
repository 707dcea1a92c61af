package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.LeasePlan;
import io.gnocchi.server.sql.ManifestTables.SackRows;
import io.gnocchi.server.sql.ManifestTables.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectSeekStep1;

/// Who holds which sack.
final class Leases {
    private final Database database;

    Leases(Database database) {
        this.database = database;
    }

    List<Lease> lease(String worker, Instant now, Duration term) {
        var held = database.read(sql -> held(sql, worker, now, term));
        return held.orElseGet(() ->
                database.write(sql ->
                        lease(sql, lockedSacks(database, sql), worker, now, now.plus(term))));
    }

    /// What a worker holds, when it need not be written down anew.
    private static Optional<List<Lease>> held(
            DSLContext sql, String worker, Instant now, Duration term) {
        var aliveUntil =
                sql.select(Workers.NAME, Workers.ALIVE_UNTIL)
                        .from(Workers.TABLE)
                        .where(Workers.ALIVE_UNTIL.ge(Micros.of(now)))
                        .fetchMap(Workers.NAME, Workers.ALIVE_UNTIL);
        var mine = aliveUntil.get(worker);
        if (mine == null) {
            return Optional.empty();
        }
        var rows = sacks(sql).fetch();
        var holdings = rows.map(Leases::holding);
        var plan = LeasePlan.of(holdings, worker, aliveUntil.size(), now);
        return plan.isDue(holdings, Micros.instant(mine), now, term)
                ? Optional.empty()
                : Optional.of(leases(rows, plan));
    }

    private static List<Lease> lease(
            DSLContext sql, Result<Record> rows, String worker, Instant now, Instant until) {
        var holdings = rows.map(Leases::holding);
        var plan = LeasePlan.of(holdings, worker, countLive(sql, worker, now, until), now);
        if (!plan.surplus().isEmpty()) {
            sql.update(SackRows.TABLE)
                    .setNull(SackRows.OWNER)
                    .where(SackRows.SACK.in(plan.surplus()))
                    .execute();
        }
        if (!plan.kept().isEmpty()) {
            sql.update(SackRows.TABLE)
                    .set(SackRows.LEASE_UNTIL, Micros.of(until))
                    .where(SackRows.SACK.in(plan.kept()))
                    .execute();
        }
        if (!plan.taken().isEmpty()) {
            sql.update(SackRows.TABLE)
                    .set(SackRows.LEASE_UNTIL, Micros.of(until))
                    .set(SackRows.OWNER, worker)
                    .set(SackRows.EPOCH, SackRows.EPOCH.plus(1))
                    .where(SackRows.SACK.in(plan.taken()))
                    .execute();
        }
        return leases(rows, plan);
    }

    /// All sacks by number, locked to the end of the transaction.
    static Result<Record> lockedSacks(Database database, DSLContext sql) {
        return database.dialect().locked(sacks(sql)).fetch();
    }

    private static SelectSeekStep1<Record, Integer> sacks(DSLContext sql) {
        return sql.select(SackRows.ALL).from(SackRows.TABLE).orderBy(SackRows.SACK);
    }

    private static LeasePlan.Holding holding(Record row) {
        return new LeasePlan.Holding(
                row.get(SackRows.SACK),
                row.get(SackRows.OWNER),
                Micros.instant(row.get(SackRows.LEASE_UNTIL)));
    }

    private static int countLive(DSLContext sql, String worker, Instant now, Instant until) {
        // Nobody comes between: the sacks are locked.
        sql.deleteFrom(Workers.TABLE)
                .where(Workers.ALIVE_UNTIL.lt(Micros.of(now)).or(Workers.NAME.eq(worker)))
                .execute();
        sql.insertInto(Workers.TABLE, Workers.NAME, Workers.ALIVE_UNTIL)
                .values(worker, Micros.of(until))
                .execute();
        return sql.fetchCount(Workers.TABLE);
    }

    private static List<Lease> leases(Result<Record> rows, LeasePlan plan) {
        var leases = new ArrayList<Lease>();
        for (var row : rows) {
            int sack = row.get(SackRows.SACK);
            boolean isTaken = plan.taken().contains(sack);
            if (isTaken || plan.kept().contains(sack)) {
                long epoch = row.get(SackRows.EPOCH) + (isTaken ? 1 : 0);
                leases.add(new Lease(sack, epoch, row.get(SackRows.CONSUMED)));
            }
        }
        return leases;
    }

    List<Lease> seize(String holder, Instant until) {
        return database.write(sql -> {
            var rows = lockedSacks(database, sql);
            sql.update(SackRows.TABLE)
                    .set(SackRows.LEASE_UNTIL, Micros.of(until))
                    .set(SackRows.OWNER, holder)
                    .set(SackRows.EPOCH, SackRows.EPOCH.plus(1))
                    .execute();
            return rows.map(row ->
                    new Lease(
                            row.get(SackRows.SACK),
                            row.get(SackRows.EPOCH) + 1,
                            row.get(SackRows.CONSUMED)));
        });
    }

    void release(String worker) {
        database.write(sql -> {
            lockedSacks(database, sql);
            sql.update(SackRows.TABLE)
                    .setNull(SackRows.OWNER)
                    .where(SackRows.OWNER.eq(worker))
                    .execute();
            DutyRows.release(sql, worker);
            return sql.deleteFrom(Workers.TABLE).where(Workers.NAME.eq(worker)).execute();
        });
    }

    List<String> workers(Instant now) {
        return database.ask(sql ->
                sql.select(Workers.NAME)
                        .from(Workers.TABLE)
                        .where(Workers.ALIVE_UNTIL.ge(Micros.of(now)))
                        .orderBy(Workers.NAME)
                        .fetch(Workers.NAME));
    }

    SortedMap<Integer, String> owners(Instant now) {
        return database.ask(sql ->
                new TreeMap<>(
                        sql.select(SackRows.SACK, SackRows.OWNER)
                                .from(SackRows.TABLE)
                                .where(SackRows.OWNER.isNotNull())
                                .and(SackRows.LEASE_UNTIL.ge(Micros.of(now)))
                                .fetchMap(SackRows.SACK, SackRows.OWNER)));
    }
}
