using GeoZones.Checks;

namespace GeoZones.Data;

/// <summary>What the checks must find in the attributes and codes of a case, told from what was drawn.</summary>
static class ExpectedAttributes
{
    public static IEnumerable<ExpectedFinding> Of(CaseDraft draft, Codes codes)
    {
        foreach (Patch patch in draft.Patches.Where(p => p.Layer.Collection is Collections.Designations or Collections.ExistingLandUse))
        {
            if (patch.Value is null)
            {
                yield return new("GZ501", "error", [patch.Key], null, null);
            }
            else if (!codes.Knows(patch))
            {
                yield return new("GZ502", "error", [patch.Key], null, null);
            }
        }

        foreach (var same in draft.Patches.GroupBy(p => (p.Layer.Plan, p.Layer.Collection, p.Code)).Where(g => g.Count() > 1))
        {
            yield return new("GZ503", "error", [.. same.Select(p => p.Key).Order(StringComparer.Ordinal)], null, null);
        }
    }
}
