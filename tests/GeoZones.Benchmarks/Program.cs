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
work.SetAction(parsed => Child.Work(parsed.GetValue(connection)!, db => new CountyWork(db, parsed.GetValue(times)).Run(parsed.GetValue(table)!)));

Argument<string> region = new("region");
Command checkWork = new("county-check-work", "the complete check run, in a process of its own") { connection, times, region };
checkWork.Hidden = true;
checkWork.SetAction(parsed => Child.Work(parsed.GetValue(connection)!, db => CountyCheck.Run(db, parsed.GetValue(times), parsed.GetValue(region)!)));

Command check = new("county-check", "only the complete check run of it, step by step") { landUse, urban, rounds, keep };
check.SetAction(async parsed =>
{
    await using var database = await CountyDatabase.Open(parsed.GetValue(keep));
    await CountyRun.Make(database, new(parsed.GetValue(landUse), parsed.GetValue(urban), 1, false, null));
    await CountyCheck.Run(database.Source, parsed.GetValue(rounds));
});

Command site = new("site", "how long the check of a site takes in the county") { landUse, urban, rounds, json, keep };
site.SetAction(parsed => SiteRuns.Run(new(parsed.GetValue(landUse), parsed.GetValue(urban), parsed.GetValue(rounds), parsed.GetValue(json), parsed.GetValue(keep))));

Option<int> editCount = new("--edits") { Description = "how many edits", DefaultValueFactory = _ => 200 };
Option<int> compareEvery = new("--compare-every") { Description = "compare with a check of everything after so many edits; 0: never", DefaultValueFactory = _ => 0 };
Command edits = new("county-edits", "how long it takes to check the county again after an edit") { landUse, urban, keep, editCount, compareEvery };
edits.SetAction(async parsed =>
{
    await using var database = await CountyDatabase.Open(parsed.GetValue(keep));
    await CountyRun.Make(database, new(parsed.GetValue(landUse), parsed.GetValue(urban), 1, false, null));
    Console.WriteLine(await CountyEdits.Run(database.Source, parsed.GetValue(editCount), parsed.GetValue(compareEvery)));
});

Command editsWork = new("county-edits-work", "the same, in a process of its own") { connection, region };
editsWork.Hidden = true;
editsWork.SetAction(parsed => Child.Work(parsed.GetValue(connection)!, db => CountyEdits.Run(db, 200, 0, parsed.GetValue(region)!)));

Command growth = new("growth", "whether the area table grows as the county does") { rounds, json };
growth.SetAction(parsed => Growth.Run(parsed.GetValue(rounds), parsed.GetValue(json)));

Option<string?> peer = new("--peer") { Description = "script that starts and stops MapServer over a table: PEER start CONNECTION TABLE GEOMETRY ID SRID PORT, PEER stop" };
Option<int> seconds = new("--seconds") { Description = "how long each rate is measured", DefaultValueFactory = _ => 8 };
Command serve = new("serve", "how fast features are served, against MapServer and pgbench; wants wrk") { landUse, urban, keep, peer, seconds };
serve.SetAction(parsed => ServeRun.Run(new(parsed.GetValue(landUse), parsed.GetValue(urban), 1, false, parsed.GetValue(keep)), parsed.GetValue(peer), parsed.GetValue(seconds)));

Argument<string?> codes = new("rule") { Description = "code of a rule, or how codes begin", DefaultValueFactory = _ => null };
Command rules = new("rules", "how long each rule takes on the county") { codes, landUse, urban };
rules.SetAction(parsed => RuleTimes.Run(parsed.GetValue(landUse), parsed.GetValue(urban), parsed.GetValue(codes)));

Command cases = new("cases", "how long each rule takes on the three cases");
cases.SetAction(_ => CaseRuns.Run());

return await new RootCommand("Measures GeoZones.") { county, work, check, checkWork, edits, editsWork, growth, site, serve, rules, cases }.Parse(args).InvokeAsync();
