-- Measures that could not be folded, and what tells the commits of a sack.

ALTER TABLE sack
    ADD COLUMN generation bigint  NOT NULL DEFAULT 0, -- commits seen
    ADD COLUMN record_key text,                       -- tells the last of them
    ADD COLUMN marks      integer NOT NULL DEFAULT 0; -- rows of set_aside

CREATE TABLE set_aside (
    sack            integer NOT NULL,
    object_key      varchar(700) NOT NULL,
    metric          varchar(36) NOT NULL, -- empty: nobody knows whose
    through_ordinal bigint  NOT NULL,
    bytes           bigint  NOT NULL,
    since           bigint  NOT NULL,
    reason          text    NOT NULL,
    verdict         varchar(5) NOT NULL CHECK (verdict IN ('NONE', 'RETRY', 'DROP')),
    PRIMARY KEY (sack, object_key, metric),
    INDEX set_aside_object_key (object_key)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
