-- How often a worker has begun a run; one that has stopped its worker three times is not begun again.
ALTER TABLE check_run ADD attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0);
