-- When something was last heard of a metric, by the clock of metricd; 0 when nobody listened yet.
ALTER TABLE metric ADD COLUMN heard_at bigint NOT NULL DEFAULT 0;
CREATE INDEX resource_ended ON resource (ended_at);

-- Work that one worker does for the whole cluster.
CREATE TABLE duty (
    name         varchar(32) PRIMARY KEY,
    owner        text,
    held_until   bigint NOT NULL,
    done_at      bigint NOT NULL,
    steady_since bigint NOT NULL -- done without a long break since then
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
INSERT INTO duty (name, held_until, done_at, steady_since)
VALUES ('GARBAGE', 0, 0, 0), ('ORPHANS', 0, 0, 0), ('RESOURCES', 0, 0, 0);
