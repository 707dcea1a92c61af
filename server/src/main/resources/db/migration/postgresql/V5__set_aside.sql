-- Measures that could not be folded, and what tells the commits of a sack.

ALTER TABLE sack ADD COLUMN generation BIGINT  NOT NULL DEFAULT 0; -- commits seen
ALTER TABLE sack ADD COLUMN record_key TEXT COLLATE "C";                     -- tells the last of them
ALTER TABLE sack ADD COLUMN marks      INTEGER NOT NULL DEFAULT 0; -- rows of set_aside

CREATE TABLE set_aside (
    sack            INTEGER NOT NULL,
    object_key      TEXT COLLATE "C" NOT NULL,
    metric          TEXT COLLATE "C" NOT NULL, -- empty: nobody knows whose
    through_ordinal BIGINT  NOT NULL,
    bytes           BIGINT  NOT NULL,
    since           BIGINT  NOT NULL,
    reason          TEXT    NOT NULL,
    verdict         TEXT    NOT NULL CHECK (verdict IN ('NONE', 'RETRY', 'DROP')),
    PRIMARY KEY (sack, object_key, metric)
);
CREATE INDEX set_aside_object_key ON set_aside (object_key);
