//! `tierdesk demo`: a desk to look at, on a store that goes away again, or one that is kept.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::os::unix::fs::PermissionsExt as _;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::{CliError, Context, Exit, board};
use crate::calendar::Instant;
use crate::console::{Ended, Options};
use crate::demo::{self, DemoError, Record};
use crate::desk::Book;
use crate::store::{Bulk, Store, StoreError};

/// Records that go from one thread to the other at once, and batches that may wait.
const BATCH: usize = 256;
const BATCHES_AHEAD: usize = 8;

/// The largest desk that is made: tickets are counted, and a disk holds about a gigabyte a million.
const MOST: u32 = 20_000_000;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    tierdesk demo                                       look around; nothing is kept\n  \
    tierdesk demo --store demo.tierdesk                 keep it, and go on with it later\n  \
    tierdesk demo --tickets 1000000 --store big.tierdesk\n\n\
    --store names a new file; an existing one is never written over.")]
pub struct Args {
    /// Make a large desk of so many tickets, one in fifty of them open
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)))]
    tickets: Option<u32>,
    /// Only make the store, do not open the board [default for --tickets with --store]
    #[arg(long)]
    no_board: bool,
    /// Another story
    #[arg(long, hide = true, default_value_t = 1)]
    seed: u64,
    /// The moment around which the desk is placed
    #[arg(long, hide = true, value_name = "INSTANT")]
    at: Option<Instant>,
    #[command(flatten)]
    manner: board::Manner,
}

pub fn run(args: &Args, before: &board::Manner, context: &mut Context) -> Result<(), CliError> {
    let manner = &args.manner.or(before);
    if let Some(at) = args.at {
        context.begin_at(at);
    }
    let kept = context.store_flag();
    // A desk in a folder of its own, to look at, changes none.
    if kept.is_some() {
        context.may_write()?;
    }
    if args.no_board && kept.is_none() {
        return Err(CliError::usage("--no-board makes a store, and nothing says where")
            .hint("name a new file with --store PATH"));
    }
    let show = !args.no_board && (args.tickets.is_none() || kept.is_none());
    // Said before the time is spent: nobody could look at it.
    if show && !manner.in_lines() {
        needs_terminal()?;
    }
    let book = Arc::new(context.book()?);
    let Some(path) = kept else { return throwaway(args, manner, book, context) };
    let path = make(&path, args, &book, context)?.path().to_owned();
    let shown = path.display().to_string();
    context.out.line(format!("The demo desk is in {}", crate::text::printable(&shown)))?;
    context.out.finish()?;
    if show { look(path, book, None, manner, context) } else { Ok(()) }
}

/// A demo in a folder of its own (0700), which goes away with it.
fn throwaway(
    args: &Args,
    manner: &board::Manner,
    book: Arc<Book>,
    context: &mut Context,
) -> Result<(), CliError> {
    let private = fs::Permissions::from_mode(0o700);
    let folder = tempfile::Builder::new().prefix("tierdesk-demo-").permissions(private).tempdir();
    let folder = folder.map_err(|error| {
        CliError::new(Exit::Internal, format!("no folder for the demo can be made: {error}"))
            .hint("name a new file with --store PATH, or another folder with TMPDIR")
    })?;
    let path = folder.path().join("demo.tierdesk");
    drop(make(&path, args, &book, context)?);
    let shown = folder.path().display().to_string();
    let said = crate::text::printable(&shown);
    context.out.line(format!("The demo desk is in {said} and goes away when you quit"))?;
    context.out.finish()?;
    let banner = "demo: nothing is kept; with --store FILE it would be";
    let ended = look(path, book, Some(banner.to_owned()), manner, context);
    folder.close().map_err(|error| {
        CliError::new(Exit::Internal, format!("the demo's folder {said} is left behind: {error}"))
    })?;
    ended
}

/// Opens the board on a demo's store.
fn look(
    store: PathBuf,
    book: Arc<Book>,
    banner: Option<String>,
    manner: &board::Manner,
    context: &mut Context,
) -> Result<(), CliError> {
    let options = board::options(manner, context)?;
    let options = Options { store, book, banner, ..options };
    board::open(options, context)
}

fn needs_terminal() -> Result<(), CliError> {
    let ends =
        [("standard input", io::stdin().is_terminal()), ("standard output", io::stdout().is_terminal())];
    match ends.into_iter().find(|(_, terminal)| !terminal) {
        Some((end, _)) => Err(CliError::usage(Ended::NoTerminal(end).to_string())
            .hint("to make the store without looking at it, write --no-board and --store PATH")),
        None => Ok(()),
    }
}

/// Makes the store. On a signal what is there of it goes away.
fn make(path: &Path, args: &Args, book: &Book, context: &Context) -> Result<Store, CliError> {
    let (now, agent) = (context.now(), context.agent());
    let stopped = Interrupt::watch();
    let made = Store::bulk_load(path, now, |bulk| {
        let progress = Progress::new(args.tickets);
        // Telling and writing take about as long: each has a thread.
        let (sender, receiver) = sync_channel::<Vec<Record>>(BATCHES_AHEAD);
        let written = thread::scope(|scope| {
            let teller = scope.spawn(|| tell(args, now, &agent, book, sender));
            let mut written = Ok(());
            for record in receiver.iter().flatten() {
                progress.count(&record);
                written = if stopped.signal().is_some() {
                    Err(CliError::no("interrupted"))
                } else {
                    write(bulk, &record).map_err(CliError::from)
                };
                if written.is_err() {
                    break;
                }
            }
            // The teller stops at the next batch that nobody takes.
            drop(receiver);
            let told = teller.join().unwrap_or_else(|panic| resume_unwind(panic));
            written.and(told.map_err(CliError::from))
        });
        progress.finish();
        written
    });
    let made = made.and_then(|mut store| {
        store.bring_up(book, &agent, now)?;
        Ok(store)
    });
    match stopped.signal() {
        Some(signal) if made.is_err() => Err(CliError::new(Exit::Signal(signal), "interrupted")),
        _ => made,
    }
}

/// Tells the desk in batches, for as long as somebody takes them.
fn tell(
    args: &Args,
    now: Instant,
    agent: &str,
    book: &Book,
    sender: SyncSender<Vec<Record>>,
) -> Result<(), DemoError> {
    let mut batch = Vec::with_capacity(BATCH);
    let hand_over = |batch: &mut Vec<Record>| {
        let full = std::mem::replace(batch, Vec::with_capacity(BATCH));
        sender.send(full).map_err(|_| "nobody takes any more of it".to_owned())
    };
    let mut take = |record: Record| {
        batch.push(record);
        if batch.len() < BATCH { Ok(()) } else { hand_over(&mut batch) }
    };
    match args.tickets {
        Some(tickets) => {
            let tickets = usize::try_from(tickets).unwrap_or(usize::MAX);
            demo::large(args.seed, now, tickets, agent, book, &mut take)?;
        }
        None => demo::small(args.seed, now, agent, book, &mut take)?,
    }
    hand_over(&mut batch).map_err(DemoError::Sink)
}

fn write(bulk: &mut Bulk, record: &Record) -> Result<(), StoreError> {
    match record {
        Record::Customer(customer) => bulk.customer(customer),
        Record::Contact(contact) => bulk.contact(contact),
        Record::Contract(contract) => bulk.contract(contract),
        Record::Ticket(ticket) => bulk.ticket(ticket),
        Record::Event(event) => bulk.event(event),
    }
}

impl From<DemoError> for CliError {
    fn from(error: DemoError) -> CliError {
        CliError::new(Exit::Internal, error.to_string())
    }
}

/// Which signal has asked to stop while a store is being made.
struct Interrupt {
    signal: Arc<AtomicUsize>,
    watched: Vec<signal_hook::SigId>,
}

impl Interrupt {
    fn watch() -> Interrupt {
        let signal = Arc::new(AtomicUsize::new(0));
        let watched = [SIGINT, SIGTERM, SIGHUP].into_iter().filter_map(|number| {
            let code = usize::try_from(number).ok()?;
            // Where it cannot be watched, the signal ends the program as it always does.
            signal_hook::flag::register_usize(number, signal.clone(), code).ok()
        });
        let watched = watched.collect();
        Interrupt { signal, watched }
    }

    fn signal(&self) -> Option<i32> {
        i32::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.watched.drain(..).for_each(|id| {
            signal_hook::low_level::unregister(id);
        });
    }
}

/// A bar on standard error, where that is a terminal and there is something to wait for.
struct Progress(Option<ProgressBar>);

impl Progress {
    fn new(tickets: Option<u32>) -> Progress {
        Progress(tickets.map(|tickets| {
            let bar = ProgressBar::new(tickets.into());
            let style =
                ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} tickets, {eta} left");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        }))
    }

    fn count(&self, record: &Record) {
        if let (Some(bar), Record::Ticket(_)) = (&self.0, record) {
            bar.inc(1);
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Context {
    /// The store that `--store` itself names; the variable `TIERDESK_STORE` names the desk that is worked on, and a demo
    /// is never put there.
    fn store_flag(&self) -> Option<PathBuf> {
        self.global.store.clone().filter(|_| self.global.store_named)
    }
}
