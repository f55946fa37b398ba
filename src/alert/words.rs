//! Alerts in a line for people. Names and subjects come from outside: whoever shows it makes it printable.

use super::call::Point;
use super::mark::Mark;
use crate::calendar::{Instant, instant_words};
use crate::desk::{Row, TicketClock};

/// Of a ticket: `#17 Kestrel Radio: first response missed, was due Mon 2026-03-30 16:30 CEST: No sound (urgent)`.
pub(super) fn of_ticket(
    row: &Row,
    customer: &str,
    clock: Option<(&TicketClock, Instant)>,
    point: Point,
) -> String {
    let ticket = &row.ticket;
    let what = match clock {
        Some((clock, due)) => {
            let name = clock_name(row, clock);
            let due = instant_words(due, &clock.target.calendar.zone());
            match point {
                Point::Missed => format!("{name} missed, was due {due}"),
                Point::Mark(mark) => format!("{name} due {due}{}", reached(mark)),
                Point::New => format!("new, {name} due {due}"),
            }
        }
        None => "new".to_owned(),
    };
    format!("#{} {customer}: {what}: {} ({})", ticket.id, ticket.subject, ticket.severity)
}

/// The clock's name as the pack has it, as a sentence goes on: `first response`.
fn clock_name(row: &Row, clock: &TicketClock) -> String {
    let known = row.terms.as_deref().and_then(|terms| terms.pack().clock(clock.key()));
    known.map_or_else(|| clock.key().to_string(), |known| known.name.to_lowercase())
}

fn reached(mark: Mark) -> String {
    match mark {
        Mark::Share(share) => format!(", {share} % used"),
        Mark::Soon => ", soon".into(),
        other => format!(", {other}"),
    }
}

/// Of an allowance: `Kestrel Radio: allowance spent, 0 of 4 left`.
pub(super) fn of_allowance(customer: &str, what: &str, usage: &str) -> String {
    format!("{customer}: {what}, {usage}")
}

/// Of several at once: `23 alerts: 12 missed, 8 warnings, 3 new`.
pub(super) fn several(counts: &[(super::Kind, usize)]) -> String {
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let part = |(kind, count): &(super::Kind, usize)| {
        let noun = match kind {
            super::Kind::New => "new",
            super::Kind::Warning if *count == 1 => "warning",
            super::Kind::Warning => "warnings",
            super::Kind::Missed => "missed",
            super::Kind::Allowance if *count == 1 => "allowance",
            super::Kind::Allowance => "allowances",
            super::Kind::Summary => "summaries",
        };
        format!("{count} {noun}")
    };
    let parts: Vec<String> = counts.iter().filter(|(_, count)| *count > 0).map(part).collect();
    format!("{all} alerts at once: {}", parts.join(", "))
}
