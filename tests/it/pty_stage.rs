//! The real program in a real pseudo-terminal: keys in, screen out, no sleeping: every wait is for something to be seen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant as Moment};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tierdesk::calendar::Zones;
use tierdesk::desk::{Book, Command, NewCustomer, NewTicket};
use tierdesk::policy::SeverityKey;
use tierdesk::store::{Outcome, Store};

/// The moment at which the program's clock starts.
pub const NOW: &str = "2026-11-20T14:20:30Z";
/// Far longer than anything takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(60);

/// A home of its own, with a store that holds one customer and a few tickets.
pub struct Home {
    pub folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Home {
        let home = Home { folder: tempfile::Builder::new().prefix("tierdesk-pty-").tempdir().unwrap() };
        let now = NOW.parse().unwrap();
        let mut store = Store::create(&home.store(), now).unwrap();
        let book = book();
        let add = Command::AddCustomer(NewCustomer { name: "Acme".into(), ..NewCustomer::default() });
        let Outcome::Customer(customer) = store.execute(&[add], &book, "ada", now).unwrap().remove(0) else {
            panic!()
        };
        let open = |subject: &str, key: &str| {
            Command::OpenTicket(Box::new(NewTicket::received(customer, subject, SeverityKey::new(key), now)))
        };
        let tickets =
            [open("Printer on fire", "high"), open("Lamp flickers", "low"), open("Door squeaks", "low")];
        store.execute(&tickets, &book, "ada", now).unwrap();
        home
    }

    pub fn store(&self) -> std::path::PathBuf {
        self.folder.path().join("desk.tierdesk")
    }

    pub fn state(&self) -> std::path::PathBuf {
        self.folder.path().join("state/tierdesk")
    }

    /// Another process (well, another connection) opens a ticket.
    pub fn open_elsewhere(&self, subject: &str) {
        let mut store = Store::open(&self.store(), tierdesk::store::Access::ReadWrite).unwrap();
        let now = NOW.parse().unwrap();
        let customer = store.customers().unwrap()[0].id;
        let new = NewTicket::received(customer, subject, SeverityKey::new("low"), now);
        store.execute(&[Command::OpenTicket(Box::new(new))], &book(), "bob", now).unwrap();
    }

    /// The program, opened on the store.
    pub fn command(&self, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tierdesk"));
        command.args(args);
        self.surroundings(&mut command);
        command
    }

    pub fn surroundings(&self, command: &mut CommandBuilder) {
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("TZ", "Europe/Paris"), ("TIERDESK_NOW", NOW), ("USER", "kim")]
        {
            command.env(name, value);
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.path());
        command.env("XDG_STATE_HOME", self.folder.path().join("state"));
        command.env("TIERDESK_STORE", self.store());
        command.cwd(self.folder.path());
    }
}

fn book() -> Book {
    Book::new(Box::new(|_| None), Arc::new(Zones::embedded()))
}

struct Seen {
    parser: vt100::Parser,
    /// Every byte that came, for what a screen cannot tell.
    bytes: Vec<u8>,
    ended: bool,
}

/// A terminal with a program in it.
pub struct Term {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Option<Box<dyn MasterPty + Send>>,
    pub before: String,
    writer: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Term {
    pub fn start(command: CommandBuilder, rows: u16, cols: u16) -> Term {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Seen { parser: vt100::Parser::new(rows, cols, 0), bytes: Vec::new(), ended: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = seen.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            loop {
                let read = reader.read(&mut chunk).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.parser.process(&chunk[..read]);
                seen.bytes.extend_from_slice(&chunk[..read]);
                seen.ended |= read == 0;
                shared.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Term { child, master: Some(pair.master), before, writer, seen }
    }

    pub fn board(home: &Home) -> Term {
        let mut term = Term::start(home.command(&[]), 24, 80);
        term.wait_for("Printer on fire");
        term
    }

    /// Waits until the screen shows something.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        let start = Moment::now();
        while !wanted(seen.parser.screen()) {
            let shown = seen.parser.screen().contents();
            assert!(!seen.ended, "the program ended before {what:?}; the screen showed:\n{shown}");
            assert!(start.elapsed() < PATIENCE, "{what:?} never came; the screen shows:\n{shown}");
            seen = changed.wait_timeout(seen, Duration::from_millis(200)).unwrap().0;
        }
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until keys are keys again: what comes right behind a paste still belongs to it.
    pub fn settle(&mut self) {
        let drawn = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("\x1b[2J").count();
        let before = drawn(&self.bytes());
        let start = Moment::now();
        while drawn(&self.bytes()) == before {
            assert!(start.elapsed() < PATIENCE, "Ctrl-l is not heard");
            self.send(b"\x0c");
            let (lock, changed) = &*self.seen;
            let seen = lock.lock().unwrap();
            let _unused = changed.wait_timeout(seen, Duration::from_millis(100)).unwrap();
        }
    }

    pub fn screen<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(self.seen.0.lock().unwrap().parser.screen())
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.seen.0.lock().unwrap().parser.screen_mut().set_size(rows, cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits for the end, and for the last byte.
    pub fn wait(&mut self) -> ExitStatus {
        let start = Moment::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end");
            let (lock, changed) = &*self.seen;
            let seen = lock.lock().unwrap();
            let _unused = changed.wait_timeout(seen, Duration::from_millis(20)).unwrap();
        }
    }

    /// That the terminal is as it was before the program started.
    pub fn assert_given_back(&self) {
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        let start = Moment::now();
        let back = |screen: &vt100::Screen| {
            !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
        };
        while !back(seen.parser.screen()) && start.elapsed() < PATIENCE {
            seen = changed.wait_timeout(seen, Duration::from_millis(50)).unwrap().0;
        }
        assert!(!seen.parser.screen().alternate_screen(), "the alternate screen is left");
        assert!(!seen.parser.screen().bracketed_paste(), "pastes are no longer marked");
        assert!(!seen.parser.screen().hide_cursor(), "the cursor is back");
        let text = String::from_utf8_lossy(&seen.bytes);
        assert!(text.contains("\x1b[?1004l"), "focus is no longer reported");
        assert!(text.contains("\x1b[23;0t"), "the title is brought back");
        drop(seen);
        assert_eq!(
            modes(&**self.master.as_ref().unwrap()),
            self.before,
            "the terminal's modes are as they were"
        );
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The terminal's modes in words, to compare.
pub fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// Files in a folder.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}
