using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Features;

/// <summary>Values beside the text of a command, never in it.</summary>
public static class CommandParameters
{
    /// <summary>Adds a value; returns the text that stands for it, <c>$1</c>, <c>$2</c>, ….</summary>
    public static string Parameter<T>(this NpgsqlCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}
