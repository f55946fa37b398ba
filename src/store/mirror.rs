//! The number of the last saved change, in a small file beside the store: tells when a -wal was deleted after a crash and
//! took saved changes with it (A15). Written after each commit without waiting for the disk: it can lag, never lead.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::place::beside;

const ENDING: &str = "-last";

/// The last change that a process saw saved; `None` where nothing is known.
pub(super) fn read(store: &Path) -> Option<i64> {
    fs::read_to_string(beside(store, ENDING)).ok()?.trim().parse().ok()
}

/// Notes a saved change. The mirror is a warning light: where it cannot be written, the change is saved all the same.
pub(super) fn write(store: &Path, sequence: i64) {
    let open =
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(beside(store, ENDING));
    if let Ok(file) = open {
        // Always the same length, so that two writers cannot leave a mixture longer than either.
        let _ = file.write_all_at(format!("{sequence:020}\n").as_bytes(), 0);
    }
}
