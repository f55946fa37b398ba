//! What a subcommand is given: the clock, the zones, where the store is, who asks, and where to write.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use super::{CliError, Global, Out};
use crate::calendar::{Instant, Zones};
use crate::console::OpenBoard;
use crate::desk::{Book, Waiting};
use crate::host::{self, Clock, Folders};
use crate::policy::{LARGEST_PACK, Packs, RuleText, Rules};
use crate::store::{Access, Store};

/// The surroundings of one run. Built once, before anything can fail; what costs is made when first asked for.
pub struct Context {
    /// Standard output.
    pub out: Out,
    /// The clock of this run, for what goes on while time passes.
    pub clock: Clock,
    /// When this run began.
    began: Instant,
    /// Opens the board.
    pub open_board: OpenBoard,
    pub(super) global: Global,
    zones: Option<Arc<Zones>>,
    packs: Option<Arc<Packs>>,
    book: Option<Arc<Book>>,
    /// The rules of a store that was opened before the book was made.
    rules: RefCell<Option<Rules>>,
}

impl Context {
    pub(super) fn of_process(global: Global, open_board: OpenBoard) -> Context {
        let clock = Clock::of_machine();
        Context {
            out: Out::stdout(),
            began: clock.now(),
            clock,
            open_board,
            global,
            zones: None,
            packs: None,
            book: None,
            rules: RefCell::default(),
        }
    }

    /// The moment of this run: the second at which it began. What one command says and writes is of one moment, however
    /// long it takes.
    pub fn now(&self) -> Instant {
        self.began
    }

    /// Has this run begin at another moment.
    pub(super) fn begin_at(&mut self, at: Instant) {
        self.clock = self.clock.started_at(at);
        self.began = at;
    }

    /// The zone rules in force on this machine.
    pub fn zones(&mut self) -> Arc<Zones> {
        self.zones.get_or_insert_with(|| Arc::new(host::zones())).clone()
    }

    /// The packs that the program is shipped with and the desk's own, from the folder `packs` beside the store. A file
    /// that is refused stands among their problems, and the others load (faults.md H13). Read once a run.
    ///
    /// # Errors
    /// Where the folder is there and cannot be read.
    pub fn packs(&mut self) -> Result<Arc<Packs>, CliError> {
        if let Some(packs) = &self.packs {
            return Ok(packs.clone());
        }
        let packs = Arc::new(self.read_packs()?);
        self.packs = Some(packs.clone());
        Ok(packs)
    }

    fn read_packs(&mut self) -> Result<Packs, CliError> {
        let mut packs = Packs::embedded(self.zones());
        packs.set_today(self.now().utc().date());
        // Without a home folder there is no store and no folder beside it; the shipped packs are there all the same.
        let Ok(store) = self.store_path() else { return Ok(packs) };
        let folder = host::pack_folder(&store);
        let files = host::pack_files(&folder, LARGEST_PACK).map_err(|error| {
            CliError::usage(format!("the folder of packs {} cannot be read: {error}", folder.display()))
        })?;
        for (path, bytes) in files {
            let name = path.to_string_lossy();
            match bytes {
                // What is wrong with it is kept among the packs' problems.
                Ok(bytes) => drop(packs.add_user(&name, &bytes)),
                Err(error) => packs.add_unreadable(&name, &error.to_string()),
            }
        }
        Ok(packs)
    }

    /// Lets the packs be read anew by whoever asks next.
    pub fn forget_packs(&mut self) {
        (self.packs, self.book) = (None, None);
    }

    /// The terms of every contract, from the packs at hand.
    ///
    /// # Errors
    /// Where the folder of the desk's own packs cannot be read.
    pub fn book(&mut self) -> Result<Book, CliError> {
        let packs = self.packs()?;
        // What a broken pack promises is missing everywhere, and only `policy list` would say why.
        if let Some((first, more)) = packs.problems().split_first() {
            let others = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            super::error::warn(&format!(
                "the policy pack {}{others} is not loaded: `tierdesk policy list` says why",
                first.file
            ));
        }
        Ok(Book::of_packs(packs, self.zones()))
    }

    /// The same, made once and shared.
    ///
    /// # Errors
    /// As [`Context::book`].
    pub fn shared_book(&mut self) -> Result<Arc<Book>, CliError> {
        if let Some(book) = &self.book {
            return Ok(book.clone());
        }
        let book = Arc::new(self.book()?);
        if let Some(rules) = self.rules.take() {
            // Nearly always all its texts are those at hand, and none has to be read.
            let other = |text: &RuleText| book.digest(&text.key).as_deref() != Some(&text.digest);
            if rules.texts.iter().any(other) {
                // What else the store has to say was said when it was opened.
                Store::open(&self.store_path()?, Access::ReadOnly)?.hold_rules(&book, None)?;
            } else {
                book.hold(rules);
            }
        }
        self.book = Some(book.clone());
        Ok(book)
    }

    /// The texts of the store's rules that are not those at hand; none where there is no store that can be read.
    ///
    /// # Errors
    /// Where the folder of the desk's own packs cannot be read.
    pub fn waiting(&mut self) -> Result<Vec<Waiting>, CliError> {
        let book = Book::of_packs(self.packs()?, self.zones());
        let opened = self.store_path().ok().and_then(|path| Store::open(&path, Access::ReadOnly).ok());
        if let Some(mut store) = opened {
            store.hold_rules(&book, None)?;
        }
        Ok(book.waiting())
    }

    /// Opens the store; what is unusual about it is said on standard error.
    ///
    /// # Errors
    /// Where there is none, or it is not sound (faults.md C); where it is to be written and nothing may be.
    pub fn open_store(&self, access: Access) -> Result<Store, CliError> {
        if access == Access::ReadWrite {
            self.may_write()?;
        }
        let mut store = Store::open(&self.store_path()?, access)?;
        match &self.book {
            Some(book) => drop(store.hold_rules(book, None)?),
            None => drop(self.rules.replace(Some(store.rules()?))),
        }
        for notice in store.notices() {
            super::error::warn(&notice.to_string());
        }
        Ok(store)
    }

    /// Whether nothing may be written: `--readonly`, or `TIERDESK_READONLY` set to anything but nothing, 0, no or false.
    pub fn read_only(&self) -> bool {
        let set = std::env::var_os("TIERDESK_READONLY").unwrap_or_default();
        let no = ["", "0", "no", "false"].iter().any(|no| set.eq_ignore_ascii_case(no));
        self.global.readonly || !no
    }

    /// That something may be written: asked by every command that does so other than through [`Context::open_store`].
    ///
    /// # Errors
    /// Where `--readonly` or its variable forbids it.
    pub fn may_write(&self) -> Result<(), CliError> {
        if !self.read_only() {
            return Ok(());
        }
        let hint = if self.global.readonly { "leave --readonly out" } else { "unset TIERDESK_READONLY" };
        Err(CliError::usage("read-only: nothing was written").hint(format!("to write, {hint}")))
    }

    /// Who asks, for assignments and the history: printable, whatever the machine says (faults.md E10).
    pub fn agent(&self) -> String {
        let told = self.global.agent.clone().filter(|agent| !agent.trim().is_empty());
        let name = told.unwrap_or_else(host::login_name);
        crate::text::fitted(crate::text::printable(name.trim()).as_ref(), 200).into_owned()
    }

    /// The store's path: `--store`, `TIERDESK_STORE`, or the one in the user's data folder.
    ///
    /// # Errors
    /// Where none is named and there is no home folder.
    pub fn store_path(&self) -> Result<PathBuf, CliError> {
        match &self.global.store {
            Some(path) => Ok(path.clone()),
            None => Ok(self.folders()?.store()),
        }
    }

    /// The file of keys: `TIERDESK_KEYS` (for tests), or `keys.toml` in the user's folder of settings; `None` where there
    /// is no home folder.
    pub fn keys_file(&self) -> Option<PathBuf> {
        let told = std::env::var_os("TIERDESK_KEYS").map(PathBuf::from);
        told.or_else(|| self.folders().ok().map(|folders| folders.config.join("keys.toml")))
    }

    /// The user's folders.
    ///
    /// # Errors
    /// Where there is no home folder (faults.md C17).
    pub fn folders(&self) -> Result<Folders, CliError> {
        Folders::of_user().map_err(|error| {
            CliError::usage(error.to_string()).hint("set HOME, or name the store with --store PATH")
        })
    }
}
