-- Reference layers: what planners work over and do not change (rivers, red lines, heritage sites), each with fields of its own. A layer is replaced as a whole; what it was before is not kept.

CREATE TABLE reference_layer (
    -- of this import of the layer, never used again
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- its collection is ref-NAME
    name           text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{0,58}$'),
    name_zh        text NOT NULL CHECK (name_zh <> ''),
    name_en        text NOT NULL CHECK (name_en <> ''),
    -- NULL: shown in every region
    region         text REFERENCES region,
    -- [{"name": …, "type": text | number | integer | boolean | date | instant}], in the order of the file; no value of a feature is of another type
    fields         jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(fields) = 'array'),
    -- GeoJSON types that occur
    geometry_types text[] NOT NULL DEFAULT '{}',
    features       bigint NOT NULL DEFAULT 0,
    -- west, south, east, north in degrees; NULL where nothing is drawn
    extent         double precision[] CHECK (array_length(extent, 1) = 4),
    imported_at    timestamptz NOT NULL DEFAULT now(),
    imported_by    text NOT NULL CHECK (imported_by <> '')
);

CREATE TABLE reference_feature (
    layer      bigint NOT NULL,
    -- position in the file, from 1
    id         bigint NOT NULL,
    -- every field of the layer, null where it has no value
    attributes jsonb NOT NULL CHECK (jsonb_typeof(attributes) = 'object'),
    -- CGCS2000 longitude, latitude, nine decimals
    geom       geometry(Geometry, 4490),
    -- Web Mercator, for the tiles; it ends before the poles
    mercator   geometry(Geometry, 3857) GENERATED ALWAYS AS (ST_Transform(
        CASE WHEN ST_YMax(geom) > 85.06 OR ST_YMin(geom) < -85.06 THEN ST_ClipByBox2D(geom, ST_MakeEnvelope(-180, -85.06, 180, 85.06, 4490)) ELSE geom END, 3857)) STORED,
    PRIMARY KEY (layer, id)
);
CREATE INDEX reference_feature_geom ON reference_feature USING gist (geom);
CREATE INDEX reference_feature_mercator ON reference_feature USING gist (mercator);
CREATE INDEX reference_feature_size ON reference_feature (layer, greatest(ST_XMax(mercator) - ST_XMin(mercator), ST_YMax(mercator) - ST_YMin(mercator)));

-- The features go with their layer.
CREATE FUNCTION reference_layer_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reference_feature WHERE layer = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER reference_layer_ends AFTER DELETE ON reference_layer FOR EACH ROW EXECUTE FUNCTION reference_layer_ends();

-- Its tiles are no longer those of before, wherever they lie.
CREATE FUNCTION reference_layer_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO feature_edit (collection, west, south, east, north) VALUES ('ref-' || coalesce(NEW.name, OLD.name), '-infinity', '-infinity', 'infinity', 'infinity');
    RETURN NULL;
END $$;
CREATE TRIGGER reference_layer_changes AFTER INSERT OR UPDATE OR DELETE ON reference_layer FOR EACH ROW EXECUTE FUNCTION reference_layer_changes();
