-- Who may read and change what: accounts, their roles by region and plan, their tokens; and the keys that sessions are sealed with.

-- Whether a region can be read without signing in: precise plans may be restricted, the samples are made up.
ALTER TABLE region ADD open_to_all boolean NOT NULL DEFAULT false;
UPDATE region SET open_to_all = true WHERE synthetic AND id IN ('changyuan', 'lushan', 'jiaozuo');

CREATE TABLE account (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- no colon: HTTP Basic ends a name with it
    name          text NOT NULL CHECK (name !~ '[[:space:]:/?#%]' AND length(name) BETWEEN 1 AND 64),
    -- the name as names are compared
    key           text NOT NULL UNIQUE CHECK (key <> ''),
    -- as ASP.NET Core Identity hashes it; NULL: signs in elsewhere, or with tokens only
    password      text CHECK (password <> ''),
    -- another one ends all sessions
    stamp         text NOT NULL CHECK (stamp <> ''),
    failures      integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until  timestamptz,
    -- what the OpenID provider calls its owner
    external_name text UNIQUE CHECK (external_name <> ''),
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account_role (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    role       text NOT NULL CHECK (role IN ('field', 'planner', 'reviewer', 'administrator')),
    -- NULL: all regions
    region     text REFERENCES region,
    -- NULL: all plans
    plan       text CHECK (plan IN ('zone', 'urban', 'land-use', 'survey')),
    granted_at timestamptz NOT NULL DEFAULT now(),
    granted_by text NOT NULL CHECK (granted_by <> ''),
    CONSTRAINT only_administrators_of_all_regions CHECK (region IS NOT NULL OR role = 'administrator'),
    CONSTRAINT planners_of_one_plan CHECK (CASE role WHEN 'planner' THEN plan IS NOT NULL WHEN 'reviewer' THEN true ELSE plan IS NULL END)
);
CREATE UNIQUE INDEX account_role_once ON account_role (account, role, coalesce(region, ''), coalesce(plan, ''));

-- A token is shown once; its 256 random bits need no slow hash.
CREATE TABLE account_token (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    name       text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    sha256     bytea NOT NULL UNIQUE CHECK (length(sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX account_token_account ON account_token (account);

CREATE TABLE data_protection_key (
    name text PRIMARY KEY,
    xml  text NOT NULL
);
