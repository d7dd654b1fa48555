internal import Glibc

/// What the system's error numbers mean to the person who runs this program, in one place.
package enum SystemError {
    /// Why a call failed, as a clause without a full stop.
    package static func sentence(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "this user is not allowed to"
        case ENOENT: "it, or a folder on the way to it, does not exist"
        case EEXIST: "something of that name is already there"
        case ENOTDIR: "a part of the path is a file, not a folder"
        case EISDIR: "a folder of that name is there"
        case ELOOP: "it is a symbolic link, which is not followed here"
        case ENOSPC: "the disk is full"
        case EDQUOT: "this user's disk quota is used up"
        case EFBIG: "the file would be larger than the system or a limit (ulimit -f) allows"
        case EROFS: "the disk is mounted read-only"
        case EIO: "the disk reported an error"
        case EMFILE, ENFILE: "too many files are open"
        case ENAMETOOLONG: "the name is too long"
        case EXDEV: "it would have to move to another disk"
        case ENOTEMPTY: "the folder is not empty"
        case ENOLCK, EOPNOTSUPP: "this disk does not support file locks"
        case ENOMEM: "the system has no memory left"
        case ESTALE: "the network disk has lost it"
        default: "\(String(cString: strerror(code))) (error \(code))"
        }
    }

    /// What to do about it, as a sentence without a full stop.
    package static func remedy(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "give this user the right to write there, or choose another output folder"
        case ENOENT: "create the folder, or correct the path"
        case EEXIST, EISDIR, ENOTEMPTY: "move away what is in the way, then run again"
        case ENOTDIR: "correct the path, or move the file in the way"
        case ELOOP: "give the folder that the link points to, or remove the link"
        case ENOSPC, EDQUOT: "make room on the disk, then run again; the previous run is untouched"
        case EFBIG: "raise the limit, then run again; the previous run is untouched"
        case EROFS: "mount the disk for writing, or choose another output folder"
        case EIO, ESTALE: "check the disk and its connection, then run again; the previous run is untouched"
        case EMFILE, ENFILE: "raise the limit of open files (ulimit -n), then run again"
        case ENAMETOOLONG: "choose a shorter output path"
        case EXDEV, ENOLCK, EOPNOTSUPP: "choose an output folder on a local disk"
        default: "run again; the previous run is untouched"
        }
    }
}
