extension DefinitionNode {
    /// A path; nil, with a problem noted, where it is none. A plain one has no conditions and is not from the root.
    /// Of numbers in braces the one at `number` counts.
    func path(isPlain: Bool, number: Int = 0) -> DialectPath? {
        guard let text = filledText("a path such as Item/ID") else { return nil }
        do {
            let path = try DialectPathParser.path(try NumberedNames.resolve(text, at: number))
            if isPlain, path.isFromRoot || path.steps.contains(where: { !$0.conditions.isEmpty }) {
                wrong("Only plain names can stand here, without \"/\" in front and without conditions.")
                return nil
            }
            return path
        } catch {
            wrong(error.message)
            return nil
        }
    }

    /// How many paths a text with numbers in braces stands for; 1 without, and, with a problem noted, where they are wrong.
    var numberedCount: Int {
        guard isText, let text = text() else { return 1 }
        do {
            return try NumberedNames.count(text)
        } catch {
            wrong(error.message)
            return 1
        }
    }

    /// Which of so many numbers in braces counts.
    typealias Number = (index: Int, count: Int)

    /// The numbers in braces that count here: of a text that has them, the one given, or all.
    func numbers(_ number: Number?) -> Range<Int> {
        let count = numberedCount
        guard let number else { return 0..<count }
        if count != 1 && count != number.count {
            wrong("The numbers in braces run side by side, so each must have as many.")
        }
        return number.index..<number.index + 1
    }

    /// The elements of a level.
    func levels(mayBeParent: Bool, number: Number? = nil) -> [DialectPath] {
        let places = items.flatMap { item in
            item.numbers(number).compactMap { index in
                item.path(isPlain: false, number: index).map { (item: item, path: $0) }
            }
        }
        for (item, path) in places {
            if path.isFromRoot || path.attribute != nil || (path.steps.isEmpty && !mayBeParent) {
                item.wrong("Write the path of an element below the level above.")
            }
            if path.steps.dropLast().contains(where: { !$0.conditions.isEmpty }) {
                item.wrong("Of a level's path only the last element can have conditions.")
            }
        }
        for (index, place) in places.enumerated() {
            let names = place.path.steps.map(\.name)
            for other in places[..<index].map(\.path) where names.starts(with: other.steps.map(\.name)) {
                place.item.wrong(
                    "\"\(other.text)\" is matched already; an element inside another cannot be of its level.")
            }
            for other in places[..<index].map(\.path)
            where other.steps.map(\.name).starts(with: names) && other.steps.count > names.count {
                place.item.wrong(
                    "\"\(other.text)\" lies inside; an element inside another cannot be of its level.")
            }
        }
        return places.map(\.path)
    }

    /// A date, or alternatives in order: each a path, or `date` and `time`.
    func times() -> [DialectTime] {
        items.compactMap { item in
            var date = DialectField(repeated: .refuse)
            guard item.isMapping else {
                date.read(item)
                return DialectTime(date: date)
            }
            guard let fields = item.fields("a date", known: ["date", "time"]) else { return nil }
            date.read(fields.required("date", "where the date stands"))
            var time: DialectField?
            if let node = fields["time"] {
                time = DialectField(repeated: .refuse)
                time?.read(node)
            }
            return DialectTime(date: date, time: time)
        }
    }
}
