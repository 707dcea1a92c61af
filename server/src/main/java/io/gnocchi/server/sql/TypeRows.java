package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toMap;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.index.TypeRevision;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.server.sql.IndexTables.Resources;
import io.gnocchi.server.sql.IndexTables.TypeHead;
import io.gnocchi.server.sql.IndexTables.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;

/// Resource types.
///
/// Whoever writes resources of a type holds a shared lock of its row, whoever changes the type an
/// exclusive one: no resource is written by an older idea of its type.
///
/// Where tables cannot be altered inside a transaction, each alteration commits what was done
/// before it. So columns are added before the row speaks of them and dropped when it speaks of them
/// no more: whoever dies in between leaves columns or tables that nobody looks at.
final class TypeRows {
    private final Database database;
    private final AttributeTables tables;

    TypeRows(Database database) {
        this.database = database;
        this.tables = new AttributeTables(database.dialect());
    }

    void create(ResourceType type) {
        TypeRevision.first(type);
        database.write(sql -> {
            long number = database.dialect().advance(sql, TypeHead.TABLE, TypeHead.LAST_NUMBER);
            if (sql.fetchExists(Types.TABLE, Types.NAME.eq(type.name()))) {
                throw new RefusedException(new Refusal.ResourceTypeExists(type.name()));
            }
            var layout = TypeLayout.first(type, number);
            tables.create(sql, layout);
            insert(sql, layout);
            return number;
        });
    }

    private static void insert(DSLContext sql, TypeLayout layout) {
        sql.insertInto(Types.TABLE)
                .set(Types.NAME, layout.type().name())
                .set(Types.STATE, AttributeText.state(layout.type().state()))
                .set(Types.ATTRIBUTES, AttributeText.of(layout))
                .set(Types.NUMBER, layout.number())
                .set(Types.LAST_COLUMN, layout.lastColumn())
                .execute();
    }

    List<ResourceType> all() {
        return database.ask(sql ->
                sql.select(Types.ALL)
                        .from(Types.TABLE)
                        .orderBy(Types.NAME)
                        .fetch(row -> layout(row).type()));
    }

    ResourceType get(String name) {
        return database.ask(sql -> known(name, select(sql, name).fetchOne(TypeRows::layout)))
                .type();
    }

    private static SelectConditionStep<Record> select(DSLContext sql, String name) {
        return sql.select(Types.ALL).from(Types.TABLE).where(Types.NAME.eq(name));
    }

    private static TypeLayout known(String name, @Nullable TypeLayout found) {
        if (found == null) {
            throw new RefusedException(new Refusal.NoResourceType(name));
        }
        return found;
    }

    private static TypeLayout layout(Record row) {
        return AttributeText.layout(
                row.get(Types.NAME),
                row.get(Types.STATE),
                row.get(Types.NUMBER),
                row.get(Types.LAST_COLUMN),
                row.get(Types.ATTRIBUTES));
    }

    /// A type to be read through. Refused when there is none or it is not active.
    TypeLayout active(DSLContext sql, String name) {
        return name.equals(Index.GENERIC)
                ? TypeLayout.GENERIC
                : active(name, select(sql, name).fetchOne(TypeRows::layout));
    }

    /// A type whose resources this transaction writes: it stays as it is to the end.
    TypeLayout held(DSLContext sql, String name) {
        return name.equals(Index.GENERIC)
                ? TypeLayout.GENERIC
                : active(
                        name,
                        database.dialect().shared(select(sql, name)).fetchOne(TypeRows::layout));
    }

    private static TypeLayout active(String name, @Nullable TypeLayout found) {
        var layout = known(name, found);
        TypeRevision.requireActive(layout.type());
        return layout;
    }

    /// Those of `names` that there are.
    Map<String, TypeLayout> named(DSLContext sql, Collection<String> names) {
        return sql
                .select(Types.ALL)
                .from(Types.TABLE)
                .where(database.dialect().isOneOfTexts(Types.NAME, names))
                .fetch(TypeRows::layout)
                .stream()
                .collect(toMap(layout -> layout.type().name(), Function.identity()));
    }

    ResourceType update(String name, TypeChange change) {
        return database.write(sql -> {
            var before = locked(sql, name);
            var changed = TypeRevision.next(before.type(), change);
            var after = before.grownTo(changed);
            sql.update(Types.TABLE)
                    .set(Types.LAST_COLUMN, after.lastColumn())
                    .where(Types.NAME.eq(name))
                    .execute();
            tables.addColumns(sql, before, after);
            requireUnchanged(sql, before, after);
            tables.fill(sql, after, change);
            sql.update(Types.TABLE)
                    .set(Types.ATTRIBUTES, AttributeText.of(after))
                    .where(Types.NAME.eq(name))
                    .execute();
            tables.removeColumns(sql, before, change.removed());
            return changed;
        });
    }

    /// Adding columns may have let others come between.
    private void requireUnchanged(DSLContext sql, TypeLayout before, TypeLayout after) {
        var now = locked(sql, before.type().name());
        if (!now.columns().equals(before.columns())
                || !now.type().equals(before.type())
                || now.lastColumn() != after.lastColumn()) {
            throw new LostRaceException();
        }
    }

    private TypeLayout locked(DSLContext sql, String name) {
        return known(name, database.dialect().locked(select(sql, name)).fetchOne(TypeRows::layout));
    }

    void delete(String name) {
        database.write(sql -> {
            var layout = locked(sql, name);
            if (layout.isGeneric() || sql.fetchExists(Resources.TABLE, Resources.TYPE.eq(name))) {
                throw new RefusedException(new Refusal.ResourceTypeInUse(name));
            }
            sql.deleteFrom(Types.TABLE).where(Types.NAME.eq(name)).execute();
            tables.drop(sql, layout);
            return layout;
        });
    }
}
