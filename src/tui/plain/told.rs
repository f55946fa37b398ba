//! What the screen would show, in words that can be read aloud.

use crate::calendar::Instant;
use crate::desk::{ClockState, Group, Row, next_clock};
use crate::keyboard::Entry;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::hindrance;
use crate::tui::listing::{Line, Spot};
use crate::tui::picture::Picture;
use crate::tui::words;

/// What is understood beside the names of the table.
pub(super) const COMMANDS: [&str; 6] = [
    "list, refresh: the list as it is now. more: what follows in it.",
    "17, open 17: the ticket of that number. page: the ticket that is selected.",
    "filter sev:urgent: only what fits; filter alone shows everything again.",
    "help WORD: what can be done and has to do with that word.",
    "The beginning of a name will do. In a form: an empty line keeps what is there, .cancel gives it up, and the text is kept.",
    "Everything that can be done:",
];

/// How the desk stands.
pub(super) fn counts(picture: &Picture, now: Instant) -> String {
    let counts = picture.counts(now);
    format!(
        "{} missed, {} due within an hour, {} paused, {} open",
        counts.missed, counts.within_hour, counts.paused, counts.open
    )
}

/// Above the list.
pub(super) fn heading(app: &App, picture: &Picture, now: Instant) -> String {
    let moment = words::when(now, &app.local, now);
    let filter = if app.filter.is_empty() {
        String::new()
    } else {
        format!(", filter {}: {} of {}", printable(app.filter.text()), app.listing.shown, app.listing.total)
    };
    format!("{moment}. {}. View {}{filter}.", counts(picture, now), app.view.name())
}

/// The tickets of the list from the `from`-th on, numbered, and how many there are.
pub(super) fn tickets(app: &App, from: usize, count: usize, now: Instant) -> (Vec<String>, usize) {
    let Some(picture) = app.picture.as_deref() else { return (Vec::new(), 0) };
    let rows = || {
        app.listing.lines.iter().filter_map(|line| match line {
            Line::Row(place) => Some(*place),
            Line::Group(_) => None,
        })
    };
    let said = rows().enumerate().skip(from).take(count).filter_map(|(number, place)| {
        let row = picture.board.rows.get(place)?;
        Some(format!("{}. {}", number + 1, ticket(app, row, picture.group_of_row(place), now)))
    });
    (said.collect(), rows().count())
}

/// The line that is selected.
pub(super) fn selected(app: &App, now: Instant) -> String {
    match app.spot {
        Some(Spot::Ticket(_)) => {
            app.row().map_or("Nothing is selected.".to_owned(), |row| ticket(app, row, app.group(), now))
        }
        Some(Spot::Customer(_)) => app.group().map_or_else(String::new, |group| {
            format!("Customer {}, {} open", printable(&group.customer.name), group.rows.len())
        }),
        None => "Nothing is selected.".to_owned(),
    }
}

/// A ticket in a sentence: number, customer, tier, severity, what runs out next, subject, who has it.
fn ticket(app: &App, row: &Row, group: Option<&Group>, now: Instant) -> String {
    let ticket = &row.ticket;
    let mut parts = Vec::new();
    parts.extend(group.map(|group| printable(&group.customer.name).into_owned()));
    parts.push(row.tier().map_or("no contract".to_owned(), |tier| printable(tier.as_str()).into_owned()));
    let severity = row.counts_as.as_ref().unwrap_or(&ticket.severity);
    parts.push(printable(severity.as_str()).into_owned());
    parts.push(clock(row, now));
    parts.push(printable(&ticket.subject).into_owned());
    parts.push(match ticket.assignee.as_deref() {
        Some(name) if name == app.who => "yours".to_owned(),
        Some(name) => format!("{}'s", printable(name)),
        None => "nobody's".to_owned(),
    });
    parts.extend(app.also_there(ticket.id).map(|who| printable(&who).into_owned()));
    format!("#{} {}", ticket.id, parts.join(", "))
}

/// The clock that runs out next.
fn clock(row: &Row, now: Instant) -> String {
    let Some(clock) = next_clock(&row.clocks) else { return "no clock".to_owned() };
    let name = printable(&clock.key().as_str().replace('_', " ")).into_owned();
    let zone = clock.target.calendar.zone();
    let when = |at| words::when(at, &zone, now);
    match clock.at(now) {
        ClockState::Running { left, frozen: Some(opens), .. } => {
            format!("{name}, {} left, closed until {}", spoken_time(left), when(opens))
        }
        ClockState::Running { due, left, soon, .. } => {
            let soon = if soon { ", soon" } else { "" };
            format!("{name} due in {}, {}{soon}", spoken_time(left), when(due))
        }
        ClockState::Missed { due, over } => {
            format!("{name} missed by {}, was due {}", spoken_time(over), when(due))
        }
        _ => format!("{name} {}", words::clock(clock, &row.ticket, now).long()),
    }
}

/// Seconds as they are said: `2 h 10 min`, `45 min`, `30 s`.
fn spoken_time(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match (seconds / 3600, seconds % 3600 / 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A line of the screen without the marks that only eyes make use of.
pub(super) fn spoken(line: &str) -> String {
    let drawn =
        |c: &char| !('\u{2500}'..='\u{25ff}').contains(c) && !matches!(c, '›' | '▸' | '◌' | '✗' | '✓' | '‖');
    let words: String = line.chars().filter(drawn).collect();
    let parts = words.split("  ").map(|part| part.trim_matches([' ', '·'])).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ").replace(" · ", ", ")
}

/// An action, and why it cannot be done now.
pub(super) fn action(entry: &Entry, app: &App) -> String {
    let takes = entry.argument.map_or(String::new(), |argument| format!(" {}", argument.words()));
    let why =
        hindrance::of(entry, app).map(|why| format!(" Not now: {}.", printable(&why))).unwrap_or_default();
    format!("{}{takes}: {}.{why}", entry.name, entry.words)
}
