-- A second, independent answer to what the checks and the measures compute: PostGIS over the stored planes.
-- Nothing here is shared with the engine but CHECKS.md.
CREATE SCHEMA oracle;

-- Ground area: geodesic area of edges that are straight in the plane, so cut into pieces of at most 50 m first.
CREATE FUNCTION oracle.ground(plane geometry) RETURNS double precision LANGUAGE sql IMMUTABLE AS
$$ SELECT ST_Area(ST_Transform(ST_Segmentize(plane, 50), 4490)::geography) $$;

CREATE FUNCTION oracle.length(plane geometry) RETURNS double precision LANGUAGE sql IMMUTABLE AS
$$ SELECT ST_Length(ST_Transform(ST_Segmentize(plane, 50), 4490)::geography) $$;

-- The survey formula of CHECKS.md over one ring in degrees.
CREATE FUNCTION oracle.survey_ring(ring geometry) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    WITH ellipsoid AS (SELECT 6378137::float8 AS a, 6378137 * (1 - 1 / 298.257222101) AS b),
    e AS (SELECT b * b AS b2, (a * a - b * b) / (a * a) AS e2 FROM ellipsoid),
    k AS (SELECT b2, 1 + 3 / 6. * e2 + 30 / 80. * e2 ^ 2 + 35 / 112. * e2 ^ 3 + 630 / 2304. * e2 ^ 4 AS ka,
        1 / 6. * e2 + 15 / 80. * e2 ^ 2 + 21 / 112. * e2 ^ 3 + 420 / 2304. * e2 ^ 4 AS kb,
        3 / 80. * e2 ^ 2 + 7 / 112. * e2 ^ 3 + 180 / 2304. * e2 ^ 4 AS kc,
        1 / 112. * e2 ^ 3 + 45 / 2304. * e2 ^ 4 AS kd, 5 / 2304. * e2 ^ 4 AS ke FROM e),
    p AS (SELECT path[1] AS i, radians(ST_X(geom) - ST_XMin(ring)) AS l, radians(ST_Y(geom)) AS b FROM ST_DumpPoints(ring)),
    edge AS (SELECT (l + lead(l) OVER w) / 2 AS dl, lead(b) OVER w - b AS db, (b + lead(b) OVER w) / 2 AS bm FROM p WINDOW w AS (ORDER BY i))
    SELECT abs(sum(2 * b2 * dl * (ka * sin(db / 2) * cos(bm) - kb * sin(1.5 * db) * cos(3 * bm) + kc * sin(2.5 * db) * cos(5 * bm)
        - kd * sin(3.5 * db) * cos(7 * bm) + ke * sin(4.5 * db) * cos(9 * bm)))) FROM edge, k WHERE db IS NOT NULL
$$;

CREATE FUNCTION oracle.survey(degrees geometry) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT sum(CASE WHEN ring.path[1] = 0 THEN 1 ELSE -1 END * oracle.survey_ring(ST_ExteriorRing(ring.geom)))
    FROM ST_Dump(degrees) AS part, ST_DumpRings(part.geom) AS ring
$$;

-- Polygons that are large or wide enough to be findings.
CREATE FUNCTION oracle.parts(g geometry, area_m2 float8, width_m float8) RETURNS SETOF geometry LANGUAGE sql IMMUTABLE AS $$
    SELECT d.geom FROM ST_Dump(ST_CollectionExtract(g, 3)) AS d
    WHERE ST_Area(d.geom) >= area_m2 OR 2 * (ST_MaximumInscribedCircle(d.geom)).radius >= width_m
$$;

-- State of each code, filled from the region's code lists.
CREATE TABLE oracle.class (region text, plan text, code text, state text, PRIMARY KEY (region, plan, code));

-- What the newest revisions show, where it is valid.
CREATE MATERIALIZED VIEW oracle.shown AS
SELECT f.region, f.plan, f.collection, f.zone, f.code, f.attributes, f.plane,
    concat(coalesce(f.plan, 'survey'), '/', f.collection, '/', f.zone, '/', f.code) AS key
FROM feature f WHERE f.lives_to IS NULL AND ST_Dimension(f.plane) = 2 AND ST_IsValid(f.plane);
CREATE INDEX ON oracle.shown USING gist (plane);
CREATE INDEX ON oracle.shown (region, collection, plan);
ANALYZE oracle.shown;

-- Designations with a known state; where patches of one plan overlap, the one with the lowest code keeps the ground.
CREATE FUNCTION oracle.patches(of_region text) RETURNS TABLE (plan text, key text, state text, plane geometry, kept geometry) LANGUAGE sql STABLE AS $$
    WITH d AS (
        SELECT s.plan, s.key, s.code, c.state, s.plane FROM oracle.shown s JOIN oracle.class c ON c.region = s.region AND c.plan = s.plan
            AND c.code = s.attributes ->> CASE s.plan WHEN 'zone' THEN 'function' WHEN 'urban' THEN 'class' ELSE 'controlArea' END
        WHERE s.region = of_region AND s.collection = 'designations')
    SELECT d.plan, d.key, d.state, d.plane, coalesce(
        (SELECT ST_Difference(d.plane, ST_Union(o.plane)) FROM d o WHERE o.plan = d.plan AND (o.code COLLATE "C", o.key COLLATE "C") < (d.code COLLATE "C", d.key COLLATE "C")
            AND o.plane && d.plane AND ST_Relate(o.plane, d.plane, 'T********')), d.plane)
    FROM d
$$;

-- GZ103: pairs that overlap, with the area of their parts.
CREATE FUNCTION oracle.overlaps(of_region text) RETURNS TABLE (a text, b text, parts bigint, planar float8, ground float8) LANGUAGE sql STABLE AS $$
    SELECT a.key, b.key, count(*), sum(ST_Area(part)), sum(oracle.ground(part))
    FROM oracle.shown a
    JOIN oracle.shown b ON b.region = a.region AND b.collection = a.collection AND coalesce(b.plan, '') = coalesce(a.plan, '')
        AND b.key COLLATE "C" > a.key COLLATE "C" AND b.plane && a.plane AND ST_Relate(a.plane, b.plane, 'T********')
    CROSS JOIN LATERAL oracle.parts(ST_Intersection(a.plane, b.plane), 1, 0.1) AS part
    WHERE a.region = of_region AND (a.collection <> 'designations'
        OR (a.attributes ? 'function' AND b.attributes ? 'function') OR (a.attributes ? 'class' AND b.attributes ? 'class')
        OR (a.attributes ? 'controlArea' AND b.attributes ? 'controlArea') OR (a.attributes ? 'useArea' AND b.attributes ? 'useArea'))
    GROUP BY a.key, b.key
$$;

-- GZ203 and GZ204: farmland under planned construction.
CREATE FUNCTION oracle.taken(of_region text, of_class text) RETURNS TABLE (a text, b text, parts bigint, planar float8, ground float8) LANGUAGE sql STABLE AS $$
    SELECT f.key, d.key, count(*), sum(ST_Area(part)), sum(oracle.ground(part))
    FROM oracle.shown f
    JOIN oracle.patches(of_region) d ON d.plan = 'zone' AND d.state = 'built' AND d.plane && f.plane AND ST_Relate(d.plane, f.plane, 'T********')
    CROSS JOIN LATERAL oracle.parts(ST_Intersection(f.plane, d.plane), 1, 0.1) AS part
    WHERE f.region = of_region AND f.plan = 'land-use' AND f.collection = 'farmland' AND f.attributes ->> 'farmlandClass' = of_class
    GROUP BY f.key, d.key
$$;

-- GZ206: per plan and zone, the ground inside that the plan says nothing about; slivers included.
CREATE FUNCTION oracle.uncovered(of_region text) RETURNS TABLE (plan text, zone text, ground float8) LANGUAGE sql STABLE AS $$
    WITH zones AS (SELECT coalesce(zone, '') AS zone, ST_Union(plane) AS plane FROM oracle.shown
            WHERE region = of_region AND collection = 'zone-boundaries' GROUP BY 1),
        covered AS (SELECT plan, ST_Union(plane) AS plane FROM oracle.patches(of_region) GROUP BY plan)
    SELECT p.plan, z.zone, oracle.ground(CASE WHEN c.plane IS NULL THEN z.plane ELSE ST_Difference(z.plane, c.plane) END)
    FROM zones z CROSS JOIN unnest(ARRAY['zone', 'urban', 'land-use']) AS p (plan) LEFT JOIN covered c ON c.plan = p.plan
$$;

-- The ledger: every combination of what the three plans say.
CREATE FUNCTION oracle.ledger(of_region text) RETURNS TABLE (zone text, urban text, land_use text, ground float8) LANGUAGE sql STABLE AS $$
    WITH ground AS MATERIALIZED (SELECT ST_Union(plane) AS plane FROM oracle.shown WHERE region = of_region AND collection = 'zone-boundaries'),
        said AS MATERIALIZED (SELECT plan, state, ST_Intersection(ST_Union(kept), (SELECT plane FROM ground)) AS plane FROM oracle.patches(of_region) GROUP BY plan, state),
        state AS MATERIALIZED (
            SELECT * FROM said
            UNION ALL SELECT p.plan, 'uncovered', ST_Difference(g.plane, coalesce((SELECT ST_Union(s.plane) FROM said s WHERE s.plan = p.plan), 'SRID=4547;POLYGON EMPTY'))
            FROM ground g CROSS JOIN unnest(ARRAY['zone', 'urban', 'land-use']) AS p (plan)),
        two AS MATERIALIZED (SELECT z.state AS zone, u.state AS urban, ST_Intersection(z.plane, u.plane) AS plane
            FROM state z JOIN state u ON z.plan = 'zone' AND u.plan = 'urban')
    SELECT two.zone, two.urban, l.state, oracle.ground(ST_CollectionExtract(ST_Intersection(two.plane, l.plane), 3))
    FROM two JOIN state l ON l.plan = 'land-use'
$$;
