using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>Plants land reserve where none may be, and areas that were measured or written in another way.</summary>
static class CrossPlanDefects
{
    /// <summary>Reserve beyond the boundary, on industry of today and on basic farmland: GZ208 each.</summary>
    public static void Reserve(Planting plant, string zone, (double X, double Y) outside, (double X, double Y) builtUp, (double X, double Y) basic)
    {
        Add(plant.At(outside.X, outside.Y, Use.GeneralFarmland, inside: false));
        Add(plant.At(builtUp.X, builtUp.Y, Use.Industry));
        Add(plant.At(basic.X, basic.Y, Use.BasicFarmland));

        void Add(Atom atom) => plant.Draft.Add(new Patch { Layer = Layer.Reserve, Zone = zone, Atoms = [atom.Id] });
    }

    /// <summary>A reserve plot declared in mu where square metres belong: GZ301 and GZ306.</summary>
    public static void DeclareInMu(Planting plant, double x, double y)
    {
        Patch plot = plant.PatchOn(Layer.Reserve, plant.At(x, y, Use.Reserve));
        (plot.DeclaredAreaM2, plot.MixedUpUnit) = (Math.Round(AreaUnits.ToMu(plant.DrawnArea(plot)), 1), "mu");
    }

    /// <summary>A reserve plot declared with its area in the plane instead of that on the ellipsoid: GZ301.</summary>
    public static void DeclarePlanar(Planting plant, double x, double y, int planeSrid)
    {
        Patch plot = plant.PatchOn(Layer.Reserve, plant.At(x, y, Use.Reserve));
        plot.DeclaredAreaM2 = Math.Round(AreaMeasure.PlanarAreaM2(GaussKrugerPlane.ForSrid(planeSrid).ToPlane(plant.Draft.Outline.ToDegrees(plot.Atoms))), 1);
    }

    /// <summary>A reserve plot declared with its area on a web map: GZ301.</summary>
    public static void DeclareWebMercator(Planting plant, double x, double y)
    {
        Patch plot = plant.PatchOn(Layer.Reserve, plant.At(x, y, Use.Reserve));
        Geometry map = plant.Draft.Outline.ToDegrees(plot.Atoms);
        map.Apply(new ToWebMap());
        plot.DeclaredAreaM2 = Math.Round(map.Area, 1);
    }

    private sealed class ToWebMap : IEntireCoordinateSequenceFilter
    {
        private const double HalfTurnM = Math.PI * 6378137;

        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                double latitude = sequence.GetY(i) * Math.PI / 180;
                sequence.SetX(i, sequence.GetX(i) / 180 * HalfTurnM);
                sequence.SetY(i, HalfTurnM / Math.PI * Math.Log((1 + Math.Sin(latitude)) / (1 - Math.Sin(latitude))) / 2);
            }
        }
    }
}
