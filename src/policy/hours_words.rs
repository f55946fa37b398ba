//! A calendar in words for people: `Mon-Fri 09:00-12:00 and 14:00-18:00 Europe/Paris, closed on holidays (France)`.

use crate::calendar::{Calendar, DatedHours, Interval, Schedule, WEEK, Weekly};

/// Most dates with hours of their own that are told one by one.
const MOST_DATES: usize = 4;

/// What is said of hours at the customer's place as long as no contract names it.
pub const PLACE_NOT_KNOWN: &str = ", until the contract names the customer's place";

/// The whole calendar; the parts of a union are joined with "also".
pub fn of_calendar(calendar: &Calendar) -> String {
    calendar.schedules().iter().map(of_schedule).collect::<Vec<_>>().join("; also ")
}

fn of_schedule(schedule: &Schedule) -> String {
    let zone = schedule.zone.name();
    let holidays: Vec<&str> = schedule.holidays.iter().map(|set| set.name.as_str()).collect();
    let closed = if holidays.is_empty() {
        String::new()
    } else {
        format!(", closed on holidays ({})", holidays.join(", "))
    };
    format!("{} {zone}{closed}{}", week_words(&schedule.weekly), dates_words(&schedule.dates))
}

/// The dates with hours of their own: `, other hours on 24 Dec (09:00-12:00)`.
fn dates_words(dates: &[DatedHours]) -> String {
    let one = |dated: &DatedHours| {
        let hours: Vec<String> = dated.hours().iter().map(ToString::to_string).collect();
        let hours = if hours.is_empty() { "closed".to_owned() } else { hours.join(" and ") };
        format!("{} ({hours})", dated.name())
    };
    if dates.is_empty() {
        return String::new();
    }
    let told: Vec<String> = dates.iter().take(MOST_DATES).map(one).collect();
    let more = match dates.len().saturating_sub(MOST_DATES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(", other hours on {}{more}", told.join(", "))
}

fn week_words(weekly: &Weekly) -> String {
    if let Some(words) = one_stretch(weekly) {
        return words;
    }
    let mut groups: Vec<(usize, usize, &[Interval])> = Vec::new();
    for (index, &day) in WEEK.iter().enumerate() {
        let hours = weekly.on(day);
        match groups.last_mut() {
            Some((_, last, same)) if *same == hours => *last = index,
            _ => groups.push((index, index, hours)),
        }
    }
    let open: Vec<String> =
        groups.iter().filter(|(_, _, hours)| !hours.is_empty()).map(|group| group_words(*group)).collect();
    open.join(", ")
}

/// `Sun 18:00 to Fri 18:00 in one stretch`, where a week is open once, over nights, and not by whole days.
fn one_stretch(weekly: &Weekly) -> Option<String> {
    let day_of = |index: usize| WEEK.get(index % 7).map(|&day| weekly.on(day));
    let whole = |index: usize| day_of(index).is_some_and(|hours| *hours == [Interval::WHOLE_DAY]);
    let opens = |index: usize| match day_of(index)? {
        [only] if only.to() == Interval::WHOLE_DAY.to() && only.from() > 0 => Some(*only),
        _ => None,
    };
    let first = (0..7).find(|&index| opens(index).is_some())?;
    let last = (first + 1..first + 7).find(|&index| !whole(index))?;
    let ends = match day_of(last)? {
        [only] if only.from() == 0 => *only,
        _ => return None,
    };
    let others = (last + 1..first + 7).all(|index| day_of(index).is_some_and(<[Interval]>::is_empty));
    let name = |index: usize| WEEK.get(index % 7).map(ToString::to_string);
    let clock = |interval: Interval, end: bool| {
        let words = interval.to_string();
        let cut = words.split_once('-').map(|(from, to)| if end { to.to_owned() } else { from.to_owned() });
        cut.unwrap_or(words)
    };
    others.then_some(format!(
        "{} {} to {} {} in one stretch",
        name(first)?,
        clock(opens(first)?, false),
        name(last)?,
        clock(ends, true)
    ))
}

fn group_words((first, last, hours): (usize, usize, &[Interval])) -> String {
    if (first, last) == (0, 6) && *hours == [Interval::WHOLE_DAY] {
        return "around the clock".into();
    }
    let name = |index: usize| WEEK.get(index).map_or_else(String::new, ToString::to_string);
    let days = match (first, last) {
        (0, 6) => "every day".into(),
        (first, last) if first == last => name(first),
        (first, last) => format!("{}-{}", name(first), name(last)),
    };
    let hours = hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
    format!("{days} {hours}")
}
