import StockModel
import StockReading
import Testing

@Suite("What only notices need")
struct NoticeFormatTests {
    private static let people = ReadingSettings.with { settings, _ in settings.capturesBuyers = true }

    @Test("a warranty card with every column")
    func registration() throws {
        let file = try FormatFixture(
            """
            serial,registered_at,sku,purchased_at,name,email,phone,address1,address2,city,region,postcode,country
            S/N: td-10031,2026-11-10,TD-100,2026-11-04,Lee Sample,lee@example.com,0131,1 Quay St,Flat 2,Leith,,EH6,GB

            """, settings: Self.people)
        #expect(
            file.records == [
                #"{"kind":"registration","serial":"S/N: td-10031","sku":"TD-100","at":"2026-11-10","#
                    + #""purchased_at":"2026-11-04","buyer":{"name":"Lee Sample","email":"lee@example.com","#
                    + #""phone":"0131","address1":"1 Quay St","address2":"Flat 2","city":"Leith","postcode":"EH6","#
                    + #""country":"GB"},"definition":"house-registrations","record":1,"line_number":2}"#
            ])
        #expect(file.source.kind == "registration" && file.source.records == 1 && file.source.notes.isEmpty)
    }

    @Test("a person is kept only where it is wanted")
    func nobody() throws {
        let file = try FormatFixture("serial,registered_at,name\nA,2026-11-10,Lee Sample\n")
        #expect(file.plain == [#"{"kind":"registration","serial":"A","at":"2026-11-10"}"#])
    }

    @Test("watch lists, changes and remedied units")
    func others() throws {
        let watched = try FormatFixture("Listed At;Serial;Reason;Reference\n2026-11-01;A;stolen;CR-7\n")
        #expect(
            watched.plain == [
                #"{"kind":"watched","serial":"A","at":"2026-11-01","reason":"stolen","reference":"CR-7"}"#
            ])
        let changes = try FormatFixture(
            """
            serial,at,change,months,new_serial,reason
            A,2026-11-01,Extend,12,,late
            B,2026-11-02,VOID,,,
            C,2026-11-03,replace,,C2,

            """)
        #expect(
            changes.plain == [
                #"{"kind":"warranty-change","serial":"A","at":"2026-11-01","change":"extend","months":12,"#
                    + #""reason":"late"}"#,
                #"{"kind":"warranty-change","serial":"B","at":"2026-11-02","change":"void"}"#,
                #"{"kind":"warranty-change","serial":"C","at":"2026-11-03","change":"replace","new_serial":"C2"}"#,
            ])
        let remedied = try FormatFixture("campaign,serial,at,remedy\nR-1,A,2026-11-03T10:00:00+01:00,refunded\n")
        #expect(
            remedied.plain == [
                #"{"kind":"remedied","campaign":"R-1","serial":"A","at":"2026-11-03T09:00:00Z","remedy":"refunded"}"#
            ])
    }

    @Test("people who were told, of a recall or that a warranty ends")
    func told() throws {
        let file = try FormatFixture(
            """
            campaign,serial,channel,order_id,line_id,registration,possibly,wave,ends_on,expiring_days
            R-1,"A;B",web,M7,X#1,,,2,,
            R-1,,web,8,1,0a1b2c3d4e5f,yes,,,
            ,A,,9,1,,,,2026-12-05,030

            """)
        #expect(
            file.plain == [
                #"{"kind":"told","campaign":"R-1","serial":"A","channel":"web","document":"M7","line":"X#1","wave":"2"}"#,
                #"{"kind":"told","campaign":"R-1","serial":"B","channel":"web","document":"M7","line":"X#1","wave":"2"}"#,
                #"{"kind":"told","campaign":"R-1","channel":"web","document":"8","line":"1","possibly":"yes","#
                    + #""registration":"0a1b2c3d4e5f"}"#,
                #"{"kind":"told","serial":"A","at":"2026-12-05","document":"9","line":"1","band":"30"}"#,
            ])
    }

    @Test("terms: a row without goods is for all of them; words of `starts` in their order, each once")
    func terms() throws {
        let file = try FormatFixture(
            """
            sku,brand,category,country,months,starts,legal_months,resale,replacement
            A,,,,24,shipped,,,
            ,Acme,phones,DE,0,"Registered, shipped; registered",24,Continue,restart
            ,,,,1200,,,,

            """)
        #expect(
            file.plain == [
                #"{"kind":"warranty-term","sku":"A","months":24,"starts":["shipped"]}"#,
                #"{"kind":"warranty-term","brand":"Acme","category":"phones","country":"DE","months":0,"#
                    + #""starts":["registered","shipped"],"legal_months":24,"resale":"continue","#
                    + #""replacement":"restart"}"#,
                #"{"kind":"warranty-term","months":1200}"#,
            ])
    }

    @Test("a row that lists several serials is one row and a record for each; signs in a serial stay in JSON")
    func lists() throws {
        let file = try FormatFixture(
            """
            serial,listed_at
            "A1; A2,A3",2026-11-01
            "[{""serial"":""B;1""},{""serial"":""B,2""}]",2026-11-01

            """)
        #expect(try file.columns("serial", "record") == ["A1 1", "A2 1", "A3 1", "B;1 2", "B,2 2"])
        #expect(file.source.records == 2)
    }

    @Test("serials are scans where the source says so")
    func scans() throws {
        let file = try FormatFixture(
            "serial,listed_at\n1PHL-77{GS}SSN123{GS}Q1,2026-11-01\nSN123,2026-11-01\nX77,2026-11-01\n",
            settings: .with { _, source in source.scans = true })
        #expect(try file.columns("serial") == ["SN123", "N123"])
        #expect(file.rejects.count == 1 && file.rejects[0].hasPrefix("3@4 serial \"X77\""))
    }

    @Test("the day or the month first is told by the whole file")
    func dateOrder() throws {
        let text = "serialNumber,purchaseDate,email\nA,3/4/2026,a@example.com\nB,%/4/2026,b@example.com\n"
        #expect(try FormatFixture(text.replacing("%", with: "23")).columns("purchased_at")[0] == "2026-04-03")
        #expect(try FormatFixture(text.replacing("%", with: "2")).source.outcome == .rejected)
    }

    private static let month = "This is no number of months; write a whole number from 0 to 1200."
    private static let several = "There are several serials."

    @Test(
        "what cannot be taken is said, with the field and what to do",
        arguments: [
            ("serial,listed_at\n,2026-11-01", "serial: The serial is missing. Write the serial of the unit that"),
            ("serial,listed_at\nA,", "listed_at: The date is missing; write it as 2026-11-23."),
            ("serial,listed_at\nA,2026-11-31", "listed_at \"2026-11-31\": There is no such date or time"),
            ("serial,listed_at\n3.5E+14,2026-11-01", "serial \"3.5E+14\": A spreadsheet has rounded this identifier"),
            ("serial,registered_at\nA,", "registered_at: The date is missing. Write when the unit was registered"),
            ("months,starts\n,shipped", "months: The number of months is missing. Write how many months"),
            ("months,starts\n1201,", "months \"1201\": \(month)"), ("months,starts\n1.5,", "months \"1.5\": \(month)"),
            ("months,starts\n-1,", "months \"-1\": \(month)"),
            (
                "months,starts\n24,shiped",
                "starts \"shiped\": The word is not known here. Write one of these: shipped, "
                    + "delivered, ordered, registered. Did you mean \"shipped\"?"
            ),
            ("months,legal_months\n24,two", "legal_months \"two\": \(month)"),
            (
                "months,resale\n24,anew",
                "resale \"anew\": The word is not known here. Write one of these: continue, restart."
            ),
            (
                "serial,at,change\nA,2026-11-01,",
                "change: The cell is empty. Write one of these: extend, void, replace."
            ),
            ("serial,at,change\nA,2026-11-01,prolong", "change \"prolong\": The word is not known here."),
            ("serial,at,change,months\nA,2026-11-01,extend,", "months: The number of months is missing. Write by how"),
            ("serial,at,change\nA,2026-11-01,replace", ": The new serial is missing."),
            ("serial,at,change,new_serial\nA,2026-11-01,replace,\"B;C\"", "new_serial: \(several) One unit takes"),
            ("serial,at,change,new_serial\n\"A;B\",2026-11-01,replace,C", "serial: \(several) Write a row for each"),
            ("campaign,serial,at\n,A,2026-11-01", "campaign: The campaign is missing. Write the id of the campaign"),
            ("campaign,order_id,line_id,wave\n,7,1,1", "campaign: The campaign is missing. Write the id of the"),
            ("campaign,order_id,line_id,wave\nR,,1,1", "order_id: The order is missing. Write the number of the order"),
            ("campaign,order_id,line_id,wave\nR,7,,1", "line_id: The line of the order is missing. Write its"),
            ("campaign,order_id,line_id,wave\nR,7,1,0", "wave \"0\": Waves are counted from 1. An empty cell"),
            (
                "campaign,order_id,line_id,wave,ends_on\nR,7,1,1,2026-12-01",
                "ends_on: The row tells of a campaign and of the end of a warranty. Write a row for each."
            ),
            (
                "campaign,order_id,line_id,wave,ends_on,expiring_days\n,7,1,,2026-12-01,",
                "expiring_days: The number of days is missing."
            ),
        ])
    func rejects(text: String, problem: String) throws {
        let file = try FormatFixture(text + "\n")
        #expect(file.records.isEmpty && file.source.rejected == 1)
        #expect(try #require(file.rejects.first).hasPrefix("1@2" + (problem.hasPrefix(":") ? "" : " ") + problem))
    }

    @Test(
        "what a header is recognised as",
        arguments: [
            ("serial,registered_at", "house-registrations"), ("serial,listed_at,sku", "house-watch-list"),
            ("months,starts", "house-warranty-terms"), ("sku,months", "house-warranty-terms"),
            ("category,months,legal_months,note", "house-warranty-terms"), ("sku,warranty_months", "house-catalogue"),
            // A report that has months for another reason.
            ("category,months,revenue", ""), ("serial,months,starts", "serial-register"),
            ("serial,at,change", "house-warranty-changes"), ("campaign,serial,at,sku", "house-remedied"),
            ("Campaign,Order ID,Line ID,Wave", "house-told"),
            ("SerNo,Date of Purchase,Customer Name", "warranty-registrations"),
            // An asset list, and a list of claims.
            ("Serial Number,Purchase Date,Supplier", ""), ("RMA,Serial Number,Purchase Date,Email", ""),
        ])
    func recognition(header: String, format: String) throws {
        #expect(try FormatFixture("\(header)\n").source.format == format)
    }

    @Test("registrations are a kind of users' own formats; what a buyer's rule refuses is not shown")
    func own() throws {
        let yaml = """
            format: desk-cards
            kind: registration
            header: [Ticket, Serial No, Owner]
            dates: {zone: UTC}
            fields:
              serial: Serial No
              purchased_at: Bought
            buyer:
              name: Owner
              country: {column: Land, words: {DE: [Deutschland], AT: [Austria]}}
            """
        let file = try FormatFixture(
            "Ticket,Serial No,Owner,Bought,Land\n1,A,Kim Muster,2026-11-01,Austria\n2,B,Lee,2026-11-01,Narnia\n",
            definitions: .with(yaml), settings: Self.people)
        #expect(
            file.plain == [
                #"{"kind":"registration","serial":"A","purchased_at":"2026-11-01","#
                    + #""buyer":{"name":"Kim Muster","country":"AT"}}"#
            ])
        #expect(
            file.rejects == ["2@3 Land: The word is not known here. Write one of these: Deutschland, Austria."])
    }

    @Test(
        "mistakes in a definition",
        arguments: [
            ("registration", "serial: A", "`at` is missing: a record of kind registration must have it."),
            ("watched", "at: B", "`serial` is missing: a record of kind watched must have it."),
            ("warranty-term", "brand: B", "`months` is missing: a record of kind warranty-term must have it."),
            ("warranty-change", "{serial: A, at: B, change: {is: prolong}}", "\"prolong\" is none of"),
            ("remedied", "{campaign: C, serial: A, at: B, months: D}", "There is no `months` here."),
        ])
    func mistakes(kind: String, fields: String, message: String) {
        let yaml = "format: own\nkind: \(kind)\nheader: [A]\nfields:\n  \(fields)\n"
        let (_, problems) = FormatDefinition.read(yaml: yaml, file: "own.yaml")
        #expect(problems.contains { $0.message.hasPrefix(message) }, "\(problems)")
    }
}
