-- Archive policies, rules, resources, metrics. Times are microseconds since the Epoch; texts sort
-- by code points, whatever the collation of the database.

CREATE TABLE archive_policy (
    name        text COLLATE "C" PRIMARY KEY,
    back_window integer NOT NULL,
    definition  text    NOT NULL,
    methods     text    NOT NULL
);

CREATE TABLE archive_policy_rule (
    name                text COLLATE "C" PRIMARY KEY,
    archive_policy_name text COLLATE "C" NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    metric_pattern      text COLLATE "C" NOT NULL
);
CREATE INDEX archive_policy_rule_policy ON archive_policy_rule (archive_policy_name);

-- attributes: a JSON object, name to definition.
CREATE TABLE resource_type (
    name       text COLLATE "C" PRIMARY KEY,
    state      text NOT NULL,
    attributes text NOT NULL
);
INSERT INTO resource_type (name, state, attributes) VALUES ('generic', 'active', '{}');

CREATE TABLE resource (
    id             uuid PRIMARY KEY,
    original_id    text COLLATE "C" NOT NULL,
    type           text COLLATE "C" NOT NULL REFERENCES resource_type ON DELETE RESTRICT,
    creator        text COLLATE "C",
    user_id        text COLLATE "C",
    project_id     text COLLATE "C",
    started_at     bigint NOT NULL,
    ended_at       bigint,
    revision_start bigint NOT NULL,
    CHECK (started_at <= ended_at)
);
CREATE INDEX resource_type_name ON resource (type);
CREATE INDEX resource_revision ON resource (revision_start, started_at, id);

-- Revisions that are over.
CREATE TABLE resource_history (
    revision       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id             uuid NOT NULL REFERENCES resource ON DELETE CASCADE,
    original_id    text COLLATE "C" NOT NULL,
    type           text COLLATE "C" NOT NULL REFERENCES resource_type ON DELETE RESTRICT,
    creator        text COLLATE "C",
    user_id        text COLLATE "C",
    project_id     text COLLATE "C",
    started_at     bigint NOT NULL,
    ended_at       bigint,
    revision_start bigint NOT NULL,
    revision_end   bigint NOT NULL
);
CREATE INDEX resource_history_id ON resource_history (id);
CREATE INDEX resource_history_type ON resource_history (type);

-- A deleted metric leaves its resource, so its name is free at once: nulls are never equal.
CREATE TABLE metric (
    id                  uuid PRIMARY KEY,
    creator             text COLLATE "C",
    name                text COLLATE "C",
    unit                text COLLATE "C",
    resource_id         uuid REFERENCES resource ON DELETE RESTRICT,
    archive_policy_name text COLLATE "C" NOT NULL REFERENCES archive_policy ON DELETE RESTRICT,
    status              text NOT NULL CHECK (status IN ('active', 'deleted')),
    CHECK (status = 'active' OR resource_id IS NULL),
    UNIQUE (resource_id, name)
);
CREATE INDEX metric_policy ON metric (archive_policy_name);
CREATE INDEX metric_name ON metric (name);
CREATE INDEX metric_deleted ON metric (id) WHERE status = 'deleted';
