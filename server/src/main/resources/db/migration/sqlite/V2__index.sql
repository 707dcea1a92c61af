-- Archive policies, rules, resources, metrics. Times are microseconds since the Epoch; texts sort
-- by code points; ids are texts of 36 characters.

CREATE TABLE archive_policy (
    name        TEXT PRIMARY KEY,
    back_window INTEGER NOT NULL,
    definition  TEXT    NOT NULL,
    methods     TEXT    NOT NULL
) STRICT;

CREATE TABLE archive_policy_rule (
    name                TEXT PRIMARY KEY,
    archive_policy_name TEXT NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    metric_pattern      TEXT NOT NULL
) STRICT;
CREATE INDEX archive_policy_rule_policy ON archive_policy_rule (archive_policy_name);

-- attributes: a JSON object, name to definition.
CREATE TABLE resource_type (
    name       TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    attributes TEXT NOT NULL
) STRICT;
INSERT INTO resource_type (name, state, attributes) VALUES ('generic', 'active', '{}');

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
CREATE INDEX resource_type_name ON resource (type);
CREATE INDEX resource_revision ON resource (revision_start, started_at, id);

-- Revisions that are over.
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
CREATE INDEX resource_history_id ON resource_history (id);
CREATE INDEX resource_history_type ON resource_history (type);

-- A deleted metric leaves its resource, so its name is free at once: nulls are never equal.
CREATE TABLE metric (
    id                  TEXT PRIMARY KEY,
    creator             TEXT,
    name                TEXT,
    unit                TEXT,
    resource_id         TEXT REFERENCES resource ON DELETE RESTRICT,
    archive_policy_name TEXT NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    status              TEXT NOT NULL CHECK (status IN ('active', 'deleted')),
    CHECK (status = 'active' OR resource_id IS NULL),
    UNIQUE (resource_id, name)
) STRICT;
CREATE INDEX metric_policy ON metric (archive_policy_name);
CREATE INDEX metric_name ON metric (name);
CREATE INDEX metric_deleted ON metric (id) WHERE status = 'deleted';
