-- Which objects exist, who folds which sack, and how far. Times are microseconds since the Epoch.
-- Every table names its collation, by which texts are equal and sort as their code points do.

-- One row. Its lock orders the batches.
CREATE TABLE manifest_head (
    id      smallint PRIMARY KEY CHECK (id = 1),
    sacks   integer  NOT NULL,
    ordinal bigint   NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE batch (
    ordinal    bigint PRIMARY KEY,
    object_key varchar(700) NOT NULL UNIQUE,
    size_bytes bigint   NOT NULL,
    sections   longblob NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE sack (
    sack        integer PRIMARY KEY,
    epoch       bigint  NOT NULL,
    consumed    bigint  NOT NULL,
    owner       text,
    lease_until bigint  NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE worker (
    name        varchar(700) PRIMARY KEY,
    alive_until bigint NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE segment (
    object_key varchar(700) PRIMARY KEY
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE segment_part (
    sack            integer NOT NULL,
    object_key      varchar(700) NOT NULL,
    from_ordinal    bigint NOT NULL,
    through_ordinal bigint NOT NULL,
    size_bytes      bigint NOT NULL,
    part_bytes      bigint NOT NULL,
    min_nanos       bigint NOT NULL,
    max_nanos       bigint NOT NULL,
    PRIMARY KEY (sack, object_key, from_ordinal),
    INDEX segment_part_object_key (object_key),
    FOREIGN KEY (object_key) REFERENCES segment (object_key)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE condemned (
    object_key   varchar(700) PRIMARY KEY,
    condemned_at bigint NOT NULL,
    deleted_at   bigint,
    INDEX condemned_waiting (deleted_at, condemned_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
