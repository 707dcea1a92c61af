package io.gnocchi.server.sql;

import io.gnocchi.core.index.FilterField;
import io.gnocchi.server.sql.IndexTables.History;
import io.gnocchi.server.sql.IndexTables.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Where the revisions of a type stand, live ones or those that are over: tables and columns.
final class RevisionColumns {
    /// What the columns of both are called where they are read together.
    private static final List<String> NAMES =
            List.of(
                    "id",
                    "original_id",
                    "type",
                    "creator",
                    "user_id",
                    "project_id",
                    "started_at",
                    "ended_at",
                    "revision_start",
                    "revision_end",
                    "revision");

    private final TypeLayout layout;
    private final @Nullable String attributeTable;
    private final Table<?> from;
    private final Condition ofType;
    private final List<Field<?>> base;

    private RevisionColumns(
            TypeLayout layout,
            @Nullable String attributeTable,
            Table<?> from,
            Condition ofType,
            List<Field<?>> base) {
        this.layout = layout;
        this.attributeTable = attributeTable;
        this.from = from;
        this.ofType = ofType;
        this.base = base;
    }

    /// The live revisions of a type, with its attributes.
    static RevisionColumns live(TypeLayout layout) {
        var base = new ArrayList<>(Resources.ALL);
        base.add(DSL.inline((Long) null, SQLDataType.BIGINT).cast(SQLDataType.BIGINT));
        base.add(DSL.inline(-1L).cast(SQLDataType.BIGINT));
        if (layout.isGeneric()) {
            return new RevisionColumns(layout, null, Resources.TABLE, DSL.noCondition(), base);
        }
        var joined = Resources.TABLE.join(layout.live()).on(layout.liveId().eq(Resources.ID));
        return new RevisionColumns(
                layout,
                layout.liveName(),
                joined,
                Resources.TYPE.eq(DSL.inline(layout.type().name())),
                base);
    }

    /// The revisions of a type that are over, with its attributes.
    static RevisionColumns past(TypeLayout layout) {
        if (layout.isGeneric()) {
            return new RevisionColumns(layout, null, History.TABLE, DSL.noCondition(), History.ALL);
        }
        var joined =
                History.TABLE.join(layout.past()).on(layout.pastRevision().eq(History.REVISION));
        return new RevisionColumns(
                layout,
                layout.pastName(),
                joined,
                History.TYPE.eq(DSL.inline(layout.type().name())),
                History.ALL);
    }

    /// Both read together, from a subquery of this name.
    ///
    /// @param subquery of [#selected] of both
    static RevisionColumns together(TypeLayout layout, String name, Table<?> subquery) {
        var base = new ArrayList<Field<?>>();
        for (int at = 0; at < NAMES.size(); at++) {
            base.add(DSL.field(DSL.name(name, NAMES.get(at)), History.ALL.get(at).getDataType()));
        }
        return new RevisionColumns(layout, name, subquery, DSL.noCondition(), base);
    }

    Table<?> from() {
        return from;
    }

    Condition ofType() {
        return ofType;
    }

    /// What a revision is read from, in the order of [RevisionReader].
    List<Field<?>> selected() {
        var selected = new ArrayList<Field<?>>();
        for (int at = 0; at < base.size(); at++) {
            selected.add(base.get(at).as(NAMES.get(at)));
        }
        if (attributeTable != null) {
            selected.addAll(layout.columnsIn(attributeTable));
        }
        return selected;
    }

    @SuppressWarnings("unchecked") // The first column is the id.
    Field<UUID> id() {
        return (Field<UUID>) base.getFirst();
    }

    @SuppressWarnings("unchecked") // The last column is the number.
    Field<Long> revision() {
        return (Field<Long>) base.getLast();
    }

    Field<?> column(FilterField field) {
        return switch (field.name()) {
            case "id" -> base.get(0);
            case "original_resource_id" -> base.get(1);
            case "type" -> base.get(2);
            case "creator" -> base.get(3);
            case "created_by_user_id" -> FilterConditions.userOf(creator());
            case "created_by_project_id" -> FilterConditions.projectOf(creator());
            case "user_id" -> base.get(4);
            case "project_id" -> base.get(5);
            case "started_at" -> base.get(6);
            case "ended_at" -> base.get(7);
            case "lifespan" -> moment(7).minus(moment(6));
            case "revision_start" -> base.get(8);
            case "revision_end" -> base.get(9);
            case "revision" -> base.get(10);
            default -> {
                if (attributeTable == null) {
                    throw new IllegalArgumentException("no field " + field);
                }
                yield layout.column(attributeTable, field.name());
            }
        };
    }

    @SuppressWarnings("unchecked") // That column is a text.
    private Field<String> creator() {
        return (Field<String>) base.get(3);
    }

    @SuppressWarnings("unchecked") // Those columns are moments.
    private Field<Long> moment(int at) {
        return (Field<Long>) base.get(at);
    }

    /// How many columns stand before the attributes.
    static int attributesFrom() {
        return NAMES.size();
    }
}
