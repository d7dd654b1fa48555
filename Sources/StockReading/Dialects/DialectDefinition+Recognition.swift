package import XMLStream

extension DialectDefinition {
    /// Whether the start of a document is of this dialect: one of its roots stands in it, at whatever depth, and so does
    /// all that the root must have.
    package func recognises(_ outline: [XMLOutlineElement]) -> Bool {
        // An outline has many elements, of which hardly any has a root's name.
        roots.contains { root in
            outline.indices.contains { index in
                outline[index].localName == root.name && root.matches(outline[index])
                    && root.has.allSatisfy { Self.holds($0, outline, at: index) }
            }
        }
    }

    /// Whether something stands at the path below the element at `index`.
    private static func holds(_ path: DialectPath, _ outline: [XMLOutlineElement], at index: Int) -> Bool {
        guard let step = path.steps.first else {
            return path.attribute.map { name in outline[index].attributes.contains { $0.name == name } } ?? true
        }
        var rest = path
        rest.steps.removeFirst()
        let depth = outline[index].depth
        for child in outline.indices[(index + 1)...] {
            if outline[child].depth <= depth { break }
            let isStep = outline[child].depth == depth + 1 && outline[child].localName == step.name
            if isStep && holds(rest, outline, at: child) { return true }
        }
        return false
    }
}

extension DialectRoot {
    /// Whether an element of the root's name is where the root may be from.
    fileprivate func matches(_ element: XMLOutlineElement) -> Bool {
        namespaces.isEmpty
            || namespaces.contains { wanted in
                wanted.hasSuffix("*")
                    ? element.namespace.utf8.starts(with: wanted.dropLast().utf8)
                    : element.namespace.utf8.elementsEqual(wanted.utf8)
            }
    }
}
