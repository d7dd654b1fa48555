import Glibc

/// A new file, written through one buffer of bytes; no String is made for a field.
///
/// `close()` must be called once everything is appended; a writer dropped without it closes the file and loses what
/// the buffer held.
struct ByteWriter: ~Copyable {
    private static let capacity = 1 << 18
    /// The longest single piece that may be appended.
    private static let slack = 1 << 12

    private let path: String
    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var flushed = 0
    private var failure: BenchError?

    /// Creates or empties the file at `path`.
    init(path: String) throws(BenchError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw BenchError.system("create", path) }
        self.path = path
        self.descriptor = descriptor
        buffer = .allocate(capacity: Self.capacity + Self.slack)
    }

    deinit {
        buffer.deallocate()
        _ = Glibc.close(descriptor)
    }

    /// Appends the bytes of a text in the program.
    mutating func append(_ text: StaticString) {
        precondition(text.utf8CodeUnitCount <= Self.slack)
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends bytes as they are, `slack` at most.
    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Appends bytes as they are, `slack` at most.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        precondition(bytes.count <= Self.slack)
        (buffer + count).update(from: source, count: bytes.count)
        advance(bytes.count)
    }

    /// Appends one byte.
    mutating func append(byte: UInt8) {
        buffer[count] = byte
        advance(1)
    }

    /// Appends `value`, which must not be negative, in decimal digits, at least `width` of them.
    mutating func append(number value: Int, width: Int = 1) {
        precondition(value >= 0 && width <= 20)
        var digits = 0
        var rest = value
        repeat {
            digits += 1
            rest /= 10
        } while rest > 0
        let length = max(digits, width)
        rest = value
        for index in stride(from: length - 1, through: 0, by: -1) {
            buffer[count + index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        advance(length)
    }

    /// Appends what `body` writes at the pointer it is given; `body` returns the length, `slack` at most.
    mutating func append(upTo limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        precondition(limit <= Self.slack)
        advance(body(buffer + count))
    }

    /// Writes out what is left; throws if any write of this file failed. Returns the size of the file.
    consuming func close() throws(BenchError) -> Int {
        flush()
        if let failure { throw failure }
        return flushed
    }

    private mutating func advance(_ length: Int) {
        count += length
        if count >= Self.capacity { flush() }
    }

    private mutating func flush() {
        var start = 0
        while start < count, failure == nil {
            let written = Glibc.write(descriptor, buffer + start, count - start)
            if written >= 0 {
                start += written
            } else if errno != EINTR {
                failure = BenchError.system("write", path)
            }
        }
        flushed += count
        count = 0
    }
}
