//! Why it is due then: every span that was counted, day by day, and what lay between.

use super::View;
use super::lines::Lines;
use crate::calendar::{Instant, LedgerRow, duration_words, instant_words, ledger_rows};
use crate::desk::{Reckoned, TicketClock};
use crate::policy::Promise;
use crate::tui::theme::Role;

/// A ledger of more days than this is shown by its first and last ones.
const SHORT: usize = 6;
/// How many of the first and of the last.
const ENDS: usize = 2;

pub(super) fn write(lines: &mut Lines, view: &View<'_>) {
    let Some(row) = view.row else { return };
    let timed = row.clocks.iter().filter(|clock| matches!(clock.target.promise, Promise::Within(_)));
    for clock in timed {
        one_clock(lines, view, clock);
    }
}

fn one_clock(lines: &mut Lines, view: &View<'_>, clock: &TicketClock) {
    let ticket = view.ticket;
    // Up to where the time was counted, and the moment after which a standstill has no say in it.
    let (to, end, done) = match clock.reckoned {
        Reckoned::Due { due } => (due, Instant::MAX, false),
        Reckoned::Met { due, at } | Reckoned::Late { due, at } => (due, at, true),
        Reckoned::Paused { since, .. } => (since, since, false),
        Reckoned::Done { .. }
        | Reckoned::Waits { .. }
        | Reckoned::Off { .. }
        | Reckoned::Untimed
        | Reckoned::Beyond => return,
    };
    let pack = view.terms.map(|terms| terms.pack());
    let rule = pack.and_then(|pack| pack.clock(clock.key()));
    let name = rule.map_or("clock", |rule| rule.name.as_str());
    let paused = matches!(clock.reckoned, Reckoned::Paused { .. });
    lines.heading(&format!("{name}: {}", if paused { "what has run so far" } else { "why it is due then" }));
    let target = &clock.target;
    let zone = target.calendar.zone();
    let began = if clock.begun == ticket.received { "Received" } else { "Begun" };
    let begun = instant_words(clock.begun, &zone);
    lines.text(
        0,
        Role::Text,
        &format!("{began} {begun}; {} promised, counted {}.", target.promise, target.calendar_words),
    );
    if let Some(words) = super::head::cut_off(target, clock.begun) {
        lines.text(0, Role::Text, &format!("It {words}."));
    }
    if done && !view.app.ledger {
        lines.text(0, Role::Muted, "It is done; L shows how its time was counted.");
        return;
    }
    let pauses = rule.map_or_else(Vec::new, |rule| ticket.pauses(&rule.pauses, end));
    let ledger = target.calendar.ledger(target.counts_from(clock.begun), to, &pauses);
    let rows = ledger_rows(&ledger);
    if rows.len() <= SHORT || view.app.ledger {
        rows.iter().for_each(|row| day(lines, row));
    } else {
        let hidden = rows.len() - 2 * ENDS;
        rows.iter().take(ENDS).for_each(|row| day(lines, row));
        lines.rich(
            (2, 2),
            &[
                (Role::Muted, &format!("… {hidden} more days; ")),
                (Role::Key, "L"),
                (Role::Muted, " shows them"),
            ],
        );
        rows.iter().skip(rows.len() - ENDS).for_each(|row| day(lines, row));
    }
    let total = duration_words(ledger.total);
    match clock.reckoned {
        Reckoned::Paused { left, stage, .. } => {
            let words = format!(
                "{total} counted until it stopped ({}); {} left.",
                stage.words(),
                duration_words(left)
            );
            lines.text(0, Role::Strong, &words);
        }
        _ => lines.text(0, Role::Strong, &format!("{total} in all: due {}.", instant_words(to, &zone))),
    }
    if let Some(rule) = rule.filter(|rule| !rule.pauses.is_empty()) {
        let states: Vec<&str> = rule.pauses.iter().map(|pause| crate::policy::pause_word(*pause)).collect();
        let words = format!("This clock stands still while: {}.", states.join(", ").replace('_', " "));
        lines.text(0, Role::Muted, &words);
    }
}

fn day(lines: &mut Lines, row: &LedgerRow) {
    const DATE: usize = 16;
    let date = format!("{:<DATE$}", row.date);
    let narrow = lines.width() < 50;
    if row.counted.is_empty() {
        let notes = row.notes.join("; ");
        lines.rich(
            (0, DATE.min(if narrow { 4 } else { DATE })),
            &[(Role::Muted, &date), (Role::Muted, &notes)],
        );
        return;
    }
    // Sums stay together on a line.
    let sums =
        format!(" {}, {} so far", row.amount, row.total).replace(' ', "\u{A0}").replacen('\u{A0}', "  ", 1);
    lines.rich(
        (0, if narrow { 4 } else { DATE }),
        &[(Role::Text, &date), (Role::Text, &row.counted), (Role::Muted, &sums)],
    );
    for note in &row.notes {
        lines.text(if narrow { 4 } else { DATE }, Role::Paused, note);
    }
}
