using System.Text.Json;

namespace GeoZones.Benchmarks;

/// <summary>One line of the table: ours against the peer's, or against a limit.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Ours">Median of ours, in <paramref name="Unit"/>.</param>
/// <param name="Peer">Median of the peer's, or the limit itself.</param>
/// <param name="Ratio">Peer ÷ ours.</param>
/// <param name="AtLeast">The ratio that is asked for.</param>
/// <param name="Unit"><c>ms</c>, <c>MB</c> or <c>×</c>.</param>
internal sealed record Measured(string Work, double Ours, double Peer, double Ratio, double AtLeast, string Unit)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public bool Holds => Ratio >= AtLeast;

    public static Measured Against(string work, double ours, double peer, double atLeast) => new(work, ours, peer, peer / ours, atLeast, "ms");

    public static Measured Within(string work, double ours, double limit, string unit) => new(work, ours, limit, limit / ours, 1, unit);

    public string ToJson() => JsonSerializer.Serialize(
        this with { Ours = Math.Round(Ours, 3), Peer = Math.Round(Peer, 3), Ratio = Math.Round(Ratio, 2) }, s_json);

    public override string ToString() => FormattableString.Invariant($"| {Work} | {Ours:0.##} {Unit} | {Peer:0.##} {Unit} | {Ratio:0.0} × | {AtLeast:0.##} × | {(Holds ? "yes" : "**no**")} |");

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted && sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
}
