//! Forms about levels: up with the policy's check list, back down, and the check list by itself.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::reason::level_words;
use crate::desk::{Command, Refusal, Revision, Ticket, Work};
use crate::keyboard::Action;
use crate::text;
use crate::tui::app::App;
use crate::tui::held::Known;
use crate::tui::moved;
use crate::tui::theme::Role;

/// Names of the fields of a check list's points, in order, and what stands beside them. More points than these are filled
/// in on the command line.
const POINTS: [(&str, &str); 9] = [
    ("point1", "Point 1"),
    ("point2", "Point 2"),
    ("point3", "Point 3"),
    ("point4", "Point 4"),
    ("point5", "Point 5"),
    ("point6", "Point 6"),
    ("point7", "Point 7"),
    ("point8", "Point 8"),
    ("point9", "Point 9"),
];

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Up,
    Down,
    List,
}

/// A form about levels.
#[derive(Debug)]
pub(super) struct Level {
    deed: Deed,
    title: String,
}

impl Level {
    pub(super) fn new(ticket: &Ticket, action: Action) -> Level {
        let (deed, what) = match action {
            Action::HandBack => (Deed::Down, "Hand back"),
            Action::Checklist => (Deed::List, "Check list of"),
            _ => (Deed::Up, "Escalate"),
        };
        Level { deed, title: format!("{what} #{} · {}", ticket.id, text::printable(&ticket.subject)) }
    }

    /// The levels that it can go to, the nearest first.
    fn levels(&self, known: &Known) -> Vec<u8> {
        let Some((_, terms)) = known.plan() else { return Vec::new() };
        let here = here(known);
        let all = terms.pack().levels.iter().map(|level| level.number);
        let mut levels: Vec<u8> = all
            .filter(|number| match (self.deed, here) {
                (Deed::Down, Some(here)) => *number < here,
                (_, Some(here)) => *number > here,
                (_, None) => true,
            })
            .collect();
        levels.sort_unstable();
        if self.deed == Deed::Down {
            levels.reverse();
        }
        levels
    }
}

/// The level at which it stands, or comes in.
fn here(known: &Known) -> Option<u8> {
    let (contract, terms) = known.plan()?;
    known.ticket.level.or_else(|| terms.pack().entry_level(Some(&contract.tier)))
}

/// The points of a level's check list.
fn points(known: &Known, level: u8) -> Vec<String> {
    let lists = known.plan().map(|(_, terms)| terms.pack().checklists.clone()).unwrap_or_default();
    lists.into_iter().filter(|list| list.to_level == level).flat_map(|list| list.items).collect()
}

/// Whether there is a level above or below to go to, and a list to fill in; why not.
pub(in crate::tui) fn hindered(action: Action, app: &App) -> Option<String> {
    let known = app.known()?;
    let id = known.ticket.id;
    let form = Level::new(&known.ticket, action);
    let none = known.plan().is_none_or(|(_, terms)| terms.pack().levels.is_empty());
    if none {
        return Some(format!("the plan of #{id} knows no levels"));
    }
    let place = here(&known).map_or_else(String::new, |level| format!(" (it is at level {level})"));
    let levels = form.levels(&known);
    match form.deed {
        Deed::Down if levels.is_empty() => Some(format!("there is no level below for #{id}{place}")),
        Deed::Up if levels.is_empty() => Some(format!("there is no level above for #{id}{place}")),
        Deed::List if levels.iter().all(|level| points(&known, *level).is_empty()) => {
            Some(format!("the policy has no check list for #{id}{place}"))
        }
        _ => None,
    }
}

/// The level that is chosen.
fn chosen(fields: &Fields<'_>) -> Option<u8> {
    fields.value("to").parse().ok()
}

/// The answers that differ from what is on record.
fn fills(fields: &Fields<'_>, ticket: &Ticket, level: u8, points: &[String]) -> Vec<Work> {
    let filled = POINTS.iter().zip(points).filter_map(|((name, _), item)| {
        let answer = fields.value(name).trim();
        let is = ticket.more().answer(level, item).unwrap_or_default();
        let (item, answer) = (answer != is).then(|| (item.clone(), answer.to_owned()))?;
        Some(Work::FillChecklist { level, item, answer })
    });
    filled.collect()
}

impl Task for Level {
    fn name(&self) -> &'static str {
        match self.deed {
            Deed::Up => "escalate",
            Deed::Down => "hand-back",
            Deed::List => "checklist",
        }
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        match self.deed {
            Deed::Up => "escalate it",
            Deed::Down => "hand it back",
            Deed::List => "keep the answers",
        }
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let Some(known) = app.known() else { return Vec::new() };
        let plan = known.plan();
        let levels = self.levels(&known);
        let about = |number: u8| {
            plan.and_then(|(contract, terms)| level_words(number, &known.ticket, contract, terms))
                .unwrap_or_default()
        };
        let choice = |number: &u8| Choice::new(number.to_string(), format!("level {number}"), about(*number));
        let mut fields = vec![Field::choice("to", "To", levels.iter().map(choice).collect())];
        if self.deed != Deed::Down {
            let first = levels.first().copied().unwrap_or_default();
            let here = points(&known, first);
            let most = levels.iter().map(|level| points(&known, *level).len()).max().unwrap_or(0);
            for (place, (name, label)) in POINTS.iter().enumerate().take(most) {
                let answer = here.get(place).and_then(|item| known.ticket.more().answer(first, item));
                fields.push(Field::line(name, label).given(answer.unwrap_or_default()));
            }
        }
        match self.deed {
            Deed::List => {}
            Deed::Up => {
                let open = [
                    Choice::new("", "all points are answered", ""),
                    Choice::new("yes", "pass over what is open", "On purpose: the reason says why."),
                ];
                fields.push(Field::choice("over", "Check list", open.to_vec()));
                fields.push(Field::line("reason", "Reason").about("Why it goes there; stays on record."));
            }
            Deed::Down => {
                fields.push(Field::line("reason", "Reason").about("Why it goes back; stays on record."));
            }
        }
        fields
    }

    fn lead(&self, app: &App, _now: Instant) -> Vec<(Role, String)> {
        let Some(known) = app.known() else { return Vec::new() };
        let Some((contract, terms)) = known.plan() else { return Vec::new() };
        let level = here(&known);
        let words = level.and_then(|level| level_words(level, &known.ticket, contract, terms));
        let words = words.map(|words| format!("It is at level {}: {words}", level.unwrap_or_default()));
        words.map(|words| (Role::Muted, words)).into_iter().collect()
    }

    fn tune(&self, fields: &mut [Field], app: &App, _now: Instant) {
        let Some(known) = app.known() else { return };
        let view = Fields::new(fields);
        let Some(level) = chosen(&view) else { return };
        let points = points(&known, level);
        let open = POINTS.iter().zip(&points).filter(|((name, _), _)| view.given(name).is_none()).count();
        let all = points.len();
        let over = view.value("over") == "yes";
        for field in fields {
            if let Some(place) = POINTS.iter().position(|(name, _)| *name == field.name) {
                field.shown = place < all;
                field.told = points.get(place).map(|item| (Role::Muted, item.clone())).into_iter().collect();
                continue;
            }
            if field.name == "over" {
                field.shown = open > 0;
                let said = format!("{open} of {all} points of the check list for level {level} are open");
                let role = if over { Role::DueSoon } else { Role::Strong };
                field.told = vec![(role, said)];
            }
        }
    }

    fn foot(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
        let (Some(known), Some(level)) = (app.known(), chosen(fields)) else { return Vec::new() };
        if self.deed == Deed::List {
            return Vec::new();
        }
        // Reason and list are asked for when it is sent; what moves does not hang on them.
        let work = Work::ChangeLevel { to: level, reason: "a look".into(), pass_over: true };
        match known.moves(work, &app.who, now) {
            None => vec![(Role::Muted, "reading …".into())],
            Some(Err(Refusal::Invalid(why))) => vec![(Role::Error, why)],
            Some(Err(other)) => vec![(Role::Error, other.to_string())],
            Some(Ok(moves)) if moves.nothing() => {
                vec![(Role::Muted, "No target and no flag moves by this.".into())]
            }
            Some(Ok(moves)) => moved::lines(&moves, now),
        }
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, app: &App, _now: Instant) -> Answer {
        let (Some(ticket), Some(known)) = (seen, app.known()) else { return Err(Vec::new()) };
        let wrong = |name, words: &str| Err(vec![(name, words.to_owned())]);
        let Some(level) = chosen(fields) else { return wrong("to", "choose a level: Left and Right") };
        let points = if self.deed == Deed::Down { Vec::new() } else { points(&known, level) };
        let mut work = fills(fields, ticket, level, &points);
        let said = match self.deed {
            Deed::List if work.is_empty() => return wrong("point1", "nothing new is filled in"),
            Deed::List => format!("the check list of #{} is kept", ticket.id),
            Deed::Up | Deed::Down => {
                let Some(reason) = fields.given("reason") else {
                    return wrong("reason", "a change of level needs a reason");
                };
                let open = POINTS.iter().zip(&points).any(|((name, _), _)| fields.given(name).is_none());
                let pass_over = fields.value("over") == "yes";
                if open && !pass_over {
                    return wrong("over", "fill the points in, or pass them over on purpose");
                }
                work.push(Work::ChangeLevel { to: level, reason: reason.to_owned(), pass_over });
                format!("#{} is at level {level}", ticket.id)
            }
        };
        // What comes after the first one meets what that one has made.
        let seen = |place: usize| -> Option<Revision> { (place == 0).then_some(ticket.revision) };
        let commands = work.into_iter().enumerate();
        let commands =
            commands.map(|(place, work)| Command::Work { ticket: ticket.id, seen: seen(place), work });
        Ok((commands.collect(), said))
    }
}
