-- A second, independent answer to what the checks and the measures compute: PostGIS over the stored planes.
-- Nothing here is shared with the engine but CHECKS.md.
CREATE SCHEMA oracle;

-- Near the origin GEOS cuts far more exactly: how far it moves lines that nearly coincide grows with their coordinates. Every number here is between half and twice that of the
-- corner, so the difference is exact.
CREATE FUNCTION oracle.near(plane geometry) RETURNS geometry LANGUAGE sql IMMUTABLE AS $$ SELECT ST_Translate(plane, -560000, -3895000) $$;

-- Ground area: geodesic area of edges that are straight in the plane, so cut into pieces of at most 50 m first.
CREATE FUNCTION oracle.ground(near geometry) RETURNS double precision LANGUAGE sql IMMUTABLE AS
$$ SELECT ST_Area(ST_Transform(ST_Segmentize(ST_Translate(near, 560000, 3895000), 50), 4490)::geography) $$;

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

-- Whether a part is below both limits; without a width the area alone decides.
CREATE FUNCTION oracle.is_small(part geometry, area_m2 float8, width_m float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT oracle.ground(part) < area_m2 AND (width_m IS NULL OR ST_IsEmpty(ST_Buffer(part, -width_m / 2))) $$;

-- What is not ground: edges and points that two areas share.
CREATE FUNCTION oracle.areas(g geometry) RETURNS geometry LANGUAGE sql IMMUTABLE AS $$ SELECT ST_CollectionExtract(g, 3) $$;

-- State and function group of each code (of the survey: plan ''), and the groups that conflict, both ways: filled from the region's code lists.
CREATE TABLE oracle.class (region text, plan text, code text, state text, function_group text, PRIMARY KEY (region, plan, code));
CREATE TABLE oracle.conflict (region text, a text, b text, PRIMARY KEY (region, a, b));

-- What the newest revisions show, where it is valid.
CREATE MATERIALIZED VIEW oracle.shown AS
SELECT f.region, f.plan, f.collection, f.id, f.zone, f.code, f.name, f.attributes, oracle.near(f.plane) AS plane, concat(f.collection, '#', f.id) AS feature,
    concat(coalesce(f.plan, 'survey'), '/', f.collection, '/', f.zone, '/', coalesce(f.code, '#' || f.id)) AS key
FROM feature f WHERE f.lives_to IS NULL AND ST_Dimension(f.plane) = 2 AND ST_IsValid(f.plane);
CREATE INDEX ON oracle.shown USING gist (plane);
CREATE INDEX ON oracle.shown (region, collection, plan);
ANALYZE oracle.shown;

-- The layers: one for each collection of each plan, but control areas and use areas lie over one another.
CREATE FUNCTION oracle.layers(of_region text) RETURNS TABLE (layer text, plan text, collection text, feature text, plane geometry) LANGUAGE sql STABLE AS $$
    SELECT concat_ws('/', s.plan, s.collection, stated), s.plan, s.collection, s.feature, s.plane
    FROM oracle.shown s CROSS JOIN LATERAL unnest(
        CASE WHEN s.collection = 'designations' AND s.plan = 'land-use' THEN ARRAY['controlArea', 'useArea'] ELSE ARRAY[NULL] END) AS stated
    WHERE s.region = of_region AND (stated IS NULL OR s.attributes ? stated)
$$;

-- Z: the ground of the zones as any plan draws them.
CREATE FUNCTION oracle.zone_ground(of_region text) RETURNS geometry LANGUAGE sql STABLE AS
$$ SELECT ST_Union(plane) FROM oracle.shown WHERE region = of_region AND collection = 'zone-boundaries' $$;

-- Designations with a known class; where patches of one plan overlap, the one with the lowest code keeps the ground. Worked out once for all that ask: oracle.patch is filled from it.
CREATE FUNCTION oracle.work_out_patches(of_region text) RETURNS TABLE (plan text, feature text, state text, function_group text, plane geometry, kept geometry) LANGUAGE sql STABLE AS $$
    WITH d AS MATERIALIZED (
        SELECT s.plan, s.feature, c.state, c.function_group, s.plane,
            row_number() OVER (ORDER BY coalesce(s.code, '#' || s.id) COLLATE "C", s.key COLLATE "C", s.id) AS rank
        FROM oracle.shown s JOIN oracle.class c ON c.region = s.region AND c.plan = s.plan
            AND c.code = s.attributes ->> CASE s.plan WHEN 'zone' THEN 'function' WHEN 'urban' THEN 'class' ELSE 'controlArea' END
        WHERE s.region = of_region AND s.collection = 'designations')
    SELECT d.plan, d.feature, d.state, d.function_group, d.plane, coalesce(
        (SELECT ST_Difference(d.plane, ST_Union(o.plane)) FROM d o WHERE o.plan = d.plan AND o.rank < d.rank
            AND o.plane && d.plane AND ST_Relate(o.plane, d.plane, 'T********')), d.plane)
    FROM d
$$;

CREATE TABLE oracle.patch (region text, plan text, feature text, state text, function_group text, plane geometry, kept geometry);
CREATE INDEX ON oracle.patch (region, plan);
CREATE INDEX ON oracle.patch USING gist (plane);

CREATE FUNCTION oracle.patches(of_region text) RETURNS TABLE (plan text, feature text, state text, function_group text, plane geometry, kept geometry) LANGUAGE sql STABLE AS
$$ SELECT plan, feature, state, function_group, plane, kept FROM oracle.patch WHERE region = of_region $$;

-- Surveyed ground that is built up today.
CREATE FUNCTION oracle.built_today(of_region text) RETURNS TABLE (feature text, plane geometry) LANGUAGE sql STABLE AS $$
    SELECT s.feature, s.plane FROM oracle.shown s JOIN oracle.class c ON c.region = s.region AND c.plan = '' AND c.code = s.attributes ->> 'class'
    WHERE s.region = of_region AND s.collection = 'existing-land-use' AND c.state = 'built'
$$;

-- One function a rule: who, and the ground that they share, leave or take.

CREATE FUNCTION oracle.gz103(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH l AS MATERIALIZED (SELECT * FROM oracle.layers(of_region))
    SELECT DISTINCT ON (a.feature, b.feature) ARRAY[a.feature, b.feature], ST_Intersection(a.plane, b.plane)
    FROM l a JOIN l b ON b.layer = a.layer AND b.feature > a.feature AND b.plane && a.plane AND ST_Relate(a.plane, b.plane, 'T********')
$$;

-- Ground that a coverage encloses and no patch covers; sub-parks must fill the boundary. Inside the zone it is GZ206 that tells what designations leave.
CREATE FUNCTION oracle.gz104(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH l AS MATERIALIZED (SELECT * FROM oracle.layers(of_region)),
        covered AS MATERIALIZED (SELECT layer, plan, collection, ST_Union(plane) AS plane FROM l
            WHERE collection IN ('designations', 'existing-land-use', 'sub-parks', 'townships') GROUP BY 1, 2, 3),
        filled AS MATERIALIZED (SELECT c.*, coalesce(
            (SELECT ST_Union(b.plane) FROM l b WHERE c.collection = 'sub-parks' AND b.collection = 'zone-boundaries' AND b.plan = c.plan),
            (SELECT ST_Union(ST_MakePolygon(ST_ExteriorRing(d.geom))) FROM ST_Dump(c.plane) AS d)) AS outline FROM covered c),
        bare AS MATERIALIZED (SELECT f.layer, f.plan, f.collection, d.geom FROM filled f, ST_Dump(oracle.areas(ST_Difference(f.outline, f.plane))) AS d),
        told AS MATERIALIZED (SELECT * FROM bare b
            WHERE oracle.ground(b.geom) <= 10000
            AND (b.collection <> 'designations' OR b.layer LIKE '%useArea' OR NOT ST_Covers(oracle.zone_ground(of_region), b.geom))
            AND NOT EXISTS (SELECT FROM feature f WHERE f.region = of_region AND f.lives_to IS NULL AND f.collection = b.collection
                AND f.plan IS NOT DISTINCT FROM b.plan AND NOT ST_IsValid(f.plane) AND oracle.near(ST_Envelope(f.plane)) && b.geom))
    SELECT (SELECT array_agg(DISTINCT n.feature) FROM ST_DumpSegments(t.geom) AS s JOIN l n
            ON (n.layer = t.layer OR (t.collection = 'sub-parks' AND n.collection = 'zone-boundaries' AND n.plan = t.plan))
            AND ST_DWithin(ST_Boundary(n.plane), ST_LineInterpolatePoint(s.geom, 0.5), 0.0001)), t.geom
    FROM told t
$$;

CREATE FUNCTION oracle.gz109(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH boundary AS MATERIALIZED (SELECT plan, ST_Union(plane) AS plane FROM oracle.shown WHERE region = of_region AND collection = 'zone-boundaries' GROUP BY plan)
    SELECT ARRAY[s.feature], ST_Difference(s.plane, b.plane) FROM oracle.shown s JOIN boundary b ON b.plan = s.plan
    WHERE s.region = of_region AND (s.collection = 'sub-parks' OR (s.collection = 'designations' AND s.plan = 'zone'))
$$;

-- The line of one zone as two plans draw it: what is only in the first, what is only in the second.
CREATE FUNCTION oracle.gz201(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH line AS MATERIALIZED (SELECT plan, coalesce(zone, '') AS zone, ST_Union(plane) AS plane FROM oracle.shown
        WHERE region = of_region AND collection = 'zone-boundaries' GROUP BY 1, 2)
    SELECT ARRAY[a.plan, b.plan, a.zone, side.name], CASE side.name WHEN 'firstOnlyM2' THEN ST_Difference(a.plane, b.plane) ELSE ST_Difference(b.plane, a.plane) END
    FROM line a JOIN line b ON b.zone = a.zone AND (a.plan, b.plan) IN (('zone', 'urban'), ('zone', 'land-use'), ('urban', 'land-use'))
    CROSS JOIN (VALUES ('firstOnlyM2'), ('secondOnlyM2')) AS side (name)
$$;

CREATE FUNCTION oracle.gz202(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH p AS MATERIALIZED (SELECT * FROM oracle.patches(of_region)), z AS MATERIALIZED (SELECT oracle.zone_ground(of_region) AS plane)
    SELECT ARRAY[a.feature, b.feature], ST_Intersection(oracle.areas(ST_Intersection(a.plane, b.plane)), z.plane)
    FROM z, p a JOIN p b ON (a.plan, b.plan) IN (('zone', 'urban'), ('zone', 'land-use'), ('urban', 'land-use')) AND b.plane && a.plane
    JOIN oracle.conflict c ON c.region = of_region AND (c.a, c.b) = (a.function_group, b.function_group)
    WHERE ST_Relate(a.plane, b.plane, 'T********') AND a.plane && z.plane
$$;

CREATE FUNCTION oracle.taken(of_region text, of_class text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    SELECT ARRAY[f.feature, d.feature], ST_Intersection(f.plane, d.plane)
    FROM oracle.shown f
    JOIN oracle.patches(of_region) d ON d.plan = 'zone' AND d.state = 'built' AND d.plane && f.plane AND ST_Relate(d.plane, f.plane, 'T********')
    WHERE f.region = of_region AND f.plan = 'land-use' AND f.collection = 'farmland' AND f.attributes ->> 'farmlandClass' = of_class
$$;

CREATE FUNCTION oracle.gz203(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$ SELECT * FROM oracle.taken(of_region, 'basic') $$;

CREATE FUNCTION oracle.gz204(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$ SELECT * FROM oracle.taken(of_region, 'general') $$;

-- Per plan and zone, the ground inside that the plan says nothing about.
CREATE FUNCTION oracle.gz206(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH zones AS (SELECT coalesce(zone, '') AS zone, ST_Union(plane) AS plane FROM oracle.shown
            WHERE region = of_region AND collection = 'zone-boundaries' GROUP BY 1),
        covered AS (SELECT plan, ST_Union(plane) AS plane FROM oracle.patches(of_region) GROUP BY plan)
    SELECT ARRAY[p.plan, z.zone], CASE WHEN c.plane IS NULL THEN z.plane ELSE ST_Difference(z.plane, c.plane) END
    FROM zones z CROSS JOIN unnest(ARRAY['zone', 'urban', 'land-use']) AS p (plan) LEFT JOIN covered c ON c.plan = p.plan
$$;

CREATE FUNCTION oracle.gz207(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH p AS MATERIALIZED (SELECT * FROM oracle.patches(of_region))
    SELECT ARRAY[a.feature, b.feature], ST_Intersection(a.plane, b.plane)
    FROM p a JOIN p b ON b.plane && a.plane AND ST_Relate(a.plane, b.plane, 'T********')
    WHERE a.plan = 'zone' AND a.state = 'built' AND b.plan = 'land-use' AND b.state <> 'built'
$$;

CREATE FUNCTION oracle.gz208(of_region text) RETURNS TABLE (features text[], shared geometry) LANGUAGE sql STABLE AS $$
    WITH reserve AS (SELECT * FROM oracle.shown WHERE region = of_region AND collection = 'land-reserve')
    SELECT ARRAY['outside-zone', feature], ST_Difference(plane, oracle.zone_ground(of_region)) FROM reserve
    UNION ALL SELECT ARRAY['built-up', r.feature, b.feature], ST_Intersection(r.plane, b.plane) FROM reserve r JOIN oracle.built_today(of_region) b ON b.plane && r.plane
    UNION ALL SELECT ARRAY['basic-farmland', r.feature, f.feature], ST_Intersection(r.plane, f.plane) FROM reserve r JOIN oracle.shown f ON f.plane && r.plane
        WHERE f.region = of_region AND f.plan = 'land-use' AND f.collection = 'farmland' AND f.attributes ->> 'farmlandClass' = 'basic'
$$;

-- The parts that a rule has to find or, where they are small, to ignore. What is thinner than a thousandth of a millimetre comes from computing.
CREATE FUNCTION oracle.parts(rule text, of_region text, area_m2 float8, width_m float8)
RETURNS TABLE (features text[], part geometry, planar float8, ground float8, is_small boolean) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT features, d.geom, ST_Area(d.geom), oracle.ground(d.geom), oracle.is_small(d.geom, $2, $3)
        FROM oracle.%I($1), ST_Dump(oracle.areas(shared)) AS d WHERE ST_Area(d.geom) >= 5e-7 * ST_Perimeter(d.geom)', lower(rule)) USING of_region, area_m2, width_m;
END $$;

-- GZ102: each that is drawn once more, with the first that it repeats. Vertices alone would not tell: edges are looked at in between.
CREATE FUNCTION oracle.twins(of_region text) RETURNS TABLE (a text, b text) LANGUAGE sql STABLE AS $$
    WITH l AS MATERIALIZED (SELECT l.*, s.key, s.id FROM oracle.layers(of_region) l JOIN oracle.shown s ON s.region = of_region AND s.feature = l.feature)
    SELECT DISTINCT ON (b.feature) a.feature, b.feature FROM l a JOIN l b ON b.layer = a.layer AND (a.key COLLATE "C", a.id) < (b.key COLLATE "C", b.id) AND b.plane && a.plane
    -- Lines within 2 mm of one another have boxes within 2 mm of one another.
    WHERE greatest(abs(ST_XMin(a.plane) - ST_XMin(b.plane)), abs(ST_YMin(a.plane) - ST_YMin(b.plane)), abs(ST_XMax(a.plane) - ST_XMax(b.plane)), abs(ST_YMax(a.plane) - ST_YMax(b.plane))) <= 0.002
    AND ST_HausdorffDistance(ST_Boundary(a.plane), ST_Boundary(b.plane), 0.25) <= 0.002 ORDER BY b.feature, a.key COLLATE "C", a.id
$$;

-- The class of farmland under a place, basic first, and how much.
CREATE FUNCTION oracle.farmland(of_region text, place geometry) RETURNS TABLE (class text, ground float8) LANGUAGE sql STABLE AS $$
    SELECT c.class, sum(oracle.ground(d.geom)) FROM unnest(ARRAY['basic', 'general']) AS c (class), ST_Dump(oracle.areas((
        SELECT ST_Union(ST_Intersection(f.plane, place)) FROM oracle.shown f WHERE f.region = of_region AND f.plan = 'land-use' AND f.collection = 'farmland'
            AND f.attributes ->> 'farmlandClass' = c.class AND ST_Intersects(f.plane, place)))) AS d
    WHERE NOT oracle.is_small(d.geom, 1, 0.1) GROUP BY 1 ORDER BY 1 LIMIT 1
$$;

-- New construction: what the zone plan builds on and is not built-up today.
CREATE FUNCTION oracle.new_construction(of_region text) RETURNS geometry LANGUAGE sql STABLE AS $$
    SELECT ST_Difference((SELECT ST_Union(plane) FROM oracle.patches(of_region) WHERE plan = 'zone' AND state = 'built'),
        coalesce((SELECT ST_Union(plane) FROM oracle.built_today(of_region)), 'SRID=4547;POLYGON EMPTY'))
$$;

-- The ledger of some ground: every combination of what the three plans say.
CREATE FUNCTION oracle.ledger(of_region text, of_ground geometry) RETURNS TABLE (zone text, urban text, land_use text, patches bigint, ground float8) LANGUAGE sql STABLE AS $$
    WITH p AS MATERIALIZED (SELECT * FROM oracle.patches(of_region)),
        cell AS MATERIALIZED (
            SELECT plan, feature, state, oracle.areas(ST_Intersection(kept, of_ground)) AS plane FROM p WHERE kept && of_ground
            UNION ALL SELECT k.plan, 'uncovered', 'uncovered',
                ST_Difference(of_ground, coalesce((SELECT ST_Union(p.plane) FROM p WHERE p.plan = k.plan), 'SRID=4547;POLYGON EMPTY'))
            FROM unnest(ARRAY['zone', 'urban', 'land-use']) AS k (plan)),
        two AS MATERIALIZED (SELECT z.feature AS z, u.feature AS u, z.state AS zone, u.state AS urban, oracle.areas(ST_Intersection(z.plane, u.plane)) AS plane
            FROM cell z JOIN cell u ON u.plane && z.plane WHERE z.plan = 'zone' AND u.plan = 'urban'),
        piece AS (SELECT two.zone, two.urban, l.state AS land_use, sum(oracle.ground(oracle.areas(ST_Intersection(two.plane, l.plane)))) AS ground
            FROM two JOIN cell l ON l.plane && two.plane WHERE l.plan = 'land-use' GROUP BY two.z, two.u, l.feature, 1, 2, 3)
    SELECT zone, urban, land_use, count(*) FILTER (WHERE ground > 0.01), sum(ground) FROM piece GROUP BY 1, 2, 3
$$;

-- What patches of one plan lay claim to more than once.
CREATE FUNCTION oracle.doubled(of_region text) RETURNS float8 LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(oracle.ground(oracle.areas(ST_Intersection(plane, z))) - oracle.ground(oracle.areas(ST_Intersection(kept, z)))), 0)
    FROM oracle.patches(of_region), oracle.zone_ground(of_region) AS z WHERE NOT ST_OrderingEquals(plane, kept)
$$;
