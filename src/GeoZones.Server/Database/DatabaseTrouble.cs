using System.Net.Sockets;

using GeoZones.Server.CommandLine;

using Npgsql;

namespace GeoZones.Server.Database;

/// <summary>What is wrong with a database, in one sentence that says what to do.</summary>
internal static class DatabaseTrouble
{
    /// <summary>Explains why a connection or a first statement failed.</summary>
    public static Sentence Explain(NpgsqlException trouble, NpgsqlConnectionStringBuilder settings) => trouble switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } e => new(
            $"数据库服务器 {settings.Host} 拒绝了用户 {settings.Username}（{e.MessageText}），请检查 GEOZONES_DB 中的用户名和密码。",
            $"The database server {settings.Host} refused the user {settings.Username} ({e.MessageText}); check the user name and password in GEOZONES_DB."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new(
            $"数据库服务器 {settings.Host} 上没有数据库 {settings.Database}，请先建立，或修改 GEOZONES_DB。",
            $"There is no database {settings.Database} on {settings.Host}; create it or correct GEOZONES_DB."),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => new(
            $"用户 {settings.Username} 在数据库 {settings.Database} 中权限不足：{e.MessageText}",
            $"The user {settings.Username} lacks a right in the database {settings.Database}: {e.MessageText}"),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } e => new(
            $"数据库服务器 {settings.Host} 不再接受新的连接（{e.MessageText}）；请关闭其他客户端，或调大服务器的 max_connections（或用户 {settings.Username} 的连接数上限）。",
            $"The database server {settings.Host} takes no more connections ({e.MessageText}); close other clients, or raise its max_connections (or the connection limit of the user {settings.Username})."),
        PostgresException e => new(
            $"数据库 {settings.Database}（{settings.Host}）报错：{e.MessageText}",
            $"The database {settings.Database} on {settings.Host} answers: {e.MessageText}"),
        { Message: string message } when message.Contains("password", StringComparison.OrdinalIgnoreCase) => new(
            $"数据库服务器 {settings.Host} 要求用户 {settings.Username} 提供密码，而 GEOZONES_DB 中没有。",
            $"The database server {settings.Host} asks a password of {settings.Username}, and GEOZONES_DB gives none."),
        _ => Unreachable(settings, Innermost(trouble).Message),
    };

    /// <summary>Nothing answers at the address.</summary>
    public static Sentence Unreachable(NpgsqlConnectionStringBuilder settings, string reason) => new(
        $"无法连接数据库服务器 {settings.Host}:{settings.Port}（{reason}），请检查 GEOZONES_DB 以及服务器是否已启动。",
        $"The database server {settings.Host}:{settings.Port} cannot be reached ({reason}); check GEOZONES_DB and whether the server runs.");

    /// <summary>Whether <c>CREATE EXTENSION</c> failed because PostGIS is not installed or may not be created.</summary>
    public static bool LacksPostGis(PostgresException trouble) => trouble.SqlState
        is PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.FeatureNotSupported;

    /// <summary>PostGIS is not there and cannot be created.</summary>
    public static Sentence NoPostGis(NpgsqlConnectionStringBuilder settings, PostgresException reason) => new(
        $"数据库 {settings.Database}（{settings.Host}）没有 PostGIS，也无法建立（{reason.MessageText}）；请由数据库管理员安装并执行 CREATE EXTENSION postgis。",
        $"The database {settings.Database} on {settings.Host} has no PostGIS and it cannot be created ({reason.MessageText}); have its administrator install it and run CREATE EXTENSION postgis.");

    /// <summary>Compares a PostGIS version such as <c>3.3.2</c> or <c>3.6.0dev</c>.</summary>
    public static bool AtLeast(string found, Version oldest)
    {
        string numbers = new([.. found.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        return Version.TryParse(numbers.TrimEnd('.'), out Version? version) && version >= oldest;
    }

    private static Exception Innermost(Exception e)
    {
        while (e is not SocketException && e.InnerException is Exception inner)
        {
            e = inner;
        }

        return e;
    }
}
