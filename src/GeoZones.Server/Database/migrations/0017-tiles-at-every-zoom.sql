-- Tiles of large collections at small zooms, and edits told by where they are.

-- The largest come first; what is equally large comes in an order that is by chance as to place, so that points are thinned out evenly, and the same ones stay from zoom to zoom.
DROP INDEX feature_size;
CREATE INDEX feature_largest ON feature (greatest(ST_XMax(mercator) - ST_XMin(mercator), ST_YMax(mercator) - ST_YMin(mercator)), hashint8(id), id) WHERE lives_to IS NULL;
DROP INDEX reference_feature_size;
CREATE INDEX reference_feature_largest ON reference_feature (layer, greatest(ST_XMax(mercator) - ST_XMin(mercator), ST_YMax(mercator) - ST_YMin(mercator)), hashint8(id), id);

-- Where a statement made or ended features: one box for each square of some kilometres, so that what is edited in two corners changes no tile between them.
CREATE OR REPLACE FUNCTION feature_is_edited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    square CONSTANT double precision := 5000;
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north)
        SELECT collection, min(ST_XMin(mercator)), min(ST_YMin(mercator)), max(ST_XMax(mercator)), max(ST_YMax(mercator))
        FROM written GROUP BY collection, floor(ST_XMin(mercator) / square), floor(ST_YMin(mercator) / square);
    PERFORM tell_event(jsonb_build_object('kind', 'features', 'region', e.region, 'plan', e.plan, 'collection', e.collection, 'revision', r.number, 'who', left(c.made_by, 200), 'bbox', e.bbox))
        FROM (SELECT region, plan, collection, max(coalesce(ended_by, made_by)) AS change,
                  jsonb_build_array(min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))) AS bbox
              FROM written GROUP BY region, plan, collection) AS e
        LEFT JOIN change c ON c.id = e.change LEFT JOIN revision r ON r.id = c.revision_id;
    RETURN NULL;
END $$;
