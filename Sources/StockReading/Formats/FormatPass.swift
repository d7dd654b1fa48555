internal import ByteSource

/// How one pass over a CSV file reads it.
///
/// A file is read more than once where only its end can tell how to read it: in another encoding if it is not UTF-8, with the
/// order of day and month once its dates have told it, and with rows left out that wait for others.
struct FormatPass {
    /// Nil to go by the byte order mark, else UTF-8.
    var encoding: TextEncoding?
    var dateOrder: DateOrder?
    /// Whether that is only how the format usually writes them.
    var assumesOrder = false
    /// Whether dates are only looked at for their order.
    var isSurvey = false
    /// Whether the file itself told the order, by its dates or in front of its header.
    var isSurveyed = false
    /// Rows that wait for another of their document.
    var waiting = WaitingRows()
    /// The most rejects that are listed.
    var listed = 10_000

    /// What a pass has to say when it ends.
    enum Ending {
        case done
        case again(FormatPass)
    }
}
