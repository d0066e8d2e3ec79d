using System.Diagnostics;

using GeoZones.Benchmarks;
using GeoZones.Checks.Overlay;

if (args is ["cases"])
{
    CaseRuns.Run();
    return;
}
if (args is ["rules", ..])
{
    RuleTimes.Run(args.Length > 2 ? int.Parse(args[2]) : 100000, args.Length > 3 ? int.Parse(args[3]) : 4000, args.Length > 1 ? args[1] : null);
    return;
}
var clock = Stopwatch.StartNew();
var land = County.LandUse(args.Length > 0 ? int.Parse(args[0]) : 100000, 7);
var urban = County.Urban(args.Length > 1 ? int.Parse(args[1]) : 4000, 7);
if (args.Contains("snapped"))
{
    urban = SnappedCounty.Urban(land, urban);
}
Console.WriteLine($"{urban.Count} urban; generate {clock.Elapsed.TotalSeconds:F2} s");
var scale = new ScaleDeficit(3895000, 15000);
for (int round = 0; round < 3; round++)
{
    clock.Restart();
    var a = Pack(land);
    var b = Pack(urban);
    double pack = clock.Elapsed.TotalMilliseconds;
    clock.Restart();
    var index = new OverlayIndex(b);
    double grid = clock.Elapsed.TotalMilliseconds;
    _ = index.Rings;
    double rings = clock.Elapsed.TotalMilliseconds;
    var table = AreaTable.Of(a, index, false, 0, default);
    double all = clock.Elapsed.TotalMilliseconds;
    Console.WriteLine($"{a.VertexCount} {b.VertexCount} pack {pack:F0} grid {grid:F0} rings {rings - grid:F0} sweep {all - rings:F0} ms; {table.Count} pairs, sum {table.Sum(t => t.PlanarM2):F6} {table.Sum(t => t.GroundM2):F6} of {Enumerable.Range(0, a.Count).Sum(a.PlanarAreaM2):F6} {Enumerable.Range(0, a.Count).Sum(a.GroundAreaM2):F6}");
    var conflict = Conflicts();
    clock.Restart();
    long vertices = 0;
    int shapes = 0;
    var (pairs, swept) = SharedGeometry.Of(a, new OverlayIndex(b), t => t.PlanarM2 > 1e-6, s => { Interlocked.Add(ref vertices, s.Shape.NumPoints); Interlocked.Increment(ref shapes); }, default);
    Console.WriteLine($"   all shapes {clock.Elapsed.TotalMilliseconds:F0} ms: {pairs} pairs, {swept} swept, {shapes} shapes, {vertices} vertices");
    clock.Restart();
    (pairs, swept) = SharedGeometry.Of(a, new OverlayIndex(b), t => t.PlanarM2 > 1e-6 && conflict(t), s => { Interlocked.Add(ref vertices, s.Shape.NumPoints); Interlocked.Increment(ref shapes); }, default);
    Console.WriteLine($"   conflicts {clock.Elapsed.TotalMilliseconds:F0} ms: {pairs} pairs, {swept} swept");
    clock.Restart();
    var within = OverlapTable.Of(a);
    Console.WriteLine($"   within: {clock.Elapsed.TotalMilliseconds:F0} ms, {within.Count} pairs, {within.Sum(w => w.PlanarM2):F6}; {Environment.WorkingSet / 1e6:F0} MB");
}

Func<SharedArea, bool> Conflicts()
{
    var l = land.Select(p => p.Class is "basic_farmland" or "farmland").ToArray();
    var u = urban.Select(p => p.Class is "industrial" or "residential" or "commercial" or "transport").ToArray();
    return t => l[t.First] && u[t.Second];
}

PackedLayer Pack(List<CountyPatch> patches)
{
    var builder = new PackedLayerBuilder(scale);
    foreach (var patch in patches)
    {
        builder.Add(patch.Shape);
    }
    return builder.Build();
}
