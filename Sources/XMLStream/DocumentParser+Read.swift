extension DocumentParser {
    /// Parses the document of which `next` writes the raw bytes, and calls `deliver` before more is read and at the end,
    /// which may be one that came too early.
    ///
    /// - Throws: why the document is refused, or what `next` or `deliver` threw, after which neither is called again.
    func read<Other: Error>(
        from next: (UnsafeMutableRawBufferPointer) throws(Other) -> Int, deliver: () throws(Other) -> Void
    ) throws(XMLStreamError<Other>) {
        var thrown: Other?
        func source(_ room: UnsafeMutableRawBufferPointer) -> Int? {
            do throws(Other) {
                return try next(room)
            } catch {
                thrown = error
                return nil
            }
        }
        func delivery() -> Bool {
            do throws(Other) {
                try deliver()
                return true
            } catch {
                thrown = error
                return false
            }
        }
        withoutActuallyEscaping(source) { source in
            withoutActuallyEscaping(delivery) { delivery in
                parse(DocumentFeeder(self, source: source, deliver: delivery))
            }
        }
        if thrown == nil { _ = delivery() }
        if let thrown { throw .interrupted(thrown) }
        if let failure = context.pointee.failure { throw .refused(failure) }
    }
}
