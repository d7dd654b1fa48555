package import StockModel

// The words of `semantics.md` for values that only reading and JSON name. Spelled out, as the names of cases are slow to
// come by: each record of a file asks for some.

extension RecordKind {
    var word: String {
        switch self {
        case .opening: "opening"
        case .despatch: "despatch"
        case .order: "order"
        case .return: "return"
        case .adjustment: "adjustment"
        case .copy: "copy"
        case .fulfilment: "fulfilment"
        case .identity: "identity"
        }
    }
}

extension LineStatus {
    var word: String {
        switch self {
        case .open: "open"
        case .cancelled: "cancelled"
        case .shipped: "shipped"
        }
    }
}

extension NoticePurpose {
    var word: String {
        switch self {
        case .original: "original"
        case .replace: "replace"
        case .cancel: "cancel"
        }
    }
}

extension StockOwner {
    var word: String {
        switch self {
        case .house: "house"
        case .other: "other"
        }
    }
}

extension Disposition {
    var word: String {
        switch self {
        case .quarantine: "quarantine"
        case .repair: "repair"
        case .resaleable: "resaleable"
        case .scrap: "scrap"
        }
    }
}

extension SerialPolicy {
    var word: String {
        switch self {
        case .required: "required"
        case .optional: "optional"
        case .none: "none"
        }
    }
}

extension NoticeRecord.Kind {
    var word: String { FormatKind(self).rawValue }
}

extension NoticeRecord.Change {
    /// The word used in files.
    package var word: String {
        switch self {
        case .extend: "extend"
        case .void: "void"
        case .replace: "replace"
        }
    }
}

extension NoticeRecord.Renewal {
    /// The word used in files.
    package var word: String {
        switch self {
        case .continue: "continue"
        case .restart: "restart"
        }
    }
}
