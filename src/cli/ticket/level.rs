//! `tierdesk ticket escalate`, `hand-back` and `checklist`: levels, who answers them, and what must be on a ticket first.

use serde::Serialize;

use super::change::{Which, execute, execute_all};
use super::moved;
use crate::cli::{CliError, Context, look_up};
use crate::desk::reason::level_words;
use crate::desk::{Command, Contract, Revision, Ticket, Work};
use crate::policy::Pack;
use crate::store::Access;
use crate::text::{printable, quoted};

#[derive(Debug, clap::Args)]
pub struct Escalate {
    #[command(flatten)]
    which: Which,
    /// To which level [default: the next one up]
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..))]
    to: Option<u8>,
    /// Why; stays on record
    #[arg(long, allow_hyphen_values = true)]
    reason: String,
    /// Fill in a point of the check list first: its number or a part of its words, = and the answer; several times
    #[arg(long = "check", value_name = "POINT=ANSWER", allow_hyphen_values = true)]
    checks: Vec<String>,
    /// Go although points of the check list are open: on purpose, with the reason
    #[arg(long)]
    pass_over: bool,
    /// Only say what it would move
    #[arg(long)]
    preview: bool,
}

#[derive(Debug, clap::Args)]
pub struct HandBack {
    #[command(flatten)]
    which: Which,
    /// To which level [default: the next one down]
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..))]
    to: Option<u8>,
    /// Why; stays on record
    #[arg(long, allow_hyphen_values = true)]
    reason: String,
    /// Only say what it would move
    #[arg(long)]
    preview: bool,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    which: Which,
    /// The level whose list it is [default: the next one up]
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..))]
    level: Option<u8>,
    /// Fill in a point: its number or a part of its words, = and the answer (nothing takes it back); several times
    #[arg(long = "fill", value_name = "POINT=ANSWER", allow_hyphen_values = true)]
    fills: Vec<String>,
}

/// What of a ticket its levels are asked with.
struct Stands {
    ticket: Ticket,
    contract: Contract,
    pack: std::sync::Arc<Pack>,
}

impl Stands {
    fn of(which: &Which, context: &mut Context) -> Result<Stands, CliError> {
        let store = context.open_store(Access::ReadOnly)?;
        let ticket = look_up::ticket(&store, which.ticket)?;
        let book = context.shared_book()?;
        let none = || CliError::no(format!("ticket {} has no contract, and so no levels", which.ticket));
        let contract = look_up::contract_of(&store, &ticket)?.ok_or_else(none)?;
        let pack = book.pack(&contract.pack).map_err(|error| CliError::no(error.to_string()))?;
        Ok(Stands { ticket, contract, pack })
    }

    fn level(&self) -> Option<u8> {
        self.ticket.level.or_else(|| self.pack.entry_level(Some(&self.contract.tier)))
    }

    /// The next level up or down from where it stands.
    fn beside(&self, up: bool) -> Result<u8, CliError> {
        let here = self.level();
        let numbers = self.pack.levels.iter().map(|level| level.number);
        let next = match (here, up) {
            (Some(here), true) => numbers.filter(|number| *number > here).min(),
            (Some(here), false) => numbers.filter(|number| *number < here).max(),
            (None, _) => None,
        };
        next.ok_or_else(|| {
            let place = here.map_or_else(|| "no level".to_owned(), |level| format!("level {level}"));
            let side = if up { "above" } else { "below" };
            CliError::no(match self.pack.levels.is_empty() {
                true => format!("{} knows no levels", self.pack.id),
                false => format!("ticket {} is at {place}, and there is none {side} it", self.ticket.id),
            })
        })
    }

    fn right_way(&self, to: u8, up: bool) -> Result<(), CliError> {
        let Some(here) = self.level().filter(|here| *here != to) else { return Ok(()) };
        match (to > here, up) {
            (true, true) | (false, false) => Ok(()),
            (true, false) => Err(CliError::usage(format!("level {to} lies above level {here}"))
                .hint("`tierdesk ticket escalate` takes it up")),
            (false, true) => Err(CliError::usage(format!("level {to} lies below level {here}"))
                .hint("`tierdesk ticket hand-back` takes it down")),
        }
    }

    /// The points of a level's check list.
    fn points(&self, level: u8) -> Vec<&str> {
        let lists = self.pack.checklists.iter().filter(|list| list.to_level == level);
        lists.flat_map(|list| &list.items).map(String::as_str).collect()
    }

    /// `2=answer` or `browser=answer` as the command that writes it down.
    fn fill(&self, level: u8, written: &str) -> Result<Command, CliError> {
        let points = self.points(level);
        let (point, answer) = written.split_once('=').ok_or_else(|| {
            CliError::usage(format!("{} is no POINT=ANSWER", quoted(written)))
                .hint("write the point's number or a part of its words, = and the answer")
        })?;
        let wanted = point.trim().to_lowercase();
        let by_number = wanted.parse::<usize>().ok().and_then(|number| points.get(number.checked_sub(1)?));
        let by_number = by_number.copied();
        let fits: Vec<&str> = points
            .iter()
            .copied()
            .filter(|item| !wanted.is_empty() && item.to_lowercase().contains(&wanted))
            .collect();
        let item = match (by_number, fits.as_slice()) {
            (Some(item), _) => item,
            (None, [item]) => *item,
            (None, found) => {
                let what = if found.is_empty() { "no point" } else { "more than one point" };
                let error = CliError::usage(format!(
                    "{what} of the check list for level {level} is meant by {}",
                    quoted(point)
                ));
                return Err(points
                    .iter()
                    .enumerate()
                    .fold(error, |error, (place, item)| error.hint(format!("{}: {item}", place + 1))));
            }
        };
        let work = Work::FillChecklist { level, item: item.to_owned(), answer: answer.trim().to_owned() };
        Ok(Command::Work { ticket: self.ticket.id, seen: None, work })
    }
}

/// The first command bears the revision that was seen; those after it see what the first one made.
fn against(which: &Which, mut commands: Vec<Command>) -> Vec<Command> {
    if let Some(Command::Work { seen, .. }) = commands.first_mut() {
        *seen = which.seen.map(Revision);
    }
    commands
}

pub fn escalate(args: &Escalate, context: &mut Context) -> Result<(), CliError> {
    let stands = Stands::of(&args.which, context)?;
    let to = args.to.map_or_else(|| stands.beside(true), Ok)?;
    stands.right_way(to, true)?;
    let mut commands =
        args.checks.iter().map(|check| stands.fill(to, check)).collect::<Result<Vec<_>, _>>()?;
    let reason = args.reason.trim().to_owned();
    let change = |pass_over| Work::ChangeLevel { to, reason: reason.clone(), pass_over };
    let (ticket, seen) = (args.which.ticket, args.which.seen.map(Revision));
    if args.preview {
        // What is to be filled in would be: the points are no obstacle to a look.
        let work = change(args.pass_over || !args.checks.is_empty());
        return moved::preview(&args.which, context, &Command::Work { ticket, seen, work });
    }
    commands.push(Command::Work { ticket, seen: None, work: change(args.pass_over) });
    execute_all(&args.which, context, &format!("is at level {to}"), &against(&args.which, commands))
}

pub fn hand_back(args: &HandBack, context: &mut Context) -> Result<(), CliError> {
    let stands = Stands::of(&args.which, context)?;
    let to = args.to.map_or_else(|| stands.beside(false), Ok)?;
    stands.right_way(to, false)?;
    let work = Work::ChangeLevel { to, reason: args.reason.trim().to_owned(), pass_over: false };
    let (ticket, seen) = (args.which.ticket, args.which.seen.map(Revision));
    if args.preview {
        return moved::preview(&args.which, context, &Command::Work { ticket, seen, work });
    }
    execute(&args.which, context, &format!("is back at level {to}"), |ticket, seen| Command::Work {
        ticket,
        seen,
        work,
    })
}

/// A check list in JSON.
#[derive(Serialize)]
struct ListView<'a> {
    ticket: i64,
    level: Option<u8>,
    to_level: u8,
    points: Vec<PointView<'a>>,
    open: usize,
}

/// A point of a check list in JSON.
#[derive(Serialize)]
struct PointView<'a> {
    number: usize,
    item: &'a str,
    answer: Option<&'a str>,
}

pub fn list(args: &List, context: &mut Context) -> Result<(), CliError> {
    let mut stands = Stands::of(&args.which, context)?;
    let level = match args.level {
        Some(level) => level,
        None => stands.beside(true)?,
    };
    if !args.fills.is_empty() {
        let commands =
            args.fills.iter().map(|fill| stands.fill(level, fill)).collect::<Result<Vec<_>, _>>()?;
        let mut store = context.open_store(Access::ReadWrite)?;
        let book = context.shared_book()?;
        store.execute(&against(&args.which, commands), &book, &context.agent(), context.now())?;
        drop(store);
        stands = Stands::of(&args.which, context)?;
    }
    let points = stands.points(level);
    let answer = |item: &str| stands.ticket.more().answer(level, item);
    let open = points.iter().filter(|item| answer(item).is_none()).count();
    if args.which.json {
        let points = points.iter().enumerate();
        let points = points.map(|(place, item)| PointView { number: place + 1, item, answer: answer(item) });
        return context.out.json(&ListView {
            ticket: stands.ticket.id.0,
            level: stands.level(),
            to_level: level,
            points: points.collect(),
            open,
        });
    }
    let book = context.shared_book()?;
    let terms = book.terms(&stands.contract).map_err(|error| CliError::no(error.to_string()))?;
    let out = &mut context.out;
    if let Some(words) = level_words(level, &stands.ticket, &stands.contract, &terms) {
        out.line(printable(&format!("level {level}: {words}")))?;
    }
    if points.is_empty() {
        return out.line(format!("the policy asks for nothing before level {level}"));
    }
    for (place, item) in points.iter().enumerate() {
        let mark = if answer(item).is_some() { "[x]" } else { "[ ]" };
        out.line(printable(&format!("  {} {mark} {item}", place + 1)))?;
        if let Some(answer) = answer(item) {
            out.line(printable(&format!("        {answer}")))?;
        }
    }
    out.line(format!("{open} of {} open", points.len()))
}
