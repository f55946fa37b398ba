//! The hours of a week as written: weekdays with their intervals, and stretches over several days (faults.md H03).

use chrono::Weekday;

use crate::calendar::{HoursError, Interval, Weekly, stretch};
use crate::policy::own_terms::days_of;
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, did_you_mean};

/// What may stand in place of a day.
const DAYS: [&str; 9] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "week"];

/// Days and intervals, and under `week` stretches such as `Sun 18:00 - Fri 18:00`. What overlaps is refused, whichever
/// keys it stands under.
pub fn weekly(section: &Section, found: &mut Findings) -> Option<Weekly> {
    let mut week = Weekly::new();
    let mut good = true;
    // Each open piece of a day, and how its author said it.
    let mut placed: Vec<(Weekday, Interval, String)> = Vec::new();
    for (name, value) in section.entries() {
        let days = match days_of(name.value) {
            _ if name.value == "week" => Vec::new(),
            Ok(days) => days,
            Err(error) => {
                found.error(name.span.clone(), &name.key, error.to_string(), did_you_mean(name.value, DAYS));
                good = false;
                continue;
            }
        };
        let texts = value.texts(found);
        good &= texts.is_some();
        for text in texts.unwrap_or_default() {
            let read = if name.value == "week" {
                pieces(&text, found).map(|pieces| (pieces, text.value.trim().to_owned()))
            } else {
                interval(&text, found).map(|interval| {
                    let pieces = days.iter().map(|&day| (day, interval)).collect::<Vec<_>>();
                    (pieces, format!("{} {interval}", name.value))
                })
            };
            let Some((pieces, said)) = read else {
                good = false;
                continue;
            };
            // One finding a pair, not one for every weekday on which they meet.
            let clash = placed.iter().find(|(day, other, _)| {
                pieces.iter().any(|(mine, interval)| mine == day && interval.overlaps(*other))
            });
            if let Some((_, _, other)) = clash {
                let message = format!("{said} overlaps {other}");
                found.error(text.span, &text.key, message, "write each open stretch once; join the two");
                good = false;
                continue;
            }
            for (day, interval) in pieces {
                placed.push((day, interval, said.clone()));
                week.open(day, interval);
            }
        }
    }
    good.then_some(week)
}

/// `09:00-17:00`.
pub(super) fn interval(text: &Text, found: &mut Findings) -> Option<Interval> {
    let shown = quoted(text.value);
    let parts = text.value.split_once('-').filter(|(from, to)| !from.is_empty() && !to.is_empty());
    let Some((from, to)) = parts else {
        let help = "write HH:MM-HH:MM, such as \"09:00-17:00\"";
        found.error(text.span.clone(), &text.key, format!("{shown} is no interval"), help);
        return None;
    };
    match Interval::parse(from.trim(), to.trim()) {
        Ok(interval) => Some(interval),
        Err(HoursError::Backwards { .. }) => {
            let help = "an interval ends after it begins, at 24:00 at the latest; hours past midnight go on the next day, such as mon = [\"22:00-24:00\"], tue = [\"00:00-06:00\"], or stand under week = [\"Mon 22:00 - Tue 06:00\"]";
            found.error(text.span.clone(), &text.key, format!("{shown} is empty or runs backwards"), help);
            None
        }
        Err(error) => {
            refuse(text, error, found);
            None
        }
    }
}

/// A stretch of the week, cut at midnights.
fn pieces(text: &Text, found: &mut Findings) -> Option<Vec<(Weekday, Interval)>> {
    match stretch(text.value) {
        Ok(pieces) => Some(pieces),
        Err(error) => {
            refuse(text, error, found);
            None
        }
    }
}

fn refuse(text: &Text, error: HoursError, found: &mut Findings) {
    let shown = quoted(text.value);
    let (message, help) = match error {
        HoursError::Time(time) => {
            (format!("{} in {shown} is no time of day", quoted(&time)), "write HH:MM from 00:00 to 24:00")
        }
        HoursError::Backwards { .. } | HoursError::Stretch(_) => (
            format!("{shown} is no stretch of a week"),
            "write the day and time at both ends, such as \"Sun 18:00 - Fri 18:00\"; all week is mon-sun = [\"00:00-24:00\"]",
        ),
    };
    found.error(text.span.clone(), &text.key, message, help);
}
