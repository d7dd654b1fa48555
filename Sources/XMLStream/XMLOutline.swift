internal import ByteSource

/// An element at the start of a document, as far as recognising the kind of document goes.
package struct XMLOutlineElement: Sendable, Equatable {
    package struct Attribute: Sendable, Equatable {
        /// Local name; declarations of namespaces are not among the attributes.
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// 0 for the outermost element.
    package var depth: Int
    package var localName: String
    /// Empty if it is in none.
    package var namespace: String
    package var attributes: [Attribute]

    package init(depth: Int, localName: String, namespace: String, attributes: [Attribute] = []) {
        self.depth = depth
        self.localName = localName
        self.namespace = namespace
        self.attributes = attributes
    }
}

/// Looks at the first elements of a document under the same safe rules as `XMLStream`, to tell what it is.
package enum XMLOutline {
    /// The first elements, in the order of their start tags.
    ///
    /// - Parameters:
    ///   - prefix: the first bytes of the file, such as 64 KiB, cut anywhere.
    ///   - limit: how many elements to list.
    /// - Returns: what could be read, and what ended it too early, if something did.
    package static func look(
        atPrefix prefix: UnsafeRawBufferPointer, limit: Int
    ) -> (elements: [XMLOutlineElement], failure: XMLFailure?) {
        guard limit > 0, let parser = DocumentParser(.outline(limit: limit)) else { return ([], nil) }
        var start = 0
        // In small slices, so that a bad byte does not hide what stands before it.
        func next(_ room: UnsafeMutableRawBufferPointer) -> Int {
            let bytes = prefix[start..<min(start + min(slice, room.count), prefix.count)]
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes))
            start = bytes.endIndex
            return bytes.count
        }
        // What ended it is in the context.
        try? parser.read(from: next, deliver: {})
        let context = parser.context.pointee
        return (context.outline.elements, context.isFailureOfEnd ? nil : context.failure)
    }

    /// The first elements alone, as far as they can be read.
    package static func elements(ofPrefix prefix: UnsafeRawBufferPointer, limit: Int) -> [XMLOutlineElement] {
        look(atPrefix: prefix, limit: limit).elements
    }

    private static let slice = 4096
}

extension XMLOutline {
    /// What a document is encoded in, as its byte order mark and its declaration say; nil where that is not read.
    package static func encoding(ofPrefix prefix: UnsafeRawBufferPointer) -> String? {
        let head = UnsafeRawBufferPointer(rebasing: prefix.prefix(XMLDeclaration.prefixLength))
        return (try? XMLDeclaration.read(head, isWhole: true))?.encoding.name
    }
}
