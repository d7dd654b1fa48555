import StockModel
import StockTestSupport

/// Buyers with names and addresses as no form would take them, from a seed.
enum HostileShop {
    static let names = [
        "Ann Meyer", String(repeating: "W", count: 100), String(repeating: "m", count: 100),
        "株式会社サンプル東京営業部第一課 山田太郎左衛門様御中", "محمد عبد الرحمن بن خالد الأنصاري", "דוד בן־גוריון",
        "<script>alert(1)</script> & \"Söhne\" 'x'", "Александр Сергеевич Щербаков-Широкий",
        "A\u{338}<\u{338}b>bold</b>",
        "O'Brien, {{{head}}} {{x}}", "Line\nEnd\tTab\u{202E}gnp", "Ñandú Family",
        "Jean-Baptiste-Emmanuel-Zorg de la Rochefoucauld-Montmorency-Liancourt",
    ]
    static let streets = [
        "Hauptstraße 12", String(repeating: "Long Street Name ", count: 8) + "12",
        "12 " + String(repeating: "x", count: 100), "東京都千代田区丸の内一丁目九番一号グラントウキョウノースタワー二十五階",
        "شارع الملك فهد 12", "Quay 1\nBack House\nStaircase 2\nFloor 3\nDoor 4\nRing twice",
    ]
    static let seconds = ["", "Apt 4B", "Building C, Staircase 3, Floor 12, Door 77, c/o Reception and Mail Room"]
    static let cities = [
        "Berlin", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "São José dos Campos", "大阪市",
    ]
    static let countries = ["DE", "US", "gb", "JP", "Bosnia and Herzegovina", "日本"]
    static let companies = ["", "", "Bo & Sons Ltd", String(repeating: "Gesellschaft ", count: 9), "株式会社"]

    /// A shop that has sold to `count` such buyers: one unit, few or hundreds, with long serials or none.
    static func make(_ count: Int, seed: UInt64) -> NoticeFixture {
        var dice = SplitMix64(seed: seed)
        let shop = NoticeFixture()
        for index in 0..<count {
            let buyer: [BuyerField: String] = [
                .name: dice.pick(names), .company: dice.pick(companies), .email: "b\(index)@example.com",
                .address1: dice.pick(streets), .address2: dice.pick(seconds), .city: dice.pick(cities),
                .region: dice.pick(["", "IL", "Bavaria"]), .postcode: "\(10_000 + index)",
                .country: dice.pick(countries),
            ]
            let units = dice.pick([1, 1, 2, 5, 40, 700])
            let tail = dice.pick(["", "-ABC", String(repeating: "Z", count: 120)])
            shop.sell(
                "CH-65W", on: dice.pick(["shop", "amazon.de"]), order: "302-\(1_000_000 + index)", quantity: units,
                serials: units == 5 ? [] : (0..<units).map { "SN\(index)-\($0)\(tail)" }, to: buyer)
        }
        return shop
    }
}
