package io.gnocchi.server.sql;

import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.model.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// The two tables of each resource type: made, altered, filled and dropped.
final class AttributeTables {
    /// A table of MySQL can have 64 indexes.
    private static final int MAX_INDEXES = 50;

    private final AttributeDefinitions definitions;

    AttributeTables(Dialect dialect) {
        this.definitions = new AttributeDefinitions(dialect);
    }

    void create(DSLContext sql, TypeLayout layout) {
        var columns = new StringBuilder();
        for (var name : layout.columns().keySet()) {
            columns.append(", ").append(definition(layout, name));
        }
        sql.execute(definitions.live(sql, layout.liveName(), columns.toString()));
        sql.execute(definitions.past(sql, layout.pastName(), columns.toString()));
        createIndexes(sql, layout, List.copyOf(layout.columns().keySet()));
    }

    private String definition(TypeLayout layout, String attribute) {
        return columnName(layout, attribute) + " " + definitions.type(of(layout, attribute));
    }

    private static Attribute of(TypeLayout layout, String attribute) {
        return Objects.requireNonNull(layout.type().attributes().get(attribute));
    }

    private static String columnName(TypeLayout layout, String attribute) {
        return TypeLayout.columnName(Objects.requireNonNull(layout.columns().get(attribute)));
    }

    private void createIndexes(DSLContext sql, TypeLayout layout, List<String> attributes) {
        int without = Math.max(0, layout.columns().size() - MAX_INDEXES);
        for (var name : attributes.subList(0, Math.max(0, attributes.size() - without))) {
            var column = columnName(layout, name);
            definitions.index(layout.liveName(), column, of(layout, name)).ifPresent(sql::execute);
        }
    }

    /// Adds the columns that `after` has and `before` has not.
    void addColumns(DSLContext sql, TypeLayout before, TypeLayout after) {
        var added = new ArrayList<>(after.columns().keySet());
        added.removeAll(before.columns().keySet());
        for (var name : added) {
            var definition = definition(after, name);
            sql.execute("ALTER TABLE " + after.liveName() + " ADD COLUMN " + definition);
            sql.execute("ALTER TABLE " + after.pastName() + " ADD COLUMN " + definition);
        }
        createIndexes(sql, after, added);
    }

    /// Gives every revision without a value what the change fills in.
    void fill(DSLContext sql, TypeLayout layout, TypeChange change) {
        change.set()
                .forEach((name, definition) -> {
                    if (definition.fill() != null) {
                        for (var table : List.of(layout.liveName(), layout.pastName())) {
                            fill(sql, layout.column(table, name), table, definition.fill());
                        }
                    }
                });
    }

    @SuppressWarnings("unchecked") // The value is of the attribute, as TypeChange has checked.
    private static <T> void fill(DSLContext sql, Field<T> column, String table, Object value) {
        sql.update(DSL.table(DSL.name(table)))
                .set(column, (T) RevisionReader.held(value))
                .where(column.isNull())
                .execute();
    }

    void removeColumns(DSLContext sql, TypeLayout before, Set<String> attributes) {
        for (var attribute : attributes) {
            var column = columnName(before, attribute);
            definitions.dropIndex(before.liveName(), column).ifPresent(sql::execute);
            sql.execute("ALTER TABLE " + before.liveName() + " DROP COLUMN " + column);
            sql.execute("ALTER TABLE " + before.pastName() + " DROP COLUMN " + column);
        }
    }

    void drop(DSLContext sql, TypeLayout layout) {
        sql.execute("DROP TABLE " + layout.pastName());
        sql.execute("DROP TABLE " + layout.liveName());
    }
}
