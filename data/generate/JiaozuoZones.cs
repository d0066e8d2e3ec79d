using System.Globalization;

namespace GeoZones.Data;

/// <summary>One of the nine zones whose names the source masks: where we put it, how large, and the street pattern.</summary>
sealed record JiaozuoZone(string Code, string Name, double X, double Y, double AreaKm2, string Industry, string River)
{
    public const string Hill = "Z7";

    public static readonly JiaozuoZone[] All =
    [
        new("Z1", "一号集聚区", -3000, 9000, 12.6, "I10", ""),
        new("Z2", "二号集聚区", 9000, 5000, 15.2, "I30", "row"),
        new("Z3", "三号集聚区", -14000, 3000, 13.8, "I90", ""),
        new("Z4", "四号集聚区", 20000, -3000, 17.5, "I80", "column"),
        new("Z5", "五号集聚区", 4000, -6000, 14.4, "I40", ""),
        new("Z6", "六号集聚区", -9000, -10000, 16.1, "I50", "row"),
        new(Hill, "七号集聚区", -12000, 15000, 4.2, "I70", ""),
        new("Z8", "八号集聚区", 16000, -15000, 13.2, "I60", ""),
        new("Z9", "九号集聚区", -23000, -7000, 15.8, "I20", "column"),
    ];

    /// <summary>Its own grid: one wide column and row of country on each side; the hill zone has five streets each way, the others two.</summary>
    public Grid Grid()
    {
        Grid grid = Code == Hill
            ? new Grid
            {
                Name = "jiaozuo" + Code,
                Columns = "1080 first:r26 480 s2:r24 470 s3:r26 490 s4:r24 480 last:r26 1080",
                Rows = "1080 first:r26 470 s2:r24 490 s3:r26 480 s4:r24 490 last:r26 1080",
                CentreX = X,
                CentreY = Y,
                RotationDegrees = 8,
                SpacingM = 32,
                WarpM = 60,
            }
            : new Grid
            {
                Name = "jiaozuo" + Code,
                Columns = Strips("c", River == "column", 2, 3, 2),
                Rows = Strips("r", River == "row", 2, 2, 2),
                CentreX = X,
                CentreY = Y,
                RotationDegrees = 12 * Noise.Signed(Noise.Seed("turn" + Code)),
                SpacingM = 43,
            };
        int top = grid.RowMarks["last"] + 1, bottom = grid.RowMarks["first"];
        int[] east = Code == Hill ? [grid.ColumnMarks["last"], grid.ColumnMarks["last"] + 1] : [grid.ColumnMarks["last"] + 1];
        grid.FreeLines.Add(new(Code, true, east, bottom, top));
        return grid;
    }

    /// <summary>Widths that multiply to about the area, in groups between streets s2 and s3; a river may run through the first group.</summary>
    private string Strips(string way, bool river, params int[] groups)
    {
        double size = Math.Sqrt(AreaKm2 * 1e6 / 42) * 0.985;
        ulong seed = Noise.Seed("strips" + Code + way);
        int number = 0;
        List<string> strips = [Width(1120)];
        for (int g = 0; g < groups.Length; g++)
        {
            for (int k = 0; k < groups[g]; k++)
            {
                string mark = g == 0 && k == 0 ? "first:" : g == groups.Length - 1 && k == groups[g] - 1 ? "last:" : "";
                strips.Add(mark + Width(size));
                if (river && g == 0 && k == 0)
                {
                    strips.Add("v50");
                }
            }

            if (g + 1 < groups.Length)
            {
                strips.Add($"s{g + 2}:r36");
            }
        }

        return string.Join(' ', [.. strips, Width(1120)]);

        string Width(double nominal) => Math.Round(nominal * (0.94 + 0.12 * Noise.Unit(seed, number++))).ToString(CultureInfo.InvariantCulture);
    }
}
