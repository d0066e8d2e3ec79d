using System.Diagnostics;
using System.Runtime.Versioning;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Database;

using Npgsql;

namespace GeoZones.Server.Tests.Database;

/// <summary>One cluster through its life; the folder is new, so that nothing else uses it.</summary>
[SupportedOSPlatform("linux")]
public sealed class PrivateClusterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    // As root PostgreSQL runs as another user, who has to get there.
    public PrivateClusterTests() => File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.Path, "deep", new string('x', 120));

    private ClusterFolder Folder => new(Data);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ItIsSharedStoppedByTheLastAndRecoversFromKilling()
    {
        int postmaster;
        await using (PrivateCluster first = await PrivateCluster.Open(Data, PostGis.NotDurable, cancel: Cancel))
        {
            await first.CreateDatabase("kept", cancel: Cancel);
            await using (PrivateCluster second = await PrivateCluster.Open(Data, [], cancel: Cancel))
            {
                Assert.Equal(first.ConnectionString("kept"), second.ConnectionString("kept"));
            }

            postmaster = Postmaster.Of(Folder.Data)!.Pid;
            Assert.Equal("UTF8 C.UTF-8", await Ask(first, "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate FROM pg_database WHERE datname = 'kept'"));
            Assert.Equal("", await Ask(first, "SHOW listen_addresses"));
            Assert.NotEqual(0, OwnerOf(postmaster));
        }

        Assert.Null(Postmaster.Of(Folder.Data));

        // A file left by a killed postmaster, whose process id another program has now.
        File.WriteAllText(Path.Combine(Folder.Data, "postmaster.pid"), $"{Environment.ProcessId}\n{Folder.Data}\n1\n5432\n\n\n\nready\n");
        await using (PrivateCluster third = await PrivateCluster.Open(Data, PostGis.NotDurable, cancel: Cancel))
        {
            Assert.Equal("kept", await Ask(third, "SELECT current_database()::text"));
            using var killed = Process.GetProcessById(Postmaster.Of(Folder.Data)!.Pid);
            killed.Kill();
        }

        await using PrivateCluster fourth = await PrivateCluster.Open(Data, PostGis.NotDurable, cancel: Cancel);
        Assert.Equal("kept", await Ask(fourth, "SELECT current_database()::text"));
    }

    [Fact]
    public async Task AVersionThatIsNotInstalledIsNamed()
    {
        Directory.CreateDirectory(Folder.Data);
        File.WriteAllText(Path.Combine(Folder.Data, "PG_VERSION"), "9.6\n");

        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => PrivateCluster.Open(Data, [], cancel: Cancel));

        Assert.Contains("postgresql-9.6-postgis-3", refusal.Sentence.En);
    }

    [Fact]
    public async Task AFolderThatCannotBeMadeIsNamed()
    {
        string file = folder.Write("file", "");

        Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => PrivateCluster.Open(Path.Combine(file, "data"), [], cancel: Cancel));

        Assert.Contains(file, refusal.Sentence.En);
    }

    [Fact]
    public async Task RootDoesNotGiveAwayAFolderThatHoldsSomethingElse()
    {
        Assert.True(Folder.IsFree);
        Directory.CreateDirectory(Data);
        Assert.True(Folder.IsFree);
        File.WriteAllText(Path.Combine(Data, "letters.txt"), "");
        Assert.False(Folder.IsFree);
        if (Environment.IsPrivilegedProcess)
        {
            Refusal refusal = await Assert.ThrowsAsync<Refusal>(() => PrivateCluster.Open(Data, [], cancel: Cancel));
            Assert.Contains("holds something else", refusal.Sentence.En);
        }

        File.WriteAllText(Folder.OpeningLock, "");
        Assert.True(Folder.IsFree);
    }

    [Fact]
    public void TheUserWhoRunsPostgreSqlCanReadTheLocksWhateverTheUmask()
    {
        string path = folder.Write("in-use.lock", "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using (FileStream? held = FileLock.TryShared(path))
        {
            Assert.NotNull(held);
        }

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(path));
    }

    private static int OwnerOf(int pid) => int.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string?> Ask(PrivateCluster cluster, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(cluster.ConnectionString("kept"));
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Cancel);
    }
}
