//! Where a store lies, and everything that is looked at before SQLite may touch the file.

use std::fs;
use std::io::{self, Read as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::StoreError;
use super::schema::{APPLICATION, VERSION};

/// SQLite's own limit for a path is 512 bytes, and it appends `-journal`.
const LONGEST_PATH: usize = 500;

/// Tells a file from another one at the same path (C15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

/// An existing store file: absolute, symlinks resolved, looked at and found to be ours.
#[derive(Debug)]
pub(super) struct Place {
    pub path: PathBuf,
    /// Names of the same file elsewhere: locks and the -wal would not be shared with who opens those (C13).
    pub hard_links: u64,
    claim: Claim,
}

/// Store files that this process has open, once for each time. Closing a file by any descriptor drops every POSIX lock
/// that the process has on it, so a second look at the header would take away the locks of a store that is open
/// already, and another process could then delete its -wal.
static OPEN: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

/// Holds a place in [`OPEN`] for as long as the store is open.
#[derive(Debug)]
struct Claim(Identity);

impl Claim {
    /// Looks at the file, unless it is open already, and counts it as open from now on.
    fn after(identity: Identity, look: impl FnOnce() -> Result<(), StoreError>) -> Result<Claim, StoreError> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if !open.contains(&identity) {
            look()?;
        }
        open.push(identity);
        Ok(Claim(identity))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|identity| *identity == self.0) {
            open.swap_remove(at);
        }
    }
}

/// Makes a path absolute, so that SQLite never reads it as a URI (C12); says why it cannot name a store (C14).
pub(super) fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    let refuse = |why: &str| StoreError::Path { path: path.to_owned(), why: why.to_owned() };
    if path.as_os_str().is_empty() {
        return Err(refuse("the path is empty"));
    }
    let absolute = std::path::absolute(path).map_err(|error| refuse(&error.to_string()))?;
    if absolute.file_name().is_none() {
        return Err(refuse("it names no file"));
    }
    if absolute.as_os_str().len() > LONGEST_PATH {
        return Err(refuse("the path is longer than 500 bytes"));
    }
    Ok(absolute)
}

/// The file next to a store with that ending, such as `-wal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Place {
    /// Looks at an existing file without changing anything.
    pub fn existing(path: &Path) -> Result<Place, StoreError> {
        let given = absolute(path)?;
        let path = fs::canonicalize(&given).map_err(|error| unreachable_file(&given, error))?;
        let path = absolute(&path)?;
        let facts = fs::metadata(&path).map_err(|error| unreachable_file(&path, error))?;
        let kind = facts.file_type();
        let refuse = |why: &str| Err(StoreError::Path { path: path.clone(), why: why.to_owned() });
        if kind.is_dir() {
            return refuse("it is a folder");
        }
        if kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device() {
            return refuse("it is no ordinary file");
        }
        refuse_network(&path)?;
        let identity = Identity { device: facts.dev(), inode: facts.ino() };
        let claim = Claim::after(identity, || check_header(&path, facts.len()))?;
        Ok(Place { path, hard_links: facts.nlink(), claim })
    }

    /// Whether the path still leads to the file that was opened (C15).
    pub fn is_same_file(&self) -> bool {
        fs::metadata(&self.path)
            .is_ok_and(|now| self.claim.0 == Identity { device: now.dev(), inode: now.ino() })
    }
}

fn unreachable_file(path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        io::ErrorKind::NotADirectory => StoreError::Path {
            path: path.to_owned(),
            why: "a part of the path is a file, not a folder".into(),
        },
        _ => StoreError::Io { doing: "open", path: path.to_owned(), error },
    }
}

/// Reads the first 100 bytes as SQLite's file format defines them: what is no store is refused before a library that
/// creates, migrates and recovers files gets to see it (C01, C03-C07).
fn check_header(path: &Path, length: u64) -> Result<(), StoreError> {
    let not_ours = |why: &str| StoreError::NotAStore { path: path.to_owned(), why: why.to_owned() };
    let damaged = |what: String| StoreError::Damaged { path: path.to_owned(), what };
    if length == 0 {
        return Err(not_ours("the file is empty"));
    }
    let mut header = [0; 100];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(not_ours("it is too short for a database"));
        }
        Err(error) => return Err(StoreError::Io { doing: "read", path: path.to_owned(), error }),
        Ok(()) => {}
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(not_ours("it is no SQLite database"));
    }
    let application = number(&header, 68);
    if application != APPLICATION.cast_unsigned() {
        return Err(not_ours(&format!(
            "it is the database of another program (application id {application:#x})"
        )));
    }
    let version = number(&header, 60).cast_signed();
    check_version(path, version)?;
    let page_size = match u64::from(number(&header, 16) >> 16) {
        1 => 65_536,
        size => size,
    };
    if !page_size.is_power_of_two() || page_size < 512 {
        return Err(damaged("its header names an impossible page size".into()));
    }
    // The page count in the header holds only where the same program wrote both numbers; with a -wal beside it the
    // missing pages may be in there.
    let counted = number(&header, 24) == number(&header, 92);
    let waiting = fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    let expected = u64::from(number(&header, 28)) * page_size;
    if counted && !waiting && length < expected {
        return Err(damaged(format!("it was cut short: {length} of {expected} bytes are left")));
    }
    Ok(())
}

/// Whether this program may use a schema of that version (C05, C06).
pub(super) fn check_version(path: &Path, version: i32) -> Result<(), StoreError> {
    if version > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known: VERSION });
    }
    if version < 1 {
        let why = format!("its schema has the impossible version {version}");
        return Err(StoreError::NotAStore { path: path.to_owned(), why });
    }
    Ok(())
}

fn number(header: &[u8; 100], at: usize) -> u32 {
    let bytes = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 4]);
    u32::from_be_bytes(bytes)
}

/// Refuses file systems whose locks cannot be relied on between machines (B15), unless told otherwise.
pub(super) fn refuse_network(path: &Path) -> Result<(), StoreError> {
    let allowed = std::env::var_os("TIERDESK_ALLOW_NETWORK_FS").is_some_and(|value| value == "1");
    match file_system(path) {
        FileSystem { name, network: true } if !allowed => {
            Err(StoreError::Network { path: path.to_owned(), kind: name })
        }
        _ => Ok(()),
    }
}

/// The kind of file system that holds a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileSystem {
    /// Its name, or `unknown`.
    pub name: &'static str,
    /// It lies on another machine, or behind one.
    pub network: bool,
}

/// Magic numbers of statfs(2), as Linux's `magic.h` and the file systems' own headers give them.
const FILE_SYSTEMS: [(u32, &str, bool); 20] = [
    (0x6969, "nfs", true),
    (0x517b, "smb", true),
    (0xff53_4d42, "cifs", true),
    (0xfe53_4d42, "smb2", true),
    (0x0102_1997, "9p", true),
    (0x6573_5546, "fuse (sshfs and the like)", true),
    (0x7375_7245, "coda", true),
    (0x5346_414f, "afs", true),
    (0x6b41_4653, "afs", true),
    (0x00c3_6400, "ceph", true),
    (0x0bd0_0bd0, "lustre", true),
    (0x786f_4256, "vboxsf", true),
    (0xbacb_acbc, "vmhgfs", true),
    (0xef53, "ext4", false),
    (0x5846_5342, "xfs", false),
    (0x9123_683e, "btrfs", false),
    (0x0102_1994, "tmpfs", false),
    (0x794c_7630, "overlay", false),
    (0x2fc1_2fc1, "zfs", false),
    (0xf2f5_2010, "f2fs", false),
];

/// Which file system holds a path. For tests (faults.md B15) the hidden variable `TIERDESK_FAKE_FS` names one on another
/// machine; that can only refuse what would be opened, so any other name in it means nothing.
pub fn file_system(path: &Path) -> FileSystem {
    let unknown = FileSystem { name: "unknown", network: false };
    let entry = |found: Option<&(u32, &'static str, bool)>| {
        found.map_or(unknown, |&(_, name, network)| FileSystem { name, network })
    };
    if let Some(fake) = std::env::var_os("TIERDESK_FAKE_FS")
        && let Some(network) = FILE_SYSTEMS.iter().find(|(_, name, network)| *network && fake == *name)
    {
        return entry(Some(network));
    }
    #[cfg(target_os = "linux")]
    {
        let existing = path.ancestors().find(|path| path.exists());
        let Some(facts) = existing.and_then(|path| rustix::fs::statfs(path).ok()) else { return unknown };
        // The field's type differs between architectures; the numbers are 32 bits on all.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "magic numbers are 32 bits"
        )]
        let magic = facts.f_type as u32;
        entry(FILE_SYSTEMS.iter().find(|(known, ..)| *known == magic))
    }
    #[cfg(not(target_os = "linux"))]
    unknown
}
