-- Pages of histories follow an index, as those of live resources do.
DROP INDEX resource_history_type;
CREATE INDEX resource_history_type_revision ON resource_history (type, revision_start, started_at, id, revision);
CREATE INDEX resource_history_revision ON resource_history (revision_start, started_at, id, revision);
