-- Events: what happens to a region is told on a channel as it is committed, for all who watch. A notification has 8000 bytes at most, so it says where to look and not what is there.

CREATE FUNCTION tell_event(event jsonb) RETURNS void LANGUAGE sql AS $$
    SELECT pg_notify('geozones_event', jsonb_strip_nulls(event)::text)
$$;

-- As before, and told: one event for each plan and collection that a statement made or ended features of.
CREATE OR REPLACE FUNCTION feature_is_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north)
        SELECT collection, min(ST_XMin(mercator)), min(ST_YMin(mercator)), max(ST_XMax(mercator)), max(ST_YMax(mercator)) FROM written GROUP BY collection;
    PERFORM tell_event(jsonb_build_object('kind', 'features', 'region', e.region, 'plan', e.plan, 'collection', e.collection, 'revision', r.number, 'who', left(c.made_by, 200), 'bbox', e.bbox))
        FROM (SELECT region, plan, collection, max(coalesce(ended_by, made_by)) AS change,
                  jsonb_build_array(min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))) AS bbox
              FROM written GROUP BY region, plan, collection) AS e
        LEFT JOIN change c ON c.id = e.change LEFT JOIN revision r ON r.id = c.revision_id;
    RETURN NULL;
END $$;

CREATE FUNCTION revision_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_event(jsonb_build_object('kind', 'revision', 'region', NEW.region, 'plan', NEW.plan, 'revision', NEW.number, 'state', NEW.state,
        'who', CASE WHEN TG_OP = 'INSERT' THEN left(NEW.created_by, 200) END));
    RETURN NULL;
END $$;
CREATE TRIGGER revision_begins_told AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION revision_is_told();
CREATE TRIGGER revision_moves_told AFTER UPDATE OF state ON revision FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION revision_is_told();

CREATE FUNCTION check_run_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_event(jsonb_build_object('kind', 'check-run', 'region', NEW.region, 'run', NEW.id, 'state', NEW.state, 'who', left(NEW.requested_by, 200)));
    RETURN NULL;
END $$;
CREATE TRIGGER check_run_begins_told AFTER INSERT ON check_run FOR EACH ROW EXECUTE FUNCTION check_run_is_told();
CREATE TRIGGER check_run_moves_told AFTER UPDATE OF state ON check_run FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION check_run_is_told();

CREATE OR REPLACE FUNCTION reference_layer_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north) VALUES ('ref-' || coalesce(NEW.name, OLD.name), '-infinity', '-infinity', 'infinity', 'infinity');
    -- to every region: one that it was shown in before may be another one than now
    PERFORM tell_event(jsonb_build_object('kind', 'reference-layer', 'collection', 'ref-' || coalesce(NEW.name, OLD.name)));
    RETURN NULL;
END $$;

-- The record of edits is needed only by tile caches that have not looked since. A snapshot is taken now and then, and what was committed before the last one goes once that is old enough:
-- a cache that has not looked for as long forgets everything instead of looking.
CREATE TABLE feature_edit_pruning (
    single   boolean PRIMARY KEY DEFAULT true CHECK (single),
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    snapshot pg_snapshot NOT NULL DEFAULT pg_current_snapshot()
);
INSERT INTO feature_edit_pruning DEFAULT VALUES;
