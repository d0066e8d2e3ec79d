-- Declared figures and quotas, kept as stated, with the same lifetimes as features.
CREATE TABLE figure (
    version    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text NOT NULL,
    plan       text NOT NULL,
    lives_from bigint NOT NULL,
    lives_to   bigint,
    made_by    bigint NOT NULL,
    ended_by   bigint,
    -- position in the document
    ordinal    integer NOT NULL,
    subject    text NOT NULL CHECK (subject <> '' AND length(subject) <= 200),
    quantity   text NOT NULL CHECK (quantity <> '' AND length(quantity) <= 100),
    -- NULL is a blank in the source, never zero
    value      numeric CHECK (value > '-infinity' AND value < 'infinity'),
    unit       text CHECK (unit <> ''),
    decimals   integer NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 12),
    qualifier  text CHECK (qualifier <> ''),
    account    text CHECK (account <> ''),
    phrase     text CHECK (phrase <> ''),
    part_of    text CHECK (part_of <> ''),
    synthetic  boolean NOT NULL DEFAULT false,
    FOREIGN KEY (region, plan) REFERENCES plan (region, kind),
    FOREIGN KEY (lives_from, region) REFERENCES revision (id, region),
    FOREIGN KEY (lives_to, region) REFERENCES revision (id, region),
    FOREIGN KEY (made_by, lives_from) REFERENCES change (id, revision_id),
    FOREIGN KEY (ended_by, lives_to) REFERENCES change (id, revision_id),
    CHECK (lives_from <= lives_to),
    CHECK ((lives_to IS NULL) = (ended_by IS NULL)),
    CHECK (value IS NULL OR unit IS NOT NULL),
    CONSTRAINT decimals_as_stated CHECK (value = round(value, decimals)),
    CONSTRAINT not_part_of_itself CHECK (part_of <> subject)
);
CREATE UNIQUE INDEX figure_current ON figure (region, plan, subject, quantity, coalesce(account, '')) WHERE lives_to IS NULL;
CREATE INDEX figure_lives ON figure (region, plan, lives_from, ordinal);

-- As a feature's version: made and ended in the newest draft of its plan, final otherwise.
CREATE FUNCTION figure_is_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_editable(NEW.lives_from, NEW.region, NEW.plan);
    IF NEW.lives_to IS NOT NULL THEN
        RAISE EXCEPTION 'A new version lives on; end it later.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER figure_is_made AFTER INSERT ON figure FOR EACH ROW EXECUTE FUNCTION figure_is_made();

CREATE FUNCTION figure_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lives_to IS NOT NULL OR NEW.lives_to IS NULL THEN
        RAISE EXCEPTION 'Version % of figure % has ended; it stays so.', OLD.version, OLD.subject USING ERRCODE = 'check_violation';
    END IF;
    PERFORM require_editable(NEW.lives_to, NEW.region, NEW.plan);
    RETURN NULL;
END $$;
CREATE TRIGGER figure_ends AFTER UPDATE OF lives_to, ended_by ON figure FOR EACH ROW EXECUTE FUNCTION figure_ends();

CREATE FUNCTION figure_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Version % of figure % is final; end it and make a new one.', OLD.version, OLD.subject USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER figure_is_final AFTER DELETE OR UPDATE OF region, plan, lives_from, made_by, ordinal, subject, quantity, value, unit, decimals,
    qualifier, account, phrase, part_of, synthetic ON figure FOR EACH ROW EXECUTE FUNCTION figure_is_final();

-- A run of the checks: a row is a job that a worker takes with SKIP LOCKED, then its result.
CREATE TABLE check_run (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region            text NOT NULL REFERENCES region,
    zone_revision     bigint,
    urban_revision    bigint,
    land_use_revision bigint,
    survey_revision   bigint,
    state             text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'finished', 'failed')),
    requested_at      timestamptz NOT NULL DEFAULT now(),
    requested_by      text NOT NULL CHECK (requested_by <> ''),
    started_at        timestamptz,
    finished_at       timestamptz,
    -- what is being checked and how far, for the progress bar
    step              text,
    steps_done        integer NOT NULL DEFAULT 0 CHECK (steps_done >= 0),
    steps             integer NOT NULL DEFAULT 0 CHECK (steps >= 0),
    error             text,
    ignored           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(ignored) = 'object'),
    failed_rules      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(failed_rules) = 'array'),
    ledger            jsonb,
    quotas            jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(quotas) = 'array'),
    FOREIGN KEY (zone_revision, region) REFERENCES revision (id, region),
    FOREIGN KEY (urban_revision, region) REFERENCES revision (id, region),
    FOREIGN KEY (land_use_revision, region) REFERENCES revision (id, region),
    FOREIGN KEY (survey_revision, region) REFERENCES revision (id, region),
    CHECK ((state IN ('finished', 'failed')) = (finished_at IS NOT NULL)),
    CHECK ((state = 'failed') = (error IS NOT NULL)),
    CHECK (state <> 'finished' OR ledger IS NOT NULL)
);
CREATE INDEX check_run_queue ON check_run (id) WHERE state IN ('queued', 'running');
CREATE INDEX check_run_latest ON check_run (region, id DESC) WHERE state = 'finished';

-- Each named revision is one of the plan it is named for, and a run that has ended stays as it is.
CREATE FUNCTION check_run_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('finished', 'failed') THEN
        RAISE EXCEPTION 'Check run % has ended; start a new one.', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM (VALUES (NEW.zone_revision, 'zone'), (NEW.urban_revision, 'urban'), (NEW.land_use_revision, 'land-use'), (NEW.survey_revision, NULL)) AS named (id, plan)
        JOIN revision r ON r.id = named.id WHERE r.plan IS DISTINCT FROM named.plan) THEN
        RAISE EXCEPTION 'A check run names one revision of each plan.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_run_is_sound BEFORE INSERT OR UPDATE ON check_run FOR EACH ROW EXECUTE FUNCTION check_run_is_sound();

CREATE TABLE finding (
    run_id         bigint NOT NULL REFERENCES check_run ON DELETE CASCADE,
    -- stable over runs: depends on the rule, the features and the part only
    id             text NOT NULL CHECK (id ~ '^GZ[1-5][0-9]{2}-[0-9a-f]{12}$'),
    -- position in the report
    ordinal        integer NOT NULL,
    rule           text NOT NULL,
    name           text NOT NULL CHECK (name <> ''),
    severity       text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    features       jsonb NOT NULL CHECK (jsonb_typeof(features) = 'array'),
    figure         text CHECK (figure <> ''),
    ground_area_m2 double precision CHECK (ground_area_m2 >= 0 AND ground_area_m2 < 'infinity'),
    tolerance      jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(tolerance) = 'object'),
    params         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(params) = 'object'),
    -- the place; NULL where a figure has none
    geom           geometry(Geometry, 4490) CHECK (NOT ST_IsEmpty(geom)),
    mercator       geometry(Geometry, 3857) GENERATED ALWAYS AS (ST_Transform(geom, 3857)) STORED,
    PRIMARY KEY (run_id, id),
    CHECK (rule = left(id, 5))
);
CREATE UNIQUE INDEX finding_order ON finding (run_id, ordinal);
CREATE INDEX finding_geom ON finding USING gist (geom);

-- A reviewer's word that a finding is accepted, until a day; bound to the finding's stable id.
CREATE TABLE waiver (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text NOT NULL REFERENCES region,
    finding_id text NOT NULL CHECK (finding_id ~ '^GZ[1-5][0-9]{2}-[0-9a-f]{12}$'),
    reason     text NOT NULL CHECK (reason <> ''),
    made_by    text NOT NULL CHECK (made_by <> ''),
    made_at    timestamptz NOT NULL DEFAULT now(),
    expires_on date,
    revoked_at timestamptz,
    revoked_by text CHECK (revoked_by <> ''),
    CHECK (revoked_at >= made_at),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX waiver_active ON waiver (region, finding_id) WHERE revoked_at IS NULL;
