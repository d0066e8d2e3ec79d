#!/usr/bin/env dotnet
#:project generate/GeoZones.Data.csproj
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property GenerateDocumentationFile=false
#:property PublishAot=false

// Makes the three cases: dotnet run data/generate.cs [output folder]
//
// The source documents hold no geometry, so all geometry is ours: synthetic, but believable and at the true places. The figures are those of the
// documents, unaltered, with their decimals and qualifiers; rows that no document states carry "synthetic": true.
//
// How a case is made
//   Grid, GridNodes   a warped, turned, irregular grid; narrow columns and rows are road land and rivers
//   Mesh              every edge is drawn once as a wiggly line; cells are cut, villages and ponds put into them: the pieces are *atoms*
//   AreaSolver        grid lines are moved until the sub-parks measure their declared areas
//   Layout, Use       each atom is used for something, said once for all plans
//   Plans             the three plans and today's survey are sets of atoms; rings come from cancelling shared edges (Outline), never from an overlay
//   Planting          conflicts, each listed where it is planted: Changyuan.cs, Lushan.cs, Jiaozuo.cs
//   Expected          what the checks must find, counted over the labels of the atoms
//
// Nothing depends on the clock, the culture, the order of a dictionary or the C library's sine: chance is a hash of names (Noise).
// Code lists and the conflict matrix (data/codes) are written by hand and only read here.

using GeoZones.Data;

string home = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "data";
string output = args is [string folder] ? Path.GetFullPath(folder) : home;
Codes codes = new(Path.Combine(home, "codes"));

(string Region, Action<string, Codes> Make)[] cases = [("lushan", Lushan.Make), ("changyuan", Changyuan.Make), ("jiaozuo", Jiaozuo.Make)];
foreach ((string region, Action<string, Codes> make) in cases)
{
    make(Path.Combine(output, region), codes);
    Console.WriteLine($"{region}: {new DirectoryInfo(Path.Combine(output, region)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1024} KiB");
}
