-- The finding of the same run that explains this one, such as a layer that is shifted as a whole; the explained are shown under it.
ALTER TABLE finding ADD cause text,
    ADD FOREIGN KEY (run_id, cause) REFERENCES finding (run_id, id),
    ADD CONSTRAINT not_its_own_cause CHECK (cause <> id);
