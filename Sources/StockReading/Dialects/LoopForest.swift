/// Which loop belongs to which. Loops are indices in the order of the notice.
///
/// A parent stands before its children, so a parent that is named and was not met is unknown, and loops that name each
/// other in a circle cannot be. Where loops name parents at all, only those of the first one's level have none.
struct LoopForest {
    /// What a loop is.
    enum Role: Equatable {
        /// A line.
        case item
        /// A shipment, an order, a pack …
        case branch
        /// A part of a unit, or something below one: neither is shipped as a line.
        case component
        /// It, or a loop above it, names a parent that was not met, or none where it should.
        case lost
    }

    /// What is known of one loop.
    struct Loop {
        var id: String
        /// Empty for a loop at the top.
        var parent: String
        var level = ""
        var isItem: Bool
        var isComponent: Bool
    }

    private(set) var roles: [Role] = []
    /// −1 where there is none.
    private(set) var parents: [Int] = []
    /// The item that a loop is or lies in; −1 where there is none.
    private(set) var items: [Int] = []
    /// The only item below a loop; −1 where there is none, −2 where there are several.
    private(set) var itemsBelow: [Int] = []
    /// Whether nobody knows where some item belongs.
    private(set) var hasLostItems = false

    init(_ loops: [Loop]) {
        var known: [String: Int] = [:]
        let hasParents = loops.contains { !$0.parent.isEmpty }
        for (index, loop) in loops.enumerated() {
            let parent = loop.parent.isEmpty ? -1 : known[loop.parent] ?? -1
            parents.append(parent)
            let mayBeTop = !hasParents || loop.level == loops[0].level
            roles.append(role(of: loop, parent, mayBeTop: mayBeTop))
            items.append(roles[index] == .item ? index : (parent >= 0 ? items[parent] : -1))
            if roles[index] == .lost, loop.isItem { hasLostItems = true }
            if !loop.id.isEmpty { known[loop.id] = index }
        }
        itemsBelow = [Int](repeating: -1, count: loops.count)
        for index in loops.indices.reversed() where parents[index] >= 0 {
            let found = roles[index] == .item ? Self.merged(index, itemsBelow[index]) : itemsBelow[index]
            itemsBelow[parents[index]] = Self.merged(itemsBelow[parents[index]], found)
        }
    }

    private func role(of loop: Loop, _ parent: Int, mayBeTop: Bool) -> Role {
        if loop.isComponent || (parent >= 0 && roles[parent] == .component) { return .component }
        if parent >= 0 ? roles[parent] == .lost : !(loop.parent.isEmpty && mayBeTop) { return .lost }
        return loop.isItem ? .item : .branch
    }

    private static func merged(_ a: Int, _ b: Int) -> Int {
        if a == -1 { return b }
        return b == -1 || a == b ? a : -2
    }

    /// The item to which what a branch says belongs: the one it lies in, else the only one below it; −1 where there is none,
    /// −2 where there are several, or may be, because an item is lost.
    func owner(of branch: Int) -> Int {
        if items[branch] >= 0 { return items[branch] }
        return hasLostItems ? -2 : itemsBelow[branch]
    }
}
