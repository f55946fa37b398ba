//! Warning marks, and when a clock passes them.

use std::fmt;
use std::str::FromStr;

use crate::calendar::{Calendar, Instant, Span, merged};
use crate::desk::clock::{SOON_LIMIT, SOON_SHARE};
use crate::desk::{Reckoned, Ticket, TicketClock};
use crate::policy::Clock;

/// A mark on a clock's way to its due instant. Time left is open time of the clock's calendar, as every countdown is
/// (sla.md 1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// So many hundredths of the target are used.
    Share(u8),
    /// So many open seconds are left.
    Left(i64),
    /// So many business days are left, of the length that they have on the clock.
    DaysLeft(u32),
    /// The board's own mark: the last quarter, and at most the last two open hours.
    Soon,
}

/// What a mark may be written as.
pub const SUCH_AS: &str =
    "write \"75 %\", \"30 min left\", \"2 business hours left\", \"1 business day left\" or \"soon\"";

/// A text that is no mark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {SUCH_AS}")]
pub struct MarkError {
    what: String,
}

/// Longest time left that is a mark: ten years, as with targets.
const LONGEST: i64 = 10 * 366 * 86_400;

impl FromStr for Mark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Mark, MarkError> {
        let quoted = crate::text::quoted(text);
        let wrong = |what: String| MarkError { what };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if words == "soon" {
            return Ok(Mark::Soon);
        }
        if let Some(share) = words.strip_suffix('%') {
            let share = share.trim().parse::<u8>().ok().filter(|share| (1..=99).contains(share));
            return share
                .map(Mark::Share)
                .ok_or_else(|| wrong(format!("{quoted} is no share from 1 % to 99 %")));
        }
        let Some(time) = words.strip_suffix(" left") else {
            return Err(wrong(format!("{quoted} is no mark")));
        };
        let split = time.find(|c: char| !c.is_ascii_digit()).unwrap_or(time.len());
        let (amount, unit) = time.split_at_checked(split).unwrap_or((time, ""));
        let amount: u32 = amount
            .parse()
            .ok()
            .filter(|amount| *amount > 0)
            .ok_or_else(|| wrong(format!("{quoted} has no whole number of at least 1 in it")))?;
        let seconds = match unit.trim() {
            "min" | "minute" | "minutes" | "business minute" | "business minutes" => 60,
            "h" | "hour" | "hours" | "business hour" | "business hours" => 3600,
            "business day" | "business days" => return Ok(Mark::DaysLeft(amount)),
            "" => return Err(wrong(format!("{quoted} has no unit"))),
            other => return Err(wrong(format!("{} is no unit of a mark", crate::text::quoted(other)))),
        };
        let left = i64::from(amount).saturating_mul(seconds);
        if left > LONGEST {
            return Err(wrong(format!("{quoted} is longer than ten years")));
        }
        Ok(Mark::Left(left))
    }
}

/// As the file writes it, always the same for the same mark: it is a part of what an alert is known by.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mark::Share(share) => write!(f, "{share} %"),
            Mark::Left(left) if left % 3600 == 0 => write!(f, "{} h left", left / 3600),
            Mark::Left(left) => write!(f, "{} min left", left / 60),
            Mark::DaysLeft(1) => f.write_str("1 business day left"),
            Mark::DaysLeft(days) => write!(f, "{days} business days left"),
            Mark::Soon => f.write_str("soon"),
        }
    }
}

impl Mark {
    /// Open seconds that are left of a clock's target at the mark; `None` where it does not apply to it (business days,
    /// and the clock's have no length).
    pub fn left(self, clock: &TicketClock) -> Option<i64> {
        match self {
            Mark::Share(share) => {
                let target = clock.target_seconds();
                // The first second at which that share is used up: parts of one are rounded up.
                let used = (target * i64::from(share) + 99) / 100;
                Some(target - used)
            }
            Mark::Left(left) => Some(left),
            Mark::DaysLeft(days) => {
                clock.target.day_length.map(|length| length.saturating_mul(i64::from(days)))
            }
            Mark::Soon => Some((clock.target_seconds() / SOON_SHARE).min(SOON_LIMIT)),
        }
    }

    /// When a clock that runs passes the mark: the first second at which no more than that is left, not before the clock
    /// begins (a mark of four hours on a target of two is passed at its beginning). `None` while it stands still, where it
    /// has no due instant, and where the mark does not apply.
    pub fn instant(self, ticket: &Ticket, rules: &Clock, clock: &TicketClock) -> Option<Instant> {
        let Reckoned::Due { due } = clock.reckoned else { return None };
        let begins = clock.target.counts_from(clock.begun);
        let pauses = ticket.pauses(&rules.pauses, Instant::MAX);
        let at = back(&clock.target.calendar, due, self.left(clock)?, &pauses);
        // Of a target that is a date, and falls into closed hours, the last open second may lie before the due instant.
        Some(at.unwrap_or(begins).max(begins).min(due))
    }
}

/// The first second at which no more than `left` open seconds are owed of a clock that is due then and stood still over
/// these pauses. `None` where that lies before 1970.
fn back(calendar: &Calendar, due: Instant, left: i64, pauses: &[Span]) -> Option<Instant> {
    let (mut end, mut owed) = (due, left);
    // A pause that begins at or after the due instant changed nothing (sla.md 1.6).
    for pause in merged(pauses).iter().rev().filter(|pause| pause.from < due) {
        let after = calendar.elapsed(pause.to.min(end), end);
        if after > owed {
            break;
        }
        // Before the pause as much was owed as after it.
        owed -= after;
        end = pause.from.min(end);
    }
    calendar.instant(calendar.position(end).saturating_sub(owed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_and_written() {
        for (text, mark, written) in [
            ("75 %", Mark::Share(75), "75 %"),
            ("1%", Mark::Share(1), "1 %"),
            ("30 min left", Mark::Left(1_800), "30 min left"),
            ("90 business minutes left", Mark::Left(5_400), "90 min left"),
            ("2 Business  Hours left", Mark::Left(7_200), "2 h left"),
            ("4h left", Mark::Left(14_400), "4 h left"),
            ("1 business day left", Mark::DaysLeft(1), "1 business day left"),
            ("soon", Mark::Soon, "soon"),
        ] {
            assert_eq!(text.parse::<Mark>(), Ok(mark), "{text}");
            assert_eq!(mark.to_string(), written);
            assert_eq!(written.parse::<Mark>(), Ok(mark), "{written}");
        }
        for text in [
            "",
            "75",
            "100 %",
            "0 %",
            "-5 %",
            "30 min",
            "min left",
            "2 left",
            "1 day left",
            "1 week left",
            "99999999 h left",
            "0 min left",
        ] {
            assert!(text.parse::<Mark>().is_err(), "{text}");
        }
    }
}
