-- Who guesses a password locks out the place that he guesses from, and nobody else; administrators lock accounts; a session that has been signed out of stays ended.

-- Wrong passwords by account and by where they came from: an address, of IPv6 its network.
CREATE TABLE account_failure (
    account  bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    network  inet NOT NULL,
    failures integer NOT NULL CHECK (failures > 0),
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (account, network)
);

ALTER TABLE account DROP COLUMN failures, DROP COLUMN locked_until, ADD locked boolean NOT NULL DEFAULT false;

-- A cookie names its session, and may have been copied; the row is needed for as long as the cookie lives.
CREATE TABLE account_session_end (
    session uuid PRIMARY KEY,
    until   timestamptz NOT NULL
);
