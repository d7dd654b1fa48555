/// An element that started or ended.
package struct XMLEvent: BitwiseCopyable, Sendable, Equatable {
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        case open
        case close
    }

    package var kind: Kind
    /// The node of the trie that the element matched.
    package var node: Int32
    /// The element's own text in `XMLBatch.bytes`: CDATA included, not split by comments, processing instructions or
    /// child elements, blanks as they stand.
    package var textStart: Int32
    /// Length of the text in bytes; -1 if none was asked for, and in every `open`.
    package var textCount: Int32
    /// Its attributes in `XMLBatch.attributes`.
    package var firstAttribute: Int32
    package var attributeCount: Int32
    /// 1-based line of the `<` of the start tag, also in a `close`; lines end with LF. 0 where the node does not report
    /// its open: to find a place costs more than all else that is done for an element.
    package var line: Int64
    /// 0-based offset in the file of the `<` of the start tag, also in a `close`; 0 where there is no line.
    package var byte: Int64
}

/// A captured attribute that was there.
package struct XMLAttribute: BitwiseCopyable, Sendable, Equatable {
    /// What `XMLTrie.captureAttribute` gave.
    package var id: Int32
    /// Its value in `XMLBatch.bytes`.
    package var start: Int32
    /// Length of its value in bytes.
    package var count: Int32
}

/// The events of one piece of a document, in its order. Lent: valid as long as the call that hands it over.
package struct XMLBatch {
    /// All text and attribute values, in UTF-8.
    package let bytes: UnsafeBufferPointer<UInt8>
    package let events: UnsafeBufferPointer<XMLEvent>
    package let attributes: UnsafeBufferPointer<XMLAttribute>
}
