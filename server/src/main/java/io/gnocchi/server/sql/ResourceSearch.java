package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.FilterFields;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.index.TypedFilter;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.UuidText;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// One search of resources: one statement, over live revisions or over all of them.
final class ResourceSearch {
    private static final String TOGETHER = "revisions";
    private static final Pattern REVISION = Pattern.compile("(.*)@(-?\\d{1,18})");

    private final Dialect dialect;
    private final TypeLayout layout;
    private final boolean history;
    private final FilterFields fields;
    private final TypedFilter filter;

    /// Refused for a filter the type does not know.
    ///
    /// @param now what relative times in the filter mean
    ResourceSearch(
            Dialect dialect, TypeLayout layout, boolean history, Filter filter, Instant now) {
        this.dialect = dialect;
        this.layout = layout;
        this.history = history;
        this.fields = FilterFields.ofResources(layout.type(), history, now);
        this.filter = fields.typed(filter);
    }

    static ResourceSearch of(Dialect dialect, TypeLayout layout, ResourceQuery query, Instant now) {
        return new ResourceSearch(dialect, layout, query.history(), query.filter(), now);
    }

    /// The revisions of a page, with the attributes of the type searched, without metrics.
    List<Resource> page(DSLContext sql, Page page) {
        var tail = history ? List.of("id", "revision") : List.of("id");
        var order = new RowOrder(dialect, page.sort(), tail, fields);
        var marker = page.marker() == null ? null : marker(sql, order, page.marker());
        var live = select(sql, RevisionColumns.live(layout), order, marker, page.limit());
        var rows = history ? all(sql, live, order, marker, page.limit()) : live;
        return rows.fetch(row -> RevisionReader.revision(layout, row));
    }

    /// Each half is cut to the page, so that the database may follow an index in both. Limits are
    /// written into the statement, for its plan depends on them.
    private Select<Record> all(
            DSLContext sql,
            Select<Record> live,
            RowOrder order,
            @Nullable Record marker,
            int limit) {
        var past = select(sql, RevisionColumns.past(layout), order, marker, limit);
        var both = live.unionAll(past).asTable(DSL.name(TOGETHER));
        var together = RevisionColumns.together(layout, TOGETHER, both);
        return sql.select(together.selected())
                .from(together.from())
                .orderBy(order.by(together::column))
                .limit(DSL.inline(limit));
    }

    private Select<Record> select(
            DSLContext sql,
            RevisionColumns revisions,
            RowOrder order,
            @Nullable Record marker,
            int limit) {
        return sql.select(revisions.selected())
                .from(revisions.from())
                .where(revisions.ofType())
                .and(matches(revisions))
                .and(after(revisions, order, marker))
                .orderBy(order.by(revisions::column))
                .limit(DSL.inline(limit));
    }

    private Condition matches(RevisionColumns revisions) {
        return new FilterConditions(dialect, revisions::column).where(filter);
    }

    private static Condition after(
            RevisionColumns revisions, RowOrder order, @Nullable Record marker) {
        return marker == null ? DSL.noCondition() : order.after(marker, revisions::column);
    }

    /// What the row a marker names is sorted by; it need not match the filter any more.
    private Record marker(DSLContext sql, RowOrder order, String text) {
        var live = RevisionColumns.live(layout);
        if (!history) {
            return marker(sql, order, live, text, live.id().eq(id(text, text)));
        }
        var parts = REVISION.matcher(text);
        if (!parts.matches()) {
            throw noMarker(text);
        }
        var id = id(parts.group(1), text);
        long revision = Long.parseLong(parts.group(2));
        var past = RevisionColumns.past(layout);
        return revision == Resource.LIVE
                ? marker(sql, order, live, text, live.id().eq(id))
                : marker(
                        sql, order, past, text, past.revision().eq(revision).and(past.id().eq(id)));
    }

    private static Record marker(
            DSLContext sql,
            RowOrder order,
            RevisionColumns revisions,
            String text,
            Condition which) {
        var marker =
                sql.select(order.columns(revisions::column))
                        .from(revisions.from())
                        .where(revisions.ofType())
                        .and(which)
                        .fetchOne();
        if (marker == null) {
            throw noMarker(text);
        }
        return marker;
    }

    private static UUID id(String text, String marker) {
        var id = UuidText.parse(text);
        if (id == null) {
            throw noMarker(marker);
        }
        return id;
    }

    private static RefusedException noMarker(String text) {
        return new RefusedException(new Refusal.NoMarker(text));
    }

    /// The ids of the live resources that match, locked to the end of the transaction.
    Set<UUID> locked(DSLContext sql) {
        var live = RevisionColumns.live(layout);
        var rows = sql.select(live.id()).from(live.from()).where(live.ofType()).and(matches(live));
        return dialect.locked(rows).fetch(live.id()).stream().collect(toSet());
    }
}
