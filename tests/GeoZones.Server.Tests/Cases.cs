namespace GeoZones.Server.Tests;

/// <summary>The three cases.</summary>
internal static class Cases
{
    /// <summary>Ids of their regions.</summary>
    public static readonly string[] Regions = ["changyuan", "lushan", "jiaozuo"];

    /// <summary>The same for theories.</summary>
    public static TheoryData<string> All => [.. Regions];
}
