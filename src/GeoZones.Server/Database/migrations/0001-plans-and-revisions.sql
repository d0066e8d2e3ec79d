-- Regions, their three plans, the revisions of each plan, and the record of who changed what.

CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE region (
    id         text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{0,62}$'),
    name_zh    text NOT NULL CHECK (name_zh <> ''),
    name_en    text NOT NULL CHECK (name_en <> ''),
    -- CGCS2000 / 3-degree Gauss-Krueger without zone prefix; the working plane of the checks
    plane_srid integer NOT NULL CHECK (plane_srid BETWEEN 4534 AND 4554),
    -- what lies outside cannot be stored
    extent     geometry(Polygon, 4490) NOT NULL,
    -- which code lists and conflict matrix its plans are read with
    code_set   text NOT NULL DEFAULT 'standard' CHECK (code_set ~ '^[a-z][a-z0-9-]{0,62}$'),
    synthetic  boolean NOT NULL DEFAULT false,
    note_zh    text,
    note_en    text,
    UNIQUE (id, plane_srid),
    CONSTRAINT extent_is_a_box CHECK (ST_Equals(extent, ST_Envelope(extent)) AND ST_Area(extent) > 0),
    -- the plane's central meridian is 75 + 3 (srid - 4534) degrees; farther than one zone away it distorts
    CONSTRAINT plane_fits_extent CHECK (abs((ST_XMin(extent) + ST_XMax(extent)) / 2 - (75 + 3 * (plane_srid - 4534))) <= 3)
);

CREATE TABLE plan (
    region      text NOT NULL REFERENCES region,
    kind        text NOT NULL CHECK (kind IN ('zone', 'urban', 'land-use')),
    name_zh     text NOT NULL CHECK (name_zh <> ''),
    name_en     text NOT NULL CHECK (name_en <> ''),
    base_year   integer CHECK (base_year BETWEEN 1949 AND 2199),
    target_year integer CHECK (target_year BETWEEN 1949 AND 2199),
    -- how far the plan itself has come: layout, master, control, environmental ...
    stage       text CHECK (stage <> ''),
    PRIMARY KEY (region, kind),
    CHECK (base_year <= target_year)
);

-- A numbered state of one plan; plan IS NULL: the survey of facts (existing land use, townships) of the region.
CREATE TABLE revision (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region       text NOT NULL REFERENCES region,
    plan         text,
    number       integer NOT NULL CHECK (number > 0),
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'approved')),
    -- a newer revision of the same plan exists; only the newest can be edited
    superseded   boolean NOT NULL DEFAULT false,
    note         text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text NOT NULL CHECK (created_by <> ''),
    submitted_at timestamptz,
    approved_at  timestamptz,
    FOREIGN KEY (region, plan) REFERENCES plan (region, kind),
    UNIQUE (id, region),
    CHECK ((state = 'draft') = (submitted_at IS NULL)),
    CHECK ((state = 'approved') = (approved_at IS NOT NULL))
);
CREATE UNIQUE INDEX revision_number ON revision (region, coalesce(plan, ''), number);
CREATE UNIQUE INDEX revision_newest ON revision (region, coalesce(plan, '')) WHERE NOT superseded;

-- One recorded act: who, when, why. All versions of features and figures that it makes or ends name it.
CREATE TABLE change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision_id bigint NOT NULL REFERENCES revision,
    made_at     timestamptz NOT NULL DEFAULT now(),
    made_by     text NOT NULL CHECK (made_by <> ''),
    reason      text NOT NULL CHECK (reason <> ''),
    UNIQUE (id, revision_id)
);
CREATE INDEX change_revision ON change (revision_id);

-- Waits for whoever is making a newer revision or submitting this one, then says whether it can still be edited.
CREATE FUNCTION require_editable(revision_id bigint, in_region text, of_plan text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM revision r WHERE r.id = revision_id AND r.region = in_region AND r.plan IS NOT DISTINCT FROM of_plan
        AND r.state = 'draft' AND NOT r.superseded FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Only the newest revision of a plan can be edited, and only while it is a draft.' USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- A revision begins as the draft that follows the newest one of its plan.
CREATE FUNCTION revision_begins() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest integer;
BEGIN
    UPDATE revision SET superseded = true
        WHERE region = NEW.region AND plan IS NOT DISTINCT FROM NEW.plan AND NOT superseded RETURNING number INTO newest;
    IF NEW.state <> 'draft' OR NEW.superseded OR NEW.number <> coalesce(newest, 0) + 1 THEN
        RAISE EXCEPTION 'The next revision of this plan is draft %.', coalesce(newest, 0) + 1 USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_begins BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION revision_begins();

-- Revisions only move forward, draft -> submitted -> approved; nothing else about them changes, but the note of a draft.
CREATE FUNCTION revision_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Revisions are kept.' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.id, NEW.region, NEW.plan, NEW.number, NEW.created_at, NEW.created_by)
        IS DISTINCT FROM (OLD.id, OLD.region, OLD.plan, OLD.number, OLD.created_at, OLD.created_by)
        OR OLD.superseded AND NOT NEW.superseded
        OR OLD.state <> 'draft' AND (NEW.note, NEW.submitted_at) IS DISTINCT FROM (OLD.note, OLD.submitted_at)
        OR OLD.state = 'approved' AND NEW.approved_at IS DISTINCT FROM OLD.approved_at THEN
        RAISE EXCEPTION 'Revision % keeps what it is; only its state moves forward.', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('draft', 'draft'), ('draft', 'submitted'), ('submitted', 'submitted'), ('submitted', 'approved'), ('approved', 'approved')) THEN
        RAISE EXCEPTION 'Revision % is %; it cannot become %.', OLD.number, OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_moves_forward BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION revision_moves_forward();

-- The record of changes grows and is never rewritten.
CREATE FUNCTION change_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'Recorded changes are kept as they are.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM require_editable(r.id, r.region, r.plan) FROM revision r WHERE r.id = NEW.revision_id;
    RETURN NEW;
END $$;
CREATE TRIGGER change_is_final BEFORE INSERT OR UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION change_is_final();
