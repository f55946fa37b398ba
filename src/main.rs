//! Hands the command line to the library and its verdict to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    tierdesk::cli::main(tierdesk::tui::run)
}
