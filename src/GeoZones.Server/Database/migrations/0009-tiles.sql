-- Vector tiles: where features were edited, so that a tile in memory is known to be the tile of now; and how large features are, so that a small map need not read what nobody could see on it.

-- One row for each collection that a statement made or ended features of. Whoever keeps the snapshot of his last look finds here what was committed since.
CREATE TABLE feature_edit (
    xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
    -- NULL: a revision has begun, and with it all that it carries over; only who asks for revisions by number sees that
    collection text,
    -- Web Mercator
    west       double precision NOT NULL,
    south      double precision NOT NULL,
    east       double precision NOT NULL,
    north      double precision NOT NULL
);
CREATE INDEX feature_edit_xid ON feature_edit (xid);

CREATE FUNCTION feature_is_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north)
        SELECT collection, min(ST_XMin(mercator)), min(ST_YMin(mercator)), max(ST_XMax(mercator)), max(ST_YMax(mercator)) FROM written GROUP BY collection;
    RETURN NULL;
END $$;
-- A statement that names a partition fires the triggers of the partition, and no others.
DO $$
DECLARE
    edited regclass;
BEGIN
    FOR edited IN SELECT 'feature'::regclass UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'feature'::regclass
    LOOP
        EXECUTE format('CREATE TRIGGER features_are_made AFTER INSERT ON %s REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION feature_is_edited()', edited);
        EXECUTE format('CREATE TRIGGER features_end AFTER UPDATE ON %s REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION feature_is_edited()', edited);
    END LOOP;
END $$;

CREATE FUNCTION revision_shows_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feature_edit (west, south, east, north)
        SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) FROM (SELECT ST_Transform(extent, 3857) FROM region WHERE id = NEW.region) AS t (e);
    RETURN NULL;
END $$;
CREATE TRIGGER revision_shows_features AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION revision_shows_features();

-- The longer side of a feature on the map, metres of Web Mercator.
CREATE INDEX feature_size ON feature (greatest(ST_XMax(mercator) - ST_XMin(mercator), ST_YMax(mercator) - ST_YMin(mercator))) WHERE lives_to IS NULL;
