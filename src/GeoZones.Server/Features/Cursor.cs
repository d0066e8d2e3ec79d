using System.Buffers.Binary;
using System.Buffers.Text;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>The place where a page ended, as the opaque text of a <c>next</c> link.</summary>
public static class Cursor
{
    /// <summary>The text for "after the feature <paramref name="id"/>".</summary>
    public static string After(long id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The id that a page starts after.</summary>
    /// <exception cref="ProblemException">400: not a cursor of ours.</exception>
    public static long Parse(string cursor)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        // 11 characters hold eight bytes; a longer text cannot be ours.
        var known = cursor.Length == 11 && Base64Url.IsValid(cursor, out var length) && length == sizeof(long)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out _);
        var id = known ? BinaryPrimitives.ReadInt64BigEndian(bytes) : -1;
        return id >= 0 ? id : throw ProblemException.OfParameter("cursor",
            "cursor 不是本服务给出的游标；请使用上一页 next 链接中的值。",
            "cursor is none that this server gave; take it from the next link of the page before.");
    }
}
