using System.Globalization;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Database;

/// <summary>PostgreSQL with PostGIS as the distribution installs it, side by side by major version.</summary>
/// <param name="Version">Major version.</param>
/// <param name="Bin">Folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</param>
public sealed record PostgresInstallation(int Version, string Bin)
{
    private const string ProgramRoot = "/usr/lib/postgresql";
    private const string ShareRoot = "/usr/share/postgresql";

    /// <summary>The newest installation that has PostGIS.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static PostgresInstallation Newest() => All().MaxBy(found => found.Version) ?? throw new Refusal(
        "未找到带 PostGIS 的 PostgreSQL；请运行 bash src/run.sh 安装，或用 GEOZONES_DB 指向已有的 PostGIS 数据库。",
        "No PostgreSQL with PostGIS is installed; run bash src/run.sh to install it, or point GEOZONES_DB at a PostGIS database.");

    /// <summary>The installation of the version that made the cluster in <paramref name="dataFolder"/>.</summary>
    /// <exception cref="Refusal">That version is not installed (any more).</exception>
    public static PostgresInstallation Of(string dataFolder)
    {
        string made = File.ReadAllText(Path.Combine(dataFolder, "PG_VERSION")).Trim();
        return All().FirstOrDefault(found => found.Version.ToString(CultureInfo.InvariantCulture) == made) ?? throw new Refusal(
            $"{dataFolder} 中的数据由 PostgreSQL {made} 建立，请安装 postgresql-{made}-postgis-3。",
            $"The data in {dataFolder} was made by PostgreSQL {made}: install postgresql-{made}-postgis-3.");
    }

    private static IEnumerable<PostgresInstallation> All()
    {
        if (!Directory.Exists(ProgramRoot))
        {
            yield break;
        }

        foreach (string folder in Directory.GetDirectories(ProgramRoot))
        {
            string name = Path.GetFileName(folder);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                && File.Exists(Path.Combine(folder, "bin", "postgres"))
                && File.Exists(Path.Combine(ShareRoot, name, "extension", "postgis.control")))
            {
                yield return new(version, Path.Combine(folder, "bin"));
            }
        }
    }
}
