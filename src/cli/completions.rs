//! Shell completions and the manual page, made from the same definition as the parser.

use clap::CommandFactory;

use super::{Cli, CliError, Context};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  tierdesk completions bash > ~/.local/share/bash-completion/completions/tierdesk"
)]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tierdesk", &mut script);
    Ok(std::io::Write::write_all(&mut context.out, &script)?)
}

/// One page for the whole program: every subcommand with its options, in the parser's order.
pub fn man(context: &mut Context) -> Result<(), CliError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    Ok(std::io::Write::write_all(&mut context.out, &page)?)
}
