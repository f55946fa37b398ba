//! A calendar in words for people: `Mon-Fri 09:00-12:00 and 14:00-18:00 Europe/Paris, closed on holidays (France)`.

use crate::calendar::{Calendar, Interval, Schedule, WEEK};

/// The whole calendar; the parts of a union are joined with "also".
pub fn of_calendar(calendar: &Calendar) -> String {
    calendar.schedules().iter().map(of_schedule).collect::<Vec<_>>().join("; also ")
}

fn of_schedule(schedule: &Schedule) -> String {
    let mut groups: Vec<(usize, usize, &[Interval])> = Vec::new();
    for (index, &day) in WEEK.iter().enumerate() {
        let hours = schedule.weekly.on(day);
        match groups.last_mut() {
            Some((_, last, same)) if *same == hours => *last = index,
            _ => groups.push((index, index, hours)),
        }
    }
    let open: Vec<String> =
        groups.iter().filter(|(_, _, hours)| !hours.is_empty()).map(|group| group_words(*group)).collect();
    let zone = schedule.zone.name();
    let holidays: Vec<&str> = schedule.holidays.iter().map(|set| set.name.as_str()).collect();
    let closed = if holidays.is_empty() {
        String::new()
    } else {
        format!(", closed on holidays ({})", holidays.join(", "))
    };
    format!("{} {zone}{closed}", open.join(", "))
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
