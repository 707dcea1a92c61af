-- Which objects exist, who folds which sack, and how far. Times are microseconds since the Epoch.

-- One row. Its lock orders the batches.
CREATE TABLE manifest_head (
    id      smallint PRIMARY KEY CHECK (id = 1),
    sacks   integer  NOT NULL,
    ordinal bigint   NOT NULL
);

CREATE TABLE batch (
    ordinal    bigint PRIMARY KEY,
    object_key text COLLATE "C" NOT NULL UNIQUE,
    size_bytes bigint NOT NULL,
    sections   bytea  NOT NULL
);

CREATE TABLE sack (
    sack        integer PRIMARY KEY,
    epoch       bigint  NOT NULL,
    consumed    bigint  NOT NULL,
    owner       text COLLATE "C",
    lease_until bigint  NOT NULL
);

CREATE TABLE worker (
    name        text COLLATE "C" PRIMARY KEY,
    alive_until bigint NOT NULL
);

CREATE TABLE segment (
    object_key text COLLATE "C" PRIMARY KEY
);

CREATE TABLE segment_part (
    sack            integer NOT NULL,
    object_key      text COLLATE "C" NOT NULL REFERENCES segment,
    from_ordinal    bigint NOT NULL,
    through_ordinal bigint NOT NULL,
    size_bytes      bigint NOT NULL,
    part_bytes      bigint NOT NULL,
    min_nanos       bigint NOT NULL,
    max_nanos       bigint NOT NULL,
    PRIMARY KEY (sack, object_key, from_ordinal)
);
CREATE INDEX segment_part_object_key ON segment_part (object_key);

CREATE TABLE condemned (
    object_key   text COLLATE "C" PRIMARY KEY,
    condemned_at bigint NOT NULL,
    deleted_at   bigint
);
CREATE INDEX condemned_waiting ON condemned (condemned_at, object_key) WHERE deleted_at IS NULL;
