//! The combinations that the rows of one table tell apart: for each aspect that some row asks for, the values that there
//! are. What no row asks for cannot make a difference and is left out.

use chrono::NaiveDate;

use super::boxes::{Combinations, Values};
use crate::calendar::{Calendar, Instant};
use crate::policy::conditions::{Aspect, Signed};
use crate::policy::model::{Conditions, Environment, Pack};

/// One dimension: an aspect, and its values in words. What a ticket may lack comes last, so that an example names
/// something wherever it can.
struct Dimension {
    aspect: Aspect,
    values: Vec<Value>,
}

/// A value of a dimension.
enum Value {
    /// A word of the pack.
    Word(String),
    /// None of those that rows ask for; in words.
    None(String),
    /// Contracts that begin within these dates.
    Signed(Signed),
    /// Arrival inside these calendars and outside the others that are asked for.
    Arrival(Vec<String>),
}

/// The dimensions of a table.
pub(super) struct Space {
    dimensions: Vec<Dimension>,
    /// The calendars about which some row asks.
    calendars: Vec<String>,
}

/// Years over which calendars are laid beside each other to see which arrivals there are: the weekdays of dates come
/// round in 28.
const YEARS: i32 = 29;

/// A workaround has been given.
const STANDS: &str = "given";

impl Space {
    /// What these rows tell apart. A ticket without a level is left out where `levels_known`.
    pub(super) fn of(pack: &Pack, rows: &[&Conditions], levels_known: bool) -> Space {
        let mut calendars: Vec<String> = Vec::new();
        for (key, _) in rows.iter().filter_map(|when| when.arrival.as_ref()) {
            if !calendars.contains(key) {
                calendars.push(key.clone());
            }
        }
        let asked = |aspect: &Aspect| rows.iter().any(|when| when.asks(*aspect));
        let dimension =
            |aspect| Dimension { aspect, values: values(aspect, pack, rows, &calendars, levels_known) };
        let dimensions = Aspect::ALL.into_iter().filter(asked).map(dimension).collect();
        Space { dimensions, calendars }
    }

    /// All combinations.
    pub(super) fn all(&self) -> Combinations {
        self.dimensions.iter().map(|dimension| Values::all(dimension.values.len())).collect()
    }

    /// Those for which a row answers.
    pub(super) fn row(&self, when: &Conditions) -> Combinations {
        let of = |dimension: &Dimension| {
            let count = dimension.values.len();
            if !when.asks(dimension.aspect) {
                return Values::all(count);
            }
            let fits = |value: &Value| answers(when, dimension.aspect, value);
            let values = dimension.values.iter().enumerate().filter(|(_, value)| fits(value));
            Values::of(count, values.map(|(place, _)| place))
        };
        self.dimensions.iter().map(of).collect()
    }

    /// One of some combinations, in words.
    pub(super) fn example(&self, of: &Combinations) -> String {
        let word = |(dimension, values): (&Dimension, &Values)| {
            // Where every value will do, it says nothing.
            if *values == Values::all(dimension.values.len()) {
                return None;
            }
            let value = dimension.values.get(values.first()?)?;
            Some(match value {
                Value::Word(word) => format!("{} {word}", dimension.aspect.as_str()),
                Value::None(words) => words.clone(),
                Value::Signed(signed) => format!("a contract {signed}"),
                Value::Arrival(inside) => {
                    let side = |key: &String| if inside.contains(key) { "inside" } else { "outside" };
                    let all: Vec<String> =
                        self.calendars.iter().map(|key| format!("{} {key}", side(key))).collect();
                    format!("arriving {}", all.join(" and "))
                }
            })
        };
        let words: Vec<String> = self.dimensions.iter().zip(of).filter_map(word).collect();
        if words.is_empty() { "any ticket".into() } else { words.join(", ") }
    }
}

fn answers(when: &Conditions, aspect: Aspect, value: &Value) -> bool {
    match value {
        Value::None(_) => false,
        Value::Signed(part) => when.signed.is_some_and(|signed| {
            // Parts are cut at every date that is asked for, so a row holds for all of one or for none of it.
            let first = part.from.unwrap_or(NaiveDate::MIN);
            signed.holds(first)
        }),
        Value::Arrival(inside) => {
            when.arrival.as_ref().is_some_and(|(key, wanted)| inside.contains(key) == *wanted)
        }
        Value::Word(word) => match aspect {
            Aspect::Tier => when.tiers.iter().any(|key| key.as_str() == word),
            Aspect::Severity => when.severities.iter().any(|key| key.as_str() == word),
            Aspect::Environment => when.environments.iter().any(|one| one.as_str() == word),
            Aspect::Region => when.regions.contains(word),
            Aspect::Language => when.languages.contains(word),
            Aspect::Channel => when.channels.iter().any(|key| key.as_str() == word),
            Aspect::Kind => when.kinds.contains(word),
            Aspect::Level => when.levels.iter().any(|level| level.to_string() == *word),
            Aspect::Workaround => when.workaround.is_some_and(|stands| stands == (word == STANDS)),
            Aspect::Signed | Aspect::Arrival => false,
        },
    }
}

fn values(
    aspect: Aspect,
    pack: &Pack,
    rows: &[&Conditions],
    calendars: &[String],
    levels_known: bool,
) -> Vec<Value> {
    let words = |words: Vec<String>| words.into_iter().map(Value::Word).collect::<Vec<_>>();
    let or_none = |known: Vec<String>, none: &str| {
        words(known).into_iter().chain([Value::None(none.to_owned())]).collect()
    };
    match aspect {
        Aspect::Tier => words(pack.tiers.iter().map(|tier| tier.key.to_string()).collect()),
        Aspect::Severity => words(pack.severities.iter().map(|severity| severity.key.to_string()).collect()),
        Aspect::Environment => words(Environment::ALL.map(|one| one.to_string()).to_vec()),
        Aspect::Region => or_none(pack.regions.clone(), "no region"),
        Aspect::Language => {
            let mut asked: Vec<String> =
                rows.iter().flat_map(|when| when.languages.iter().cloned()).collect();
            asked.sort();
            asked.dedup();
            or_none(asked, "another language")
        }
        Aspect::Channel => {
            or_none(pack.channels.iter().map(ToString::to_string).collect(), "no channel on record")
        }
        Aspect::Kind => or_none(pack.kinds.clone(), "no kind on record"),
        Aspect::Level => {
            let levels = pack.levels.iter().map(|level| level.number.to_string()).collect();
            if levels_known { words(levels) } else { or_none(levels, "no level on record") }
        }
        Aspect::Workaround => words(["none yet", STANDS].map(str::to_owned).to_vec()),
        Aspect::Signed => signed(rows),
        Aspect::Arrival => arrivals(pack, calendars).into_iter().map(Value::Arrival).collect(),
    }
}

/// The line of dates, cut at every date for which a row asks.
fn signed(rows: &[&Conditions]) -> Vec<Value> {
    let mut cuts: Vec<NaiveDate> = rows
        .iter()
        .filter_map(|when| when.signed)
        .flat_map(|signed| [signed.from, signed.before])
        .flatten()
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let from = std::iter::once(None).chain(cuts.iter().copied().map(Some));
    let before = cuts.iter().copied().map(Some).chain([None]);
    from.zip(before).map(|(from, before)| Value::Signed(Signed { from, before })).collect()
}

/// Which sides of the calendars there are at once: an hour that is outside the day's hours and the night's may not exist.
fn arrivals(pack: &Pack, calendars: &[String]) -> Vec<Vec<String>> {
    let year = chrono::Datelike::year(&pack.id.edition).clamp(1970, 2200 - YEARS);
    let begin = |year: i32| {
        let date = NaiveDate::from_ymd_opt(year, 1, 1).map(|date| date.and_time(chrono::NaiveTime::MIN));
        Instant::from_unix_clamped(date.map_or(0, |date| date.and_utc().timestamp()))
    };
    let (from, to) = (begin(year), begin(year + YEARS));
    let known: Vec<(&String, &Calendar)> =
        calendars.iter().filter_map(|key| Some((key, &*pack.calendar(key)?.calendar))).collect();
    // What changes when: the calendar, and whether it opens.
    let mut changes: Vec<(Instant, usize, bool)> = Vec::new();
    for (place, (_, calendar)) in known.iter().enumerate() {
        for span in calendar.spans(from, to) {
            changes.extend([(span.from, place, true), (span.to, place, false)]);
        }
    }
    changes.sort_unstable();
    let mut open = vec![false; known.len()];
    let mut seen: Vec<Vec<bool>> = Vec::new();
    let mut at = from;
    for (when, place, opens) in changes {
        if when > at && !seen.contains(&open) {
            seen.push(open.clone());
        }
        at = at.max(when);
        if let Some(side) = open.get_mut(place) {
            *side = opens;
        }
    }
    if at < to && !seen.contains(&open) {
        seen.push(open.clone());
    }
    let inside = |open: &Vec<bool>| {
        let open = known.iter().zip(open).filter(|(_, open)| **open);
        open.map(|((key, _), _)| (*key).clone()).collect()
    };
    // A choice is another calendar for another ticket: it can be open whatever the others are, and closed.
    let choices = calendars.iter().filter(|key| pack.choice(key).is_some());
    choices.fold(seen.iter().map(inside).collect(), |sides: Vec<Vec<String>>, key| {
        let open = sides.iter().map(|side| side.iter().chain([key]).cloned().collect());
        let open: Vec<Vec<String>> = open.collect();
        sides.into_iter().chain(open).collect()
    })
}
