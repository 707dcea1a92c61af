-- How often metrics that were there have been changed or deleted: one row.
CREATE TABLE index_state (
    metric_changes INTEGER NOT NULL
) STRICT;
INSERT INTO index_state (metric_changes) VALUES (0);
