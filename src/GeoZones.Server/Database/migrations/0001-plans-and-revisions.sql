-- Regions, their three plans, the revisions of each plan, and the record of who changed what.

CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE region (
    id         text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{0,62}$'),
    name_zh    text NOT NULL CHECK (name_zh <> ''),
    name_en    text NOT NULL CHECK (name_en <> ''),
    -- CGCS2000 / 3-degree Gauss-Krueger without zone prefix; the working plane of the checks
    plane_srid integer NOT NULL CHECK (plane_srid BETWEEN 4534 AND 4554),
    -- what lies outside cannot be imported
    extent     geometry(Polygon, 4490) NOT NULL CHECK (ST_IsValid(extent)),
    synthetic  boolean NOT NULL DEFAULT false,
    note_zh    text,
    note_en    text,
    UNIQUE (id, plane_srid)
);

CREATE TABLE plan (
    region      text NOT NULL REFERENCES region,
    kind        text NOT NULL CHECK (kind IN ('zone', 'urban', 'land-use')),
    name_zh     text NOT NULL CHECK (name_zh <> ''),
    name_en     text NOT NULL CHECK (name_en <> ''),
    base_year   integer CHECK (base_year BETWEEN 1949 AND 2199),
    target_year integer CHECK (target_year BETWEEN 1949 AND 2199),
    -- how far the plan itself has come: layout, master, control, environmental ...
    stage       text,
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
    note         text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text NOT NULL,
    submitted_at timestamptz,
    approved_at  timestamptz,
    FOREIGN KEY (region, plan) REFERENCES plan (region, kind),
    UNIQUE (id, region),
    CHECK ((state = 'draft') = (submitted_at IS NULL)),
    CHECK ((state = 'approved') = (approved_at IS NOT NULL))
);
CREATE UNIQUE INDEX revision_number ON revision (region, coalesce(plan, ''), number);

-- One recorded act: who, when, why. All feature versions that it makes or ends name it.
CREATE TABLE change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision_id bigint NOT NULL REFERENCES revision,
    made_at     timestamptz NOT NULL DEFAULT now(),
    made_by     text NOT NULL CHECK (made_by <> ''),
    reason      text NOT NULL CHECK (reason <> '')
);
CREATE INDEX change_revision ON change (revision_id);

-- Revisions only move forward: draft -> submitted -> approved, and keep region, plan and number.
CREATE FUNCTION revision_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.region, NEW.plan, NEW.number) IS DISTINCT FROM (OLD.region, OLD.plan, OLD.number) THEN
        RAISE EXCEPTION 'A revision keeps its region, plan and number.' USING ERRCODE = 'check_violation';
    END IF;
    IF array_position(ARRAY['draft', 'submitted', 'approved'], NEW.state) < array_position(ARRAY['draft', 'submitted', 'approved'], OLD.state) THEN
        RAISE EXCEPTION 'Revision % is %; it cannot become % again.', OLD.number, OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_moves_forward BEFORE UPDATE ON revision FOR EACH ROW EXECUTE FUNCTION revision_moves_forward();
