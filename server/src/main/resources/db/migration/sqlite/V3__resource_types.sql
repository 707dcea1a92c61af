-- What a resource type adds to its resources stands in two tables of its own, made, altered and
-- dropped with the type: rt_<number> for live resources, rt_<number>_history for revisions that are
-- over. Neither numbers of types nor of columns are used twice.

-- One row. Its lock orders the creation of types.
CREATE TABLE resource_type_head (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    last_number INTEGER NOT NULL
) STRICT;
INSERT INTO resource_type_head (id, last_number) VALUES (1, 0);

-- attributes: a line for each, the number of its column first; no JSON any more.
ALTER TABLE resource_type ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE resource_type ADD COLUMN last_column INTEGER NOT NULL DEFAULT 0;
UPDATE resource_type SET attributes = '';

DROP INDEX resource_type_name;
CREATE INDEX resource_type_revision ON resource (type, revision_start, started_at, id);
