using System.Text;
using System.Text.Json;

using GeoZones.Server.Checks;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;
using GeoZones.Server.Verdicts;

using Npgsql;

namespace GeoZones.Server.Editing;

/// <summary>What an edit does to the findings, told with the answer: <c>verdict=true</c>. It is what <c>…/verdict</c> would have said of it before.</summary>
/// <param name="db">The database.</param>
/// <param name="checks">The live checks.</param>
/// <param name="language">Language of the messages.</param>
internal sealed class EditVerdict(NpgsqlDataSource db, LiveChecks checks, string language)
{
    /// <summary>Name of the query parameter.</summary>
    public const string Parameter = "verdict";

    /// <summary>Whether the caller wants it.</summary>
    /// <exception cref="ProblemException">400: neither true nor false.</exception>
    public static bool IsAsked(IQueryCollection query) => query.ContainsKey(Parameter) && query[Parameter].ToString() switch
    {
        "true" => true,
        "false" => false,
        _ => throw ProblemException.OfParameter(Parameter, "verdict 须为 true 或 false。", "verdict is true or false."),
    };

    /// <summary>Sees to it that the region's live check is at hand, before anybody has to wait for the edit.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<Region> regions, CancellationToken cancel)
    {
        var region = regions.Count == 1 ? regions.First() : throw ProblemException.OfParameter(Parameter, "verdict 只用于一个县市之内的修改。", "A verdict is given on changes of one region.");
        try
        {
            await AskAsync(region, _ => true, cancel);
        }
        catch (ProblemException)
        {
            // Told when the edit is made; it is no reason not to save.
        }
    }

    /// <summary>The verdict as a member of the answer.</summary>
    /// <param name="connection">The transaction's, in which the edits are made and not committed.</param>
    /// <param name="region">The region.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>JSON.</returns>
    public async Task<string> OfAsync(NpgsqlConnection connection, Region region, IReadOnlyList<long> changes, CancellationToken cancel)
    {
        var edits = await ChangedFeatures.ReadAsync(connection, changes, cancel);
        try
        {
            return Encoding.UTF8.GetString(await AskAsync(region, live => VerdictEndpoint.Verdict(edits, live, region, language, cancel), cancel));
        }
        catch (ProblemException none)
        {
            return JsonSerializer.Serialize(new { Unavailable = none.Detail.In(language) }, ApiJson.Options);
        }
    }

    private async Task<T> AskAsync<T>(Region region, Func<GeoZones.Checks.Live.LiveCheck, T> ask, CancellationToken cancel) =>
        await checks.AskAsync(region, await RegionRevisions.ChooseAsync(db, region.Id, new Dictionary<string, int>(), cancel), ask, cancel);
}
