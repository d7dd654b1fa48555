/// What prefixes stand for inside an element (Namespaces in XML 1.0, third edition).
struct PlainXMLNamespaces {
    private typealias Pair = (name: PlainXML.Characters, value: PlainXML.Characters)

    private static let xml = PlainXML.characters("http://www.w3.org/XML/1998/namespace")
    private static let xmlns = PlainXML.characters("http://www.w3.org/2000/xmlns/")

    private var names: [PlainXML.Characters: PlainXML.Characters] = [PlainXML.characters("xml"): xml]

    /// With what the attributes of an element declare.
    func declaring(
        _ attributes: [(name: PlainXML.Characters, value: PlainXML.Characters)]
    ) throws(PlainXMLRefusal) -> PlainXMLNamespaces {
        var inner = self
        for (name, value) in attributes {
            let parts = try Self.parts(of: name)
            if parts.prefix.isEmpty, parts.local == PlainXML.characters("xmlns") {
                guard value != Self.xml, value != Self.xmlns else {
                    throw PlainXMLRefusal(why: "a reserved namespace as the default")
                }
                try Self.check(value)
                inner.names[[]] = value
            } else if parts.prefix == PlainXML.characters("xmlns") {
                try inner.declare(parts.local, value)
            }
        }
        return inner
    }

    private mutating func declare(
        _ prefix: PlainXML.Characters, _ value: PlainXML.Characters
    ) throws(PlainXMLRefusal) {
        guard prefix != PlainXML.characters("xmlns"), value != Self.xmlns else {
            throw PlainXMLRefusal(why: "xmlns is declared")
        }
        guard (prefix == PlainXML.characters("xml")) == (value == Self.xml) else {
            throw PlainXMLRefusal(why: "xml stands for something else, or something else for it")
        }
        guard !value.isEmpty else { throw PlainXMLRefusal(why: "a prefix stands for nothing") }
        try Self.check(value)
        names[prefix] = value
    }

    /// The element of a tag, with its names resolved.
    func element(
        _ written: PlainXML.Characters, _ attributes: [(name: PlainXML.Characters, value: PlainXML.Characters)]
    ) throws(PlainXMLRefusal) -> PlainXML.Element {
        let parts = try Self.parts(of: written)
        var resolved: [PlainXML.Attribute] = []
        for (name, value) in attributes {
            let own = try Self.parts(of: name)
            if own.prefix == PlainXML.characters("xmlns") || name == PlainXML.characters("xmlns") { continue }
            let namespace = own.prefix.isEmpty ? [] : try space(of: own.prefix)
            guard !resolved.contains(where: { $0.name == own.local && $0.namespace == namespace }) else {
                throw PlainXMLRefusal(why: "an attribute through two prefixes")
            }
            resolved.append(.init(name: own.local, namespace: namespace, value: value))
        }
        let namespace = parts.prefix.isEmpty ? names[[]] ?? [] : try space(of: parts.prefix)
        return PlainXML.Element(name: parts.local, namespace: namespace, attributes: resolved)
    }

    private func space(of prefix: PlainXML.Characters) throws(PlainXMLRefusal) -> PlainXML.Characters {
        guard let found = names[prefix] else { throw PlainXMLRefusal(why: "a prefix that nothing declares") }
        return found
    }

    private static func parts(
        of name: PlainXML.Characters
    ) throws(PlainXMLRefusal) -> (prefix: PlainXML.Characters, local: PlainXML.Characters) {
        let parts = name.split(separator: 0x3A, omittingEmptySubsequences: false).map { Array($0) }
        guard parts.count <= 2, parts.allSatisfy({ $0.first.map(PlainXMLParser.isNameStart) ?? false }) else {
            throw PlainXMLRefusal(why: "no qualified name")
        }
        return parts.count == 1 ? ([], parts[0]) : (parts[0], parts[1])
    }

    /// What is no URI may be refused or not; only plain ones are decided.
    private static func check(_ value: PlainXML.Characters) throws(PlainXMLRefusal) {
        let text = PlainXML.string(value)
        let isPlain =
            text.isEmpty
            || (["urn:", "http://", "https://"].contains { text.hasPrefix($0) }
                && (text.hasPrefix("urn:") || text.utf8.count { $0 == 0x3A } == 1)
                && text.utf8.allSatisfy { byte in
                    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "-./:_".utf8.contains(byte)
                })
        guard isPlain else { throw PlainXMLRefusal(why: "perhaps no URI", isOpen: true) }
    }
}
