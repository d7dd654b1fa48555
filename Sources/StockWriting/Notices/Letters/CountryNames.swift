internal import Foundation

/// Countries as the last line of an address has them: by name, in capitals, as the Universal Postal Union asks. A code alone
/// could be read as a state's: `CA`, `DE`.
struct CountryNames {
    /// Where the postcode stands before the city.
    private static let postcodeFirst: Set<String> = [
        "AD", "AL", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FO", "FR", "GL", "GR",
        "HR", "HU", "IL", "IS", "IT", "LI", "LT", "LU", "MA", "MC", "MD", "ME", "MK", "MX", "NL", "NO", "PL", "PT",
        "RO", "RS", "SE", "SI", "SK", "SM", "TN", "TR", "VA", "XK",
    ]

    private let english = Locale(identifier: "en")
    private let codes: [String: String]
    private var known: [String: (name: String, isPostcodeFirst: Bool)] = [:]

    init() {
        let english = english
        let regions = Locale.Region.isoRegions.map(\.identifier).filter { $0.utf8.count == 2 }
        codes = Dictionary(
            regions.compactMap { code in
                english.localizedString(forRegionCode: code).map { ($0.uppercased(), code) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of a country that is given by its code or by name, and whether its postcodes stand before the city.
    mutating func find(_ written: String) -> (name: String, isPostcodeFirst: Bool) {
        if let found = known[written] { return found }
        let upper = written.uppercased()
        let isCode = upper.utf8.count == 2 && upper.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        let name = isCode ? english.localizedString(forRegionCode: upper)?.uppercased() : nil
        let code = name == nil ? codes[upper] : upper
        let found = (name ?? upper, code.map { Self.postcodeFirst.contains($0) } ?? false)
        known[written] = found
        return found
    }
}
