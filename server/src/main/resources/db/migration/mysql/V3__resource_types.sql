-- What a resource type adds to its resources stands in two tables of its own, made, altered and
-- dropped with the type: rt_<number> for live resources, rt_<number>_history for revisions that are
-- over. Neither numbers of types nor of columns are used twice.

-- One row. Its lock orders the creation of types.
CREATE TABLE resource_type_head (
    id          smallint PRIMARY KEY CHECK (id = 1),
    last_number bigint NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
INSERT INTO resource_type_head (id, last_number) VALUES (1, 0);

ALTER TABLE resource_type
    ADD COLUMN number      bigint  NOT NULL DEFAULT 0,
    ADD COLUMN last_column integer NOT NULL DEFAULT 0;
