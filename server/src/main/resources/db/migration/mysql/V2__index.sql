-- Archive policies, rules, resources, metrics. Times are microseconds since the Epoch; ids are texts
-- of 36 characters. Every table names its collation, by which texts are equal and sort as their
-- code points do.

CREATE TABLE archive_policy (
    name        varchar(255) PRIMARY KEY,
    back_window integer    NOT NULL,
    definition  mediumtext NOT NULL,
    methods     mediumtext NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

CREATE TABLE archive_policy_rule (
    name                varchar(255) PRIMARY KEY,
    archive_policy_name varchar(255) NOT NULL,
    metric_pattern      text NOT NULL,
    INDEX archive_policy_rule_policy (archive_policy_name),
    FOREIGN KEY (archive_policy_name) REFERENCES archive_policy (name) ON DELETE RESTRICT
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

-- attributes: a line for each, the number of its column first.
CREATE TABLE resource_type (
    name        varchar(255) PRIMARY KEY,
    state       varchar(32)  NOT NULL,
    attributes  mediumtext   NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
INSERT INTO resource_type (name, state, attributes) VALUES ('generic', 'active', '');

CREATE TABLE resource (
    id             char(36) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    original_id    text NOT NULL,
    type           varchar(255) NOT NULL,
    creator        text,
    user_id        text,
    project_id     text,
    started_at     bigint NOT NULL,
    ended_at       bigint,
    revision_start bigint NOT NULL,
    INDEX resource_revision (revision_start, started_at, id),
    INDEX resource_type_revision (type, revision_start, started_at, id),
    FOREIGN KEY (type) REFERENCES resource_type (name) ON DELETE RESTRICT,
    CHECK (started_at <= ended_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

-- Revisions that are over.
CREATE TABLE resource_history (
    revision       bigint AUTO_INCREMENT PRIMARY KEY,
    id             char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    original_id    text NOT NULL,
    type           varchar(255) NOT NULL,
    creator        text,
    user_id        text,
    project_id     text,
    started_at     bigint NOT NULL,
    ended_at       bigint,
    revision_start bigint NOT NULL,
    revision_end   bigint NOT NULL,
    INDEX resource_history_id (id),
    INDEX resource_history_type (type),
    FOREIGN KEY (id) REFERENCES resource (id) ON DELETE CASCADE,
    FOREIGN KEY (type) REFERENCES resource_type (name) ON DELETE RESTRICT
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};

-- A deleted metric leaves its resource, so its name is free at once: nulls are never equal.
CREATE TABLE metric (
    id                  char(36) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    creator             text,
    name                varchar(255),
    unit                text,
    resource_id         char(36) CHARACTER SET ascii COLLATE ascii_bin,
    archive_policy_name varchar(255) NOT NULL,
    status              varchar(16)  NOT NULL CHECK (status IN ('active', 'deleted')),
    CHECK (status = 'active' OR resource_id IS NULL),
    UNIQUE INDEX metric_place (resource_id, name),
    INDEX metric_policy (archive_policy_name),
    INDEX metric_name (name),
    INDEX metric_status (status, id),
    FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE RESTRICT,
    FOREIGN KEY (archive_policy_name) REFERENCES archive_policy (name) ON DELETE RESTRICT
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
