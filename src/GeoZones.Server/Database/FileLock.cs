namespace GeoZones.Server.Database;

/// <summary>Locks between processes, kept by the kernel: an open file, whose lock goes with the process however it ends.</summary>
internal static class FileLock
{
    // As root the watcher that waits for a lock is another user; the folder is closed to everybody else.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until nobody else holds the file.</summary>
    public static Task<FileStream> Alone(string path, CancellationToken cancel) => Wait(() => TryAlone(path), cancel);

    /// <summary>Waits until nobody holds the file alone.</summary>
    public static Task<FileStream> Shared(string path, CancellationToken cancel) => Wait(() => TryShared(path), cancel);

    /// <summary>The file held alone; <c>null</c> where somebody holds it.</summary>
    public static FileStream? TryAlone(string path) => Try(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The file held beside others; <c>null</c> where somebody holds it alone.</summary>
    public static FileStream? TryShared(string path) => Try(path, FileAccess.Read, FileShare.Read);

    private static async Task<FileStream> Wait(Func<FileStream?> tryOnce, CancellationToken cancel)
    {
        while (true)
        {
            if (tryOnce() is FileStream held)
            {
                return held;
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private static FileStream? Try(string path, FileAccess access, FileShare share)
    {
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, access, share);
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(held.SafeFileHandle) != Readable)
            {
                // Whatever the umask is.
                File.SetUnixFileMode(held.SafeFileHandle, Readable);
            }

            return held;
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
