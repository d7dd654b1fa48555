internal import Synchronization

/// All names that repeat over a run (suppliers, channels, written item identifiers, lots), each with a small id.
///
/// Shared by all workers. A worker asks through its own `NameCache`, so the lock is taken once for each worker and name.
/// Ids depend on the order of arrival and must never reach an output; order by `text(of:)`.
public final class Names: Sendable {
    private struct State: ~Copyable {
        var table = NameTable()
        var texts: [Text] = []
        let arena = Arena()
    }

    private let state = Mutex(State())

    /// Names with the empty one already in it, as id 0.
    public init() { _ = id(of: .empty) }

    /// The id of the empty name.
    @inlinable public static var none: Int32 { 0 }

    /// The id of `name`, made if it is new.
    public func id(of name: Text) -> Int32 { id(of: name, hash: name.stableHash) }

    /// The same where the hash is known.
    fileprivate func id(of name: Text, hash: UInt64) -> Int32 {
        state.withLock { state in
            if let known = state.table.id(of: name, hash: hash) { return known }
            let id = Int32(state.texts.count)
            let kept = state.arena.store(name.bytes)
            state.texts.append(kept)
            state.table.insert(kept, hash: hash, id: id)
            return id
        }
    }

    /// The id of `name`, made if it is new.
    public func id(of name: String) -> Int32 {
        var copy = name
        return copy.withUTF8 { id(of: Text(base: $0.baseAddress, count: $0.count)) }
    }

    /// The name with this id.
    public func text(of id: Int32) -> Text { state.withLock { $0.texts[Int(id)] } }

    /// All names by id, at this moment.
    public var texts: [Text] { state.withLock { $0.texts } }
}

/// One worker's memory of names it has met, so that a repeated name costs a hash and a comparison.
public struct NameCache {
    private let names: Names
    private var table = NameTable()
    private let arena = Arena()

    /// A worker's memory of `names`, empty.
    public init(names: Names) { self.names = names }

    /// The id of the name with these bytes. The bytes are copied where the name is new.
    public mutating func id(of bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard bytes.count > 0 else { return Names.none }
        let wanted = Text(base: bytes.baseAddress, count: bytes.count)
        let hash = wanted.stableHash
        if let known = table.id(of: wanted, hash: hash) { return known }
        let id = names.id(of: wanted, hash: hash)
        table.insert(arena.store(bytes), hash: hash, id: id)
        return id
    }
}

/// Ids by name: open addressing over the stable hash of the names, which lie in somebody's arena.
private struct NameTable {
    private var slots: [(hash: UInt64, text: Text, id: Int32)] = Array(repeating: (0, .empty, -1), count: 1024)
    private var used = 0

    /// The id of a name; nil if it is not there.
    func id(of name: Text, hash: UInt64) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot].id >= 0 {
            if slots[slot].hash == hash, slots[slot].text == name { return slots[slot].id }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a name that is not there.
    mutating func insert(_ name: Text, hash: UInt64, id: Int32) {
        used += 1
        if used * 2 > slots.count { grow() }
        put((hash, name, id))
    }

    private mutating func put(_ entry: (hash: UInt64, text: Text, id: Int32)) {
        var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
        while slots[slot].id >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: (0, .empty, -1), count: old.count * 2)
        for entry in old where entry.id >= 0 { put(entry) }
    }
}
