import StockModel

/// A movement with the unit it belongs to.
struct UnitMovement: BitwiseCopyable {
    var movement: Movement
    /// The SKU that names the unit; −1 where the serial is unique in the world.
    var unit: Int32
    /// For a kit's line, the component under which the serial was received.
    var component: Int32?
    var isHistory: Bool
}

/// The order in which movements are taken (`semantics.md`, section 7): by unit, history first, by day; within a day those
/// with only a date by kind and key, then those with a time by time, kind and key. `MovementDay` brings the two together.
struct MovementOrder {
    let context: FoldContext

    func precedes(_ a: UnitMovement, _ b: UnitMovement) -> Bool {
        if a.unit != b.unit { return a.unit < b.unit }
        if a.isHistory != b.isHistory { return a.isHistory }
        let x = a.movement
        let y = b.movement
        if x.at.day != y.at.day { return x.at.day < y.at.day }
        if x.at.hasTimeOfDay != y.at.hasTimeOfDay { return !x.at.hasTimeOfDay }
        if x.at != y.at { return x.at < y.at }
        if x.kind != y.kind { return x.kind.rawValue < y.kind.rawValue }
        return DocumentLine.precedes(x.line.pointee, y.line.pointee, context)
    }
}
