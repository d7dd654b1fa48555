/// Where a record's builder finds a field: a plain column, a rule of the `ColumnMap`, or nowhere.
///
/// Plain numbers, so that taking a value from a plain column counts no references.
struct FieldSlot: BitwiseCopyable {
    /// The column to look at first; −1 for none.
    var column: Int32 = -1
    /// The rule where the column gives nothing, or where it takes more to tell; −1 for none.
    var rule: Int32 = -1

    /// Whether it can have a value at all.
    @inline(__always) var isGiven: Bool { column >= 0 || rule >= 0 }
}
