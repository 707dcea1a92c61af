-- Pages of histories follow an index, as those of live resources do.
ALTER TABLE resource_history
    ADD INDEX resource_history_type_revision (type, revision_start, started_at, id, revision),
    ADD INDEX resource_history_revision (revision_start, started_at, id, revision),
    DROP INDEX resource_history_type;
