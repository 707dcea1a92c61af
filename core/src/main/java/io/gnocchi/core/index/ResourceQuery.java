package io.gnocchi.core.index;

/// Which resources to find.
///
/// @param type only resources of this type; `generic` finds all
/// @param filter on what every resource has, the attributes of `type`, `lifespan`,
///   `created_by_user_id`, `created_by_project_id` and, with `history`, `revision`,
///   `revision_start` and `revision_end`
/// @param history whether to find every revision, not only the live ones; markers are then
///   `<id>@<revision>`
/// @param details whether resources found through `generic` come with the attributes of their own
///   type
public record ResourceQuery(
        String type, Filter filter, boolean history, boolean details, Page page) {}
