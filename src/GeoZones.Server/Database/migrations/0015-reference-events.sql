-- A reference layer of one region is told to those who listen to that region, and to nobody else: its name alone may say what is not for everybody. One that moves to another region ends in the one and begins in the other.

CREATE OR REPLACE FUNCTION reference_layer_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text = 'ref-' || coalesce(NEW.name, OLD.name);
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north) VALUES (changed, '-infinity', '-infinity', 'infinity', 'infinity');
    IF TG_OP <> 'INSERT' THEN
        PERFORM tell_event(jsonb_build_object('kind', 'reference-layer', 'region', OLD.region, 'collection', changed));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM tell_event(jsonb_build_object('kind', 'reference-layer', 'region', NEW.region, 'collection', changed));
    END IF;
    RETURN NULL;
END $$;
