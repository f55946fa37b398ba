//! `tierdesk time`: the watch, minutes booked, time sheets and what is left of prepaid time.

mod book;
mod sheet;

use super::{CliError, Context};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Start your watch on a ticket
    #[command(after_help = "Example:\n  tierdesk time start 7")]
    Start(book::Start),
    /// Stop your watch and book what it says
    #[command(
        after_help = "Examples:\n  tierdesk time stop 7 --note \"read the logs\"\n  tierdesk time stop 7 --discard"
    )]
    Stop(book::Stop),
    /// Book time on a ticket
    #[command(
        after_help = "Examples:\n  tierdesk time book 7 1h30 --note \"screen share\"\n  tierdesk time book 7 20m --free --note \"our own mistake\""
    )]
    Book(book::Book),
    /// Write a customer's time sheet of a month
    #[command(after_help = "Example:\n  tierdesk time sheet --customer \"Kestrel Radio\" --month 2026-11")]
    Sheet(sheet::Sheet),
    /// Say what is left of a customer's prepaid time
    #[command(after_help = "Example:\n  tierdesk time balance --customer \"Kestrel Radio\"")]
    Balance(sheet::BalanceOf),
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Start(args) => book::start(args, context),
        Args::Stop(args) => book::stop(args, context),
        Args::Book(args) => book::book(args, context),
        Args::Sheet(args) => sheet::sheet(args, context),
        Args::Balance(args) => sheet::balance(args, context),
    }
}
