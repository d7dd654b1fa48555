internal import XMLStream

/// A definition compiled for reading: a trie that picks events, and tables that say what each event means.
///
/// The tables are plain memory that is only read, so that working through an event counts no references; several workers
/// share one program.
///
/// **Frames.** The root, the notice, the line, every kind of unit, and every element with conditions is a frame. A frame is
/// open at most once at a time, because a path leads to it; so whatever it collects has a fixed place, a *slot*, that is
/// empty when the frame opens. Closing an element with conditions hands its slots on to the frame around it, if the
/// conditions hold.
final class DialectProgram: Sendable {
    /// A stretch of a table.
    struct Span: BitwiseCopyable, Sendable {
        var first: Int32 = 0
        var count: Int32 = 0

        @inline(__always) var indices: Range<Int> { Int(first)..<Int(first + count) }

        /// Calls `body` with every index: for what is done at every event, as a range would be checked.
        @inline(__always) func forEachIndex(_ body: (Int) -> Void) {
            var index = Int(first)
            let end = index &+ Int(count)
            while index < end {
                body(index)
                index &+= 1
            }
        }
    }

    /// What an event at one node of the trie means.
    struct Node: BitwiseCopyable, Sendable {
        /// Stretch of `targets`: where its text goes.
        var text = Span()
        /// Frames that the element is, outermost first.
        var frames = Span()
        /// The kind of unit that the element is, where it is one whatever stands around it, and nothing else; else −1.
        var unit: Int32 = -1
    }

    /// A frame at one node, with the tests that must hold there.
    struct FrameAtNode: BitwiseCopyable, Sendable {
        var frame: Int32
        var tests: Span
    }

    enum FrameKind: Int32, BitwiseCopyable, Sendable {
        case root, notice, line, unit, element
        /// An element that says lot and expiry for the units in it.
        case lot
        /// A loop of a tree, which may be a line.
        case loop
        /// An event in place of a notice, and what it lists.
        case event, member
        /// An element that only has to be there.
        case flag

        /// Whether anything is to be done when it opens. The others are frequent, and empty their slots behind them.
        @inline(__always) var hasOpening: Bool {
            switch self {
            case .root, .notice, .line, .lot, .loop, .event: true
            case .unit, .element, .member, .flag: false
            }
        }
    }

    struct Frame: BitwiseCopyable, Sendable {
        var kind: FrameKind
        /// Of a unit, lot or member, its index among the kinds of them.
        var unit: Int32 = 0
        /// Stretch of `frameSlots`: what it collects.
        var slots = Span()
        /// Stretch of `frameTests`.
        var tests = Span()
        var handovers = Span()
    }

    /// Which buffer a slot's value lies in; each is emptied when its level begins.
    enum Scratch: Int32, BitwiseCopyable, Sendable { case root, notice, line }

    enum Repeated: Int32, BitwiseCopyable, Sendable { case first, refuse, ignore }

    struct Slot: BitwiseCopyable, Sendable {
        var repeated: Repeated
        var scratch: Scratch
    }

    struct Handover: BitwiseCopyable, Sendable {
        var from: Int32
        var to: Int32
    }

    struct Test: BitwiseCopyable, Sendable {
        /// Literals it looks for; none where it is enough to be there.
        var literals = Span()
        var isNegated: Bool
    }

    /// Where a field looks: a stretch of `alternatives`, which are slots, or with −1 − index literals.
    struct Field: BitwiseCopyable, Sendable { var alternatives = Span() }

    /// A date and its time of day; the time's field is empty where there is none.
    struct Time: BitwiseCopyable, Sendable {
        var date = Field()
        var time = Field()
    }

    struct Unit: BitwiseCopyable, Sendable {
        var serial = Field()
        var lot = Field()
        var expiry = Field()
        /// Nil where a value is one serial.
        var splitter: SerialCell?
        /// Whether no digit and no upper-case letter splits a value.
        var keepsPlain = true
        /// Where there is more to it, an index of `specialUnits`; else −1.
        var special: Int32 = -1
        /// The first place of its serial, in a unit that may be a serial alone; else −1.
        var serialSlot: Int32 = -1
        /// Stretch of `unitSlots`: all that it collects but that.
        var otherSlots = Span()
    }

    /// What a unit has that is a range, or that has several identifiers.
    struct SpecialUnit: BitwiseCopyable, Sendable {
        /// The ends of a range.
        var from = Field()
        var to = Field()
        /// Stretch of `fields`: further identifiers of the unit.
        var also = Span()
    }

    struct Lot: BitwiseCopyable, Sendable {
        var lot = Field()
        var expiry = Field()
    }

    /// How the loops of a notice hang together.
    struct Tree: BitwiseCopyable, Sendable {
        var id = Field()
        var parent = Field()
        var level = Field()
    }

    /// What an event tells beside a notice's fields.
    struct Events: BitwiseCopyable, Sendable {
        var step = Field()
        var action = Field()
        var parent = Field()
        var lot = Field()
        var expiry = Field()
    }

    /// One kind of element that names goods or packs in an event.
    struct Member: BitwiseCopyable, Sendable {
        var name = Field()
        var quantity = Field()
        var unitOfMeasure = Field()
        var isChild = false
    }

    struct Notice: Sendable {
        var document = Field()
        var supplier = Field()
        var purpose = Field()
        var issued: [Time] = []
        var despatched: [Time] = []
        var delivered: [Time] = []
    }

    struct Line: BitwiseCopyable, Sendable {
        var number = Field()
        var quantity = Field()
        var unitOfMeasure = Field()
        var buyerPart = Field()
        var supplierPart = Field()
        var gtin = Field()
        var lot = Field()
        var expiry = Field()
    }

    let definition: DialectDefinition
    let trie: XMLTrie
    let nodes: PlainTable<Node>
    /// Stretches of `targets`, by the id of the attribute.
    let attributes: PlainTable<Span>
    /// Slots, or with −1 − index tests.
    let targets: PlainTable<Int32>
    let framesAtNodes: PlainTable<FrameAtNode>
    let frames: PlainTable<Frame>
    let frameSlots: PlainTable<Int32>
    let frameTests: PlainTable<Int32>
    let slots: PlainTable<Slot>
    let tests: PlainTable<Test>
    let handovers: PlainTable<Handover>
    let alternatives: PlainTable<Int32>
    let literals: PlainTable<Span>
    let literalBytes: PlainTable<UInt8>
    let notice: Notice
    let line: Line
    let units: PlainTable<Unit>
    let unitSlots: PlainTable<Int32>
    let specialUnits: PlainTable<SpecialUnit>
    let lots: PlainTable<Lot>
    /// Lists of fields.
    let fields: PlainTable<Field>
    let tree: Tree?
    let events: Events?
    let members: PlainTable<Member>
    /// Whether there are units that are special, or lots around them.
    let hasSpecialUnits: Bool

    init(_ definition: DialectDefinition) {
        var compiler = DialectCompiler(definition)
        let built = compiler.build()
        self.definition = definition
        trie = built.trie
        nodes = PlainTable(built.nodes)
        attributes = PlainTable(built.attributes)
        targets = PlainTable(built.targets)
        framesAtNodes = PlainTable(built.framesAtNodes)
        frames = PlainTable(built.frames)
        frameSlots = PlainTable(built.frameSlots)
        frameTests = PlainTable(built.frameTests)
        slots = PlainTable(built.slots)
        tests = PlainTable(built.tests)
        handovers = PlainTable(built.handovers)
        alternatives = PlainTable(built.alternatives)
        literals = PlainTable(built.literals)
        literalBytes = PlainTable(built.literalBytes)
        notice = built.notice
        line = built.line
        units = PlainTable(built.units)
        unitSlots = PlainTable(built.unitSlots)
        specialUnits = PlainTable(built.specialUnits)
        lots = PlainTable(built.lots)
        fields = PlainTable(built.fields)
        tree = built.tree
        events = built.events
        members = PlainTable(built.members)
        hasSpecialUnits = !built.specialUnits.isEmpty || !built.lots.isEmpty
    }
}
