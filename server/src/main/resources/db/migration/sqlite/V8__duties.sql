-- When something was last heard of a metric, by the clock of metricd; 0 when nobody listened yet.
ALTER TABLE metric ADD COLUMN heard_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX resource_ended ON resource (ended_at) WHERE ended_at IS NOT NULL;

-- Work that one worker does for the whole cluster.
CREATE TABLE duty (
    name         TEXT PRIMARY KEY,
    owner        TEXT,
    held_until   INTEGER NOT NULL,
    done_at      INTEGER NOT NULL,
    steady_since INTEGER NOT NULL -- done without a long break since then
) STRICT;
INSERT INTO duty (name, held_until, done_at, steady_since)
VALUES ('GARBAGE', 0, 0, 0), ('ORPHANS', 0, 0, 0), ('RESOURCES', 0, 0, 0);
