//! Shell completions and manual pages, made from the same definition as the parser. Copies lie in `assets`, and a test
//! fails where they differ.

use std::io::Write as _;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, CliError, Context};
use crate::text::quoted;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    mkdir -p ~/.local/share/bash-completion/completions\n  \
    tierdesk completions bash > ~/.local/share/bash-completion/completions/tierdesk\n\n  \
    mkdir -p ~/.local/share/zsh/site-functions\n  \
    tierdesk completions zsh > ~/.local/share/zsh/site-functions/_tierdesk\n\n  \
    mkdir -p ~/.config/fish/completions\n  \
    tierdesk completions fish > ~/.config/fish/completions/tierdesk.fish\n\n\
    zsh looks there once ~/.zshrc says, before compinit:\n  \
    fpath=(~/.local/share/zsh/site-functions $fpath)")]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tierdesk man | man -l -\n  tierdesk man ticket open | man -l -")]
pub struct ManArgs {
    /// The command whose page is wanted [default: the program's own]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    Ok(context.out.write_all(&completions(args.shell))?)
}

/// The manual page of the program or of one of its commands.
pub fn man(args: &ManArgs, context: &mut Context) -> Result<(), CliError> {
    let whole = built();
    let mut command = &whole;
    for word in &args.command {
        command = command.find_subcommand(word).ok_or_else(|| {
            CliError::usage(format!("there is no command {}", quoted(&args.command.join(" "))))
        })?;
    }
    Ok(context.out.write_all(&page(command)?)?)
}

/// Every generated document, with its path below `assets`.
///
/// # Errors
/// Where a page cannot be written to memory: never.
pub fn documents() -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut documents = vec![
        ("completions/tierdesk.bash".to_owned(), completions(Shell::Bash)),
        ("completions/_tierdesk".to_owned(), completions(Shell::Zsh)),
        ("completions/tierdesk.fish".to_owned(), completions(Shell::Fish)),
    ];
    pages(&built(), &mut documents)?;
    Ok(documents)
}

fn built() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    command
}

fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tierdesk", &mut script);
    script
}

fn page(command: &clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

fn pages(command: &clap::Command, documents: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    documents.push((format!("man/{name}.1"), page(command)?));
    let shown = |sub: &&clap::Command| !sub.is_hide_set() && sub.get_name() != "help";
    command.get_subcommands().filter(shown).try_for_each(|sub| pages(sub, documents))
}
