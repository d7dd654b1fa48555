/// Sets of numbers that can be united: union-find with path halving.
struct DisjointSets {
    private var parents: [Int32]

    init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

    /// The number that stands for the set of `member`.
    mutating func find(_ member: Int) -> Int {
        var place = Int32(member)
        while parents[Int(place)] != place {
            parents[Int(place)] = parents[Int(parents[Int(place)])]
            place = parents[Int(place)]
        }
        return Int(place)
    }

    /// Makes one set of those of `a` and `b`; its least first member stands for it.
    mutating func unite(_ a: Int, _ b: Int) {
        let (x, y) = (find(a), find(b))
        guard x != y else { return }
        parents[max(x, y)] = Int32(min(x, y))
    }
}
