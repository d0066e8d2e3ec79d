-- Editing through the API: what a change made and ended is found by the change, and revisions know who submitted and who approved them.

CREATE INDEX feature_made ON feature (made_by);
CREATE INDEX feature_ended ON feature (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX figure_made ON figure (made_by);
CREATE INDEX figure_ended ON figure (ended_by) WHERE ended_by IS NOT NULL;

-- NULL where a revision was submitted before that was asked.
ALTER TABLE revision
    ADD submitted_by text CHECK (submitted_by <> ''),
    ADD approved_by  text CHECK (approved_by <> ''),
    ADD CONSTRAINT submitted_by_somebody CHECK (submitted_by IS NULL OR submitted_at IS NOT NULL),
    ADD CONSTRAINT approved_by_somebody CHECK (approved_by IS NULL OR approved_at IS NOT NULL);

CREATE FUNCTION revision_keeps_its_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND NEW.submitted_by IS DISTINCT FROM OLD.submitted_by
        OR OLD.state = 'approved' AND NEW.approved_by IS DISTINCT FROM OLD.approved_by THEN
        RAISE EXCEPTION 'Revision % keeps who submitted and who approved it.', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_keeps_its_hands BEFORE UPDATE ON revision FOR EACH ROW EXECUTE FUNCTION revision_keeps_its_hands();
