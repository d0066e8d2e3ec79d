using System.Globalization;

namespace GeoZones.Data;

/// <summary>What a column or row of a grid is for.</summary>
enum Strip { Land, Road, River }

/// <summary>A rectangle of cells, both ends included.</summary>
readonly record struct Block(int Grid, int Column1, int Column2, int Row1, int Row2)
{
    public bool Holds(Atom atom) => atom.Grid == Grid && atom.Column >= Column1 && atom.Column <= Column2 && atom.Row >= Row1 && atom.Row <= Row2;
}

/// <summary>
/// Grid lines that may be moved together so that a sub-park gets its declared area: nodes of <paramref name="Lines"/> between <paramref name="From"/> and <paramref name="To"/>
/// (node numbers along the line) are moved east (vertical lines) or north.
/// </summary>
sealed record FreeLine(string Name, bool Vertical, int[] Lines, int From, int To);

/// <summary>An irregular, warped grid: columns west to east and rows south to north, narrow ones for roads and rivers.</summary>
sealed class Grid
{
    public required string Name { get; init; }
    public required string Columns { init => (ColumnWidths, ColumnStrips, ColumnMarks) = Read(value); }
    public required string Rows { init => (RowHeights, RowStrips, RowMarks) = Read(value); }
    public double CentreX { get; init; }
    public double CentreY { get; init; }
    public double RotationDegrees { get; init; }
    public double SpacingM { get; init; } = 25;
    public double WarpM { get; init; } = 90;
    public List<FreeLine> FreeLines { get; } = [];
    public double[] ColumnWidths { get; private init; } = [];
    public double[] RowHeights { get; private init; } = [];
    public Strip[] ColumnStrips { get; private init; } = [];
    public Strip[] RowStrips { get; private init; } = [];
    public Dictionary<string, int> ColumnMarks { get; private init; } = [];
    public Dictionary<string, int> RowMarks { get; private init; } = [];

    public Strip StripOf(int column, int row) =>
        ColumnStrips[column] == Strip.Road || RowStrips[row] == Strip.Road ? Strip.Road
        : ColumnStrips[column] == Strip.River || RowStrips[row] == Strip.River ? Strip.River : Strip.Land;

    /// <summary>Both lines of a road or river strip share a group, so that the strip keeps its width.</summary>
    public static int[] LineGroups(Strip[] strips)
    {
        var groups = new int[strips.Length + 1];
        for (int i = 0; i < strips.Length; i++)
        {
            groups[i + 1] = strips[i] == Strip.Land ? i + 1 : groups[i];
        }

        return groups;
    }

    public static Strip[] LineKinds(Strip[] strips) =>
        [.. Enumerable.Range(0, strips.Length + 1).Select(i => (Strip)Math.Max(i > 0 ? (int)strips[i - 1] : 0, i < strips.Length ? (int)strips[i] : 0))];

    /// <summary>Reads "430 main:r40 450 v55": widths in metres, r = road, v = river, a mark before the colon.</summary>
    private static (double[], Strip[], Dictionary<string, int>) Read(string text)
    {
        List<double> widths = [];
        List<Strip> strips = [];
        Dictionary<string, int> marks = [];
        foreach (string token in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string size = token;
            if (token.Split(':') is [string mark, string rest])
            {
                marks.Add(mark, widths.Count);
                size = rest;
            }

            strips.Add(size[0] switch { 'r' => Strip.Road, 'v' => Strip.River, _ => Strip.Land });
            widths.Add(double.Parse(size.TrimStart('r', 'v'), CultureInfo.InvariantCulture));
        }

        return ([.. widths], [.. strips], marks);
    }
}
