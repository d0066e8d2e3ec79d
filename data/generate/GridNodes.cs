namespace GeoZones.Data;

/// <summary>Places the nodes of a grid: jitter per line crossing, a smooth warp, meandering rivers, a turn, and the shifts that give sub-parks their areas.</summary>
sealed class GridNodes(Grid grid, IReadOnlyDictionary<string, double> shiftsM)
{
    private readonly ulong _seed = Noise.Seed("node" + grid.Name);
    private readonly double[] _x = Lines(grid.ColumnWidths), _y = Lines(grid.RowHeights);

    public int[,] Place(Func<double, double, int> vertex)
    {
        var nodes = new int[_x.Length, _y.Length];
        int[] columnGroups = Grid.LineGroups(grid.ColumnStrips), rowGroups = Grid.LineGroups(grid.RowStrips);
        Strip[] columnKinds = Grid.LineKinds(grid.ColumnStrips), rowKinds = Grid.LineKinds(grid.RowStrips);
        double sine = Noise.Sin(grid.RotationDegrees * Math.PI / 180), cosine = Noise.Cos(grid.RotationDegrees * Math.PI / 180);
        for (int i = 0; i < _x.Length; i++)
        {
            for (int j = 0; j < _y.Length; j++)
            {
                double x = _x[i] + Jitter(columnKinds[i]) * Noise.Signed(_seed, columnGroups[i], rowGroups[j], 0);
                double y = _y[j] + Jitter(rowKinds[j]) * Noise.Signed(_seed, columnGroups[i], rowGroups[j], 1);
                double phase = 6.3 * Noise.Unit(_seed, 5);
                (double east, double north) = (
                    x + grid.WarpM * Noise.Sin(y / 1500 + phase) + Meander(x, y, grid.ColumnStrips, _x),
                    y + grid.WarpM * Noise.Sin(x / 1300 + 2 * phase) + Meander(y, x, grid.RowStrips, _y));
                foreach (FreeLine line in grid.FreeLines)
                {
                    int across = line.Vertical ? i : j, along = line.Vertical ? j : i;
                    if (line.Lines.Contains(across) && along >= line.From && along <= line.To)
                    {
                        (east, north) = line.Vertical ? (east + shiftsM[line.Name], north) : (east, north + shiftsM[line.Name]);
                    }
                }

                nodes[i, j] = vertex(grid.CentreX + cosine * east - sine * north, grid.CentreY + sine * east + cosine * north);
            }
        }

        return nodes;
    }

    private static double Jitter(Strip line) => line switch { Strip.Road => 7, Strip.River => 22, _ => 45 };

    private double Meander(double across, double along, Strip[] strips, double[] lines)
    {
        double sum = 0;
        for (int s = 0; s < strips.Length; s++)
        {
            if (strips[s] == Strip.River)
            {
                double distance = (across - (lines[s] + lines[s + 1]) / 2) / 450;
                sum += 130 * Noise.Sin(along / 620 + s) / (1 + distance * distance);
            }
        }

        return sum;
    }

    /// <summary>Positions of the lines, the grid's middle at 0.</summary>
    private static double[] Lines(double[] widths)
    {
        var lines = new double[widths.Length + 1];
        lines[0] = -widths.Sum() / 2;
        for (int i = 0; i < widths.Length; i++)
        {
            lines[i + 1] = lines[i] + widths[i];
        }

        return lines;
    }
}
