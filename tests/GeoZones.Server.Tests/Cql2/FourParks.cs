namespace GeoZones.Server.Tests.Cql2;

/// <summary>
/// Four sub-parks to ask about: 0 and 1 side by side, 3 in the corner of 2; 0 is A1 (zone Z1, "Alpha 100%", 10 000 m² declared), 1 is a2 ("Ärzte", 10 300), 2 is B3 ("起重园区", none declared), 3 has no code ("O'Neil_x", 0).
/// </summary>
internal sealed record FourParks(string Region, long[] Ids)
{
    public static async Task<FourParks> DrawAsync(GeoZonesServer server)
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        return new(region.Id,
        [
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(0, 0), "A1", "Z1", name: "Alpha 100%", declaredAreaM2: 10_000),
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(1, 0), "a2", name: "Ärzte", declaredAreaM2: 10_300),
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(5, 5, 2), "B3", name: "起重园区"),
            await region.DrawAsync(draft, "sub-parks", DraftedRegion.Square(5, 5), name: "O'Neil_x", declaredAreaM2: 0),
        ]);
    }

    public string Address(string filter, string language = "cql2-text") =>
        $"/api/collections/sub-parks/items?region={Region}&filter-lang={language}&filter={Uri.EscapeDataString(filter)}";

    /// <summary>Which of the four an address answers with, as digits.</summary>
    public async Task<string> FoundAsync(HttpClient http, string address)
    {
        var features = (await Answer.GetAsync(http, address)).Is(200, "application/geo+json").GetProperty("features").EnumerateArray();
        return string.Concat(features.Select(feature => Array.IndexOf(Ids, feature.GetProperty("id").GetInt64())));
    }
}
