package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.server.sql.ManifestTables.Batches;
import io.gnocchi.server.sql.ManifestTables.Condemned;
import io.gnocchi.server.sql.ManifestTables.Head;
import java.io.Serial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;

/// Appends batches and tells which were appended. Every flush does both, and callers wait for it.
final class Appends {
    /// Mostly there are no more. With so few to find PostgreSQL goes by the order of the index,
    /// whatever it believes of the table, and keeps its plan.
    private static final int FEW = 100;

    /// In one trip, and so one transaction. What is condemned is looked up by a statement of its
    /// own after the head is locked: it would not be seen by one that has waited for the lock.
    private static final String ON_POSTGRESQL =
            """
            select ordinal from manifest_head for update;
            with advanced as (
                update manifest_head set ordinal = ordinal + 1
                where not exists (select from condemned where object_key = ?)
                and not exists (select from batch where object_key = ?)
                returning ordinal, sacks),
            appended as (
                insert into batch (ordinal, object_key, size_bytes, sacks, sections)
                select ordinal, ?, ?, ?, ? from advanced)
            select ordinal, sacks from advanced\
            """;

    private final Database database;
    private final String head;
    private final String advance;
    private final String insert;
    private final String fewAfter;
    private final String allAfter;

    Appends(Database database) {
        this.database = database;
        head =
                database.text(sql ->
                        database.dialect()
                                .locked(sql.select(Head.ORDINAL, Head.SACKS).from(Head.TABLE)));
        advance = database.text(sql -> sql.update(Head.TABLE).set(Head.ORDINAL, 0L));
        insert = database.text(Appends::insertUnlessTaken);
        fewAfter = database.text(sql -> namesAfter(sql).limit(DSL.inline(FEW)));
        allAfter = database.text(Appends::namesAfter);
    }

    private static Query insertUnlessTaken(DSLContext sql) {
        var unlessCondemned =
                sql.select(DSL.val(0L), DSL.val(""), DSL.val(0L), DSL.val(0), DSL.val(new byte[0]))
                        .whereNotExists(
                                sql.selectOne()
                                        .from(Condemned.TABLE)
                                        .where(Condemned.OBJECT_KEY.eq("")));
        return sql.insertInto(Batches.TABLE, Batches.ALL)
                .select(unlessCondemned)
                .onConflictDoNothing();
    }

    private static SelectLimitStep<?> namesAfter(DSLContext sql) {
        return sql.select(Batches.ORDINAL, Batches.OBJECT_KEY)
                .from(Batches.TABLE)
                .where(Batches.ORDINAL.gt(0L))
                .orderBy(Batches.ORDINAL);
    }

    /// @param sacks how many there are
    record Place(long ordinal, int sacks) {}

    /// The key of a new batch is appended already, or condemned.
    static final class KeyTaken extends RuntimeException {
        @Serial static final long serialVersionUID = 1;

        KeyTaken() {
            super("", null, false, false);
        }
    }

    /// @throws KeyTaken and changes nothing
    Place append(NewBatch batch) {
        var sections = Sections.encode(batch.sections());
        return switch (database.dialect()) {
            case POSTGRESQL ->
                    database.writePrepared(
                            ON_POSTGRESQL, statement -> append(statement, batch, sections));
            case SQLITE, MYSQL ->
                    database.writePrepared(connection -> append(connection, batch, sections));
        };
    }

    private static Place append(PreparedStatement statement, NewBatch batch, byte[] sections)
            throws SQLException {
        statement.setString(1, batch.key());
        statement.setString(2, batch.key());
        statement.setString(3, batch.key());
        statement.setLong(4, batch.sizeBytes());
        statement.setInt(5, batch.sacks().count());
        statement.setBytes(6, sections);
        statement.execute();
        statement.getMoreResults();
        try (var place = statement.getResultSet()) {
            if (!place.next()) {
                throw new KeyTaken();
            }
            return new Place(place.getLong(1), place.getInt(2));
        }
    }

    private Place append(Connection connection, NewBatch batch, byte[] sections)
            throws SQLException {
        var place = Prepared.run(connection, head, Appends::next);
        int inserted =
                Prepared.run(
                        connection, insert, statement -> insert(statement, place, batch, sections));
        if (inserted == 0) {
            throw new KeyTaken();
        }
        var _ = Prepared.run(connection, advance, statement -> advance(statement, place));
        return place;
    }

    private static Place next(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return new Place(row.getLong(1) + 1, row.getInt(2));
        }
    }

    private static int insert(
            PreparedStatement statement, Place place, NewBatch batch, byte[] sections)
            throws SQLException {
        statement.setLong(1, place.ordinal());
        statement.setString(2, batch.key());
        statement.setLong(3, batch.sizeBytes());
        statement.setInt(4, batch.sacks().count());
        statement.setBytes(5, sections);
        statement.setString(6, batch.key());
        return statement.executeUpdate();
    }

    private static int advance(PreparedStatement statement, Place place) throws SQLException {
        statement.setLong(1, place.ordinal());
        return statement.executeUpdate();
    }

    /// The batches after one, by ordinal.
    List<BatchName> after(long ordinal) {
        var names = after(ordinal, fewAfter);
        if (names.size() == FEW) {
            names.addAll(after(names.getLast().ordinal(), allAfter));
        }
        return names;
    }

    private List<BatchName> after(long ordinal, String text) {
        return database.askPrepared(
                text,
                statement -> {
                    statement.setLong(1, ordinal);
                    var names = new ArrayList<BatchName>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            names.add(new BatchName(rows.getLong(1), rows.getString(2)));
                        }
                    }
                    return names;
                });
    }
}
