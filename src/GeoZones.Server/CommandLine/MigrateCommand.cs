using System.CommandLine;

using GeoZones.Server.Database;

namespace GeoZones.Server.CommandLine;

/// <summary><c>migrate</c>: brings the database to the schema of this version.</summary>
internal sealed class MigrateCommand : Command
{
    public MigrateCommand()
        : base("migrate", "Bring the database to the schema of this version. 升级数据库结构。")
    {
        SetAction(Migrate);
    }

    private static async Task<int> Migrate(ParseResult parsed, CancellationToken cancel)
    {
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        Terminal.Say(new("数据库结构已是最新。", "The database has the schema of this version."));
        return 0;
    }
}
