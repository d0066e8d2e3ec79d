using GeoZones.Checks;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace GeoZones.Server.Tests.Checks;

/// <summary>How runs are taken, shared and survive their workers; no server is running here.</summary>
public sealed class CheckQueueTests(PostGis postGis) : IAsyncLifetime
{
    private static readonly RevisionIds Nothing = new(null, null, null, null);
    private ServerDatabase _database = null!;
    private DraftedRegion _region = null!;

    private NpgsqlDataSource Db => _database.Source;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postGis.NewDatabase();
        _region = await DraftedRegion.CreateAsync(Db);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<long> AddAsync() => CheckQueue.AddAsync(Db, _region.Id, Nothing, "test", Cancel);

    private Task<CheckRun> RunAsync(long id) => CheckRun.NamedAsync(Db, _region.Id, id.ToString(System.Globalization.CultureInfo.InvariantCulture), Cancel);

    [Fact]
    public async Task A_run_is_taken_once_and_in_order()
    {
        var revision = await _region.ReviseAsync("zone");
        var first = await AddAsync();
        var second = await CheckQueue.AddAsync(Db, _region.Id, Nothing with { Zone = revision }, "test", Cancel);
        await using var one = await Db.OpenConnectionAsync(Cancel);
        await using var other = await Db.OpenConnectionAsync(Cancel);
        Assert.Equal(first, (await CheckQueue.TakeAsync(one, Cancel))!.Id);
        Assert.Equal(second, (await CheckQueue.TakeAsync(other, Cancel))!.Id);
        Assert.Null(await CheckQueue.TakeAsync(one, Cancel));
        Assert.Equal("running", (await RunAsync(first)).State);
    }

    [Fact]
    public async Task A_worker_skips_a_run_that_another_is_just_taking()
    {
        await AddAsync();
        await using var one = await Db.OpenConnectionAsync(Cancel);
        await using var other = await Db.OpenConnectionAsync(Cancel);
        await using var taking = await one.BeginTransactionAsync(Cancel);
        Assert.NotNull(await CheckQueue.TakeAsync(one, Cancel));
        Assert.Null(await CheckQueue.TakeAsync(other, Cancel));
    }

    [Fact]
    public async Task Asking_again_for_what_still_waits_adds_nothing()
    {
        var first = await AddAsync();
        Assert.Equal(first, await AddAsync());
        await using var session = await Db.OpenConnectionAsync(Cancel);
        await CheckQueue.TakeAsync(session, Cancel);
        Assert.NotEqual(first, await AddAsync());
    }

    [Fact]
    public async Task A_new_run_wakes_who_listens()
    {
        await using var session = await Db.OpenConnectionAsync(Cancel);
        await using var listen = new NpgsqlCommand($"LISTEN {CheckQueue.Channel}", session);
        await listen.ExecuteNonQueryAsync(Cancel);
        Assert.False(await session.WaitAsync(TimeSpan.FromMilliseconds(50), Cancel));
        await AddAsync();
        Assert.True(await session.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task A_run_whose_worker_died_is_begun_again_and_at_last_given_up()
    {
        var id = await AddAsync();
        await using var watcher = await Db.OpenConnectionAsync(Cancel);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var worker = await WorkerAsync();
            Assert.Equal(attempt, (await CheckQueue.TakeAsync(worker, Cancel))!.Attempt);
            Assert.Equal(0, await CheckQueue.RecoverAsync(watcher, Cancel));
            Assert.Equal("running", (await RunAsync(id)).State);
            await KillAsync(worker);
            Assert.Equal(1, await CheckQueue.RecoverAsync(watcher, Cancel));
            Assert.Equal(attempt < 3 ? "queued" : "failed", (await RunAsync(id)).State);
        }
        Assert.Equal("server-stopped", (await RunAsync(id)).Error);
        Assert.Contains("stopped several times", (await RunAsync(id)).In("en").Error, StringComparison.Ordinal);
        Assert.Null(await CheckQueue.TakeAsync(watcher, Cancel));
    }

    [Fact]
    public async Task A_worker_that_was_given_up_can_no_longer_write()
    {
        var id = await AddAsync();
        var slow = await WorkerAsync();
        var old = (await CheckQueue.TakeAsync(slow, Cancel))!;
        await KillAsync(slow);
        await using var watcher = await Db.OpenConnectionAsync(Cancel);
        await CheckQueue.RecoverAsync(watcher, Cancel);
        var current = (await CheckQueue.TakeAsync(watcher, Cancel))!;
        var snapshot = new PlanSnapshot(_region.Id, 4547, [], [], null!);
        var report = new CheckReport([Finding()], new Dictionary<string, IgnoredParts>(), [], [], new Ledger(0, 0, [], 0, [], 0), []);
        Assert.False(await ReportWriter.WriteAsync(Db, old, snapshot, report, Cancel));
        Assert.True(await ReportWriter.WriteAsync(Db, current, snapshot, report, Cancel));
        Assert.Equal("finished", (await RunAsync(id)).State);
    }

    [Fact]
    public async Task A_part_that_fails_is_stored_as_a_code_and_a_ledger_that_fails_not_at_all()
    {
        var id = await AddAsync();
        await using var worker = await Db.OpenConnectionAsync(Cancel);
        var job = (await CheckQueue.TakeAsync(worker, Cancel))!;
        var report = new CheckReport([Finding()], new Dictionary<string, IgnoredParts>(),
            [new("GZ103", new InvalidOperationException("secret")), new("ledger", new InvalidOperationException("secret"))], [], null, []);
        Assert.True(await ReportWriter.WriteAsync(Db, job, new PlanSnapshot(_region.Id, 4547, [], [], null!), report, Cancel));
        await using var stored = Db.CreateCommand("SELECT failed_rules::text FROM check_run WHERE ledger IS NULL AND id = $1");
        stored.Parameters.Add(new() { Value = id });
        Assert.Equal("""[{"rule": "GZ103", "error": "internal"}, {"rule": "ledger", "error": "internal"}]""", await stored.ExecuteScalarAsync(Cancel));
    }

    private static Finding Finding() => new() { Id = "GZ304-0123456789ab", Rule = "GZ304", Name = "missing-figure", Severity = Severity.Warning, Features = [] };

    [Fact]
    public async Task The_command_line_checks_without_a_server()
    {
        var draft = await _region.ReviseAsync("zone");
        await _region.DrawAsync(draft, "zone-boundaries", DraftedRegion.Square(0, 0, 4), "B", "Z");
        await _region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0), "D1", "Z", """{"function":"I10"}""");
        await _region.DrawAsync(draft, "designations", DraftedRegion.Square(0, 0), "D2", "Z", """{"function":"I10"}""");
        var steps = new Steps();
        var run = (await CheckRegion.RunAsync(Db, _region.Id, "command line", NullLogger.Instance, steps, Cancel)).Run;
        Assert.Equal("finished", run.State);
        Assert.True(run.Errors >= 1);
        Assert.Contains("ledger", steps.Seen);
        await using var watcher = await Db.OpenConnectionAsync(Cancel);
        Assert.Null(await CheckQueue.TakeAsync(watcher, Cancel));
        Assert.Equal(0, await CheckQueue.RecoverAsync(watcher, Cancel));
    }

    // A session of its own, as a process that can die has.
    private async Task<NpgsqlConnection> WorkerAsync()
    {
        var worker = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false }.ConnectionString);
        await worker.OpenAsync(Cancel);
        return worker;
    }

    private async Task KillAsync(NpgsqlConnection worker)
    {
        await using var kill = Db.CreateCommand("SELECT pg_terminate_backend($1, 5000)");
        kill.Parameters.Add(new() { Value = worker.ProcessID });
        Assert.Equal(true, await kill.ExecuteScalarAsync(Cancel));
        await worker.DisposeAsync();
    }

    private sealed class Steps : IProgress<CheckProgress>
    {
        public List<string> Seen { get; } = [];

        public void Report(CheckProgress value) => Seen.Add(value.Step);
    }
}
