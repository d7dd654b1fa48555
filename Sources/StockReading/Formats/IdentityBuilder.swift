internal import StockModel

/// Makes identities of the rows of one file: `also` names the same unit as `serial`, each of several.
final class IdentityBuilder {
    private let store: RecordStore
    private let file: Int32
    private let serials: SerialTexts

    init(_ map: ColumnMap, store: RecordStore, file: Int32, scan: LabelScan?) {
        self.store = store
        self.file = file
        serials = SerialTexts(map, quantities: QuantityParser(), scan: scan)
    }

    func add(_ row: RowCells, number: Int) throws(RowProblem) {
        let serial = try serials.read(.serial, row)
        let also = try serials.read(.also, row)
        guard serial.count == 1 else {
            throw RowProblem(
                column: serials.column(.serial), value: .none,
                serial.isEmpty
                    ? "The serial is missing. Write the unit's main identifier."
                    : "There are several serials. Write one here and the others under `also`.")
        }
        guard !also.isEmpty else {
            throw RowProblem(
                column: serials.column(.also),
                "The other identifier is missing. Write what else is printed on the unit.")
        }
        for other in also {
            store.append(Identity(serial: serial[0], also: other, file: file, number: Int32(clamping: number)))
        }
    }
}
