internal import Glibc

/// The C library's converter from one encoding to UTF-8, for the encodings that need a table.
final class IconvConverter {
    /// What one call came to: bytes taken and written, and whether it stopped at bytes without meaning.
    struct Step {
        let consumed: Int
        let produced: Int
        let isInvalid: Bool
    }

    private let handle: iconv_t

    /// Nil if the system has no such conversion. `name` is the C library's name of the encoding.
    init?(from name: String) {
        // The C library says "none" with an all-ones handle.
        guard let opened = iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else { return nil }
        handle = opened
    }

    deinit { iconv_close(handle) }

    /// Converts as much as there is. An incomplete character at the end is left unconsumed.
    func convert(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        var source = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var sourceCount = input.count
        var targetCount = output.count
        let result = iconv(handle, &source, &sourceCount, &target, &targetCount)
        return Step(
            consumed: input.count - sourceCount, produced: output.count - targetCount,
            isInvalid: result == -1 && errno == EILSEQ)
    }
}
