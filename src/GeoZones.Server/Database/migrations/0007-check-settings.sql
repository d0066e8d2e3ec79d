-- What a region sets about the checks, as it was written: comments and lines are its author's. What each run had set, as the engine read it.
ALTER TABLE region ADD checks text NOT NULL DEFAULT '{}' CHECK (checks <> '');
ALTER TABLE check_run
    ADD settings  jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object'),
    ADD rules_off jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(rules_off) = 'array');
