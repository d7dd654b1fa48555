extension DateRule {
    /// The rule for a source that says its order of day and month: a format that has no such dates reads the usual ones.
    func obeying(_ order: DateOrder?) -> DateRule {
        guard order != nil, dayFirst.isEmpty, monthFirst.isEmpty else { return self }
        var rule = self
        rule.dayFirst = Self.forms { "D\($0)M\($0)YYYY" }
        rule.monthFirst = Self.forms { "M\($0)D\($0)YYYY" }
        return rule
    }

    private static func forms(_ date: (String) -> String) -> [String] {
        ["/", ".", "-"].flatMap { separator in
            [" H:mm:ss", " H:mm", " H:mm:ss AM", " H:mm AM", ""].map { date(separator) + $0 }
        }
    }
}
