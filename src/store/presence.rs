//! Who has the desk open, and what they look at: one small file for each console in a folder beside the store, held by a
//! lock for as long as the console lives. No heartbeat: a console that was killed has lost its lock, and whoever looks
//! next takes its file away. Presence is a courtesy; where it cannot be kept, the desk works all the same.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::place::beside;
use crate::desk::TicketId;

const ENDING: &str = "-who";
/// More than an agent's name and a word take is not ours.
const LONGEST: u64 = 4 * 1024;

/// What somebody at a console has before their eyes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Here {
    /// Who.
    pub agent: String,
    /// The console's process.
    pub process: u32,
    /// The ticket that is open there.
    pub ticket: Option<TicketId>,
    /// What is being written about it: the form's name (`reply`, `note` ...).
    pub writes: Option<String>,
    /// Unix second since when.
    pub since: i64,
}

/// This console's own entry; it goes away with it.
#[derive(Debug)]
pub struct Presence {
    folder: PathBuf,
    path: PathBuf,
    /// Locked until it is closed.
    file: File,
    said: Here,
}

impl Presence {
    /// Enters a console into the folder of the store at `store`.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn enter(store: &Path, agent: &str) -> io::Result<Presence> {
        let folder = beside(store, ENDING);
        match DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let process = std::process::id();
        // A process may have two consoles in it (tests do); a name that is taken by a living one is passed over.
        for number in 0..100 {
            let path = folder.join(format!("{process}-{number}"));
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(&path)?;
            // Somebody who looked between the two steps may have taken the file for a dead one's.
            let stands = |file: &File| {
                let (own, named) = (file.metadata().ok()?, fs::metadata(&path).ok()?);
                Some(own.ino() == named.ino())
            };
            if file.try_lock().is_ok() && stands(&file) == Some(true) {
                let said = Here { agent: agent.to_owned(), process, ..Here::default() };
                let mut presence = Presence { folder, path, file, said: Here::default() };
                presence.say(said)?;
                return Ok(presence);
            }
        }
        Err(io::Error::other("every entry of this process is taken"))
    }

    /// Says what is looked at, where that has changed.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn show(&mut self, ticket: Option<TicketId>, writes: Option<&str>, since: i64) -> io::Result<()> {
        if self.said.ticket == ticket && self.said.writes.as_deref() == writes {
            return Ok(());
        }
        let writes = writes.map(str::to_owned);
        self.say(Here { ticket, writes, since, ..self.said.clone() })
    }

    fn say(&mut self, here: Here) -> io::Result<()> {
        let text = serde_json::to_vec(&here).map_err(io::Error::other)?;
        self.file.rewind()?;
        self.file.set_len(0)?;
        self.file.write_all(&text)?;
        self.said = here;
        Ok(())
    }

    /// Everybody else who has the desk open now, in the order of their processes. Takes away what dead ones left.
    pub fn others(&self) -> Vec<Here> {
        let own = self.path.file_name();
        list(&self.folder, |name| Some(name) != own)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        // Gone with the last of them; refused while others are there.
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Everybody who has the desk of this store open now.
pub fn here(store: &Path) -> Vec<Here> {
    list(&beside(store, ENDING), |_| true)
}

fn list(folder: &Path, wanted: impl Fn(&std::ffi::OsStr) -> bool) -> Vec<Here> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.flatten().filter(|entry| wanted(&entry.file_name()));
    let mut found: Vec<Here> = entries.filter_map(|entry| living(&entry.path())).collect();
    found.sort_by(|one, other| (one.process, &one.agent).cmp(&(other.process, &other.agent)));
    found
}

fn living(path: &Path) -> Option<Here> {
    let mut file = File::open(path).ok()?;
    match file.try_lock_shared() {
        // Somebody holds it: alive.
        Err(TryLockError::WouldBlock) => {}
        Ok(()) => {
            let _ = fs::remove_file(path);
            return None;
        }
        Err(TryLockError::Error(_)) => return None,
    }
    let mut text = Vec::new();
    (&mut file).take(LONGEST).read_to_end(&mut text).ok()?;
    // Half written at this very moment: it is read whole the next time.
    serde_json::from_slice(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consoles_see_each_other_until_they_end() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("desk.tierdesk");
        let mut ana = Presence::enter(&store, "ana").unwrap();
        let ben = Presence::enter(&store, "ben").unwrap();
        assert_eq!(
            ana.others(),
            [Here { agent: "ben".into(), process: std::process::id(), ..Here::default() }]
        );
        ana.show(Some(TicketId(7)), Some("reply"), 5).unwrap();
        let seen = ben.others();
        assert_eq!(seen[0].ticket, Some(TicketId(7)));
        assert_eq!(seen[0].writes.as_deref(), Some("reply"));
        ana.show(None, None, 6).unwrap();
        assert_eq!(ben.others()[0].ticket, None);
        drop(ben);
        assert!(ana.others().is_empty());
        assert_eq!(here(&store).len(), 1);
        drop(ana);
        assert!(here(&store).is_empty());
        assert!(!beside(&store, ENDING).exists());
    }

    /// What a killed console left is taken away by who looks next.
    #[test]
    fn what_dead_ones_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("desk.tierdesk");
        let left = beside(&store, ENDING);
        fs::create_dir(&left).unwrap();
        fs::write(left.join("1-0"), r#"{"agent":"dead","process":1}"#).unwrap();
        fs::write(left.join("2-0"), "\u{1b}[2J no json").unwrap();
        assert!(here(&store).is_empty());
        assert_eq!(fs::read_dir(&left).unwrap().count(), 0);
    }
}
