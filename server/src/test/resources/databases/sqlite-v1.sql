BEGIN TRANSACTION;
CREATE TABLE batch (
    ordinal    INTEGER PRIMARY KEY,
    object_key TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    sections   BLOB  NOT NULL
) STRICT;
INSERT INTO "batch" VALUES(7,'batch/0069a42a00-0000000000000007',200,X'01010118640203');
CREATE TABLE condemned (
    object_key   TEXT PRIMARY KEY,
    condemned_at INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
INSERT INTO "condemned" VALUES('batch/0069a42a00-00000000000000cc',1772366400000000,NULL);
CREATE TABLE "flyway_schema_history" ("installed_rank" INT NOT NULL PRIMARY KEY, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INT, "installed_by" VARCHAR(100) NOT NULL, "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')), "execution_time" INT NOT NULL, "success" BOOLEAN NOT NULL);
INSERT INTO "flyway_schema_history" VALUES(1,'1','manifest','SQL','V1__manifest.sql',-1633503897,'','2026-03-01 12:00:00.000',1,1);
CREATE TABLE manifest_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    sacks   INTEGER  NOT NULL,
    ordinal INTEGER   NOT NULL
) STRICT;
INSERT INTO "manifest_head" VALUES(1,4,7);
CREATE TABLE sack (
    sack        INTEGER PRIMARY KEY,
    epoch       INTEGER  NOT NULL,
    consumed    INTEGER  NOT NULL,
    owner       TEXT,
    lease_until INTEGER  NOT NULL
) STRICT;
INSERT INTO "sack" VALUES(0,3,5,'worker',1772366400000000);
INSERT INTO "sack" VALUES(1,4,5,NULL,1772366400000000);
INSERT INTO "sack" VALUES(2,5,5,NULL,1772366400000000);
INSERT INTO "sack" VALUES(3,6,5,NULL,1772366400000000);
CREATE TABLE segment (
    object_key TEXT PRIMARY KEY
) STRICT;
INSERT INTO "segment" VALUES('segment/0069a42a00-00000000000000aa');
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
INSERT INTO "segment_part" VALUES(2,'segment/0069a42a00-00000000000000aa',1,5,4000,900,1772366400000000000,1772370000000000000);
CREATE TABLE worker (
    name        TEXT PRIMARY KEY,
    alive_until INTEGER NOT NULL
) STRICT;
INSERT INTO "worker" VALUES('worker',1772366400000000);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX segment_part_object_key ON segment_part (object_key);
CREATE INDEX condemned_waiting ON condemned (condemned_at, object_key) WHERE deleted_at IS NULL;
COMMIT;
