BEGIN TRANSACTION;
CREATE TABLE archive_policy (
    name        TEXT PRIMARY KEY,
    back_window INTEGER NOT NULL,
    definition  TEXT    NOT NULL,
    methods     TEXT    NOT NULL
) STRICT;
INSERT INTO "archive_policy" VALUES('low',1,'60000000000:3600000000000,3600000000000:','mean,rate:max');
CREATE TABLE archive_policy_rule (
    name                TEXT PRIMARY KEY,
    archive_policy_name TEXT NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    metric_pattern      TEXT NOT NULL
) STRICT;
INSERT INTO "archive_policy_rule" VALUES('default','low','*');
CREATE TABLE batch (
    ordinal    INTEGER PRIMARY KEY,
    object_key TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    sections   BLOB  NOT NULL
, sacks INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "batch" VALUES(7,'batch/0069a42a00-0000000000000007',200,X'01010118640203',4);
CREATE TABLE condemned (
    object_key   TEXT PRIMARY KEY,
    condemned_at INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
INSERT INTO "condemned" VALUES('batch/0069a42a00-00000000000000cc',1772366400000000,NULL);
CREATE TABLE duty (
    name         TEXT PRIMARY KEY,
    owner        TEXT,
    held_until   INTEGER NOT NULL,
    done_at      INTEGER NOT NULL,
    steady_since INTEGER NOT NULL -- done without a long break since then
) STRICT;
INSERT INTO "duty" VALUES('GARBAGE',NULL,0,0,0);
INSERT INTO "duty" VALUES('ORPHANS',NULL,0,0,0);
INSERT INTO "duty" VALUES('RESOURCES',NULL,0,0,0);
CREATE TABLE "flyway_schema_history" ("installed_rank" INT NOT NULL PRIMARY KEY, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INT, "installed_by" VARCHAR(100) NOT NULL, "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')), "execution_time" INT NOT NULL, "success" BOOLEAN NOT NULL);
INSERT INTO "flyway_schema_history" VALUES(1,'1','manifest','SQL','V1__manifest.sql',-1633503897,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(2,'2','index','SQL','V2__index.sql',-55897454,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(3,'3','resource types','SQL','V3__resource_types.sql',889009322,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(4,'5','set aside','SQL','V5__set_aside.sql',-1886941371,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(5,'6','history order','SQL','V6__history_order.sql',84926711,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(6,'7','layout','SQL','V7__layout.sql',-107697993,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(7,'8','duties','SQL','V8__duties.sql',1929547894,'','2026-03-01 12:00:00.000',1,1);
INSERT INTO "flyway_schema_history" VALUES(8,'9','metric changes','SQL','V9__metric_changes.sql',-1937646457,'','2026-11-28 20:36:55.861',1,1);
CREATE TABLE former_sack (
    sack     INTEGER PRIMARY KEY,
    consumed INTEGER NOT NULL
) STRICT;
CREATE TABLE index_state (
    metric_changes INTEGER NOT NULL
) STRICT;
INSERT INTO "index_state" VALUES(17);
CREATE TABLE manifest_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    sacks   INTEGER  NOT NULL,
    ordinal INTEGER   NOT NULL
, layout        INTEGER NOT NULL DEFAULT 0, layout_record TEXT    NOT NULL DEFAULT '', layout_since  INTEGER NOT NULL DEFAULT 0, former_sacks  INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "manifest_head" VALUES(1,4,7,0,'',0,0);
CREATE TABLE metric (
    id                  TEXT PRIMARY KEY,
    creator             TEXT,
    name                TEXT,
    unit                TEXT,
    resource_id         TEXT REFERENCES resource ON DELETE RESTRICT,
    archive_policy_name TEXT NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    status              TEXT NOT NULL CHECK (status IN ('active', 'deleted')), heard_at INTEGER NOT NULL DEFAULT 0,
    CHECK (status = 'active' OR resource_id IS NULL),
    UNIQUE (resource_id, name)
) STRICT;
INSERT INTO "metric" VALUES('00000000-0000-4000-8000-00000000000a','me','cpu','%','00000000-0000-4000-8000-000000000001','low','active',0);
INSERT INTO "metric" VALUES('00000000-0000-4000-8000-00000000000b','me','old',NULL,NULL,'low','deleted',0);
CREATE TABLE resource (
    id             TEXT PRIMARY KEY,
    original_id    TEXT NOT NULL,
    type           TEXT NOT NULL REFERENCES resource_type ON DELETE RESTRICT,
    creator        TEXT,
    user_id        TEXT,
    project_id     TEXT,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER,
    revision_start INTEGER NOT NULL,
    CHECK (started_at <= ended_at)
) STRICT;
INSERT INTO "resource" VALUES('00000000-0000-4000-8000-000000000001','thing','generic','me','user','project',1772366400000000,NULL,1772366460000000);
INSERT INTO "resource" VALUES('00000000-0000-4000-8000-000000000002','vm','instance','me',NULL,NULL,1772366400000000,NULL,1772366400000000);
CREATE TABLE resource_history (
    revision       INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL REFERENCES resource ON DELETE CASCADE,
    original_id    TEXT NOT NULL,
    type           TEXT NOT NULL REFERENCES resource_type ON DELETE RESTRICT,
    creator        TEXT,
    user_id        TEXT,
    project_id     TEXT,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER,
    revision_start INTEGER NOT NULL,
    revision_end   INTEGER NOT NULL
) STRICT;
INSERT INTO "resource_history" VALUES(1,'00000000-0000-4000-8000-000000000001','thing','generic','me','before','project',1772366400000000,NULL,1772366400000000,1772366460000000);
CREATE TABLE resource_type (
    name       TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    attributes TEXT NOT NULL
, number INTEGER NOT NULL DEFAULT 0, last_column INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "resource_type" VALUES('generic','active','',0,0);
INSERT INTO "resource_type" VALUES('instance','active','1 string required 0 255 host
',1,1);
CREATE TABLE resource_type_head (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    last_number INTEGER NOT NULL
) STRICT;
INSERT INTO "resource_type_head" VALUES(1,1);
CREATE TABLE rt_1 (id TEXT PRIMARY KEY REFERENCES resource ON DELETE CASCADE, c1 TEXT NOT NULL) STRICT;
INSERT INTO "rt_1" VALUES('00000000-0000-4000-8000-000000000002','web');
CREATE TABLE rt_1_history (revision INTEGER PRIMARY KEY REFERENCES resource_history ON DELETE CASCADE, c1 TEXT NOT NULL) STRICT;
CREATE TABLE sack (
    sack        INTEGER PRIMARY KEY,
    epoch       INTEGER  NOT NULL,
    consumed    INTEGER  NOT NULL,
    owner       TEXT,
    lease_until INTEGER  NOT NULL
, generation INTEGER NOT NULL DEFAULT 0, record_key TEXT, marks      INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "sack" VALUES(0,3,5,'worker',1772366400000000,0,NULL,0);
INSERT INTO "sack" VALUES(1,4,5,NULL,1772366400000000,0,NULL,0);
INSERT INTO "sack" VALUES(2,5,5,NULL,1772366400000000,9,'commit/0069a42a00-0000000000000009',1);
INSERT INTO "sack" VALUES(3,6,5,NULL,1772366400000000,0,NULL,0);
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
    max_nanos       INTEGER NOT NULL, former INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (sack, object_key, from_ordinal)
) STRICT;
INSERT INTO "segment_part" VALUES(2,'segment/0069a42a00-00000000000000aa',1,5,4000,900,1772366400000000000,1772370000000000000,0);
CREATE TABLE set_aside (
    sack            INTEGER NOT NULL,
    object_key      TEXT    NOT NULL,
    metric          TEXT    NOT NULL, -- empty: nobody knows whose
    through_ordinal INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    since           INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    verdict         TEXT    NOT NULL CHECK (verdict IN ('NONE', 'RETRY', 'DROP')),
    PRIMARY KEY (sack, object_key, metric)
) STRICT;
INSERT INTO "set_aside" VALUES(2,'aside/0069a42a00-00000000000000bb','00000000-0000-4000-8000-00000000000a',5,160,1772366400000000,'absurd','NONE');
CREATE TABLE taken (
    sack       INTEGER NOT NULL,
    object_key TEXT    NOT NULL,
    PRIMARY KEY (sack, object_key)
) STRICT;
CREATE TABLE worker (
    name        TEXT PRIMARY KEY,
    alive_until INTEGER NOT NULL
) STRICT;
INSERT INTO "worker" VALUES('worker',1772366400000000);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX segment_part_object_key ON segment_part (object_key);
CREATE INDEX condemned_waiting ON condemned (condemned_at, object_key) WHERE deleted_at IS NULL;
CREATE INDEX archive_policy_rule_policy ON archive_policy_rule (archive_policy_name);
CREATE INDEX resource_revision ON resource (revision_start, started_at, id);
CREATE INDEX resource_history_id ON resource_history (id);
CREATE INDEX metric_policy ON metric (archive_policy_name);
CREATE INDEX metric_name ON metric (name);
CREATE INDEX metric_deleted ON metric (id) WHERE status = 'deleted';
CREATE INDEX resource_type_revision ON resource (type, revision_start, started_at, id);
CREATE INDEX set_aside_object_key ON set_aside (object_key);
CREATE INDEX resource_history_type_revision ON resource_history (type, revision_start, started_at, id, revision);
CREATE INDEX resource_history_revision ON resource_history (revision_start, started_at, id, revision);
CREATE INDEX resource_ended ON resource (ended_at) WHERE ended_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('resource_history',1);
COMMIT;
