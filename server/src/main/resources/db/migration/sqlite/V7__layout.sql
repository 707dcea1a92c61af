-- The number of sacks can be changed. What is left of the number before is told until all is taken
-- over.

ALTER TABLE manifest_head ADD COLUMN layout        INTEGER NOT NULL DEFAULT 0;  -- changes seen
ALTER TABLE manifest_head ADD COLUMN layout_record TEXT    NOT NULL DEFAULT ''; -- tells the last
ALTER TABLE manifest_head ADD COLUMN layout_since  INTEGER NOT NULL DEFAULT 0;  -- ordinal
ALTER TABLE manifest_head ADD COLUMN former_sacks  INTEGER NOT NULL DEFAULT 0;  -- 0: nothing is left

-- How many sacks the writer knew of.
ALTER TABLE batch ADD COLUMN sacks INTEGER NOT NULL DEFAULT 0;
UPDATE batch SET sacks = (SELECT sacks FROM manifest_head);

-- 1: the sack is one of those before.
ALTER TABLE segment_part ADD COLUMN former INTEGER NOT NULL DEFAULT 0;

CREATE TABLE former_sack (
    sack     INTEGER PRIMARY KEY,
    consumed INTEGER NOT NULL
) STRICT;

CREATE TABLE taken (
    sack       INTEGER NOT NULL,
    object_key TEXT    NOT NULL,
    PRIMARY KEY (sack, object_key)
) STRICT;

-- Of nobody knows which metric: the sack, and among how many.
UPDATE set_aside SET metric = sack || '/' || (SELECT sacks FROM manifest_head) WHERE metric = '';
