import Glibc
import StockModel
import StockTestSupport
import Testing

@Suite("memory that can go to disk")
struct SpillFileTests {
    let folder = TemporaryFolder()

    @Test("nobody finds the file, and only its owner could read it")
    func isHidden() throws {
        let spill = try SpillFile(folder: folder.path, memory: 1 << 20)
        let list = RowList<Int>(pool: BlockPool(spill: spill))
        for value in 0..<100_000 { list.append(value) }
        var status = stat()
        #expect(fstat(spill.fileDescriptor, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o777 == 0o600)
        #expect(status.st_nlink == 0 && folder.names().isEmpty)
        #expect(Int(status.st_size) == spill.size && spill.size >= 800_000)
    }

    @Test("what is let go of comes back as it was, and can be changed")
    func comesBack() throws {
        let spill = try SpillFile(folder: folder.path, memory: 1 << 20)
        let pool = BlockPool(spill: spill)
        let (list, arena, texts) = (RowList<Int>(pool: pool), pool.makeArena(), pool.makeArenas(partitions: 3))
        var kept: [Text] = []
        var wanted: [String] = []
        for value in 0..<20_000 {
            list.append(value)
            wanted += ["text \(value)", "partition \(value)"]
            kept.append(arena.store("text \(value)"))
            kept.append(texts[value % 3].store("partition \(value)"))
            if value % 5000 == 0 { spill.letGo() }
        }
        spill.letGo()
        list[7] = -7
        spill.letGo()
        #expect((0..<20_000).allSatisfy { list[$0] == ($0 == 7 ? -7 : $0) })
        #expect(kept.map(\.description) == wanted)
        #expect(spill.failure == nil)
    }

    @Test("texts larger than a block, among small ones")
    func largeTexts() throws {
        let pool = BlockPool(spill: try SpillFile(folder: folder.path, memory: 1 << 20))
        let arena = pool.makeArenas(partitions: 1)[0]
        let texts = [3, 20_000, 5, 16_384, 16_385, 9_000, 9_000].map { String(repeating: "x", count: $0) }
        let kept = texts.map { arena.store($0) }
        #expect(kept.map(\.description) == texts)
    }

    @Test("where the disk is full, memory is used and the failure is told")
    func isFull() throws {
        let spill = try SpillFile(folder: folder.path, memory: 1 << 20, mostBytes: 3 << 20)
        let list = RowList<Int>(pool: BlockPool(spill: spill))
        for value in 0..<1_000_000 { list.append(value) }
        spill.letGo()
        #expect((0..<1_000_000).allSatisfy { list[$0] == $0 })
        #expect(spill.failure == SpillFailure(code: ENOSPC))
        #expect(spill.size <= 3 << 20)
    }

    @Test("a folder that is not there is told")
    func noFolder() {
        #expect(throws: SpillFailure(code: ENOENT)) { try SpillFile(folder: folder("none"), memory: 1 << 20) }
    }

    @Test("an arena that is emptied uses its memory again")
    func emptiedArena() {
        let arena = Arena()
        let first = arena.store("first").base
        for size in [10, 100_000, 5_000_000, 3] {
            arena.removeAll()
            let texts = (0..<3).map { String(repeating: "\($0)", count: size) }
            #expect(texts.map { arena.store($0) }.map(\.description) == texts)
        }
        #expect(first != nil)
    }
}
