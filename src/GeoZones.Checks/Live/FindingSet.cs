namespace GeoZones.Checks.Live;

/// <summary>What findings have in common that are numbered together.</summary>
internal readonly record struct FindingSet(string Rule, string? Word, string? Figure, IReadOnlyList<FeatureReference> Features)
{
    /// <summary>The set of a finding.</summary>
    public static FindingSet Of(Finding finding) => new(finding.Rule, finding.Word, finding.Figure, finding.Features);

    public bool Equals(FindingSet other)
    {
        if (Rule != other.Rule || Word != other.Word || Figure != other.Figure || Features.Count != other.Features.Count)
        {
            return false;
        }

        for (var i = 0; i < Features.Count; i++)
        {
            if (Features[i].Id != other.Features[i].Id || Features[i].Collection != other.Features[i].Collection)
            {
                return false;
            }
        }

        return true;
    }

    public override int GetHashCode() => HashCode.Combine(Rule, Features[0].Id, Features[^1].Id, Features.Count);
}
