/// Writes results straight into the arrays of a batch, which are lent for the time of one call of the parser.
///
/// There is no check for room, and none for overflow: whoever lends makes room for all that the bytes fed can give.
struct BatchWriter {
    private var bytes: UnsafeMutablePointer<UInt8>?
    private var events: UnsafeMutablePointer<XMLEvent>?
    private var attributes: UnsafeMutablePointer<XMLAttribute>?
    /// What the batch held before, so that offsets count from its start.
    private var bytesBefore = 0
    private var attributesBefore = 0
    /// What was written.
    private(set) var newBytes = 0
    private(set) var newEvents = 0
    private(set) var newAttributes = 0

    /// How many attributes the batch holds.
    var attributeCount: Int { attributesBefore &+ newAttributes }

    /// Writes bytes and gives where they start in the batch.
    @inline(__always)
    mutating func append(_ source: UnsafeRawPointer, count: Int) -> Int {
        let start = bytesBefore &+ newBytes
        guard count > 0, let bytes else { return start }
        UnsafeMutableRawPointer(bytes + newBytes).copyMemory(from: source, byteCount: count)
        newBytes &+= count
        return start
    }

    @inline(__always)
    mutating func append(_ event: XMLEvent) {
        events.unsafelyUnwrapped[newEvents] = event
        newEvents &+= 1
    }

    @inline(__always)
    mutating func append(_ attribute: XMLAttribute) {
        attributes.unsafelyUnwrapped[newAttributes] = attribute
        newAttributes &+= 1
    }

    /// Lends the batch to the callbacks while `body` runs.
    ///
    /// - Parameter fed: bytes that the parser may work through meanwhile. An event needs at least two of them and an
    ///   attribute four; neither text nor value is longer than what was fed.
    static func lend(
        _ batch: inout XMLBatch, to context: UnsafeMutablePointer<ParserContext>, fed: Int, _ body: () -> Void
    ) {
        let (bytesBefore, attributesBefore) = (batch.bytes.count, batch.attributes.count)
        let byteRoom = fed + context.pointee.match.waitingBytes
        let attributeRoom = fed / 4 + 1 + context.pointee.match.waitingAttributes
        var (bytes, events, attributes) = ([UInt8](), [XMLEvent](), [XMLAttribute]())
        swap(&bytes, &batch.bytes)
        swap(&events, &batch.events)
        swap(&attributes, &batch.attributes)
        bytes.append(addingCapacity: byteRoom) { (byteSpan: inout OutputSpan<UInt8>) in
            byteSpan.withUnsafeMutableBufferPointer { byteBuffer, byteCount in
                events.append(addingCapacity: fed / 2 + 1) { (eventSpan: inout OutputSpan<XMLEvent>) in
                    eventSpan.withUnsafeMutableBufferPointer { eventBuffer, eventCount in
                        attributes.append(addingCapacity: attributeRoom) {
                            (attributeSpan: inout OutputSpan<XMLAttribute>) in
                            attributeSpan.withUnsafeMutableBufferPointer { attributeBuffer, attributeCount in
                                context.pointee.match.output = BatchWriter(
                                    bytes: byteBuffer.baseAddress, events: eventBuffer.baseAddress,
                                    attributes: attributeBuffer.baseAddress, bytesBefore: bytesBefore,
                                    attributesBefore: attributesBefore)
                                body()
                                byteCount = context.pointee.match.output.newBytes
                                eventCount = context.pointee.match.output.newEvents
                                attributeCount = context.pointee.match.output.newAttributes
                                context.pointee.match.output = BatchWriter()
                            }
                        }
                    }
                }
            }
        }
        swap(&bytes, &batch.bytes)
        swap(&events, &batch.events)
        swap(&attributes, &batch.attributes)
    }
}
