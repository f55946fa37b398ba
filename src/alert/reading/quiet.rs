//! One `[[quiet]]`.

use std::sync::Arc;

use chrono::Weekday;

use super::super::quiet::Quiet;
use super::Known;
use crate::calendar::{Calendar, Interval, Schedule, Weekly, Zone, Zones};
use crate::written::{Findings, Section, Text, diagnostic, did_you_mean};

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// Reads quiet hours; `None` where a part of them is wrong.
pub(super) fn quiet(
    mut section: Section<'_>,
    (usual, zones): (&Arc<Zone>, &Zones),
    known: Option<&Known>,
    found: &mut Findings,
) -> Option<Quiet> {
    let from = section.need_text("from", "from = \"19:00\"", found);
    let to = section.need_text("to", "to = \"07:30\"", found);
    let zone = match section.text("zone", found) {
        Some(text) => super::zone(&text, zones, found),
        None => Some(usual.clone()),
    };
    let days = match section.get("days") {
        Some(value) => value.texts(found).and_then(|texts| days(&texts, found)),
        None => Some(DAYS.map(|(_, day)| day).to_vec()),
    };
    let severities = section.texts("severities", found);
    super::look_up(&severities, known.map(|known| &known.severities[..]), "severity", found);
    let severities = severities.into_iter().map(|text| text.value.to_owned()).collect();
    let except_top = section.number("except-top", found).unwrap_or(0);
    let agents = section.strings("agents", found);
    let span = section.span.clone();
    let key = section.path.clone();
    section.finish(found);
    let pieces = from.zip(to).and_then(|(from, to)| pieces(&from, &to, found));
    let (pieces, zone, days) = (pieces?, zone?, days?);
    let mut weekly = Weekly::new();
    for day in days {
        for (later, interval) in &pieces {
            weekly.open(if *later { day.succ() } else { day }, *interval);
        }
    }
    let calendar = Calendar::new(vec![Schedule::new(zone, weekly.clone(), Vec::new())]);
    let never_ends = DAYS.iter().all(|(_, day)| weekly.seconds_on(*day) == Interval::WHOLE_DAY.seconds());
    let Some(calendar) = calendar.ok().filter(|_| !never_ends) else {
        let message =
            if never_ends { "these quiet hours never end" } else { "these quiet hours never begin" };
        found.error(span, &key, message, "name the days on which they begin, and hours that end");
        return None;
    };
    Some(Quiet {
        calendar: Arc::new(calendar),
        agents,
        severities,
        except_top: usize::try_from(except_top).unwrap_or(usize::MAX),
    })
}

/// The stretch as intervals of the day on which it begins and, marked so, of the next one.
fn pieces(from: &Text<'_>, to: &Text<'_>, found: &mut Findings) -> Option<Vec<(bool, Interval)>> {
    // One text at a time, so that the one that is wrong is pointed at.
    let mut piece = |text: &Text<'_>, parsed: Result<Interval, crate::calendar::HoursError>| match parsed {
        Ok(interval) => Some(interval),
        Err(_) => {
            let message = format!("{} is no time of day here", diagnostic::quoted(text.value));
            found.error(text.span.clone(), &text.key, message, "write such as \"07:30\" or \"24:00\"");
            None
        }
    };
    let evening = piece(from, Interval::parse(from.value, "24:00"))?;
    if to.value == "00:00" {
        return Some(vec![(false, evening)]);
    }
    let morning = piece(to, Interval::parse("00:00", to.value))?;
    if evening.from() < morning.to() {
        return Interval::parse(from.value, to.value).ok().map(|whole| vec![(false, whole)]);
    }
    Some(vec![(false, evening), (true, morning)])
}

fn days(texts: &[Text<'_>], found: &mut Findings) -> Option<Vec<Weekday>> {
    let mut days = Vec::with_capacity(texts.len());
    let mut wrong = false;
    for text in texts {
        match DAYS.iter().find(|(word, _)| *word == text.value) {
            Some((_, day)) if days.contains(day) => {}
            Some((_, day)) => days.push(*day),
            None => {
                let message = format!("{} is no day of the week here", diagnostic::quoted(text.value));
                let help = did_you_mean(text.value, DAYS.map(|(word, _)| word));
                found.error(text.span.clone(), &text.key, message, help);
                wrong = true;
            }
        }
    }
    (!wrong).then_some(days)
}
