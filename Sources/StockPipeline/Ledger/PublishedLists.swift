import StockWriting

/// Takes somebody out of the lists and letters of recalls and warranties that a run has published.
struct PublishedLists {
    /// Whether a row is his.
    let isMeant: (PersonalList.Person) -> Bool

    /// What was found in one run.
    struct Outcome {
        /// The paths of the files.
        var files: [String] = []
        var rows = 0
        var letters = 0
    }

    private static let recalls = "recalls"
    private static let warranty = "warranty"

    /// Cleans the files of one run, and its manifest with them.
    func clean(_ run: PublishedFolder, isDryRun: Bool) throws -> Outcome {
        var outcome = Outcome()
        let folders = run.names(Self.recalls).map { "\(Self.recalls)/\($0)" } + [Self.warranty]
        for folder in folders {
            let names = run.names(folder)
            var recipients: Set<String> = []
            for name in names where name.hasSuffix(".csv") {
                let file = "\(folder)/\(name)"
                guard let bytes = run.bytes(file), let list = PersonalList(bytes) else { continue }
                let (new, rows, found) = list.blanked(where: isMeant)
                recipients.formUnion(found)
                guard rows > 0 else { continue }
                outcome.rows += rows
                outcome.files.append("\(run.path)/\(file)")
                if !isDryRun { try run.replace(file, bytes, by: new) }
            }
            guard !recipients.isEmpty, names.contains(PublishedLetters.name) else { continue }
            let file = "\(folder)/\(PublishedLetters.name)"
            guard let page = run.bytes(file) else { continue }
            let (new, letters) = PublishedLetters.without(recipients, page)
            guard letters > 0 else { continue }
            outcome.letters += letters
            outcome.files.append("\(run.path)/\(file)")
            if !isDryRun { try run.replace(file, page, by: new) }
        }
        return outcome
    }
}
