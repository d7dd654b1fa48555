internal import Glibc

/// A new folder of files with personal data, apart from any run: mode 0700, its files 0600 from their first moment on.
package struct PersonalFolder: PersonalFiles {
    private let folders: FolderTree
    private let register = FileRegister()

    /// Makes the folder; refused where there is something already, so that nothing is mixed with it.
    package init(new path: String) throws(WritingFailure) {
        guard mkdir(path, 0o700) == 0 else {
            let code = errno
            guard code == EEXIST else { throw WritingFailure("the folder cannot be created", path, code: code) }
            throw WritingFailure(
                "the folder cannot be created", path, why: "there is something of that name already",
                remedy: "name a folder that does not exist")
        }
        folders = FolderTree(try OutputFolder.open(creating: path))
    }

    /// A file in it, which must not exist.
    package func newPersonalFile(_ path: String) throws(WritingFailure) -> OutputFile {
        try folders.newFile(path, isPersonal: true, register: register)
    }

    /// Puts the folder itself on disk, once all its files are.
    package func finish() throws(WritingFailure) { try folders.sync() }
}
