import StockModel
import StockReading
import StockTestSupport
import Testing

@Suite("Times: the forms of exports, converted to UTC")
struct TimestampParserTests {
    private func read(_ text: String, forms: [String] = ["iso", "compact"], zone: String = "UTC") throws -> String {
        let parser = try TimestampParser(forms: forms, zone: zone)
        switch lend(text, parser.parse) {
        case .value(let timestamp): return timestamp.description
        case .absent: return "absent"
        case .unknownForm: return "unknown form"
        case .impossible: return "impossible"
        }
    }

    @Test(
        "ISO 8601 and what exports make of it",
        arguments: [
            ("2026-11-23", "2026-11-23"), (" 2026-11-23 ", "2026-11-23"), ("2026-11-23Z", "2026-11-23"),
            ("2026-11-23+02:00", "2026-11-23"), ("2026-11-23T02:00:00Z", "2026-11-23T02:00:00Z"),
            ("2026-11-23T02:00:00", "2026-11-23T02:00:00Z"), ("2026-11-23T02:00", "2026-11-23T02:00:00Z"),
            ("2026-11-23T02:00:00+02:00", "2026-11-23T00:00:00Z"), ("2026-11-23T01:00:00+0200", "2026-11-22T23:00:00Z"),
            ("2026-11-23T02:00:00-05", "2026-11-23T07:00:00Z"), ("2026-11-23T02:00:00.987Z", "2026-11-23T02:00:00Z"),
            ("2026-04-05 19:50:32 +0400", "2026-04-05T15:50:32Z"), ("20261123", "2026-11-23"),
            ("202611230200", "2026-11-23T02:00:00Z"), ("20261123020005", "2026-11-23T02:00:05Z"),
            ("20261123T020005Z", "2026-11-23T02:00:05Z"), ("2024-02-29", "2024-02-29"), ("0001-01-01", "0001-01-01"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), ("2026-11-23T02:00:00+14:00", "2026-11-22T12:00:00Z"),
            ("", "absent"), ("2024-02-30", "impossible"), ("2023-02-29", "impossible"), ("0000-01-01", "impossible"),
            ("0000-00-00", "impossible"), ("10000-01-01", "unknown form"), ("99-1-1", "unknown form"),
            ("2026-1-1", "unknown form"), ("2026-11-23T24:00:00Z", "impossible"),
            ("2026-11-23T23:59:60Z", "impossible"), ("2026-11-23T02:60:00Z", "impossible"),
            ("2026-11-23T02:00:00+19:00", "impossible"), ("9999-12-31T23:00:00-05:00", "impossible"),
            ("0001-01-01T00:00:00+05:00", "impossible"), ("2026-11-23T2:00", "unknown form"),
            ("2026-11-23T", "unknown form"), ("2026-11-23x", "unknown form"), ("23.11.2026", "unknown form"),
            ("２０２６-11-23", "unknown form"), ("2026-11-23T02:00:00+0", "unknown form"),
            ("2026-11-23T02:00:00+02:", "unknown form"), ("46350", "unknown form"),
        ])
    func iso(text: String, expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "patterns of channel exports",
        arguments: [
            ("MM/DD/YYYY hh:mm:ss AM", "03/01/2026 10:00:00 AM", "2026-03-01T10:00:00Z"),
            ("MM/DD/YYYY hh:mm:ss AM", "03/01/2026 12:00:00 am", "2026-03-01T00:00:00Z"),
            ("MM/DD/YYYY hh:mm:ss AM", "03/01/2026 12:30:00 PM", "2026-03-01T12:30:00Z"),
            ("MM/DD/YYYY hh:mm:ss AM", "03/01/2026 13:00:00 PM", "impossible"),
            ("DD/MM/YYYY HH:mm", "10/05/2026 22:05", "2026-05-10T22:05:00Z"),
            ("DD/MM/YYYY HH:mm", "5/5/2026 22:05", "unknown form"),
            ("M/D/YYYY H:mm", "5/31/2016 0:37", "2016-05-31T00:37:00Z"),
            ("Mon-DD-YY[ HH:mm:ss]", "Oct-02-26 01:53:00", "2026-10-02T01:53:00Z"),
            ("Mon-DD-YY[ HH:mm:ss]", "may-05-26", "2026-05-05"),
            ("Mon-DD-YY[ HH:mm:ss]", "May-05-26 01:53", "unknown form"),
            ("DD-Mon-YY", "05-May-26", "2026-05-05"), ("MM/DD/YY", "12/31/99", "1999-12-31"),
            ("ddd, DD Mon YYYY HH:mm:ss +0000", "Mon, 23 Sep 2024 14:21:24 +0100", "2024-09-23T13:21:24Z"),
            ("YYYYMMDDhhmm[ss]", "202611230200", "2026-11-23T02:00:00Z"),
            ("DD.MM.YYYY[ HH:mm:ss[.f]]", "", "pattern refused"),
            ("DD.MM.YYYY HH:mm:ss.f", "23.11.2026 02:00:00,5", "2026-11-23T02:00:00Z"),
            ("D 'de' Mon YYYY", "3 de Nov 2026", "2026-11-03"), ("DD/MM/YYYY", "31/02/2026", "impossible"),
            ("MM/DD/YYYY", "13/01/2026", "impossible"), ("YYYY-MM", "", "pattern refused"),
            ("YYYY-QQ-DD", "", "pattern refused"), ("[DD-Mon-YY", "", "pattern refused"),
        ])
    func patterns(pattern: String, text: String, expected: String) {
        #expect((try? read(text, forms: [pattern])) ?? "pattern refused" == expected)
    }

    @Test(
        "a zone for times that name none; a day stays a day",
        arguments: [
            ("Europe/Berlin", "2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
            ("Europe/Berlin", "2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
            ("Europe/Berlin", "2026-07-15T00:30:00", "2026-07-14T22:30:00Z"),
            ("Europe/Berlin", "2026-07-15T12:00:00Z", "2026-07-15T12:00:00Z"),
            ("Europe/Berlin", "2026-07-15", "2026-07-15"),
            // Clocks go from 03:00 back to 02:00: the first 02:30 counts.
            ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
            ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            // Clocks go from 02:00 to 03:00: 02:30 never was.
            ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
            ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
            ("America/New_York", "2026-11-23T02:00:00", "2026-11-23T07:00:00Z"),
            ("Asia/Kolkata", "2026-11-23T02:00:00", "2026-11-22T20:30:00Z"),
            ("UTC", "2026-11-23T02:00:00", "2026-11-23T02:00:00Z"),
        ])
    func zones(zone: String, text: String, expected: String) throws {
        #expect(try read(text, zone: zone) == expected)
    }

    @Test("date and time in two fields")
    func twoFields() throws {
        let parser = try TimestampParser(forms: ["iso", "compact"], zone: "Europe/Berlin")
        func read(_ date: String, _ time: String) -> TimestampReading {
            lend(date) { date in lend(time) { time in parser.parse(date: date, time: time) } }
        }
        #expect(read("2026-11-23", "02:00:00").timestamp.description == "2026-11-23T01:00:00Z")
        #expect(read("2026-11-23", "10:30:47.0Z").timestamp.description == "2026-11-23T10:30:47Z")
        #expect(read("20261123", "0930").timestamp.description == "2026-11-23T08:30:00Z")
        #expect(read("2026-11-23", "").timestamp.description == "2026-11-23")
        #expect(read("2026-11-23T05:00:00Z", "02:00:00").timestamp.description == "2026-11-23T05:00:00Z")
        #expect(read("2026-11-23", "24:00:00") == .impossible)
        #expect(read("2026-11-23", "noon") == .unknownForm)
        #expect(read("", "02:00:00") == .absent)
    }

    @Test("the day of an expiry")
    func day() {
        #expect(lend("2027-12-31T23:00:00Z", TimestampParser.iso8601.parseDay).timestamp.description == "2027-12-31")
        #expect(lend("", TimestampParser.iso8601.parseDay) == .absent)
        let scratch = ByteScratch(capacity: 1)
        lend("2027-03-01", TimestampParser.iso8601.parse).timestamp.appendDay(to: scratch)
        #expect(scratch.bytes(0..<scratch.count).text == "2027-03-01")
    }

    @Test("unknown forms and zones are named")
    func mistakes() {
        #expect(throws: TimestampFormError.unknownForm("QQ")) { try TimestampParser(forms: ["QQ"]) }
        #expect(throws: TimestampFormError.unknownZone("Europe/Berlyn")) { try TimestampParser(zone: "Europe/Berlyn") }
        #expect(throws: TimestampFormError.unknownZone("CST")) { try TimestampParser(zone: "CST") }
    }

    @Test("the shortcut for plain ISO times gives what the general way gives")
    func shortcut() throws {
        let quick = try TimestampParser(forms: ["iso"])
        // Where another form comes first, the shortcut is not taken.
        let general = try TimestampParser(forms: ["compact", "iso"])
        var random = SplitMix64(seed: 11)
        for text in ["2026-11-23", "2026-11-23T02:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "2024-02-29"] {
            #expect(lend(text, quick.parse) == lend(text, general.parse))
            for _ in 0..<4000 {
                var bytes = Array(text.utf8)
                for _ in 0...Int.random(in: 0...1, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                }
                let changed = String(decoding: bytes, as: UTF8.self)
                #expect(lend(changed, quick.parse) == lend(changed, general.parse), "\(changed)")
            }
        }
    }
}
