/// What a UBL despatch advice says, read slowly from its tree: the lines that must be taken, those that must be rejected,
/// and those of which this reader has no opinion, because a value needs rules that it leaves to the program.
struct PlainAdvice {
    /// A line that must be taken, just so.
    struct Line: Equatable {
        var number = ""
        var buyerPart = ""
        var supplierPart = ""
        var gtin = ""
        var quantity = 0
        var serials: [String] = []
    }

    enum Opinion {
        case taken(Line)
        case rejected(String)
        case none
    }

    /// How the file as a whole must be taken.
    enum Header {
        case taken(document: String)
        case refused(String)
        case none
    }

    private(set) var header: Header
    private(set) var lines: [Opinion] = []

    private static let namespace = PlainXML.characters("urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2")

    /// All advices of a document, wherever they stand in it.
    static func all(in root: PlainXML.Element) -> [PlainXML.Element] {
        var found: [PlainXML.Element] = []
        if root.name == PlainXML.characters("DespatchAdvice"), root.namespace == namespace { found.append(root) }
        return root.children.reduce(into: found) { $0 += all(in: $1) }
    }

    init(_ advice: PlainXML.Element) {
        header = Self.header(advice)
        for child in advice.children where child.name == PlainXML.characters("DespatchLine") {
            lines.append(Self.line(child))
        }
    }

    // MARK: The file

    private static func header(_ advice: PlainXML.Element) -> Header {
        let parts = ["ID", "DocumentStatusCode"].map { PlainValue(advice, [$0]) }
        let supplier = PlainValue(
            advice,
            [
                "DespatchSupplierParty/Party/PartyName/Name",
                "DespatchSupplierParty/Party/PartyLegalEntity/RegistrationName",
                "DespatchSupplierParty/Party/PartyIdentification/ID", "DespatchSupplierParty/Party/EndpointID",
            ], .first, skipping: PlainValue.isNoIdentifier)
        let times = [
            ("IssueDate", "IssueTime"),
            (
                "Shipment/Delivery/Despatch/ActualDespatchDate", "Shipment/Delivery/Despatch/ActualDespatchTime"
            ),
            ("Shipment/Delivery/ActualDeliveryDate", "Shipment/Delivery/ActualDeliveryTime"),
        ].map { (date: PlainValue(advice, [$0.0]), time: PlainValue(advice, [$0.1])) }
        let values = parts + [supplier] + times.flatMap { [$0.date, $0.time] }
        if values.contains(where: \.isConflict) { return .refused("a value of the notice stands there twice") }
        guard let document = parts[0].text, !PlainValue.isPlaceholder(document) else {
            return .refused("the notice has no number")
        }
        if times.allSatisfy({ $0.date.text == nil && $0.time.text == nil }) {
            return .refused("the notice has no date")
        }
        let areSure = times.allSatisfy { date, time in
            guard let day = date.text else { return time.text == nil }
            return PlainValue.isDay(day) && time.text.map(PlainValue.isTime) ?? true
        }
        return areSure ? .taken(document: document) : .none
    }

    // MARK: A line

    private static func line(_ element: PlainXML.Element) -> Opinion {
        var line = Line()
        let number = PlainValue(element, ["ID"])
        let parts = [
            "Item/BuyersItemIdentification/ID", "Item/SellersItemIdentification/ID",
            "Item/StandardItemIdentification/ID",
        ].map { PlainValue(element, [$0], skipping: PlainValue.isNoIdentifier) }
        let quantity = PlainValue(element, ["DeliveredQuantity"])
        let unit = PlainValue(attribute: "unitCode", of: element, "DeliveredQuantity")
        if ([number, quantity, unit] + parts).contains(where: \.isConflict) {
            return .rejected("a value of the line stands there twice")
        }
        line.number = number.text ?? ""
        (line.buyerPart, line.supplierPart, line.gtin) = (parts[0].text ?? "", parts[1].text ?? "", parts[2].text ?? "")
        if line.buyerPart.isEmpty, line.supplierPart.isEmpty, line.gtin.isEmpty { return .rejected("no goods") }
        if parts.contains(where: { $0.text.map(PlainValue.mayBeRounded) ?? false }) { return .none }
        switch units(of: element) {
        case .rejected(let why): return .rejected(why)
        case .none: return .none
        case .taken(let found): line.serials = found.serials
        }
        guard let isPiece = PlainValue.isPiece(unit.text ?? "") else { return .none }
        let counted = line.serials.count { !PlainValue.isNoIdentifier($0) }
        guard isPiece, let written = quantity.text else {
            guard counted > 0 else { return .rejected("neither quantity nor serials") }
            line.quantity = counted
            return .taken(line)
        }
        guard let count = PlainValue.count(written) else { return .rejected("the quantity is no count of units") }
        line.quantity = count
        return .taken(line)
    }

    /// The serials of a line's units.
    private static func units(of line: PlainXML.Element) -> Opinion {
        var found = Line()
        for unit in PlainValue.elements(line, "Item/ItemInstance") {
            let serial = PlainValue(unit, ["SerialID"])
            let expiry = PlainValue(
                unit, ["LotIdentification/ExpiryDate", "BestBeforeDate"], .ignore,
                skipping: PlainValue.isNoIdentifier)
            if serial.isConflict {
                return .rejected("a value of a unit stands there twice")
            }
            if let day = expiry.text, !PlainValue.isDay(day) { return .none }
            guard let text = serial.text else { continue }
            guard !text.utf8.contains(0x7E), !PlainValue.mayBeRounded(text) else { return .none }
            found.serials.append(text)
        }
        return .taken(found)
    }
}
