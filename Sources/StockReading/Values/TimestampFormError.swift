/// Why a list of forms of dates, or a zone, cannot be used.
package enum TimestampFormError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownForm(String)
    case unknownZone(String)

    package var description: String {
        switch self {
        case .unknownForm(let form):
            "\"\(form)\" is no form of dates; write iso, compact, or a pattern such as DD.MM.YYYY HH:mm (M month, m "
                + "minute, Mon for Jan to Dec, +0000 for an offset, [ ] around what may be missing)."
        case .unknownZone(let zone):
            "There is no time zone \"\(zone)\"; write an IANA name such as Europe/Berlin, or UTC."
        }
    }
}
