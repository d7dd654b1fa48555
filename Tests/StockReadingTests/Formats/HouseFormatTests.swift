import StockModel
import StockReading
import StockTestSupport
import Testing

@Suite("The house's own formats")
struct HouseFormatTests {
    @Test("orders with every column")
    func orders() throws {
        let file = try FormatFixture(
            """
            channel,order_id,line_id,sku,quantity,status,ordered_at,shipped_at,shipped_quantity,updated_at,serials,stock,\
            buyer_name,company,buyer_email,buyer_phone,address1,address2,city,region,postcode,country,unit_price,currency,\
            marketing_consent
            amazon,O-1,1,AX-220,3,shipped,2026-03-01,2026-03-02T10:00:00+02:00,2,2026-03-03T00:00:00Z,S1; S2,other,\
            Ann,Acme,ann@example.com,555-0100,1 Main St,Flat 2,Springfield,MA,02134,US,9.99,USD,yes

            """, settings: .with { settings, _ in settings.capturesBuyers = true })
        #expect(
            file.records == [
                #"{"kind":"order","scope":"amazon","document":"O-1","line":"1","sku":"AX-220","quantity":3,"#
                    + #""serials":["S1","S2"],"status":"shipped","at":"2026-03-01","shipped_at":"2026-03-02T08:00:00Z","#
                    + #""shipped_quantity":2,"updated_at":"2026-03-03T00:00:00Z","stock":"other","#
                    + #""buyer":{"name":"Ann","company":"Acme","email":"ann@example.com","phone":"555-0100","#
                    + #""address1":"1 Main St","address2":"Flat 2","city":"Springfield","region":"MA","#
                    + #""postcode":"02134","country":"US","consent":"yes"},"#
                    + #""definition":"house-orders","record":1,"line_number":2}"#
            ])
        #expect(file.source.kind == "order" && file.source.format == "house-orders")
        #expect(file.source.records == 1 && file.source.rejected == 0 && file.source.notes.isEmpty)
    }

    @Test("columns in any order, names in any case, quantity 1 where there is none, no buyer unless wanted")
    func ordersWithLess() throws {
        let file = try FormatFixture(
            """
            Ordered At;STATUS;quantity;SKU;order-id;Channel;Buyer Name;colour
            2026-03-01;Open;;AX-220;#7;shopify;Ann;red

            """)
        #expect(
            file.plain == [
                ##"{"kind":"order","scope":"shopify","document":"#7","sku":"AX-220","quantity":1,"status":"open","##
                    + #""at":"2026-03-01","stock":"house"}"#
            ])
        #expect(file.source.notes == ["Columns not used: colour."])
    }

    @Test("copies are told by their tool; the channel may be empty")
    func copies() throws {
        let file = try FormatFixture(
            """
            tool,channel,order_id,sku,quantity,status,ordered_at
            linnworks,,O-1,AX-220,1,cancelled,2026-03-01
            linnworks,ebay,O-2,AX-220,1,canceled,2026-03-01

            """)
        #expect(
            file.plain == [
                #"{"kind":"copy","scope":"linnworks","document":"O-1","sku":"AX-220","quantity":1,"#
                    + #""status":"cancelled","at":"2026-03-01","stock":"house"}"#,
                #"{"kind":"copy","scope":"linnworks","document":"O-2","sku":"AX-220","quantity":1,"#
                    + #""status":"cancelled","at":"2026-03-01","channel":"ebay","stock":"house"}"#,
            ])
    }

    @Test("a fulfilment's quantity is the count of its serials; repeated serials stay")
    func fulfilments() throws {
        let file = try FormatFixture(
            """
            order_id,sku,shipped_at,channel,quantity,serials,void
            O-1,AX-220,2026-03-02,amazon,,"S1,S2
            S2",
            O-2,AX-220,2026-03-02,,,,
            O-3,AX-220,2026-03-02,,5,S9,yes

            """)
        #expect(
            file.plain == [
                #"{"kind":"fulfilment","scope":"amazon","document":"O-1","sku":"AX-220","quantity":3,"#
                    + #""serials":["S1","S2","S2"],"shipped_at":"2026-03-02"}"#,
                #"{"kind":"fulfilment","document":"O-2","sku":"AX-220","quantity":1,"shipped_at":"2026-03-02"}"#,
                #"{"kind":"fulfilment","document":"O-3","sku":"AX-220","quantity":5,"serials":["S9"],"#
                    + #""shipped_at":"2026-03-02","void":true}"#,
            ])
    }

    @Test("openings, returns and adjustments")
    func others() throws {
        let opening = try FormatFixture("sku,as_of,serial,lot,expiry\nAX-220,2026-03-01,S1,L7,2027-01-31\n")
        #expect(
            opening.plain == [
                #"{"kind":"opening","document":"opening","sku":"AX-220","quantity":1,"serials":["S1"],"lot":"L7","#
                    + #""expiry":"2027-01-31","at":"2026-03-01"}"#
            ])
        let returns = try FormatFixture(
            """
            return_id,line_id,sku,returned_at,order_id,channel,disposition,stock,reason
            R1,2,AX-220,2026-03-05,O-1,ebay,resaleable,other,too loud
            R2,,AX-220,2026-03-05,,,,,

            """)
        #expect(
            returns.plain == [
                #"{"kind":"return","scope":"ebay","document":"R1","line":"2","sku":"AX-220","quantity":1,"#
                    + #""at":"2026-03-05","stock":"other","reference":"O-1","disposition":"resaleable"}"#,
                #"{"kind":"return","document":"R2","sku":"AX-220","quantity":1,"at":"2026-03-05","stock":"house","#
                    + #""disposition":"quarantine"}"#,
            ])
        let adjustments = try FormatFixture(
            "adjustment_id,at,action,sku,quantity\nA1,2026-03-05,write-off,AX-220,2\nA2,2026-03-05,Send Back,AX-220,\n")
        #expect(try adjustments.columns("document", "action", "quantity") == ["A1 write-off 2", "A2 send-back 1"])
    }

    @Test("catalogue and identities")
    func catalogue() throws {
        let file = try FormatFixture(
            """
            sku,name,gtin,supplier_parts,aliases,serials,identifier,warranty_months,safety_stock,brand,category,components
            AX-220,Drill,4006381333931,Zenit=Z1;Z2,"Drill, 18 V;Bohrer",Required,IMEI,24,3,Zenit,tools,
            KIT-1,Kit,,,,none,pattern:[A-Z]{2}\\d+,,,,,AX-220*2;BT*1

            """)
        #expect(
            file.records == [
                #"{"kind":"catalogue","sku":"AX-220","name":"Drill","gtin":"4006381333931","#
                    + #""supplier_parts":["Zenit=Z1","Z2"],"aliases":["Drill, 18 V","Bohrer"],"serials":"required","#
                    + #""identifier":"imei","warranty_months":24,"safety_stock":3,"brand":"Zenit","category":"tools","#
                    + #""definition":"house-catalogue","line_number":2}"#,
                #"{"kind":"catalogue","sku":"KIT-1","name":"Kit","serials":"none","#
                    + #""identifier":"pattern:[A-Z]{2}\\d+","safety_stock":0,"components":["AX-220*2","BT*1"],"#
                    + #""definition":"house-catalogue","line_number":3}"#,
            ])
        let identities = try FormatFixture("serial,also\nS1,A1;B1\n")
        #expect(try identities.columns("serial", "also") == ["S1 A1", "S1 B1"])
        #expect(identities.source.records == 1)
    }

    @Test("a list of SKUs alone is a catalogue")
    func skus() throws {
        #expect(try FormatFixture("sku\nAX-220\n").source.kind == "catalogue")
    }

    @Test("what cannot be taken is said, with the field and what to do")
    func rejects() throws {
        let file = try FormatFixture(
            """
            channel,order_id,sku,quantity,status,ordered_at,stock
            ,O-1,AX,1,open,2026-03-01,
            a,,AX,1,open,2026-03-01,
            a,O-1,,1,open,2026-03-01,
            a,6.37702E+15,AX,1,open,2026-03-01,
            a,O-1,AX,1.5,open,2026-03-01,
            a,O-1,AX,-1,open,2026-03-01,
            a,O-1,AX,"1,000",open,2026-03-01,
            a,O-1,AX,1,refunded,2026-03-01,
            a,O-1,AX,1,,2026-03-01,
            a,O-1,AX,1,open,,
            a,O-1,AX,1,open,2026-02-30,
            a,O-1,AX,1,open,01/02/2026,
            a,O-1,AX,1,open,2026-03-01,fba
            a,'007,="00AX",1,open,2026-03-01,

            """)
        #expect(
            file.rejects == [
                "1@2 channel: The channel is missing. Write which one the row comes from.",
                "2@3 order_id: The number is missing. Every row must say which document it belongs to.",
                "3@4 sku: The SKU is missing. Give the article a SKU and export again.",
                "4@5 order_id \"6.37702E+15\": \(damaged)",
                "5@6 quantity \"1.5\": "
                    + "The quantity is a fraction; only whole units can be counted. Write the number of units.",
                "6@7 quantity \"-1\": "
                    + "The quantity is negative; write a number of 0 or more, and returns as returns.",
                "7@8 quantity \"1,000\": The quantity is not a number; "
                    + "write digits only, without sign, thousands separator or words.",
                "8@9 status \"refunded\": \(unknown("open, cancelled, shipped"))",
                "9@10 status: The cell is empty. Write one of these: open, cancelled, shipped.",
                "10@11 ordered_at: The date is missing; write it as 2026-11-23.",
                "11@12 ordered_at \"2026-02-30\": There is no such date or time; years go from 1 to 9999, hours from 0 "
                    + "to 23, minutes and seconds to 59.",
                "12@13 ordered_at \"01/02/2026\": The date is in none of the expected forms; "
                    + "write it as 2026-11-23 or 2026-11-23T02:00:00Z.",
                "13@14 stock \"fba\": \(unknown("house, other"))",
            ])
        #expect(file.raw[3] == "a,6.37702E+15,AX,1,open,2026-03-01,")
        #expect(try file.columns("document", "sku") == ["007 00AX"])
        #expect(file.source.records == 1 && file.source.rejected == 13 && file.source.outcome == .read)
    }

    @Test("identifiers as long as a record can carry are taken, longer ones rejected")
    func longest() throws {
        for (length, taken) in [(Record.longestText, 1), (Record.longestText + 1, 0)] {
            let id = String(repeating: "7", count: length)
            let file = try FormatFixture("order_id,sku,shipped_at\n\(id),AX,2026-03-01\n")
            #expect(file.source.records == taken && file.source.rejected == 1 - taken)
        }
    }

    @Test("a catalogue's rows are checked one by one")
    func catalogueRejects() throws {
        let file = try FormatFixture(
            """
            sku,serials,identifier,warranty_months,components
            ,,,,
            A,sometimes,,,
            A,,ean,,
            A,,,two,
            A,,,,B*0
            A,,,,B*x
            A,,,,*2
            A,,,,B;C*2

            """)
        #expect(file.rejects.map { $0.prefix(4) } == ["2@3 ", "3@4 ", "4@5 ", "5@6 ", "6@7 ", "7@8 "])
        #expect(file.records.count == 1 && file.records[0].contains(#""components":["B*1","C*2"]"#))
    }

    @Test("random worlds read without a reject, whatever the layout", arguments: 1...6 as ClosedRange<UInt64>)
    func worlds(seed: UInt64) throws {
        let world = WorldGenerator(seed: seed, records: 300).world()
        var writer = WorldWriter(world, layout: seed &* 31)
        for (path, text) in writer.files() {
            let file = try FormatFixture(text, named: path)
            #expect(file.rejects == [], "\(path)")
            #expect(file.source.notes == [], "\(path)")
            #expect(file.source.records > 0, "\(path)")
        }
    }

    private let damaged =
        "A spreadsheet has rounded this identifier to an exponent and its digits are lost; export the file again and do "
        + "not save it from a spreadsheet."

    private func unknown(_ known: String) -> String {
        "The word is not known here. Write one of these: \(known)."
    }
}
