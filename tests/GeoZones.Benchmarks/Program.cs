using System.CommandLine;

using GeoZones.Benchmarks;

Option<int> landUse = new("--land-use") { Description = "land-use patches", DefaultValueFactory = _ => 100_000 };
Option<int> urban = new("--urban") { Description = "urban patches", DefaultValueFactory = _ => 4_000 };
Option<int> rounds = new("--rounds") { Description = "how often each work is done; medians count", DefaultValueFactory = _ => 5 };
Option<bool> json = new("--json") { Description = "one JSON object per line" };
Option<string?> keep = new("--keep") { Description = "folder in which the database stays for the next time" };
Command county = new("county", "the county table: ours against PostGIS, in one run") { landUse, urban, rounds, json, keep };
county.SetAction(parsed => CountyRun.Run(new(parsed.GetValue(landUse), parsed.GetValue(urban), parsed.GetValue(rounds), parsed.GetValue(json), parsed.GetValue(keep))));

Argument<string> connection = new("connection");
Argument<string> table = new("urban-table");
Argument<int> times = new("rounds");
Command work = new("county-work", "our part of it, in a process of its own") { connection, table, times };
work.Hidden = true;
work.SetAction(parsed => CountyRun.WorkOn(parsed.GetValue(connection)!, parsed.GetValue(table)!, parsed.GetValue(times)));

Command check = new("county-check", "only the complete check run of it, step by step") { keep };
check.SetAction(async parsed =>
{
    await using var database = await CountyDatabase.Open(parsed.GetValue(keep));
    await new CountyWork(database.Source, 1).CheckRun();
});

Command site = new("site", "how long the check of a site takes in the county") { landUse, urban, rounds, json, keep };
site.SetAction(parsed => SiteRuns.Run(new(parsed.GetValue(landUse), parsed.GetValue(urban), parsed.GetValue(rounds), parsed.GetValue(json), parsed.GetValue(keep))));

Argument<string?> codes = new("rule") { Description = "code of a rule, or how codes begin", DefaultValueFactory = _ => null };
Command rules = new("rules", "how long each rule takes on the county") { codes, landUse, urban };
rules.SetAction(parsed => RuleTimes.Run(parsed.GetValue(landUse), parsed.GetValue(urban), parsed.GetValue(codes)));

Command cases = new("cases", "how long each rule takes on the three cases");
cases.SetAction(_ => CaseRuns.Run());

return await new RootCommand("Measures GeoZones.") { county, work, check, site, rules, cases }.Parse(args).InvokeAsync();
