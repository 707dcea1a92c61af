package io.gnocchi.server.sql;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// A resource type and where the values of its attributes stand.
///
/// @param number of its tables; not used twice
/// @param lastColumn the largest number a column of it ever had
/// @param columns number of the column of each attribute
record TypeLayout(
        ResourceType type, long number, int lastColumn, SortedMap<String, Integer> columns) {
    /// `generic` adds nothing and has no tables.
    static final TypeLayout GENERIC = new TypeLayout(ResourceType.GENERIC, 0, 0, new TreeMap<>());

    TypeLayout {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        if (!columns.keySet().equals(type.attributes().keySet())) {
            throw new IllegalArgumentException(columns.keySet() + " for " + type);
        }
    }

    /// The layout of a new type.
    static TypeLayout first(ResourceType type, long number) {
        var bare = new ResourceType(type.name(), type.state(), new TreeMap<>());
        return new TypeLayout(bare, number, 0, new TreeMap<>()).grownTo(type);
    }

    /// The layout of what this type becomes: new attributes get new columns.
    TypeLayout grownTo(ResourceType next) {
        var kept = new TreeMap<>(columns);
        kept.keySet().retainAll(next.attributes().keySet());
        int last = lastColumn;
        for (var name : next.attributes().keySet()) {
            if (!kept.containsKey(name)) {
                last++;
                kept.put(name, last);
            }
        }
        return new TypeLayout(next, number, last, kept);
    }

    boolean isGeneric() {
        return type.name().equals(Index.GENERIC);
    }

    /// Attributes of live resources, by their id.
    Table<Record> live() {
        return DSL.table(DSL.name(liveName()));
    }

    /// Attributes of revisions that are over, by their number.
    Table<Record> past() {
        return DSL.table(DSL.name(pastName()));
    }

    String liveName() {
        return "rt_" + number;
    }

    String pastName() {
        return liveName() + "_history";
    }

    static String columnName(int column) {
        return "c" + column;
    }

    Field<UUID> liveId() {
        return DSL.field(DSL.name(liveName(), "id"), SQLDataType.UUID);
    }

    Field<Long> pastRevision() {
        return DSL.field(DSL.name(pastName(), "revision"), SQLDataType.BIGINT);
    }

    /// Where an attribute stands in one of the two tables.
    Field<?> column(String table, String attribute) {
        int column = Objects.requireNonNull(columns.get(attribute), attribute);
        return DSL.field(DSL.name(table, columnName(column)), dataType(attribute));
    }

    DataType<?> dataType(String attribute) {
        return switch (Objects.requireNonNull(type.attributes().get(attribute), attribute)) {
            case Attribute.Text _ -> SQLDataType.CLOB;
            case Attribute.Numeric _ -> SQLDataType.DOUBLE;
            case Attribute.Identifier _ -> SQLDataType.UUID;
            case Attribute.Flag _ -> SQLDataType.BOOLEAN;
            case Attribute.Moment _ -> SQLDataType.BIGINT;
        };
    }

    /// All of them in one of the two tables, by name of the attribute.
    List<Field<?>> columnsIn(String table) {
        return columns.keySet().stream().<Field<?>>map(name -> column(table, name)).toList();
    }
}
