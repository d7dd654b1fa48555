/// UBL despatch advices in the simple form that the test worlds use: one document a file.
enum DespatchText {
    /// The document that a file holds; nil where it is no despatch advice.
    static func read(_ text: String, file: String) -> PlainDocument? {
        guard let root = PlainXMLElement.root(of: text), root.name == "DespatchAdvice" else { return nil }
        var notice = PlainRecord(kind: .despatch)
        notice.file = file
        notice.document = root.value("ID") ?? ""
        notice.scope = root.value("DespatchSupplierParty", "Party", "PartyName", "Name") ?? ""
        notice.updatedAt = time(root.value("IssueDate"), root.value("IssueTime"))
        notice.purpose = purpose(root.value("DocumentStatusCode"))
        let delivery = root.first("Shipment", "Delivery")
        notice.at =
            time(delivery?.value("ActualDeliveryDate"), delivery?.value("ActualDeliveryTime"))
            ?? time(
                delivery?.value("Despatch", "ActualDespatchDate"), delivery?.value("Despatch", "ActualDespatchTime"))
            ?? notice.updatedAt
        var records: [PlainRecord] = []
        for element in root.all("DespatchLine") {
            var record = notice
            record.recordNumber = records.count + 1
            record.line = element.value("ID")
            record.quantity = element.value("DeliveredQuantity").flatMap { Int($0) }
            let item = element.first("Item")
            record.sku = item?.value("BuyersItemIdentification", "ID")
            record.supplierPart = item?.value("SellersItemIdentification", "ID")
            record.gtin = item?.value("StandardItemIdentification", "ID")
            record.serials = (item?.all("ItemInstance") ?? []).map { instance in
                PlainSerial(
                    instance.value("SerialID") ?? "", lot: instance.value("LotIdentification", "LotNumberID"),
                    expiry: instance.value("LotIdentification", "ExpiryDate"))
            }
            records.append(record)
        }
        if records.isEmpty && notice.purpose == "cancel" {
            notice.quantity = 0
            notice.recordNumber = 1
            records = [notice]
        }
        return PlainDocument(records)
    }

    /// A file that holds one document; where its date is not that of issue, it is of delivery or of despatch.
    static func write(_ document: PlainDocument, datesDelivery: Bool = false) -> String {
        guard let notice = document.records.first else { return "" }
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <DespatchAdvice xmlns="\(namespace)DespatchAdvice-2" xmlns:cac="\(namespace)CommonAggregateComponents-2" \
            xmlns:cbc="\(namespace)CommonBasicComponents-2">

            """
        text += basic("ID", notice.document)
        let issued = notice.updatedAt ?? notice.at ?? ""
        text += basic("IssueDate", day(issued))
        if hasTimeOfDay(issued) { text += basic("IssueTime", String(issued.dropFirst(11))) }
        if notice.purpose == "replace" { text += basic("DocumentStatusCode", "Revised") }
        if notice.purpose == "cancel" { text += basic("DocumentStatusCode", "Cancelled") }
        let name = aggregate("PartyName", basic("Name", notice.scope))
        text += aggregate("DespatchSupplierParty", aggregate("Party", name)) + "\n"
        if let at = notice.at, at != issued { text += shipment(notice, at: at, datesDelivery: datesDelivery) + "\n" }
        // A notice without lines is one record that has no line.
        for record in document.records where record.line != nil { text += line(record) + "\n" }
        return text + "</DespatchAdvice>\n"
    }

    private static let namespace = "urn:oasis:names:specification:ubl:schema:xsd:"

    private static func shipment(_ notice: PlainRecord, at: String, datesDelivery: Bool) -> String {
        let name = datesDelivery ? "ActualDelivery" : "ActualDespatch"
        var date = basic(name + "Date", day(at))
        if hasTimeOfDay(at) { date += basic(name + "Time", String(at.dropFirst(11))) }
        let delivery = aggregate("Delivery", datesDelivery ? date : aggregate("Despatch", date))
        return aggregate("Shipment", basic("ID", notice.document) + delivery)
    }

    private static func line(_ record: PlainRecord) -> String {
        var item = ""
        func identification(_ name: String, _ value: String?, scheme: String = "") {
            guard let value else { return }
            let identifier = "<cbc:ID\(scheme)>\(PlainXMLElement.escaped(value))</cbc:ID>"
            item += aggregate(name, identifier)
        }
        identification("BuyersItemIdentification", record.sku)
        identification("SellersItemIdentification", record.supplierPart)
        identification("StandardItemIdentification", record.gtin, scheme: " schemeID=\"0160\"")
        for serial in record.serials {
            var instance = basic("SerialID", serial.text)
            if serial.lot != nil || serial.expiry != nil {
                let lot = serial.lot.map { basic("LotNumberID", $0) } ?? ""
                let expiry = serial.expiry.map { basic("ExpiryDate", $0) } ?? ""
                instance += aggregate("LotIdentification", lot + expiry)
            }
            item += aggregate("ItemInstance", instance)
        }
        let quantity = "<cbc:DeliveredQuantity unitCode=\"EA\">\(record.quantity ?? 1)</cbc:DeliveredQuantity>"
        return aggregate("DespatchLine", basic("ID", record.line ?? "") + quantity + aggregate("Item", item))
    }

    private static func basic(_ name: String, _ value: String) -> String {
        "<cbc:\(name)>\(PlainXMLElement.escaped(value))</cbc:\(name)>"
    }

    private static func aggregate(_ name: String, _ content: String) -> String {
        "<cac:\(name)>\(content)</cac:\(name)>"
    }

    private static func purpose(_ status: String?) -> String? {
        switch status {
        case "Revised", "Replaced", "5": "replace"
        case "Cancelled", "Withdrawn", "1", "3": "cancel"
        default: nil
        }
    }

    /// A date and a time as one; a time without zone is UTC.
    private static func time(_ date: String?, _ timeOfDay: String?) -> String? {
        guard let date else { return nil }
        guard let timeOfDay else { return date }
        return date + "T" + timeOfDay + (timeOfDay.hasSuffix("Z") ? "" : "Z")
    }
}
