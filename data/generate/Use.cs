namespace GeoZones.Data;

/// <summary>What a piece of ground is for, told in the words of all plans: where nothing is planted, the plans agree because they all read this.</summary>
/// <param name="Function">Zone plan; "industry" stands for the industry of the sub-park.</param>
/// <param name="Class">Urban plan.</param>
/// <param name="Control">Land-use plan, control area.</param>
/// <param name="UseArea">Land-use plan, use area.</param>
/// <param name="Existing">Today's use.</param>
/// <param name="Farmland">Farmland layer of the land-use plan: basic, general or none.</param>
sealed record Use(string Function, string Class, string Control, string UseArea, string Existing, string? Farmland = null)
{
    public static readonly Use
        Industry = new("industry", "M2", "010", "030", "0601"),
        NewIndustry = new("industry", "M1", "010", "030", "0102"),
        Logistics = new("L10", "W1", "010", "030", "0604"),
        NewLogistics = new("L10", "W1", "010", "030", "0103"),
        Housing = new("R10", "R2", "010", "030", "0701"),
        NewHousing = new("R10", "R2", "010", "030", "0102"),
        Shops = new("C10", "B1", "010", "030", "0501"),
        Offices = new("C10", "B2", "010", "030", "0505"),
        School = new("P10", "A3", "010", "030", "0803"),
        Hospital = new("P10", "A5", "010", "030", "0805"),
        Administration = new("P10", "A1", "010", "030", "0801"),
        Park = new("G10", "G1", "010", "030", "0810"),
        NewPark = new("G10", "G1", "010", "030", "0102"),
        Utility = new("U10", "U1", "010", "030", "0809"),
        Road = new("T10", "S1", "010", "030", "1004"),
        Highway = new("T10", "H22", "010", "050", "1003"),
        Village = new("R20", "H14", "010", "040", "0702"),
        PowerPlant = new("U10", "H3", "010", "050", "0102"),
        BasicFarmland = new("F10", "E2", "030", "010", "0102", "basic"),
        GeneralFarmland = new("F10", "E2", "030", "020", "0103", "general"),
        Reserve = new("V10", "E9", "020", "020", "0103", "general"),
        EarlyReserve = new("V10", "M1", "010", "030", "0103"),
        Orchard = new("F10", "E2", "030", "020", "0201", "general"),
        Wood = new("F20", "E2", "030", "090", "0301"),
        Pond = new("W10", "E13", "030", "020", "1104"),
        River = new("W10", "E1", "040", "070", "1101");

    public bool IsFarmland => Farmland is not null;
}
