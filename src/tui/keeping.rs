//! What is kept in the state folder: drafts for next time (faults.md F18) and crash reports (F01), all 0600.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::effect::{Draft, DraftKey};
use crate::calendar::Instant;
use crate::host;
use crate::views::{self, SavedView};

/// The largest draft that is read back: nobody types more, and a damaged folder must not fill the memory.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Drafts of one store, one file each.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// In the state folder, apart for each store.
    pub fn new(state: &Path, store: &Path) -> Drafts {
        // The store's path as a file name: a number of it, for a path may hold anything and be of any length.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in store.as_os_str().as_encoded_bytes() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Drafts { folder: state.join("drafts").join(format!("{hash:016x}")) }
    }

    fn file(&self, key: &DraftKey) -> PathBuf {
        let form: String = key.form.chars().filter(char::is_ascii_alphanumeric).collect();
        let ticket = key.ticket.map_or_else(|| "new".to_owned(), |ticket| ticket.to_string());
        self.folder.join(format!("{form}-{ticket}.json"))
    }

    /// Keeps a draft: whole or not at all, also where the machine loses its power.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        self.put(draft, true)
    }

    /// Notes a draft while it is typed: whole or not at all where the program is killed. The disk is not waited for, since
    /// the thread that reads keys does this.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn note(&self, draft: &Draft) -> io::Result<()> {
        self.put(draft, false)
    }

    fn put(&self, draft: &Draft, safe: bool) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let text = serde_json::to_vec(draft).map_err(io::Error::from)?;
        let (file, new) = (self.file(&draft.key), self.folder.join(".new"));
        write_private(&new, &text, safe)?;
        fs::rename(new, file)
    }

    /// Lets go of a draft.
    pub fn drop(&self, key: &DraftKey) {
        // One that was never written is gone already.
        let _ = fs::remove_file(self.file(key));
    }

    /// All that are kept; what cannot be read is left where it is.
    pub fn all(&self) -> Vec<Draft> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let paths = entries.flatten().map(|entry| entry.path());
        let json = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let small = json
            .filter(|path| fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() < LARGEST));
        small.filter_map(|path| serde_json::from_slice(&fs::read(path).ok()?).ok()).collect()
    }
}

/// Writes a file that only its owner may read, in place of what is there.
fn write_private(path: &Path, bytes: &[u8], safe: bool) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    if safe { file.sync_all() } else { Ok(()) }
}

/// Where the program broke, first break first.
static BROKE: Mutex<Option<(String, Option<PathBuf>)>> = Mutex::new(None);

/// Has panics leave a report without any ticket's text instead of words on the screen: the guard gives the terminal
/// back while the stack unwinds, and the runner says what happened afterwards.
pub fn report_panics(state: Option<PathBuf>, now: impl Fn() -> Instant + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // Only a literal is written down: a formatted message may quote what a customer wrote.
        let said =
            info.payload().downcast_ref::<&str>().copied().unwrap_or("(withheld: it may quote a ticket)");
        let mut broke = BROKE.lock().unwrap_or_else(PoisonError::into_inner);
        if broke.is_some() {
            return;
        }
        let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
        let version = env!("CARGO_PKG_VERSION");
        let text = format!("tierdesk {version} broke at {place}\nthread: {thread}\nsaid: {said}\n");
        let report = state.as_deref().and_then(|state| {
            DirBuilder::new().recursive(true).mode(0o700).create(state).ok()?;
            let file = state.join(format!("crash-{}.txt", now().unix()));
            write_private(&file, text.as_bytes(), true).ok().map(|()| file)
        });
        *broke = Some((place, report));
    }));
}

/// Where the program broke, and the report on it, where it did.
pub fn broke() -> Option<(String, Option<PathBuf>)> {
    BROKE.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Writes a view into the agent's file of views, beside whatever else stands there.
///
/// # Errors
/// In words, where it is not written: the view lasts until the board closes.
pub fn keep_view(file: Option<&Path>, view: &SavedView) -> Result<(), String> {
    let Some(file) = file else {
        return Err("no home folder is known: the view is gone when the board closes".into());
    };
    let kept = host::read_if_there(file, views::LARGEST).and_then(|bytes| {
        let text = String::from_utf8(bytes.unwrap_or_default());
        let text = text.map_err(|_| io::Error::other("it is no text"))?;
        host::replace_file(file, &views::with(&text, view))
    });
    kept.map_err(|error| {
        format!("{} cannot be written: {error}; the view lasts until the board closes", file.display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::TicketId;

    /// faults.md F18, C16.
    #[test]
    fn drafts_come_back_and_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(state.path(), Path::new("/a/store"));
        let key = DraftKey { form: "reply".into(), ticket: Some(TicketId(7)) };
        let draft = Draft { key: key.clone(), fields: vec![("text".into(), "Dear\u{1b}".into())], kept: 5 };
        drafts.keep(&draft).unwrap();
        drafts.keep(&draft).unwrap();
        assert_eq!(drafts.all(), [draft]);
        let mode = fs::metadata(drafts.file(&key)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(Drafts::new(state.path(), Path::new("/another/store")).all().is_empty());
        drafts.drop(&key);
        assert!(drafts.all().is_empty());
    }
}
