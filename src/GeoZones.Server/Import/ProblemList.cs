using GeoZones.Server.CommandLine;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Import;

/// <summary>Gathers the problems of files, so that all of them are told at once.</summary>
/// <param name="outcome">What came of it where there are problems.</param>
internal sealed class ProblemList(Sentence outcome)
{
    private const int Listed = 100;
    private readonly List<ImportProblem> problems = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Notes one more; beyond the first hundred it is only counted.</summary>
    public void Add(ImportProblem problem)
    {
        Count++;
        if (problems.Count < Listed)
        {
            problems.Add(problem);
        }
    }

    /// <summary>Where problems of one file are noted.</summary>
    public ProblemSource In(string file) => new(this, file, null);

    /// <summary>Refuses the files where there are problems.</summary>
    /// <exception cref="ImportRefusal">There are.</exception>
    public void Refuse()
    {
        if (Count > 0)
        {
            throw new ImportRefusal(outcome, problems, Count - problems.Count);
        }
    }
}

/// <summary>A file, or one feature of it, about which problems are noted.</summary>
/// <param name="list">Where they go.</param>
/// <param name="file">Name of the file.</param>
/// <param name="feature">Position in the file, from 1.</param>
internal sealed class ProblemSource(ProblemList list, string file, int? feature)
{
    private readonly int before = list.Count;

    /// <summary>Code of the feature, once it is known.</summary>
    public string? Code { get; set; }

    /// <summary>Whether something was noted since this source was made.</summary>
    public bool Any => list.Count > before;

    /// <summary>One feature of this file.</summary>
    public ProblemSource Feature(int position) => new(list, file, position);

    /// <summary>Notes a problem.</summary>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="place">Longitude and latitude, where there is a place.</param>
    /// <param name="pointer">JSON pointer from the feature to what is meant.</param>
    public void Add(Sentence what, Sentence remedy, Coordinate? place = null, string pointer = "") => list.Add(new(file, feature, Code, place, what, remedy, pointer));
}
