//! The command line: one file a subcommand. Parses, calls the library, maps what comes back to words and an exit code.

mod alert;
mod backup;
mod board;
mod body;
mod check;
mod completions;
mod contact;
mod context;
mod contract;
mod contract_change;
mod customer;
mod debug_writer;
mod demo;
mod doctor;
pub mod due;
mod error;
mod export;
mod file_out;
mod handover;
mod holidays;
mod holidays_file;
mod import;
mod init;
mod judged;
mod keys;
mod look_up;
mod looks;
mod matching;
mod moments;
mod output;
mod policy;
mod report;
mod restore;
mod rota;
mod saved;
mod search;
mod sheet;
mod shift;
mod status;
mod store_errors;
mod template;
mod theme;
mod ticket;
mod time;
mod undo;
mod usage;
mod view;
mod watch;
mod who;
mod wording;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::console::OpenBoard;

pub use completions::documents;
pub use context::Context;
pub use error::{CliError, Exit};
pub use output::Out;

/// The console for support desks that keep promises.
#[derive(Debug, Parser)]
#[command(name = "tierdesk", version, max_term_width = 100, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    board: board::Args,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The desk's store [default: desk.tierdesk in your data folder]
    #[arg(long, global = true, value_name = "PATH", env = "TIERDESK_STORE", hide_env_values = true)]
    store: Option<std::path::PathBuf>,
    /// Who you are, for assignments and the history [default: your login name]
    #[arg(long = "as", global = true, value_name = "AGENT", env = "TIERDESK_AGENT", hide_env_values = true)]
    agent: Option<String>,
    /// Change nothing on the desk: what would is refused, and the board only shows [env: TIERDESK_READONLY]
    #[arg(long, global = true)]
    readonly: bool,
    /// `--store` itself names the store, and not the variable: what writes a desk of its own asks for that.
    #[arg(skip)]
    store_named: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the alerts that you were told, answer them, and try the rules of who is told of what
    #[command(subcommand)]
    Alert(alert::Args),
    /// Show a customer's allowance: this month ticket by ticket, and the months before
    Allowance(usage::Args),
    /// Copy the store to a file, while others work
    Backup(backup::Args),
    /// Check that the store is sound: every page, every row, every history
    Check(check::Args),
    /// Open the board: the desk on screen, which is also what `tierdesk` alone does
    Board(board::Args),
    /// Write shell completions to standard output
    Completions(completions::Args),
    /// Open tickets one after the other, for tests that kill the program
    #[command(hide = true)]
    DebugWriter(debug_writer::Args),
    /// Say what this program, this machine and this store are
    Doctor(doctor::Args),
    /// Add and list the persons who may ask for a customer
    #[command(subcommand)]
    Contact(contact::Args),
    /// Add, list and show contracts
    #[command(subcommand)]
    Contract(contract::Args),
    /// Add, list and show customers
    #[command(subcommand)]
    Customer(customer::Args),
    /// Look around on a desk that is alive, made up around this moment
    Demo(demo::Args),
    /// Tell when a target is due, for one ticket or for a batch of questions
    Due(due::Args),
    /// Write the whole desk to a file that `import` reads
    Export(export::Args),
    /// Hand the desk over to the next shift: see, give and take what a handover says
    #[command(subcommand)]
    Handover(Box<handover::Args>),
    /// List public holidays of a country or state
    Holidays(holidays::Args),
    /// Bring in customers and tickets from CSV or JSON lines
    Import(Box<import::Args>),
    /// Make an empty store
    Init(init::Args),
    /// List the keys of the board, and check the file that changes them
    #[command(subcommand)]
    Keys(keys::Args),
    /// Write the manual page to standard output
    Man(completions::ManArgs),
    /// List, show and check policy packs
    Policy(policy::Args),
    /// Tell what was met and missed, and how the desk was used, in a period
    Report(Box<report::Args>),
    /// Make the store from a backup
    Restore(restore::Args),
    /// Show who is on call, and check the file that says so
    #[command(subcommand)]
    Rota(rota::Args),
    /// Say in one line what presses, for tmux and shell prompts; never writes
    Status(status::Args),
    /// Find tickets, closed ones too, by any words that were written about them
    Search(search::Args),
    /// Begin and end your shift, and list the shifts on record
    #[command(subcommand)]
    Shift(shift::Args),
    /// List, show and check themes
    #[command(subcommand)]
    Theme(theme::Args),
    /// Take back what you did last, or one of your actions
    #[command(after_help = "Examples:\n  tierdesk undo\n  tierdesk undo 2041 --json")]
    Undo(undo::Args),
    /// Do again what you took back last
    #[command(after_help = "Example:\n  tierdesk redo")]
    Redo(undo::Args),
    /// List, show and check templates of answers, and the languages in which target times are told
    #[command(subcommand)]
    Template(template::Args),
    /// Open, list, show and work on tickets
    #[command(subcommand)]
    Ticket(ticket::Args),
    /// Book time on tickets, and read time sheets and balances
    #[command(subcommand)]
    Time(time::Args),
    /// Tell alerts in time without a screen, as a service or from cron
    Watch(watch::Args),
    /// Say who has the desk open now, and what they look at
    Who(who::Args),
    /// Save filters under a name and a key, list and remove them
    #[command(subcommand)]
    View(saved::Args),
}

/// Runs the command line of this process; `open_board` is what opens the board (see `console`).
pub fn main(open_board: OpenBoard) -> ExitCode {
    // A full file size limit is an error of a write like others, not the end of the program (faults.md A10).
    output::ignore_file_size_signal();
    let cli = match parsed() {
        Ok(cli) => cli,
        Err(error) => return error::usage(&error),
    };
    let mut context = Context::of_process(cli.global, open_board);
    let outcome = run(cli.command, &cli.board, &mut context);
    let flushed = context.out.finish();
    error::conclude(outcome.and(flushed))
}

/// The arguments of this process, and where the store's name comes from.
fn parsed() -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let matches = matches(&mut command, std::env::args_os().collect())?;
    let mut cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    cli.global.store_named = matches.value_source("store") == Some(ValueSource::CommandLine);
    Ok(cli)
}

/// Reads the command line. The parser knows `ticket help` and `ticket --help`, not `ticket help --help`, which asks for the
/// same.
fn matches(command: &mut clap::Command, given: Vec<OsString>) -> Result<clap::ArgMatches, clap::Error> {
    command.try_get_matches_from_mut(&given).or_else(|error| match given.as_slice() {
        [words @ .., help, flag]
            if error.kind() == ErrorKind::InvalidSubcommand
                && help == "help"
                && (flag == "--help" || flag == "-h") =>
        {
            Cli::command().try_get_matches_from(words.iter().chain([help]))
        }
        _ => Err(error),
    })
}

fn run(command: Option<Command>, alone: &board::Args, context: &mut Context) -> Result<(), CliError> {
    if command.is_some() && alone.at.is_some() {
        return Err(CliError::usage(
            "--at belongs to the board: write `tierdesk --at INSTANT` or `tierdesk board --at INSTANT`",
        ));
    }
    let opens_board = matches!(command, None | Some(Command::Board(_) | Command::Demo(_)));
    if let (false, Some(flag)) = (opens_board, alone.manner.given()) {
        return Err(CliError::usage(format!("{flag} belongs to the board, and this command opens none")));
    }
    match command {
        Some(Command::Alert(args)) => alert::run(&args, context),
        Some(Command::Allowance(args)) => usage::run(&args, context),
        Some(Command::Backup(args)) => backup::run(&args, context),
        Some(Command::Check(args)) => check::run(&args, context),
        Some(Command::Board(mut args)) => {
            args.manner = args.manner.or(&alone.manner);
            board::run(&args, context)
        }
        Some(Command::Completions(args)) => completions::run(&args, context),
        Some(Command::DebugWriter(args)) => debug_writer::run(&args, context),
        Some(Command::Doctor(args)) => doctor::run(&args, context),
        Some(Command::Contact(args)) => contact::run(&args, context),
        Some(Command::Contract(args)) => contract::run(&args, context),
        Some(Command::Customer(args)) => customer::run(&args, context),
        Some(Command::Demo(args)) => demo::run(&args, &alone.manner, context),
        Some(Command::Due(args)) => due::run(&args, context),
        Some(Command::Export(args)) => export::run(&args, context),
        Some(Command::Handover(args)) => handover::run(&args, context),
        Some(Command::Holidays(args)) => holidays::run(&args, context),
        Some(Command::Import(args)) => import::run(&args, context),
        Some(Command::Init(args)) => init::run(&args, context),
        Some(Command::Keys(args)) => keys::run(&args, context),
        Some(Command::Man(args)) => completions::man(&args, context),
        Some(Command::Policy(args)) => policy::run(&args, context),
        Some(Command::Report(args)) => report::run(&args, context),
        Some(Command::Restore(args)) => restore::run(&args, context),
        Some(Command::Rota(args)) => rota::run(&args, context),
        Some(Command::Shift(args)) => shift::run(&args, context),
        Some(Command::Theme(args)) => theme::run(&args, context),
        Some(Command::Search(args)) => search::run(&args, context),
        Some(Command::Undo(args)) => undo::undo(&args, context),
        Some(Command::Redo(args)) => undo::redo(&args, context),
        Some(Command::Template(args)) => template::run(&args, context),
        Some(Command::Ticket(args)) => ticket::run(&args, context),
        Some(Command::Time(args)) => time::run(&args, context),
        Some(Command::Status(args)) => status::run(&args, context),
        Some(Command::Watch(args)) => watch::run(&args, context),
        Some(Command::Who(args)) => who::run(&args, context),
        Some(Command::View(args)) => saved::run(&args, context),
        None => board::run(alone, context),
    }
}
