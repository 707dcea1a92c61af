package io.gnocchi.core.index;

import io.gnocchi.core.index.Filter.Comparison;
import io.gnocchi.core.index.FilterField.Kind;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fields of one kind of row, by name: gives the values of filters the types of their fields,
/// the same way for every index.
public final class FilterFields {
    private static final Map<String, Kind> RESOURCE =
            Map.of(
                    "id", Kind.ID,
                    "original_resource_id", Kind.TEXT,
                    "type", Kind.TEXT,
                    "creator", Kind.TEXT,
                    "user_id", Kind.TEXT,
                    "project_id", Kind.TEXT,
                    "started_at", Kind.MOMENT,
                    "ended_at", Kind.MOMENT,
                    "revision_start", Kind.MOMENT);
    private static final Map<String, Kind> REVISION =
            Map.of("revision", Kind.WHOLE, "revision_end", Kind.MOMENT);
    private static final Map<String, Kind> METRIC =
            Map.of(
                    "id", Kind.ID,
                    "name", Kind.TEXT,
                    "unit", Kind.TEXT,
                    "archive_policy_name", Kind.TEXT,
                    "creator", Kind.TEXT,
                    "resource_id", Kind.ID,
                    "status", Kind.TEXT);

    /// What can be asked about but is no column to sort by.
    private static final Map<String, Kind> CREATOR_HALVES =
            Map.of("created_by_user_id", Kind.TEXT, "created_by_project_id", Kind.TEXT);

    private final String owner;
    private final Map<String, FilterField> sortable = new HashMap<>();
    private final Map<String, FilterField> all = new HashMap<>();
    private final Instant now;

    private FilterFields(String owner, Instant now) {
        this.owner = owner;
        this.now = now;
    }

    /// What resources of a type have.
    ///
    /// @param history whether every revision is looked at
    /// @param now what relative times in filters mean
    public static FilterFields ofResources(ResourceType type, boolean history, Instant now) {
        var fields = new FilterFields(type.name(), now);
        type.attributes().forEach((name, attribute) -> fields.add(name, Kind.of(attribute), true));
        RESOURCE.forEach((name, kind) -> fields.add(name, kind, true));
        if (history) {
            REVISION.forEach((name, kind) -> fields.add(name, kind, true));
        }
        CREATOR_HALVES.forEach((name, kind) -> fields.add(name, kind, false));
        fields.add("lifespan", Kind.SPAN, false);
        return fields;
    }

    /// What metrics have; `resource.project_id` is that of the resource a metric hangs on.
    ///
    /// @param now what relative times in filters mean
    public static FilterFields ofMetrics(Instant now) {
        var fields = new FilterFields("metric", now);
        METRIC.forEach((name, kind) -> fields.add(name, kind, true));
        CREATOR_HALVES.forEach((name, kind) -> fields.add(name, kind, false));
        fields.add("resource.project_id", Kind.TEXT, false);
        return fields;
    }

    private void add(String name, Kind kind, boolean sorts) {
        var field = new FilterField(name, kind);
        all.put(name, field);
        if (sorts) {
            sortable.put(name, field);
        }
    }

    /// The field a sort key names. Refused when there is none.
    public FilterField sortKey(String name) {
        var field = sortable.get(name);
        if (field == null) {
            throw new RefusedException(new Refusal.NoSortKey(name));
        }
        return field;
    }

    /// The filter with its values in the types of their fields. Refused for an unknown field and
    /// for a value its field cannot have.
    public TypedFilter typed(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> new TypedFilter.All(of.stream().map(this::typed).toList());
            case Filter.Any(var of) -> any(of);
            case Filter.Not(var of) -> new TypedFilter.Not(typed(of));
            case Filter.Compare(var name, var comparison, var value) ->
                    compare(field(name), comparison, value);
            case Filter.OneOf(var name, var values) -> oneOf(field(name), values);
            case Filter.Like(var name, var pattern) -> like(field(name), pattern);
        };
    }

    private FilterField field(String name) {
        var field = all.get(name);
        if (field == null) {
            throw new RefusedException(new Refusal.NoAttribute(owner, name));
        }
        return field;
    }

    /// Thousands of equalities of one field are a list of its values.
    private TypedFilter any(List<Filter> of) {
        var others = new ArrayList<TypedFilter>();
        var equal = new LinkedHashMap<FilterField, List<Object>>();
        for (var one : of) {
            switch (typed(one)) {
                case TypedFilter.Compare(var field, var comparison, var value)
                        when comparison == Comparison.EQUAL ->
                        equal.computeIfAbsent(field, _ -> new ArrayList<>()).add(value);
                case TypedFilter.OneOf(var field, var values) ->
                        equal.computeIfAbsent(field, _ -> new ArrayList<>()).addAll(values);
                case TypedFilter other -> others.add(other);
            }
        }
        equal.forEach((field, values) -> others.add(new TypedFilter.OneOf(field, values)));
        return others.size() == 1 ? others.getFirst() : new TypedFilter.Any(others);
    }

    private TypedFilter compare(FilterField field, Comparison comparison, @Nullable Object value) {
        if (value == null) {
            return switch (comparison) {
                case EQUAL -> new TypedFilter.Absent(field);
                case NOT_EQUAL -> new TypedFilter.Not(new TypedFilter.Absent(field));
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> new TypedFilter.Unknown();
            };
        }
        var compared =
                new TypedFilter.Compare(field, comparison, FilterValue.of(field, value, now));
        return comparison == Comparison.NOT_EQUAL
                ? new TypedFilter.Any(List.of(compared, new TypedFilter.Absent(field)))
                : compared;
    }

    private TypedFilter oneOf(FilterField field, List<@Nullable Object> values) {
        var alternatives = new ArrayList<TypedFilter>();
        var present =
                values.stream()
                        .filter(Objects::nonNull)
                        .map(value -> FilterValue.of(field, value, now))
                        .distinct()
                        .toList();
        if (!present.isEmpty()) {
            alternatives.add(new TypedFilter.OneOf(field, present));
        }
        if (values.contains(null)) {
            alternatives.add(new TypedFilter.Absent(field));
        }
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : new TypedFilter.Any(alternatives);
    }

    private static TypedFilter like(FilterField field, String pattern) {
        if (field.kind() != Kind.TEXT || !LikePattern.isWhole(pattern)) {
            throw new RefusedException(new Refusal.BadFilterValue(field.name(), pattern));
        }
        return new TypedFilter.Like(field, pattern);
    }
}
