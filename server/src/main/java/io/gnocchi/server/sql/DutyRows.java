package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.Duty;
import io.gnocchi.core.manifest.DutyState;
import io.gnocchi.server.sql.ManifestTables.Duties;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Who does what for the whole cluster. Migrations make the row of each duty.
final class DutyRows {
    private final Database database;

    DutyRows(Database database) {
        this.database = database;
    }

    @Nullable Instant take(
            Duty duty,
            String worker,
            Instant now,
            Duration term,
            Duration pause,
            Duration longest) {
        // Most of those who ask come too early: they need no lock.
        if (!database.ask(sql -> state(sql, duty)).isFree(worker, now, pause)) {
            return null;
        }
        return database.<Optional<Instant>>write(
                        sql -> {
                            var state = locked(sql, duty);
                            if (!state.isFree(worker, now, pause)) {
                                return Optional.empty();
                            }
                            var taken = state.takenBy(worker, now, term, longest);
                            write(sql, duty, taken);
                            return Optional.of(taken.steadySince());
                        })
                .orElse(null);
    }

    void done(Duty duty, String worker, Instant now) {
        database.write(sql -> {
            var state = locked(sql, duty);
            if (worker.equals(state.owner())) {
                write(sql, duty, state.done(now));
            }
            return duty;
        });
    }

    static void release(DSLContext sql, String worker) {
        sql.update(Duties.TABLE).setNull(Duties.OWNER).where(Duties.OWNER.eq(worker)).execute();
    }

    private static DutyState state(DSLContext sql, Duty duty) {
        return state(
                sql.select(Duties.STATE)
                        .from(Duties.TABLE)
                        .where(Duties.NAME.eq(duty.name()))
                        .fetchSingle());
    }

    private DutyState locked(DSLContext sql, Duty duty) {
        var row = sql.select(Duties.STATE).from(Duties.TABLE).where(Duties.NAME.eq(duty.name()));
        return state(database.dialect().locked(row).fetchSingle());
    }

    private static DutyState state(Record row) {
        return new DutyState(
                row.get(Duties.OWNER),
                Micros.instant(row.get(Duties.HELD_UNTIL)),
                Micros.instant(row.get(Duties.DONE_AT)),
                Micros.instant(row.get(Duties.STEADY_SINCE)));
    }

    private static void write(DSLContext sql, Duty duty, DutyState state) {
        sql.update(Duties.TABLE)
                .set(Duties.OWNER, state.owner())
                .set(Duties.HELD_UNTIL, Micros.of(state.until()))
                .set(Duties.DONE_AT, Micros.of(state.doneAt()))
                .set(Duties.STEADY_SINCE, Micros.of(state.steadySince()))
                .where(Duties.NAME.eq(duty.name()))
                .execute();
    }
}
