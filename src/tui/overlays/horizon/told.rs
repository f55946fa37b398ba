//! The view of time in lines that can be read aloud.

use crate::calendar::{Instant, Span};
use crate::desk::lanes::{Item, Zoom, agenda};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::words;

/// So many things are said at once.
const MOST: usize = 60;

/// What was missed, and then everything that happens in time order.
pub(super) fn lines(app: &App, zoom: Zoom, from: Option<Instant>, now: Instant) -> Vec<String> {
    let Some(picture) = app.picture.as_deref() else { return Vec::new() };
    let board = &picture.board;
    let begins = from.unwrap_or(now);
    let span = Span { from: begins, to: begins.plus(zoom.reach()).unwrap_or(Instant::MAX) };
    let shifts = app.turns(span);
    let when = |at| words::when(at, &app.local, now);
    let mut lines = vec![format!("Horizon: {} from {}.", zoom.name(), when(begins))];
    let items = agenda(board, picture.lanes(), span, &shifts, None, now);
    let said = items.iter().take(MOST).filter_map(|item| {
        Some(match item {
            Item::Due(mark) => {
                let (row, clock) = (mark.row_of(board)?, mark.clock_of(board)?);
                let customer =
                    picture.group_of_row(mark.row).map_or("", |group| group.customer.name.as_str());
                let severity = row.counts_as.as_ref().unwrap_or(&row.ticket.severity);
                format!(
                    "{} {}: #{} {}, {}, {}, {}",
                    if mark.missed(now) { "Missed, was due" } else { "Due" },
                    when(mark.due),
                    row.ticket.id,
                    printable(customer),
                    printable(&clock.key().as_str().replace('_', " ")),
                    printable(severity.as_str()),
                    printable(&row.ticket.subject),
                )
            }
            Item::Day { day, groups } => {
                let names: Vec<_> = groups.iter().filter_map(|group| board.groups.get(*group)).collect();
                let named: Vec<_> =
                    names.iter().take(3).map(|group| printable(&group.customer.name)).collect();
                let more = names.len().saturating_sub(named.len());
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let closed = if day.closed { "closed" } else { "other hours" };
                let name = printable(&day.name);
                format!("{}: {name}, {closed}: {}{more}", when(day.span.from), named.join(", "))
            }
            Item::Turn(turn) => {
                format!(
                    "{}: {} comes on duty, {}",
                    when(turn.at),
                    printable(&turn.who),
                    printable(&turn.line)
                )
            }
        })
    });
    lines.extend(said);
    match items.len() {
        0 => lines.push("Nothing falls due.".to_owned()),
        all if all > MOST => {
            lines.push(format!("{MOST} of {all}; `tierdesk horizon` on the command line tells the rest."))
        }
        _ => {}
    }
    lines
}
