-- What has been is kept: superseded revisions, the findings of a run, waivers, and every version of features and figures.

-- A revision is superseded by the next one and in no other way, and a superseded draft is not submitted any more.
CREATE FUNCTION revision_is_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- the trigger of the next revision's INSERT is one level up
    IF NEW.superseded AND NOT OLD.superseded AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Revision % is superseded by making the next one.', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.superseded AND OLD.state = 'draft' AND NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'Draft % is superseded; submit the newest revision.', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_is_superseded BEFORE UPDATE ON revision FOR EACH ROW EXECUTE FUNCTION revision_is_superseded();

-- The extent of a region keeps all that was ever drawn in it.
CREATE FUNCTION region_keeps_its_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- nobody draws meanwhile
    LOCK TABLE feature IN SHARE MODE;
    IF EXISTS (SELECT FROM feature f WHERE f.region = NEW.id
        AND (ST_XMin(f.geom) < ST_XMin(NEW.extent) OR ST_XMax(f.geom) > ST_XMax(NEW.extent)
            OR ST_YMin(f.geom) < ST_YMin(NEW.extent) OR ST_YMax(f.geom) > ST_YMax(NEW.extent))) THEN
        RAISE EXCEPTION 'The extent of region % leaves out features.', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER region_keeps_its_features BEFORE UPDATE OF extent ON region FOR EACH ROW EXECUTE FUNCTION region_keeps_its_features();

-- A failure is stored as a code; what went wrong inside is in the log. Rows from before say no more than that.
ALTER TABLE check_run DISABLE TRIGGER check_run_is_sound;
UPDATE check_run SET error = CASE WHEN error LIKE 'The server stopped%' THEN 'server-stopped' ELSE 'internal' END WHERE error IS NOT NULL;
UPDATE check_run SET failed_rules = (SELECT jsonb_agg(jsonb_build_object('rule', part -> 'rule', 'error', 'internal')) FROM jsonb_array_elements(failed_rules) AS part)
    WHERE failed_rules <> '[]';
-- a ledger that failed was stored as an empty one
UPDATE check_run SET ledger = NULL WHERE failed_rules @> '[{"rule": "ledger"}]';
ALTER TABLE check_run DROP CONSTRAINT check_run_check2;
ALTER TABLE check_run
    ADD CONSTRAINT error_is_a_code CHECK (error ~ '^[a-z]+(-[a-z]+)*$'),
    ADD CONSTRAINT finished_with_ledger CHECK (state <> 'finished' OR ledger IS NOT NULL OR failed_rules @> '[{"rule": "ledger"}]'),
    ADD CONSTRAINT started_before_running CHECK (state NOT IN ('running', 'finished') OR started_at IS NOT NULL),
    ADD CONSTRAINT no_more_steps_than_there_are CHECK (steps_done <= steps);
ALTER TABLE check_run ENABLE TRIGGER check_run_is_sound;

-- Runs that have ended are kept with their findings; there is no retention yet.
CREATE FUNCTION check_run_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('finished', 'failed') THEN
        RAISE EXCEPTION 'Check run % has ended; it is kept.', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER check_run_is_kept BEFORE DELETE ON check_run FOR EACH ROW EXECUTE FUNCTION check_run_is_kept();

-- Findings are written while their run is running, and stay as they were written. Whole statements are looked at: a report has many.
CREATE FUNCTION finding_is_of_a_running_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM check_run WHERE id IN (SELECT run_id FROM written) FOR SHARE;
    IF EXISTS (SELECT FROM check_run WHERE id IN (SELECT run_id FROM written) AND state <> 'running') THEN
        RAISE EXCEPTION 'Findings are written and taken back only while their check run is running.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER finding_is_of_a_running_run AFTER INSERT ON finding REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION finding_is_of_a_running_run();
CREATE TRIGGER finding_is_taken_back AFTER DELETE ON finding REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION finding_is_of_a_running_run();
CREATE FUNCTION finding_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Finding % stays as it was written.', OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER finding_is_final BEFORE UPDATE ON finding FOR EACH ROW EXECUTE FUNCTION finding_is_final();

-- Waivers are kept, too: one is revoked, or its day comes, and then another may be made. Days are those of China.
CREATE FUNCTION waiver_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (moment AT TIME ZONE 'Asia/Shanghai')::date
$$;
ALTER TABLE waiver ADD CONSTRAINT holds_for_a_day CHECK (expires_on >= waiver_day(made_at));
DROP INDEX waiver_active;
CREATE INDEX waiver_unrevoked ON waiver (region, finding_id) WHERE revoked_at IS NULL;
CREATE FUNCTION waiver_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Waivers are kept; revoke it.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.revoked_at IS NOT NULL
            OR (NEW.id, NEW.region, NEW.finding_id, NEW.reason, NEW.made_by, NEW.made_at, NEW.expires_on)
                IS DISTINCT FROM (OLD.id, OLD.region, OLD.finding_id, OLD.reason, OLD.made_by, OLD.made_at, OLD.expires_on) THEN
            RAISE EXCEPTION 'A waiver stays as it was made; it can be revoked once.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    -- two at the same time take turns
    PERFORM pg_advisory_xact_lock(hashtextextended('waiver of ' || NEW.region || '/' || NEW.finding_id, 0));
    IF NEW.revoked_at IS NULL AND EXISTS (SELECT FROM waiver w WHERE w.region = NEW.region AND w.finding_id = NEW.finding_id
        AND w.revoked_at IS NULL AND (w.expires_on IS NULL OR w.expires_on >= waiver_day(now()))) THEN
        RAISE EXCEPTION 'Finding % is waived already.', NEW.finding_id USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiver_is_sound BEFORE INSERT OR UPDATE OR DELETE ON waiver FOR EACH ROW EXECUTE FUNCTION waiver_is_sound();

-- TRUNCATE passes by all that the row triggers guard.
CREATE FUNCTION history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history in % is kept.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
DO $$
DECLARE
    kept regclass;
BEGIN
    FOR kept IN SELECT unnest(ARRAY['revision', 'change', 'feature', 'figure', 'check_run', 'finding', 'waiver']::regclass[])
        UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'feature'::regclass
    LOOP
        EXECUTE format('CREATE TRIGGER history_is_kept BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION history_is_kept()', kept);
    END LOOP;
END $$;
