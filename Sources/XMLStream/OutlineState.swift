/// What the parser's callbacks work on where elements are listed: those so far, and how many are wanted.
struct OutlineState {
    typealias Name = UnsafePointer<UInt8>

    private(set) var elements: [XMLOutlineElement] = []
    private let limit: Int
    private var depth = 0
    /// The namespace met last: nearly every element has the one of the element before, or of the one before that.
    private var namespaces: (last: (Name, String)?, other: (Name, String)?)

    init(limit: Int) { self.limit = limit }

    /// Whether no more elements are wanted.
    var isFull: Bool { elements.count >= limit }

    /// Forgets the elements so far and keeps on counting how deep they are.
    mutating func removeAll() { elements.removeAll(keepingCapacity: true) }

    /// Takes the start of an element. `attributes` are libxml2's: five pointers each, name, prefix, namespace, start and
    /// end of the value.
    ///
    /// - Returns: why the element cannot be taken, if it cannot.
    mutating func enter(
        _ name: Name?, namespace: Name?, attributes: UnsafeMutablePointer<Name?>?, count: Int
    ) -> XMLFailure.Reason? {
        guard depth < XMLLimits.depth else { return .limit(.depth, value: XMLLimits.depth) }
        guard count <= XMLLimits.attributes else { return .limit(.attributes, value: XMLLimits.attributes) }
        elements.append(
            XMLOutlineElement(
                depth: depth, localName: Self.text(name), namespace: text(ofNamespace: namespace),
                attributes: Self.attributes(attributes, count: count)))
        depth += 1
        return nil
    }

    /// Takes the end of an element.
    mutating func leave() { depth -= 1 }

    /// The text of a namespace; its name is the parser's own, and the same text always has the same.
    private mutating func text(ofNamespace name: Name?) -> String {
        guard let name else { return "" }
        if let last = namespaces.last, last.0 == name { return last.1 }
        let known = namespaces.other.flatMap { $0.0 == name ? $0.1 : nil }
        let text = known ?? Self.text(name)
        namespaces = ((name, text), namespaces.last)
        return text
    }

    private static func text(_ name: Name?) -> String { name.map { String(cString: $0) } ?? "" }

    private static func attributes(
        _ attributes: UnsafeMutablePointer<Name?>?, count: Int
    ) -> [XMLOutlineElement.Attribute] {
        guard let attributes, count > 0 else { return [] }
        return (0..<count).map { index in
            var value: [UInt8] = []
            if let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] {
                AttributeValue.forEachPart(start, count: end - start) {
                    value.append(contentsOf: UnsafeRawBufferPointer(start: $0, count: $1))
                }
            }
            return XMLOutlineElement.Attribute(
                name: text(attributes[index * 5]), value: String(decoding: value, as: UTF8.self))
        }
    }
}
