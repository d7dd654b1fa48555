/// Makes buyers who are hard to tell apart and hard to reach.
enum RandomPeople {
    /// One of few people, written in one of many ways, with something left out now and then.
    static func person(_ random: inout SplitMix64) -> NoticeWorld.Person {
        let (names, emails, postcode, street): ([String], [String], String, String) = random.pick([
            (
                ["Ann Lee", "ANN  LEE", "Ann-Lee", "Ａｎｎ Lee"], ["ann@example.com", "ANN@Example.com"], "D-10115",
                "Gasse 7"
            ),
            (["Jörg Weiß", "JÖRG WEISS", "Jo\u{308}rg Weiß"], ["joerg@example.de"], "80331", "Weg 12 a"),
            (["Bo", "bo"], ["bo@example.org", "a1@marketplace.amazon.de"], "10115", "7 High St"),
            (["Cy O'Neil", "Cy ONeil"], ["cy@members.ebay.com", "cy@example.org"], "SW1A 1AA", "10 Downing St"),
            (["Dee"], ["dee@example.com, dee@example.org", "dee@", "not told"], "", "No Number Lane"),
            (["李 雷"], ["li@example.cn"], "１００", "路 ３号"),
        ])
        var person = NoticeWorld.Person()
        if random.chance(85) { person.name = random.pick(names) }
        if random.chance(70) { person.email = random.pick(emails) }
        if random.chance(75) { person.postcode = random.pick([postcode, postcode.lowercased()]) }
        if random.chance(75) { person.address1 = random.pick([street, street.uppercased()]) }
        if random.chance(75) { person.city = random.pick(["Berlin", "Bonn"]) }
        if random.chance(75) { person.country = random.pick(["DE", "GB"]) }
        if random.chance(20) { person.phone = "0\(random.number(1...9))" }
        if random.chance(15) { person.company = random.pick(["Lee Ltd", "Weiß KG"]) }
        return person
    }
}
