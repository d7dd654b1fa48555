/// A format that a header almost is.
struct Nearest {
    var name: String
    var title: String
    var missing: [String]
    var found: Int

    /// The one with the larger part of its columns found; of equals the one with more.
    static func nearer(_ a: Nearest?, _ b: Nearest?) -> Nearest? {
        guard let a, let b else { return a ?? b }
        let left = a.found * (b.found + b.missing.count)
        let right = b.found * (a.found + a.missing.count)
        return right > left || (right == left && b.found > a.found) ? b : a
    }
}
