-- Which objects exist, who folds which sack, and how far. Times are microseconds since the Epoch.

-- One row. Its lock orders the batches.
CREATE TABLE manifest_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    sacks   INTEGER  NOT NULL,
    ordinal INTEGER   NOT NULL
) STRICT;

CREATE TABLE batch (
    ordinal    INTEGER PRIMARY KEY,
    object_key TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    sections   BLOB  NOT NULL
) STRICT;

CREATE TABLE sack (
    sack        INTEGER PRIMARY KEY,
    epoch       INTEGER  NOT NULL,
    consumed    INTEGER  NOT NULL,
    owner       TEXT,
    lease_until INTEGER  NOT NULL
) STRICT;

CREATE TABLE worker (
    name        TEXT PRIMARY KEY,
    alive_until INTEGER NOT NULL
) STRICT;

CREATE TABLE segment (
    object_key TEXT PRIMARY KEY
) STRICT;

CREATE TABLE segment_part (
    sack            INTEGER NOT NULL,
    object_key      TEXT NOT NULL REFERENCES segment,
    from_ordinal    INTEGER NOT NULL,
    through_ordinal INTEGER NOT NULL,
    size_bytes      INTEGER NOT NULL,
    part_bytes      INTEGER NOT NULL,
    min_nanos       INTEGER NOT NULL,
    max_nanos       INTEGER NOT NULL,
    PRIMARY KEY (sack, object_key, from_ordinal)
) STRICT;
CREATE INDEX segment_part_object_key ON segment_part (object_key);

CREATE TABLE condemned (
    object_key   TEXT PRIMARY KEY,
    condemned_at INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
CREATE INDEX condemned_waiting ON condemned (condemned_at, object_key) WHERE deleted_at IS NULL;
