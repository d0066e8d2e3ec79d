-- The plane of a feature is written by whoever makes the feature, with the same projection that the checks use: so a check of files and a check of the database see the same numbers,
-- bit for bit, whichever PROJ the database has. Where it is not written, PostGIS fills it in; where it is not that of the geometry, it is refused.

ALTER TABLE feature ALTER COLUMN plane DROP EXPRESSION;

CREATE FUNCTION feature_plane() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.plane := ST_Transform(NEW.geom, NEW.plane_srid);
    RETURN NEW;
END $$;
CREATE TRIGGER feature_plane BEFORE INSERT ON feature FOR EACH ROW WHEN (NEW.plane IS NULL) EXECUTE FUNCTION feature_plane();

-- As many vertices, and no bound more than 1 mm away.
CREATE FUNCTION is_plane_of(plane geometry, geom geometry, plane_srid integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT ST_SRID(plane) = plane_srid AND GeometryType(plane) = GeometryType(geom) AND ST_NPoints(plane) = ST_NPoints(geom)
        AND greatest(abs(ST_XMin(plane) - ST_XMin(p)), abs(ST_YMin(plane) - ST_YMin(p)), abs(ST_XMax(plane) - ST_XMax(p)), abs(ST_YMax(plane) - ST_YMax(p))) < 0.001
    FROM (SELECT ST_Transform(geom, plane_srid) AS p) AS transformed
$$;
ALTER TABLE feature ADD CONSTRAINT plane_is_of_geom CHECK (is_plane_of(plane, geom, plane_srid));

DROP TRIGGER feature_is_final ON feature;
CREATE TRIGGER feature_is_final AFTER DELETE OR UPDATE OF version, collection, id, region, plan, plane_srid, lives_from, made_by, zone, code, name,
    synthetic, attributes, declared_area_m2, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, ground_length_m, geom, plane
    ON feature FOR EACH ROW EXECUTE FUNCTION feature_is_final();
