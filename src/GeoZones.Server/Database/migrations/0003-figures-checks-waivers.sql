-- Declared figures and quotas, kept as stated, with the same lifetimes as features.
CREATE TABLE figure (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text NOT NULL,
    plan       text NOT NULL,
    lives_from bigint NOT NULL,
    lives_to   bigint,
    subject    text NOT NULL CHECK (subject <> ''),
    quantity   text NOT NULL CHECK (quantity <> ''),
    -- NULL is a blank in the source, never zero
    value      numeric CHECK (value <> 'NaN'),
    unit       text,
    decimals   integer NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 12),
    qualifier  text,
    account    text,
    phrase     text,
    part_of    text,
    synthetic  boolean NOT NULL DEFAULT false,
    FOREIGN KEY (region, plan) REFERENCES plan (region, kind),
    FOREIGN KEY (lives_from, region) REFERENCES revision (id, region),
    FOREIGN KEY (lives_to, region) REFERENCES revision (id, region),
    CHECK (lives_from <= lives_to),
    CHECK (value IS NULL OR unit IS NOT NULL)
);
CREATE UNIQUE INDEX figure_current ON figure (region, plan, subject, quantity, coalesce(account, '')) WHERE lives_to IS NULL;

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
    requested_by      text NOT NULL,
    started_at        timestamptz,
    finished_at       timestamptz,
    -- what is being checked and how far, for the progress bar
    step              text,
    steps_done        integer NOT NULL DEFAULT 0,
    steps             integer NOT NULL DEFAULT 0,
    error             text,
    ignored           jsonb NOT NULL DEFAULT '{}',
    failed_rules      jsonb NOT NULL DEFAULT '[]',
    ledger            jsonb,
    quotas            jsonb NOT NULL DEFAULT '[]',
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

CREATE TABLE finding (
    run_id         bigint NOT NULL REFERENCES check_run ON DELETE CASCADE,
    -- stable over runs: depends on the rule, the features and the part only
    id             text NOT NULL,
    -- position in the report
    ordinal        integer NOT NULL,
    rule           text NOT NULL CHECK (rule ~ '^GZ[1-5][0-9]{2}$'),
    name           text NOT NULL,
    severity       text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    features       jsonb NOT NULL CHECK (jsonb_typeof(features) = 'array'),
    figure         text,
    ground_area_m2 double precision CHECK (ground_area_m2 >= 0 AND ground_area_m2 < 'infinity'),
    tolerance      jsonb NOT NULL DEFAULT '{}',
    params         jsonb NOT NULL DEFAULT '{}',
    -- the place; NULL where a figure has none
    geom           geometry(Geometry, 4490),
    mercator       geometry(Geometry, 3857) GENERATED ALWAYS AS (ST_Transform(geom, 3857)) STORED,
    PRIMARY KEY (run_id, id)
);
CREATE INDEX finding_order ON finding (run_id, ordinal);
CREATE INDEX finding_geom ON finding USING gist (geom);

-- A reviewer's word that a finding is accepted, until a day; bound to the finding's stable id.
CREATE TABLE waiver (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text NOT NULL REFERENCES region,
    finding_id text NOT NULL,
    reason     text NOT NULL CHECK (reason <> ''),
    made_by    text NOT NULL CHECK (made_by <> ''),
    made_at    timestamptz NOT NULL DEFAULT now(),
    expires_on date,
    revoked_at timestamptz,
    revoked_by text,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX waiver_active ON waiver (region, finding_id) WHERE revoked_at IS NULL;
