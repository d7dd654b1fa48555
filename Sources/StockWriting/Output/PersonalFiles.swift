/// Where files with personal data are made: in the folder of a run, or in a folder of its own.
package protocol PersonalFiles {
    /// A new file for this user only (mode 0600), at a path inside the folder, such as `recalls/R-2026-014/units.csv`; the
    /// folders on its way are made with it, for this user only too (mode 0700).
    func newPersonalFile(_ path: String) throws(WritingFailure) -> OutputFile
}
