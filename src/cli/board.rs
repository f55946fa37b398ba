//! `tierdesk` by itself, and `tierdesk board`: opens the board.

use super::{CliError, Context, Exit, looks};
use crate::calendar::Instant;
use crate::console::{Ended, Options};
use crate::host;
use crate::views::SavedView;

/// How the board is opened.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "Examples:\n  \
    tierdesk\n  \
    tierdesk board --store ~/desk.tierdesk\n  \
    tierdesk board --at 2026-03-27T16:30+01:00")]
pub struct Args {
    /// Show the desk as it was at another moment, from which time runs on; nothing can be written
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<Instant>,
    #[command(flatten)]
    pub manner: Manner,
}

/// How the board shows itself, wherever it is opened.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Manner {
    /// The theme, or auto for the one that suits the terminal [default: what config.toml says; env: TIERDESK_THEME]
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// In lines instead of a screen, for screen readers, dumb terminals and scripts
    #[arg(long)]
    pub plain: bool,
}

impl Manner {
    /// What was said behind the command, and where nothing was, what was said before it.
    #[must_use]
    pub fn or(&self, before: &Manner) -> Manner {
        Manner {
            theme: self.theme.clone().or_else(|| before.theme.clone()),
            plain: self.plain || before.plain,
        }
    }

    /// The flag that was given, where one was.
    pub fn given(&self) -> Option<&'static str> {
        let flags = [(self.theme.is_some(), "--theme"), (self.plain, "--plain")];
        flags.into_iter().find(|(given, _)| *given).map(|(_, flag)| flag)
    }

    /// Whether it is in lines: asked for, or because the terminal can do no more.
    pub fn in_lines(&self) -> bool {
        self.plain || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
    }
}

/// Opens the board on the desk's store.
///
/// # Errors
/// Where the store or the terminal cannot be had, and where the board did not end by the agent's wish.
pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let options = options(&args.manner, context)?;
    let clock = args.at.map_or(options.clock, |at| options.clock.started_at(at));
    open(Options { at: args.at, clock, ..options }, context)
}

/// What the board is opened with on this machine, by this agent.
///
/// # Errors
/// Where the store's path, the packs or the theme cannot be had.
pub fn options(manner: &Manner, context: &mut Context) -> Result<Options, CliError> {
    let zones = context.zones();
    let (theme, mut notes) = looks::chosen(manner.theme.as_deref(), context)?;
    let (keymap, said) = super::keys::in_force(context);
    notes.extend(said);
    let (views, views_file, said) = super::saved::in_force(context);
    notes.extend(said);
    let (keymap, clashes) = keymap.with(views.iter().filter_map(SavedView::binding).collect());
    notes.extend(clashes.iter().map(|(own, other)| {
        let action = other.call.action.entry().map_or("", |entry| entry.name);
        let view = own.call.argument.as_deref().unwrap_or_default();
        format!("views.toml: {} cannot be the view {view}: `{}` is {action}", own.keys, other.keys)
    }));
    let (wording, said) = super::wording::at_hand(context);
    notes.extend(said);
    Ok(Options {
        store: context.store_path()?,
        agent: context.agent(),
        clock: context.clock,
        at: None,
        book: context.book()?.into(),
        local: host::local_zone(&zones),
        state: context.folders().ok().map(|folders| folders.state),
        keymap: keymap.into(),
        wording: wording.into(),
        banner: None,
        theme,
        plain: manner.in_lines(),
        read_only: context.read_only(),
        views,
        views_file,
        notes,
    })
}

/// Opens the board with these options.
///
/// # Errors
/// As [`run`].
pub fn open(options: Options, context: &Context) -> Result<(), CliError> {
    (context.open_board)(options).map_err(|ended| {
        let said = CliError::new(exit(&ended), ended.to_string());
        match ended.hint() {
            Some(hint) => said.hint(hint),
            None => said,
        }
    })
}

fn exit(ended: &Ended) -> Exit {
    match ended {
        // The shell that sent it knows.
        Ended::Signal(number) => Exit::Signal(*number),
        _ => match ended.code() {
            2 => Exit::Usage,
            4 => Exit::Conflict,
            75 => Exit::Locked,
            _ => Exit::Internal,
        },
    }
}
