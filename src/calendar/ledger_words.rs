//! The ledger in words: one row a day, for the command line and the board alike. Pure; colours and columns are theirs.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Instant, Ledger, LedgerDay, Note, Span, Zone};

/// A day of the ledger as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// `Mon 2026-03-30`.
    pub date: String,
    /// What was counted on it: `09:00-12:00, 14:00-16:30`; empty where nothing was.
    pub counted: String,
    /// How much that is: `5 h 30 min`; empty where nothing was counted.
    pub amount: String,
    /// The running total up to its end: `8 h`.
    pub total: String,
    /// Why other time of it did not count: `paused 10:00-12:00 (2 h handed back)`.
    pub notes: Vec<String>,
}

/// The rows of a ledger, in order.
pub fn ledger_rows(ledger: &Ledger) -> Vec<LedgerRow> {
    ledger.days.iter().map(|day| row(day, &ledger.zone)).collect()
}

fn row(day: &LedgerDay, zone: &Zone) -> LedgerRow {
    let counted: Vec<String> = day.spans.iter().map(|&span| span_words(span, zone)).collect();
    let mut notes: Vec<String> = day.notes.iter().map(|note| note_words(note, day.date, zone)).collect();
    if counted.is_empty() && notes.is_empty() {
        notes.push("outside hours".to_owned());
    }
    LedgerRow {
        date: format!("{} {}", day.date.weekday(), day.date),
        counted: counted.join(", "),
        amount: if day.seconds == 0 { String::new() } else { duration_words(day.seconds) },
        total: duration_words(day.total),
        notes,
    }
}

fn note_words(note: &Note, date: NaiveDate, own: &Zone) -> String {
    match note {
        Note::Holiday(name) => format!("holiday: {name}"),
        Note::OwnHours { name, hours } if hours.is_empty() => format!("closed on this date: {name}"),
        Note::OwnHours { name, hours } => {
            let hours: Vec<String> = hours.iter().map(ToString::to_string).collect();
            format!("different hours: {name}, {}", hours.join(" and "))
        }
        Note::DayOff if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) => "weekend".to_owned(),
        Note::DayOff => "no hours on this weekday".to_owned(),
        Note::Pause { span, covered: 0 } => format!("paused {}, no open time in it", span_words(*span, own)),
        Note::Pause { span, covered } => {
            format!("paused {} ({} handed back)", span_words(*span, own), duration_words(*covered))
        }
        Note::ClockChange { zone, at, before, after } => {
            let by = after - before;
            let way = if by > 0 { "forward" } else { "back" };
            let whose = if **zone == *own { String::new() } else { format!(" in {}", zone.name()) };
            let wall = clock(before_change(*at, *before));
            format!("clocks{whose} go {way} {} at {wall}", duration_words(by.abs()))
        }
    }
}

/// `09:00-12:00`, on the wall clock of a zone; `24:00` where it ends with its day; seconds only where there are any.
fn span_words(span: Span, zone: &Zone) -> String {
    let (from, to) = (zone.civil(span.from), zone.civil(span.to));
    let to = if to.date() > from.date() && seconds_of(to) == 0 { "24:00".to_owned() } else { clock(to) };
    let mut words = format!("{}-{to}", clock(from));
    // On the night that clocks go back the same hour comes twice: which one is meant shows by its abbreviation.
    if comes_twice(span.from, zone) || comes_twice(span.to, zone) {
        words = format!("{words} ({})", zone.abbreviation_at(span.from));
    }
    words
}

/// Whether the wall clock shows this time twice.
fn comes_twice(at: Instant, zone: &Zone) -> bool {
    let first = zone.instant(zone.civil(at));
    let later = at.plus(3 * 3600).and_then(|later| {
        let changes = zone.changes_between(at, later);
        changes
            .into_iter()
            .find(|(change, before, after)| after < before && change.since(at) <= before - after)
    });
    first.is_some_and(|first| first != at) || later.is_some()
}

/// Wall-clock time by the offset that held before a change.
fn before_change(at: Instant, offset: i64) -> chrono::NaiveDateTime {
    super::instant::civil_from_seconds(at.unix() + offset)
}

fn seconds_of(civil: chrono::NaiveDateTime) -> u32 {
    chrono::Timelike::num_seconds_from_midnight(&civil.time())
}

fn clock(civil: chrono::NaiveDateTime) -> String {
    let pattern = if seconds_of(civil).is_multiple_of(60) { "%H:%M" } else { "%H:%M:%S" };
    civil.format(pattern).to_string()
}

/// A length of time for people: `8 h`, `7 h 30 min`, `45 min`, `1 h 0 min 5 s`, `0 min`. Open hours are never turned
/// into days: a business day has no fixed length.
pub fn duration_words(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(amount, _)| *amount != 0)
        .map(|(amount, unit)| format!("{amount} {unit}"))
        .collect();
    if shown.is_empty() { "0 min".to_owned() } else { shown.join(" ") }
}

/// An instant on the wall clock of a zone, for people: `Mon 2026-03-30 16:30 CEST`.
pub fn instant_words(at: Instant, zone: &Zone) -> String {
    let civil = zone.civil(at);
    format!("{} {} {} {}", civil.weekday(), civil.date(), clock(civil), zone.abbreviation_at(at))
}
