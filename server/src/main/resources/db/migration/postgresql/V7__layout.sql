-- The number of sacks can be changed. What is left of the number before is told until all is taken
-- over.

ALTER TABLE manifest_head ADD COLUMN layout        bigint  NOT NULL DEFAULT 0;  -- changes seen
ALTER TABLE manifest_head ADD COLUMN layout_record text COLLATE "C" NOT NULL DEFAULT ''; -- tells the last
ALTER TABLE manifest_head ADD COLUMN layout_since  bigint  NOT NULL DEFAULT 0;  -- ordinal
ALTER TABLE manifest_head ADD COLUMN former_sacks  integer NOT NULL DEFAULT 0;  -- 0: nothing is left

-- How many sacks the writer knew of.
ALTER TABLE batch ADD COLUMN sacks integer NOT NULL DEFAULT 0;
UPDATE batch SET sacks = (SELECT sacks FROM manifest_head);

-- 1: the sack is one of those before.
ALTER TABLE segment_part ADD COLUMN former integer NOT NULL DEFAULT 0;

CREATE TABLE former_sack (
    sack     integer PRIMARY KEY,
    consumed bigint NOT NULL
);

CREATE TABLE taken (
    sack       integer NOT NULL,
    object_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (sack, object_key)
);

-- Of nobody knows which metric: the sack, and among how many.
UPDATE set_aside SET metric = sack || '/' || (SELECT sacks FROM manifest_head) WHERE metric = '';
