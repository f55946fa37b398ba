//! The rota of a desk as it lies beside the store: `rota.toml`, or a feed `rota.ics` alone. Read when it is first asked
//! for and whenever one of its files has changed; a broken one leaves the last good one in force.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::calendar::Zones;
use crate::host::{self, Stamp};
use crate::rota::{LARGEST_FEED, Rota};
use crate::written::{Diagnostic, LARGEST, Weight};

/// The file that lists lines.
pub const FILE: &str = "rota.toml";
/// The feed that is the rota where there is no such file.
pub const FEED: &str = "rota.ics";

/// What came of reading a rota.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// The file; `None` where the desk has no rota.
    pub file: Option<PathBuf>,
    /// What it says, where nothing in it is wrong.
    pub rota: Option<Arc<Rota>>,
    /// What is wrong in it.
    pub found: Vec<Diagnostic>,
    /// Why it cannot be read at all.
    pub unreadable: Option<String>,
    /// Every file that was looked at, with its state before.
    looked: Vec<(PathBuf, Option<Stamp>)>,
}

impl Read {
    /// What is wrong, in one line; `None` where nothing is.
    pub fn trouble(&self) -> Option<String> {
        let file = self.file.as_deref()?.file_name()?.to_string_lossy().into_owned();
        if let Some(why) = &self.unreadable {
            return Some(format!("{file} cannot be read: {why}"));
        }
        let wrong: Vec<&Diagnostic> =
            self.found.iter().filter(|found| found.weight == Weight::Error).collect();
        let first = wrong.first()?;
        let more = if wrong.len() > 1 { format!(" (and {} more)", wrong.len() - 1) } else { String::new() };
        Some(format!("{file}:{}: {}{more}", first.line, first.message))
    }
}

/// Reads the rota of the desk whose store is at that path.
pub fn read(store: &Path, zones: &Zones) -> Read {
    let own = host::desk_file(store, FILE);
    let feed = host::desk_file(store, FEED);
    let looked = vec![(own.clone(), host::stamp(&own)), (feed.clone(), host::stamp(&feed))];
    match host::read_if_there(&own, LARGEST) {
        Ok(Some(bytes)) => read_file(&own, &bytes, looked, zones),
        Ok(None) if looked.get(1).is_some_and(|(_, stamp)| stamp.is_some()) => {
            let folder = feed.parent().unwrap_or_else(|| Path::new("")).to_owned();
            let local = host::local_zone(zones);
            let feeds = |name: &str| feed_of(&folder, name);
            let (rota, found) = Rota::of_feed(FEED, local.name(), zones, &feeds);
            Read { file: Some(feed), rota: rota.map(Arc::new), found, unreadable: None, looked }
        }
        Ok(None) => Read { looked, ..Read::default() },
        Err(error) => {
            Read { file: Some(own), unreadable: Some(error.to_string()), looked, ..Read::default() }
        }
    }
}

/// Reads a rota from anywhere; its feeds lie beside it.
///
/// # Errors
/// Where the file cannot be read.
pub fn read_at(path: &Path, zones: &Zones) -> std::io::Result<Read> {
    let bytes = host::read_at_most(path, LARGEST)?;
    Ok(read_file(path, &bytes, Vec::new(), zones))
}

fn feed_of(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    host::read_at_most(&folder.join(name), LARGEST_FEED).map_err(|error| error.to_string())
}

fn read_file(path: &Path, bytes: &[u8], mut looked: Vec<(PathBuf, Option<Stamp>)>, zones: &Zones) -> Read {
    let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
    let asked = Mutex::new(Vec::new());
    let feeds = |name: &str| {
        if let Ok(mut asked) = asked.lock() {
            asked.push((folder.join(name), host::stamp(&folder.join(name))));
        }
        feed_of(&folder, name)
    };
    let name = crate::text::printable(&path.to_string_lossy()).into_owned();
    let (rota, found) = Rota::read_with(bytes, &name, zones, &feeds);
    looked.extend(asked.into_inner().unwrap_or_default());
    Read { file: Some(path.to_owned()), rota: rota.map(Arc::new), found, unreadable: None, looked }
}

/// A rota that is looked at again and again, by a console or a watch.
pub struct Watched {
    store: PathBuf,
    zones: Arc<Zones>,
    read: Option<Read>,
    rota: Option<Arc<Rota>>,
}

impl Watched {
    /// Of the desk whose store is at that path; nothing is read yet.
    pub fn new(store: &Path, zones: Arc<Zones>) -> Watched {
        Watched { store: store.to_owned(), zones, read: None, rota: None }
    }

    /// Reads the rota where it has not been read or one of its files has changed; whether it did. Otherwise this costs
    /// a look at each file's state.
    pub fn look(&mut self) -> bool {
        let same = |read: &Read| read.looked.iter().all(|(path, before)| host::stamp(path) == *before);
        if self.read.as_ref().is_some_and(same) {
            return false;
        }
        let read = read(&self.store, &self.zones);
        if read.rota.is_some() || read.file.is_none() {
            self.rota.clone_from(&read.rota);
        }
        self.read = Some(read);
        true
    }

    /// The rota in force: the last good one.
    pub fn rota(&self) -> Option<&Arc<Rota>> {
        self.rota.as_ref()
    }

    /// What is wrong with the file as it lies there, in one line.
    pub fn trouble(&self) -> Option<String> {
        self.read.as_ref()?.trouble()
    }
}
