package import StockModel

/// All that a ledger knows of a serial: which unit it is, what happened to it, who has it, what does not add up.
package struct Trace: Sendable, Equatable {
    /// As asked for.
    package var written: String
    /// The unit's serial, normalised; empty where the text holds none.
    package var serial: String
    /// The identifier that was asked for, where it is another one of the unit's.
    package var asked = ""
    /// Other identifiers of the unit.
    package var identifiers: [String] = []
    /// Serials that claim the identifier asked for, where several do, so that it stands for none of them.
    package var claimants: [String] = []
    /// The units that carry the serial: one, or one for each SKU whose supplier numbers units alike.
    package var units: [Unit] = []
    /// Lines that list the serial and move nothing: cancelled orders, despatch advices still to come.
    package var still: [Step] = []
    package var findings: [TracedFinding] = []
    /// Where nothing is known of the serial: known ones that are near to it.
    package var near: [Near] = []

    package var isFound: Bool { !units.isEmpty || !still.isEmpty }

    /// One unit with the serial.
    package struct Unit: Sendable, Equatable {
        package var sku = ""
        package var name = ""
        package var place = Place.absent
        package var since = Timestamp.absent
        package var steps: [Step] = []
        package var custodies: [Custody] = []
        package var holders: [Holder] = []
    }

    /// From a unit's coming to its going back to the supplier.
    package struct Custody: Sendable, Equatable {
        package var sku: String
        /// Who delivered it and with which despatch advice; empty where a stock-take backs it, or nothing.
        package var supplier = ""
        package var despatch = ""
        package var lot = ""
        package var expiry = ""
        package var isBacked = false
    }

    /// Something that happened.
    package struct Step: Sendable, Equatable {
        /// The number of the unit's custody, from 1 on.
        package var custody = 1
        package var at = Timestamp.absent
        /// `stock-take`, `received`, `sold`, `assigned`, `returned`, or an adjustment's word; of what moves nothing
        /// `announced` or `cancelled`; `not-found` where a stock-take has ended what was known.
        package var what: String
        package var kind: RecordKind?
        /// Supplier or channel.
        package var party = ""
        package var document = ""
        package var line = ""
        /// The order that a return names.
        package var reference = ""
        package var disposition = ""
        package var sku = ""
        package var from = Place.absent
        package var to = Place.absent
        /// Dated before the SKU's stock-take.
        package var isHistory = false
        /// The first records that tell of it, and how many more there are.
        package var evidence: [Source] = []
        package var moreEvidence = 0
        /// Kinds of findings about this step.
        package var findings: [FindingKind] = []

        package init(_ what: String) { self.what = what }
    }

    /// A record that tells of a step.
    package struct Source: Sendable, Equatable {
        package var file: String
        /// 1-based.
        package var record: Int
        /// 1-based line of the file; 0 where it is not known.
        package var line: Int
        /// The serial as it stands there, where that is not the normalised form.
        package var written: String
    }

    /// An order line that holds the unit.
    package struct Holder: Sendable, Equatable {
        package var channel: String
        package var order: String
        package var line: String
        /// The goods have left.
        package var hasLeft: Bool
        package var buyer = Buyer()
    }

    /// How to reach a buyer.
    package struct Buyer: Sendable, Equatable {
        package var name = ""
        package var company = ""
        package var email = ""
        package var phone = ""

        package init() {}
    }

    /// A known serial that is near to one that is not.
    package struct Near: Sendable, Equatable {
        package var serial: String
        /// `look-alike` or `edit`.
        package var rule: String
        package var sku: String
        package var place: Place
    }
}

/// A finding about the unit, as lists show it.
package struct TracedFinding: Sendable, Equatable {
    package var id: String
    package var kind: FindingKind
    package var status: FindingStatus
    package var party: String
    package var document: String
    package var line: String
    package var at: Timestamp
    package var detail: String
    package var suggestion: String
    package var evidence: String
}
