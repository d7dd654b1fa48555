internal import CSQLite

/// What is settled for SQLite as a whole, before a database is opened.
enum SQLiteLibrary {
    /// Settles it: once for the program, whoever asks first.
    ///
    /// Nobody asks how much memory SQLite takes, and to count it each of its allocations takes a lock of the whole library:
    /// two connections on two threads then spend half of their time in waiting for each other (5,000 waits in a recall of
    /// 100,000 units).
    static func settle() { _ = isSettled }

    private static let isSettled: Bool = serialstock_count_memory(0) == SQLITE_OK
}
