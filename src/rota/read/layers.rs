//! A line's turns as written: a rotation with its hours, or a feed.

use std::sync::Arc;

use super::Reader;
use crate::calendar::{Calendar, Schedule, Zone};
use crate::policy::weekly_hours;
use crate::rota::line::Listed;
use crate::rota::names::{Naming, Says};
use crate::rota::turns::Rotation;
use crate::rota::{feed, moments};
use crate::written::diagnostic::quoted;
use crate::written::{self, Findings, Section, Text, did_you_mean};

/// The shortest turn, in seconds.
const SHORTEST: i64 = 3_600;
/// The longest turn, in seconds.
const LONGEST: i64 = 366 * 86_400;

impl Reader<'_> {
    /// The turns of a feed.
    pub(super) fn feed(
        &self,
        file: &Text<'_>,
        says: Option<Text<'_>>,
        zone: Option<Arc<Zone>>,
        section: &mut Section<'_>,
        found: &mut Findings,
    ) -> Option<Listed> {
        for key in ["rotation", "turn", "from", "until", "hours"] {
            if let Some(value) = section.get(key) {
                let help = "a line has a feed or a rotation; as two lines of one name, the later is above the earlier";
                found.error(value.span(), &value.key, "the feed says this", help);
                return None;
            }
        }
        let says = match says {
            None => Says::default(),
            Some(text) => {
                let known = Says::WORDS.iter().find(|(word, _)| *word == text.value.trim());
                let Some((_, says)) = known else {
                    let message = format!("{} is nothing of an event", quoted(text.value));
                    let help = did_you_mean(text.value.trim(), Says::WORDS.iter().map(|(word, _)| *word));
                    found.error(text.span, &text.key, message, help);
                    return None;
                };
                *says
            }
        };
        let zone = zone?;
        let name = file.value.trim();
        if name.contains(['/', '\\']) || name == ".." {
            let help = "put the feed beside this file and name it alone, such as \"on-call.ics\"";
            found.error(file.span.clone(), &file.key, "a feed lies beside the rota", help);
            return None;
        }
        let naming = Naming { says, names: self.names.clone() };
        let read = (self.feeds)(name).and_then(|bytes| feed::read(&bytes, &naming, &zone, self.zones));
        match read {
            Ok(feed) => {
                for odd in feed.odd {
                    found.warning(file.span.clone(), &file.key, format!("{}: {odd}", quoted(name)), None);
                }
                Some(Listed { zone, turns: feed.turns })
            }
            Err(why) => {
                let message = format!("the feed {} cannot be used: {why}", quoted(name));
                found.error(file.span.clone(), &file.key, message, "fetch it anew");
                None
            }
        }
    }

    /// Agents who take turns.
    pub(super) fn rotation(
        &self,
        section: &mut Section<'_>,
        hours: Option<written::Value<'_>>,
        zone: Option<Arc<Zone>>,
        found: &mut Findings,
    ) -> Option<Rotation> {
        let agents = section.need("rotation", "rotation = [\"ana\", \"ben\"]", found).and_then(|value| {
            let names = value.texts(found)?;
            if names.is_empty() {
                let help = "name the agents in the order of their turns, such as [\"ana\", \"ben\"]";
                found.error(value.span(), &value.key, "this rotation is empty", help);
                return None;
            }
            let names: Vec<Option<String>> = names.iter().map(|name| self.agent(name, true, found)).collect();
            names.into_iter().collect::<Option<Vec<String>>>()
        });
        let turn =
            section.need_text("turn", "turn = \"1 week\"", found).and_then(|text| length(&text, found));
        let from = section.need("from", "from = 2026-01-05T09:00:00", found);
        let from = from.and_then(|value| moments::civil(&value, found).map(|from| (value, from)));
        let until = section.get("until");
        let weekly = match hours {
            None => Some(None),
            Some(hours) => hours.section(found).and_then(|table| {
                let weekly = weekly_hours(&table, found)?;
                if weekly.is_never_open() {
                    let help =
                        "write days and times, such as { mon-fri = [\"18:00-24:00\"] }, or leave it out";
                    found.error(
                        table.span,
                        &table.path,
                        "these hours are empty: nobody is ever needed",
                        help,
                    );
                    return None;
                }
                Some(Some(weekly))
            }),
        };
        let zone = zone?;
        let until = match until {
            None => None,
            Some(value) => Some((value.clone(), moments::instant(&value, &zone, found)?)),
        };
        let (agents, turn, (place, from), weekly) = (agents?, turn?, from?, weekly?);
        let Some(start) = zone.instant(from) else {
            found.error(place.span(), &place.key, "this lies outside of the years 1970 to 2200", None);
            return None;
        };
        if let Some((value, until)) = &until
            && *until <= start
        {
            let help = "`until` lies after `from`";
            found.error(value.span(), &value.key, "this rotation ends before it begins", help);
            return None;
        }
        let hours = match weekly {
            None => None,
            Some(weekly) => {
                let schedule = Schedule::new(zone.clone(), weekly, Vec::new());
                Some(Arc::new(Calendar::new(vec![schedule]).ok()?))
            }
        };
        Some(Rotation { zone, agents, from, until: until.map(|(_, until)| until), turn, hours })
    }
}

/// The length of a turn in wall-clock seconds: `1 week`, `12 hours`, `2 days`.
fn length(text: &Text<'_>, found: &mut Findings) -> Option<i64> {
    let written = text.value.trim();
    let digits = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    let (number, unit) = written.split_at_checked(digits)?;
    let unit = match unit.trim() {
        "hour" | "hours" | "h" => Some(3_600),
        "day" | "days" | "d" => Some(86_400),
        "week" | "weeks" | "w" => Some(7 * 86_400),
        _ => None,
    };
    let seconds = number.parse::<i64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    let good = seconds.filter(|seconds| (SHORTEST..=LONGEST).contains(seconds));
    if good.is_none() {
        let message = format!("{} is no length of a turn", quoted(written));
        let help = "write an hour to 52 weeks, such as \"1 week\", \"1 day\" or \"12 hours\"";
        found.error(text.span.clone(), &text.key, message, help);
    }
    good
}
