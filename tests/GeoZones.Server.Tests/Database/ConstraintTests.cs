using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Tests.Database;

/// <summary>
/// What the database itself refuses. Each statement is tried alone on a small world: region <c>r</c> with revisions 1 (submitted) and 2 (draft) of its
/// zone plan, 3 of its urban plan and 4 of its survey; one sub-park (version 1, id 1) and one figure made in revision 2.
/// </summary>
public sealed class ConstraintTests(PostGis postGis) : IAsyncLifetime
{
    private const string World = """
        INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES
            ('r', '甲', 'R', 4547, ST_MakeEnvelope(114, 34, 115, 35, 4490)), ('s', '乙', 'S', 4547, ST_MakeEnvelope(114, 34, 115, 35, 4490));
        INSERT INTO plan (region, kind, name_zh, name_en) VALUES ('r', 'zone', '规划', 'Plan'), ('r', 'urban', '规划', 'Plan'), ('s', 'zone', '规划', 'Plan');
        INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 1, 't');
        INSERT INTO change (revision_id, made_by, reason) VALUES (1, 't', 't');
        UPDATE revision SET state = 'submitted', submitted_at = now();
        INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 2, 't');
        INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'urban', 1, 't'), ('r', NULL, 1, 't');
        INSERT INTO change (revision_id, made_by, reason) VALUES (2, 't', 't'), (3, 't', 't'), (4, 't', 't');
        """;

    private const string SubPark = """
        INSERT INTO feature (collection, id, region, plan, plane_srid, lives_from, made_by, ellipsoidal_area_m2, planar_area_m2, ground_area_m2, geom)
        VALUES ('sub-parks', 1, 'r', 'zone', 4547, 2, 2, 1, 1, 1, ST_GeomFromText('POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1))', 4490))
        """;

    private static readonly string Another = SubPark.Replace("'sub-parks', 1,", "'sub-parks', 2,");

    private const string Figure = """
        INSERT INTO figure (region, plan, lives_from, made_by, ordinal, subject, quantity, value, unit, decimals)
        VALUES ('r', 'zone', 2, 2, 1, 'zone', 'area', 8.6, 'km2', 1)
        """;

    private const string Run = "INSERT INTO check_run (region, zone_revision, requested_by) VALUES ('r', 2, 't')";
    private const string Waiver = "INSERT INTO waiver (region, finding_id, reason, made_by) VALUES ('r', 'GZ101-0123456789ab', 'x', 't')";
    private const string Triangle = "POLYGON((114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1))";

    private static readonly string Running = $"{Run}; UPDATE check_run SET state = 'running', started_at = now(); {Finding("GZ101-0123456789ab", "GZ101")}";

    private static readonly string Ended = $"{Running}; UPDATE check_run SET state = 'finished', finished_at = now(), ledger = '{{}}'";

    private ServerDatabase database = null!;

    // What is tried, and a part of what the refusal says.
    private static readonly (string Sql, string Expected)[] Refused =
    [
        ("INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES ('x', '甲', 'X', 4555, ST_MakeEnvelope(137, 34, 138, 35, 4490))", "region_plane_srid_check"),
        ("INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES ('x', '甲', 'X', 4539, ST_MakeEnvelope(114, 34, 115, 35, 4490))", "plane_fits_extent"),
        ("INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES ('x', '甲', 'X', 4547, ST_GeomFromText('POLYGON((114 34, 115 34, 115 35, 114 34))', 4490))", "extent_is_a_box"),
        ("INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES ('x', '甲', 'X', 4547, ST_MakeEnvelope(114, 34, 115, 35, 4326))", "SRID"),
        ("INSERT INTO region (id, name_zh, name_en, plane_srid, extent) VALUES ('X Y', '甲', 'X', 4547, ST_MakeEnvelope(114, 34, 115, 35, 4490))", "region_id_check"),
        ("UPDATE region SET plane_srid = 4548 WHERE id = 'r'", "foreign key"),
        ("DELETE FROM region WHERE id = 'r'", "foreign key"),
        ("INSERT INTO plan (region, kind, name_zh, name_en) VALUES ('r', 'rural', '规划', 'Plan')", "plan_kind_check"),
        ("UPDATE plan SET base_year = 2030, target_year = 2020", "plan_check"),
        ("INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'land-use', 1, 't')", "foreign key"),
        ("INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 4, 't')", "is draft 3"),
        ("INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 2, 't')", "is draft 3"),
        ("INSERT INTO revision (region, plan, number, created_by, state, submitted_at) VALUES ('r', 'zone', 3, 't', 'submitted', now())", "is draft 3"),
        ("UPDATE revision SET state = 'draft', submitted_at = NULL WHERE id = 1", "keeps what it is"),
        ("UPDATE revision SET state = 'approved', submitted_at = now(), approved_at = now() WHERE id = 2", "cannot become"),
        ("UPDATE revision SET state = 'submitted' WHERE id = 2", "revision_check"),
        ("UPDATE revision SET number = 7 WHERE id = 2", "keeps what it is"),
        ("UPDATE revision SET note = 'x' WHERE id = 1", "keeps what it is"),
        ("UPDATE revision SET superseded = false WHERE id = 1", "keeps what it is"),
        ("DELETE FROM revision WHERE id = 2", "are kept"),
        ("INSERT INTO change (revision_id, made_by, reason) VALUES (1, 't', 't')", "Only the newest revision"),
        ("UPDATE change SET reason = 'x'", "kept as they are"),
        ("DELETE FROM change WHERE id = 3", "kept as they are"),
        (Another.Replace("(114.1 34.1,", "(114.1000000001 34.1,").Replace("114.1 34.1))", "114.1000000001 34.1))"), "nine_decimals"),
        (Another.Replace(", geom)", ", geom, plane)").Replace(", 4490))", ", 4490), ST_Translate(ST_Transform(ST_GeomFromText('" + Triangle + "', 4490), 4547), 1, 0))"), "plane_is_of_geom"),
        (Another.Replace(", geom)", ", geom, plane)").Replace(", 4490))", ", 4490), ST_Transform(ST_GeomFromText('" + Triangle + "', 4490), 4548))"), "plane_is_of_geom"),
        (Another.Replace("', 4490", "', 4326"), "SRID"),
        (Another.Replace(Triangle, "POLYGON Z ((114.1 34.1 1, 114.2 34.1 1, 114.2 34.2 1, 114.1 34.1 1))"), "Z dimension"),
        (Another.Replace(Triangle, "POLYGON EMPTY"), "feature_geom_check"),
        (Another.Replace(Triangle, "LINESTRING(114.1 34.1, 114.2 34.1)"), "feature_sub_parks"),
        (Another.Replace("114.2", "116.2"), "outside the region"),
        (Another.Replace("4547", "4548"), "foreign key"),
        (Another.Replace("'zone', 4547", "'land-use', 4547"), "foreign key"),
        (Another.Replace("'zone', 4547", "'urban', 4547"), "Only the newest revision"),
        (Another.Replace("'zone', 4547", "NULL, 4547"), "feature_sub_parks"),
        (Another.Replace("4547, 2, 2,", "4547, 1, 1,"), "Only the newest revision"),
        (Another.Replace("4547, 2, 2,", "4547, 2, 3,"), "foreign key"),
        (Another.Replace("4547, 2, 2,", "4547, 3, 3,"), "Only the newest revision"),
        (Another.Replace("'r', 'zone'", "'s', 'zone'"), "foreign key"),
        (Another.Replace("1, 1, 1, ST", "'NaN', 1, 1, ST"), "ellipsoidal_area"),
        (Another.Replace("1, 1, 1, ST", "NULL, 1, 1, ST"), "feature_sub_parks"),
        (Another.Replace("'sub-parks'", "'roads'"), "feature_roads"),
        (Another.Replace("'sub-parks'", "'farmland'"), "feature_farmland"),
        (Another.Replace("'sub-parks'", "'existing-land-use'"), "feature_existing_land_use"),
        (Another.Replace("'sub-parks'", "'lakes'"), "no partition"),
        (SubPark, "feature_sub_parks_collection_id_idx"),
        ("UPDATE feature SET lives_to = 2, ended_by = 2; " + SubPark.Replace("'r', 'zone', 4547, 2, 2", "'r', 'urban', 4547, 3, 3"), "another region or plan"),
        ("UPDATE feature SET name = 'x'", "is final"),
        ("UPDATE feature SET geom = ST_Reverse(geom)", "is final"),
        ("UPDATE feature SET plane = ST_Reverse(plane)", "is final"),
        ("UPDATE feature_sub_parks SET code = 'x'", "is final"),
        ("DELETE FROM feature", "is final"),
        ("UPDATE feature SET lives_to = 2", "feature_check"),
        ("UPDATE feature SET lives_to = 1, ended_by = 1", "feature_check"),
        ("UPDATE feature SET lives_to = 2, ended_by = 3", "foreign key"),
        ("UPDATE feature SET lives_to = 2, ended_by = 2; UPDATE feature SET lives_to = NULL, ended_by = NULL", "has ended"),
        ("UPDATE revision SET state = 'submitted', submitted_at = now() WHERE id = 2; UPDATE feature SET lives_to = 2, ended_by = 2", "Only the newest revision"),
        ("INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 3, 't'); UPDATE feature SET lives_to = 2, ended_by = 2", "Only the newest revision"),
        (Another.Replace("114.1 34.1, 114.2 34.1, 114.2 34.2, 114.1 34.1", "114.1 34.1, 114.2 34.2, 114.2 34.1, 114.1 34.2, 114.1 34.1") + "; UPDATE revision SET state = 'submitted', submitted_at = now() WHERE id = 2", "invalid geometry in sub-parks/2"),
        (Figure, "figure_current"),
        (Figure.Replace("8.6", "8.65").Replace("'zone', 'area'", "'x', 'area'"), "decimals_as_stated"),
        (Figure.Replace("8.6", "'NaN'").Replace("'zone', 'area'", "'x', 'area'"), "figure_value_check"),
        (Figure.Replace("'km2'", "NULL").Replace("'zone', 'area'", "'x', 'area'"), "figure_check"),
        (Figure.Replace("2, 2, 1, 'zone'", "1, 1, 1, 'x'"), "Only the newest revision"),
        (Figure.Replace("2, 2, 1, 'zone'", "2, 3, 1, 'x'"), "foreign key"),
        ("UPDATE figure SET value = 9", "is final"),
        ("DELETE FROM figure", "is final"),
        ("UPDATE revision SET state = 'submitted', submitted_at = now() WHERE id = 2; UPDATE figure SET lives_to = 2, ended_by = 2", "Only the newest revision"),
        (Run.Replace("zone_revision", "urban_revision"), "one revision of each plan"),
        (Run.Replace("zone_revision", "survey_revision"), "one revision of each plan"),
        (Run.Replace("'r', 2", "'s', 2"), "foreign key"),
        ("UPDATE revision SET superseded = true WHERE id = 2", "superseded by making the next one"),
        ("INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 3, 't'); UPDATE revision SET state = 'submitted', submitted_at = now() WHERE id = 2", "Draft 2 is superseded"),
        ("UPDATE region SET extent = ST_MakeEnvelope(114.15, 34, 115, 35, 4490) WHERE id = 'r'", "leaves out features"),
        ("TRUNCATE feature CASCADE", "is kept"),
        ("TRUNCATE feature_sub_parks CASCADE", "is kept"),
        ("TRUNCATE figure", "is kept"),
        ("TRUNCATE change CASCADE", "is kept"),
        ("TRUNCATE region CASCADE", "is kept"),
        ("TRUNCATE check_run CASCADE", "is kept"),
        ("TRUNCATE waiver", "is kept"),
        (Run + "; UPDATE check_run SET state = 'running'", "started_before_running"),
        (Run + "; UPDATE check_run SET steps_done = 2, steps = 1", "no_more_steps_than_there_are"),
        (Run + "; UPDATE check_run SET state = 'finished', started_at = now(), finished_at = now()", "finished_with_ledger"),
        (Run + """; UPDATE check_run SET state = 'finished', started_at = now(), finished_at = now(), failed_rules = '[{"rule":"GZ103"}]'""", "finished_with_ledger"),
        (Run + "; UPDATE check_run SET state = 'failed', finished_at = now(), error = 'Object reference not set'", "error_is_a_code"),
        (Run + "; " + Finding("GZ101-0123456789ab", "GZ101"), "only while their check run is running"),
        (Ended + "; " + Finding("GZ101-0123456789ab", "GZ101").Replace("89ab", "89ac").Replace(", 1, 'GZ101'", ", 2, 'GZ101'"), "only while their check run is running"),
        (Ended + "; UPDATE finding SET severity = 'info'", "stays as it was written"),
        (Running + "; UPDATE finding SET severity = 'info'", "stays as it was written"),
        (Ended + "; DELETE FROM finding", "only while their check run is running"),
        (Ended + "; DELETE FROM check_run", "it is kept"),
        ("INSERT INTO waiver (region, finding_id, reason, made_by, expires_on) VALUES ('r', 'GZ101-0123456789ab', 'x', 't', current_date - 2)", "holds_for_a_day"),
        (Waiver + "; DELETE FROM waiver", "Waivers are kept"),
        (Waiver + "; UPDATE waiver SET reason = 'y'", "stays as it was made"),
        (Waiver + "; UPDATE waiver SET revoked_at = now(), revoked_by = 't'; UPDATE waiver SET revoked_at = NULL, revoked_by = NULL", "stays as it was made"),
        (Run + "; UPDATE check_run SET state = 'failed', finished_at = now()", "check_run_check"),
        (Run + "; UPDATE check_run SET state = 'failed', finished_at = now(), error = 'internal'; UPDATE check_run SET state = 'queued', finished_at = NULL, error = NULL", "has ended"),
        (Run + "; " + Finding("GZ101-0123456789ab", "GZ103"), "finding_check"),
        (Run + "; " + Finding("GZ101-1", "GZ101"), "finding_id_check"),
        (Finding("GZ101-0123456789ab", "GZ101"), "foreign key"),
        ("INSERT INTO waiver (region, finding_id, reason, made_by) VALUES ('r', 'GZ101-0123456789ab', '', 't')", "waiver_reason_check"),
        ("INSERT INTO waiver (region, finding_id, reason, made_by) SELECT 'r', 'GZ101-0123456789ab', 'x', 't' FROM generate_series(1, 2)", "is waived already"),
    ];

    public async ValueTask InitializeAsync()
    {
        database = await postGis.NewDatabase();
        await Execute($"{World} {SubPark}; {Figure}");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task TheDatabaseRefusesWhatMustNotBe()
    {
        var wrong = new List<string>();
        foreach ((string sql, string expected) in Refused)
        {
            if (await Refusal(sql) is not string said)
            {
                wrong.Add($"accepted: {sql}");
            }
            else if (!said.Contains(expected, StringComparison.Ordinal))
            {
                wrong.Add($"{said}\n    instead of {expected}: {sql}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task AVersionEndsInTheDraftAndTheNextRevisionShowsItsSuccessor()
    {
        await Execute("""
            INSERT INTO revision (region, plan, number, created_by) VALUES ('r', 'zone', 3, 't');
            INSERT INTO change (revision_id, made_by, reason) SELECT max(id), 't', 't' FROM revision;
            UPDATE feature SET lives_to = (SELECT max(id) FROM revision), ended_by = (SELECT max(id) FROM change);
            """);
        await Execute(SubPark.Replace("4547, 2, 2", "4547, (SELECT max(id) FROM revision), (SELECT max(id) FROM change)"));

        await using NpgsqlCommand history = database.Source.CreateCommand("SELECT count(*) FROM feature WHERE id = 1");
        Assert.Equal(2L, await history.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE region SET extent = ST_MakeEnvelope(114.05, 34, 114.9, 34.9, 4490) WHERE id = 'r'")]
    [InlineData("INSERT INTO waiver (region, finding_id, reason, made_by, made_at, expires_on) VALUES ('r', 'GZ101-0123456789ab', 'x', 't', now() - interval '9 days', current_date - 5); " + Waiver)]
    [InlineData(Waiver + "; UPDATE waiver SET revoked_at = now(), revoked_by = 't'; " + Waiver)]
    [InlineData(Run + "; DELETE FROM check_run")]
    [InlineData(Run + """; UPDATE check_run SET state = 'finished', started_at = now(), finished_at = now(), failed_rules = '[{"rule":"ledger","error":"internal"}]'""")]
    public async Task TheDatabaseAcceptsWhatMayBe(string sql) => Assert.Null(await Refusal(sql));

    [Fact]
    public async Task TheFindingsOfARunThatStillRunsMayBeTakenBack() => Assert.Null(await Refusal($"{Running}; DELETE FROM finding; DELETE FROM check_run"));

    private static string Finding(string id, string rule) =>
        $"INSERT INTO finding (run_id, id, ordinal, rule, name, severity, features) VALUES ((SELECT coalesce(max(id), 0) FROM check_run), '{id}', 1, '{rule}', 'x', 'error', '[]')";

    private async Task<string?> Refusal(string sql)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException e)
        {
            return e.MessageText;
        }
    }

    private async Task Execute(string sql)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
