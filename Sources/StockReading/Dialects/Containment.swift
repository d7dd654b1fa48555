/// What lies in what, as the events so far have told. Packs and goods are numbers of an `EPCTable`.
struct Containment {
    /// Goods without serial: so many of an article.
    struct Amount: Equatable {
        var article: Int32
        var quantity: Range<Int>
        var unitOfMeasure: Range<Int>
    }

    /// What was found in packs.
    struct Contents {
        /// Units, packs of which nothing is known, and whatever else has nothing in it.
        var leaves: [Int32] = []
        var amounts: [Amount] = []
        /// How many packs and goods were looked at.
        var steps = 0
    }

    private var parents: [Int32]
    private var children: [[Int32]]
    /// Whether something has ever been put into it: then it is no unit itself.
    private(set) var isPack: [Bool]
    private var amounts: [Int32: [Amount]] = [:]
    /// When a pack was last looked into.
    private var visits: [Int32]
    private var visit: Int32 = 0

    init(count: Int) {
        parents = [Int32](repeating: -1, count: count)
        children = [[Int32]](repeating: [], count: count)
        isPack = [Bool](repeating: false, count: count)
        visits = [Int32](repeating: 0, count: count)
    }

    /// Puts something into a pack, out of the one in which it was.
    mutating func put(_ child: Int32, into parent: Int32) {
        isPack[Int(parent)] = true
        guard parents[Int(child)] != parent, child != parent else { return }
        takeOut(child)
        parents[Int(child)] = parent
        children[Int(parent)].append(child)
    }

    mutating func put(_ amount: Amount, into parent: Int32) {
        isPack[Int(parent)] = true
        amounts[parent, default: []].append(amount)
    }

    /// Whether such goods lie in a pack already.
    func holds(_ parent: Int32, _ isSame: (Amount) -> Bool) -> Bool {
        amounts[parent]?.contains(where: isSame) ?? false
    }

    /// Takes something out of the pack in which it is.
    mutating func takeOut(_ child: Int32) {
        // The list of the pack keeps it until the pack is looked into: a list is not searched for every child.
        parents[Int(child)] = -1
    }

    /// Takes goods out of a pack: what was put in alike.
    mutating func takeOutAmount(of parent: Int32, _ isSame: (Amount) -> Bool) {
        guard let index = amounts[parent]?.firstIndex(where: isSame) else { return }
        amounts[parent]?.remove(at: index)
        if amounts[parent]?.isEmpty == true { amounts[parent] = nil }
    }

    /// Takes everything out of a pack.
    mutating func empty(_ parent: Int32) {
        for child in children[Int(parent)] where parents[Int(child)] == parent { parents[Int(child)] = -1 }
        children[Int(parent)] = []
        amounts[parent] = nil
    }

    /// What is in the packs, and in the packs in them; what was met already counts once, so that packs in a circle have
    /// nothing in them.
    mutating func contents(of roots: [Int32]) -> Contents {
        visit += 1
        var found = Contents()
        var open = Array(roots.reversed())
        while let next = open.popLast() {
            guard visits[Int(next)] != visit else { continue }
            visits[Int(next)] = visit
            found.steps += 1
            compact(next)
            let inside = children[Int(next)]
            if inside.isEmpty && amounts[next] == nil { found.leaves.append(next) }
            found.amounts += amounts[next] ?? []
            found.steps += amounts[next]?.count ?? 0
            open += inside.reversed()
        }
        return found
    }

    /// Drops from a pack's list what is no longer in it, and what is in it twice.
    private mutating func compact(_ parent: Int32) {
        let all = children[Int(parent)]
        guard !all.isEmpty else { return }
        var seen: Set<Int32> = []
        children[Int(parent)] = all.filter { parents[Int($0)] == parent && seen.insert($0).inserted }
    }
}
