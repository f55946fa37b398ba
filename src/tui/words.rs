//! Times in words for the board, pure. Written so that a line changes rarely: hours and minutes while an hour or more
//! is left, minutes and seconds below.

use chrono::{Datelike, NaiveDate};

use super::theme::Role;
use crate::calendar::{Hours, Instant, Zone};
use crate::desk::{ClockState, Ticket, TicketClock};

/// Open seconds that are left: `31h 05m`, `59:59`, `0:09`.
pub fn countdown(seconds: i64) -> String {
    let seconds = seconds.max(0);
    if seconds >= 3600 { hours_minutes(seconds) } else { format!("{}:{:02}", seconds / 60, seconds % 60) }
}

/// Open seconds that are over: `31h 05m`, `12m`, `42s`. Slower than a countdown, for nobody waits for its next second.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{}m", seconds / 60),
        _ => hours_minutes(seconds),
    }
}

fn hours_minutes(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    if hours >= 1000 { format!("{hours}h") } else { format!("{hours}h {minutes:02}m") }
}

/// Real seconds since something, in one unit: `45s`, `12m`, `3h`, `2d`, `5w`.
pub fn age(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{}m", seconds / 60),
        3600..172_800 => format!("{}h", seconds / 3600),
        172_800..1_209_600 => format!("{}d", seconds / 86_400),
        _ => format!("{}w", seconds / 604_800),
    }
}

/// An instant on a zone's wall clock, as short as it is clear from `now`: `17:00 CET`, `Mon 09:00 CET`,
/// `1 Dec 09:00 CET`, `4 Jan 2027 09:00 CET`.
pub fn when(at: Instant, zone: &Zone, now: Instant) -> String {
    format!("{} {}", when_bare(at, zone, now), zone.abbreviation_at(at))
}

/// The same without the zone's name.
pub fn when_bare(at: Instant, zone: &Zone, now: Instant) -> String {
    let (civil, today) = (zone.civil(at), zone.date(now));
    let clock = civil.format("%H:%M");
    match (civil.date() - today).num_days() {
        0 => clock.to_string(),
        -6..=6 => format!("{} {clock}", civil.format("%a")),
        _ => format!("{} {clock}", date(civil.date(), today)),
    }
}

/// A date, with its year where that is not this one.
pub fn date(date: NaiveDate, today: NaiveDate) -> String {
    let pattern = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.format(pattern).to_string()
}

/// Open or closed now, and until when: `open until 17:00 CET`, `closed until Mon 09:00 CET`, `open around the clock`.
pub fn hours(hours: Hours, zone: &Zone, now: Instant) -> String {
    match hours {
        Hours::Open { until: Some(until) } => format!("open until {}", when(until, zone, now)),
        Hours::Open { until: None } => "open around the clock".into(),
        Hours::Closed { opens: Some(opens) } => format!("closed until {}", when(opens, zone, now)),
        Hours::Closed { opens: None } => "closed".into(),
    }
}

/// A clock's state in words of several lengths, longest first; the longest that fits is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ClockWords {
    /// Longest first; never empty.
    pub forms: Vec<String>,
    /// What it means.
    pub role: Role,
    /// A mark of one column that says the state without colour.
    pub mark: char,
    /// How much of the target is left, from 0 to 1, where a bar makes sense.
    pub left: Option<f32>,
}

impl ClockWords {
    /// The longest form of at most so many columns; the shortest one where none fits.
    pub fn fitting(&self, columns: usize) -> &str {
        let fits = self.forms.iter().find(|form| crate::text::width(form) <= columns);
        fits.or(self.forms.last()).map_or("", String::as_str)
    }

    /// The whole truth.
    pub fn long(&self) -> &str {
        self.forms.first().map_or("", String::as_str)
    }
}

/// What a clock of a ticket says at a moment.
pub fn clock(clock: &TicketClock, ticket: &Ticket, now: Instant) -> ClockWords {
    let zone = clock.target.calendar.zone();
    let share = |left: i64| {
        let target = clock.target_seconds();
        (target > 0).then(|| (left as f32 / target as f32).clamp(0.0, 1.0))
    };
    let plain = |forms: &[&str], role, mark| ClockWords {
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        role,
        mark,
        left: None,
    };
    match clock.at(now) {
        ClockState::Running { left, frozen: Some(opens), .. } => {
            let time = countdown(left);
            ClockWords {
                forms: vec![
                    format!("{time} left, closed until {}", when(opens, &zone, now)),
                    format!("{time}, closed to {}", when(opens, &zone, now)),
                    format!("{time}, closed to {}", when_bare(opens, &zone, now)),
                    format!("{time} → {}", when_bare(opens, &zone, now)),
                    time,
                ],
                role: Role::Frozen,
                mark: '◌',
                left: share(left),
            }
        }
        ClockState::Running { due, left, soon, .. } => {
            let time = countdown(left);
            let due = when(due, &zone, now);
            // A range keeps both ends: the later one is due, the earlier one is shown (sla.md part 4).
            let mut forms = match clock.aim.filter(|aim| *aim >= now) {
                Some(aim) => {
                    let (aim, bare) = (when(aim, &zone, now), when_bare(aim, &zone, now));
                    let both = format!("{time} left, aim {aim}, due {due}");
                    vec![both, format!("{time} left, aim {aim}"), format!("{time}, aim {bare}")]
                }
                None => vec![format!("{time} left, due {due}")],
            };
            forms.extend([format!("{time} left"), time]);
            let (role, mark) = if soon { (Role::DueSoon, '!') } else { (Role::Running, '▸') };
            ClockWords { forms, role, mark, left: share(left) }
        }
        ClockState::Missed { due, over } => {
            let time = span(over);
            ClockWords {
                forms: vec![
                    format!("missed by {time}, was due {}", when(due, &zone, now)),
                    format!("missed by {time}"),
                    format!("missed {time}"),
                    format!("−{time}"),
                ],
                role: Role::Missed,
                mark: '✗',
                left: None,
            }
        }
        ClockState::Paused { since, left, stage, reason } => {
            let time = countdown(left);
            let held = stage == crate::desk::Stage::OnHold;
            let stage = stage.words();
            let reason = crate::text::printable(&reason);
            let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            let mut forms = vec![
                format!("{time} left, paused since {}, {stage}{why}", when(since, &zone, now)),
                format!("{time} left, paused, {stage}"),
            ];
            match (held, ticket.more().wakes()) {
                (true, Some(wakes)) => {
                    forms.push(format!("{time}, on hold until {}", when_bare(wakes, &zone, now)));
                }
                (true, None) => forms.push(format!("{time}, on hold")),
                (false, _) => forms.push(format!("{time}, paused until they answer")),
            }
            forms.extend([format!("{time} paused"), "paused".into()]);
            ClockWords { forms, role: Role::Paused, mark: '‖', left: share(left) }
        }
        ClockState::Met { due, at } => ClockWords {
            forms: vec![
                format!("met {}, was due {}", when(at, &zone, now), when(due, &zone, now)),
                format!("met {}", when_bare(at, &zone, now)),
                "met".into(),
            ],
            role: Role::Met,
            mark: '✓',
            left: None,
        },
        ClockState::Late { at, over, .. } => ClockWords {
            forms: vec![
                format!("{} late, done {}", span(over), when(at, &zone, now)),
                format!("{} late", span(over)),
                "late".into(),
            ],
            role: Role::Missed,
            mark: '✓',
            left: None,
        },
        ClockState::Done { at } => ClockWords {
            forms: vec![
                format!("done {}, {}", when(at, &zone, now), clock.done_words()),
                format!("done {}", when_bare(at, &zone, now)),
                "done".into(),
            ],
            role: Role::Met,
            mark: '✓',
            left: None,
        },
        ClockState::Waits { event } => {
            plain(&[&format!("begins when {}", event.when()), "not begun", "–"], Role::Untimed, ' ')
        }
        ClockState::Off { stage, .. } => {
            plain(&[&format!("does not run ({})", stage.words()), "not running", "off"], Role::Paused, '‖')
        }
        ClockState::BestEffort => plain(&["best effort", "effort"], Role::Untimed, '~'),
        ClockState::NotCovered => plain(&["not covered", "no cover"], Role::Untimed, '–'),
        ClockState::ByContract => plain(&["by contract", "contract"], Role::Untimed, '§'),
        ClockState::NoTarget => plain(&["none"], Role::Untimed, ' '),
        ClockState::Beyond => plain(&["due after 2200", "> 2200"], Role::Untimed, ' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countdowns_change_each_second_only_in_the_last_hour() {
        let table = [
            (-5, "0:00"),
            (9, "0:09"),
            (3599, "59:59"),
            (3600, "1h 00m"),
            (111_900, "31h 05m"),
            (3_700_000, "1027h"),
        ];
        for (seconds, words) in table {
            assert_eq!(countdown(seconds), words);
        }
        assert_eq!((span(42), span(120), span(7500)), ("42s".into(), "2m".into(), "2h 05m".into()));
    }

    #[test]
    fn an_instant_is_as_short_as_it_is_clear() {
        let zones = crate::calendar::Zones::embedded();
        let zone = zones.get("Europe/Berlin").unwrap();
        let now = "2026-11-22T04:00:00Z".parse().unwrap();
        let table = [
            ("2026-11-22T08:00:00Z", "09:00 CET"),
            ("2026-11-23T08:00:00Z", "Mon 09:00 CET"),
            ("2026-12-01T08:00:00Z", "1 Dec 09:00 CET"),
            ("2027-06-01T07:00:00Z", "1 Jun 2027 09:00 CEST"),
        ];
        for (at, words) in table {
            assert_eq!(when(at.parse().unwrap(), &zone, now), words);
        }
    }
}
