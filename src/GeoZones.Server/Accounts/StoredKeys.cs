using System.Xml.Linq;

using Microsoft.AspNetCore.DataProtection.Repositories;

using Npgsql;

namespace GeoZones.Server.Accounts;

/// <summary>Keeps the keys that sessions are sealed with in the database, where a restarted server and its replicas find them.</summary>
/// <param name="db">The database.</param>
internal sealed class StoredKeys(NpgsqlDataSource db) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = db.CreateCommand("SELECT xml FROM data_protection_key ORDER BY name");
        using var row = command.ExecuteReader();
        List<XElement> keys = [];
        while (row.Read())
        {
            keys.Add(XElement.Parse(row.GetString(0)));
        }
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = db.CreateCommand("INSERT INTO data_protection_key (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
