import ByteSource
import Glibc
import Testing

/// Opening, reading, inflating and hashing.
@Suite struct ByteSourceTests {
    private static func content(_ source: ByteSource, buffer: Int = 1000) throws(ByteSourceError) -> [UInt8] {
        var all: [UInt8] = []
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer, alignment: 1)
        defer { memory.deallocate() }
        while true {
            let count = try source.read(into: memory)
            if count == 0 { return all }
            all += memory[..<count]
        }
    }

    private static func failure(_ bytes: [UInt8]) -> ByteSourceError.Reason? {
        let file = TemporaryFile(bytes)
        do throws(ByteSourceError) {
            _ = try content(try ByteSource(path: file.path))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("a plain file comes as it is, hashed, and again after rewinding", arguments: [1, 2, 3, 1000, 100_000])
    func plain(_ buffer: Int) throws {
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = TemporaryFile(bytes)
        let source = try ByteSource(path: file.path, hashing: true)
        #expect(source.size == 70_000)
        for _ in 1...2 {
            #expect(try Self.content(source, buffer: buffer) == bytes)
            #expect(source.bytesRead == 70_000)
            #expect(!source.changedWhileRead)
            source.rewind()
        }
        let abc = TemporaryFile("abc".utf8)
        let small = try ByteSource(path: abc.path, hashing: true)
        #expect(small.sha256 == nil)
        _ = try Self.content(small)
        #expect(small.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        for length in 0...3 { #expect(Self.failure(Array(repeating: 0x1F, count: length)) == nil) }
    }

    @Test("a part comes as its bytes are, whatever is read of others meanwhile", arguments: [1, 7, 1000, 100_000])
    func part(_ buffer: Int) throws {
        // What would be gzip at the start of a file.
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + [0x1F, 0x8B, 0x00]
        let file = TemporaryFile(bytes)
        let source = try ByteSource(path: file.path, hashing: true)
        let parts = [0..<70_003, 0..<0, 5..<6, 100..<65_700, 70_000..<70_003].map { source.part($0) }
        let whole = try Self.content(source)
        for part in parts + parts {
            let content = try Self.content(part, buffer: buffer)
            #expect(content.count == Int(part.size) && part.bytesRead == part.size && part.sha256 == nil)
            #expect(!part.isGzip && !part.changedWhileRead)
            part.rewind()
        }
        #expect(try Self.content(parts[3]) == Array(bytes[100..<65_700]) && whole == bytes && source.sha256 != nil)
        let beyond = source.part(70_000..<70_010)
        #expect(try Self.content(beyond).count == 3 && beyond.changedWhileRead)
        #expect(source.isUnchanged)
        file.append([1])
        #expect(!source.isUnchanged)
    }

    @Test("gzip is told by content; members follow each other; the hash is that of the file")
    func gzip() throws {
        let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let bytes = GzipSample.stored(content) + GzipSample.stored([]) + GzipSample.stored([1, 2, 3])
        let file = TemporaryFile(bytes)
        let source = try ByteSource(path: file.path, hashing: true)
        for buffer in [1, 999, 100_000] {
            #expect(try Self.content(source, buffer: buffer) == content + [1, 2, 3])
            #expect(source.isGzip)
            #expect(source.bytesRead == Int64(bytes.count))
            source.rewind()
        }
        #expect(source.sha256?.count == 64)
    }

    @Test("gzip cut off at any byte, damaged, padded or a bomb is an error")
    func badGzip() {
        let bytes = GzipSample.stored(Array("content".utf8))
        for length in 2..<bytes.count {
            #expect(Self.failure(Array(bytes.prefix(length))) == .gzipTruncated, "\(length)")
        }
        var damaged = bytes
        damaged[17] ^= 1
        #expect(Self.failure(damaged) == .gzipDamaged(detail: "incorrect data check"))
        #expect(Self.failure(bytes + [0]) == .gzipTruncated)
        #expect(Self.failure(bytes + Array("tail".utf8)) == .gzipDamaged(detail: "incorrect header check"))
        #expect(Self.failure(GzipSample.bomb(byteCount: 20_000)) == .gzipRatio)
        // Below the free MiB any ratio is fine, and then this one is only cut off.
        #expect(Self.failure(GzipSample.bomb(byteCount: 1000)) == .gzipTruncated)
    }

    @Test("what is no regular file is refused at once, with a sentence")
    func refusals() throws {
        func description(_ path: String, follows: Bool = false) -> String? {
            do throws(ByteSourceError) {
                _ = try ByteSource(path: path, followsSymlinks: follows)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(description("/tmp") == "/tmp: not a regular file. Give the path of a file.")
        #expect(description("/dev/null") == "/dev/null: not a regular file. Give the path of a file.")
        #expect(
            description("/nowhere/x")
                == "/nowhere/x: cannot be read: No such file or directory (open, byte 0). "
                + "Check that the file exists and may be read.")
        let file = TemporaryFile("x".utf8)
        let link = file.path + ".link"
        let pipe = file.path + ".pipe"
        symlink(file.path, link)
        mkfifo(pipe, 0o600)
        defer {
            unlink(link)
            unlink(pipe)
        }
        #expect(description(link) == "\(link): a symbolic link. Give the path of the file that it points to.")
        #expect(description(link, follows: true) == nil)
        #expect(description(pipe) == "\(pipe): not a regular file. Give the path of a file.")
    }

    @Test("a file that grows while it is read says so")
    func changed() throws {
        let file = TemporaryFile("abc".utf8)
        let source = try ByteSource(path: file.path)
        file.append("def".utf8)
        #expect(try Self.content(source) == Array("abcdef".utf8))
        #expect(source.changedWhileRead)
    }

    @Test("other containers are named by their first bytes")
    func containers() {
        let cases: [([UInt8], ForeignContainer?)] = [
            ([0x50, 0x4B, 3, 4, 0], .zip), ([0x50, 0x4B, 3, 4] + Array("...[Content_Types].xml".utf8), .excelWorkbook),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oleWorkbook),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .xz), (Array("BZh9".utf8), .bzip2),
            ([0x28, 0xB5, 0x2F, 0xFD], .zstd), (Array("%PDF-1.7".utf8), .pdf),
            (Array("\u{FEFF}\n <!DOCTYPE HTML>".utf8), .htmlPage), (Array("<html>".utf8), .htmlPage),
            (Array("<?xml version".utf8), nil), (Array("id,sku".utf8), nil), ([0x1F, 0x8B, 8], nil), ([], nil),
        ]
        for (bytes, kind) in cases {
            #expect(bytes.withUnsafeBytes { ForeignContainer.recognise($0) } == kind)
        }
    }
}
