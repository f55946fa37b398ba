//! A pack as facts in words, part by part, in the order in which a pack is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use chrono::{Datelike, NaiveDate};

use super::Fact;
use crate::calendar::Calendar;
use crate::policy::model::{Cell, ChannelKey, Conditions, Facts, Pack, Severity, Tier, TierKey};
use crate::policy::target::Promise;
use crate::policy::{Clock, words};

/// Years from the edition on in which the holidays of two calendars are compared.
const YEARS: i32 = 3;

/// The parts, in order; the targets of each clock come between the clocks and the allowances.
const PARTS: [&str; 12] = [
    "The policy",
    "Tiers",
    "Severities",
    "Hours",
    "Clocks",
    "Targets",
    "Allowances",
    "Levels",
    "Left out",
    "Versions",
    "Contract",
    "Assumptions",
];

/// Where a group stands; groups of one part in the order in which they were met.
pub(super) fn rank(title: &str, met: &[&String]) -> (usize, usize) {
    let part = title.split(':').next().unwrap_or(title);
    let place = PARTS.iter().position(|known| *known == part).unwrap_or(PARTS.len());
    (place, met.iter().position(|known| *known == title).unwrap_or(usize::MAX))
}

/// What a pack says that an agent would notice. `other` is the pack that it is compared with: what has the same name in both
/// is not told again wherever it is referred to.
pub(super) fn of(pack: &Pack, other: &Pack) -> Vec<Fact> {
    let mut told = Told { pack, other, facts: Vec::new(), group: String::new(), tier: None };
    told.policy();
    told.tiers();
    told.severities();
    told.hours();
    told.clocks();
    told.pots();
    told.rest();
    told.facts
}

struct Told<'p> {
    pack: &'p Pack,
    other: &'p Pack,
    facts: Vec<Fact>,
    group: String,
    /// The tier that is being told of.
    tier: Option<TierKey>,
}

impl Told<'_> {
    fn part(&mut self, title: &str) {
        self.group = title.to_owned();
    }

    fn put(&mut self, subject: impl Display, words: impl Display, item: bool) {
        let (subject, words) = (subject.to_string(), words.to_string());
        // A subject without a value says no more than that it is not there.
        if !words.is_empty() {
            self.facts.push(Fact {
                group: self.group.clone(),
                subject,
                tier: self.tier.clone(),
                words,
                item,
            });
        }
    }

    fn say(&mut self, subject: impl Display, words: impl Display) {
        self.put(subject, words, false);
    }

    fn items(&mut self, subject: impl Display, items: &[String]) {
        for item in items {
            self.put(&subject, item, true);
        }
    }

    fn policy(&mut self) {
        let pack = self.pack;
        self.part("The policy");
        self.say("provider", &pack.title);
        self.say("source", &pack.source.title);
        self.say("address", pack.source.reference.as_deref().unwrap_or_default());
        self.say("language", &pack.language);
        self.say("time zone", pack.zone.name());
        self.say("channels", listed(&pack.channels));
        self.say("regions", pack.regions.join(", "));
        self.say("kinds of request", pack.kinds.join(", "));
    }

    fn tiers(&mut self) {
        let pack = self.pack;
        self.part("Tiers");
        self.say(
            "order, lowest first",
            in_order(pack.tiers.iter().map(|tier| tier.key.as_str()), |key| {
                self.other.tiers.iter().any(|tier| tier.key.as_str() == key)
            }),
        );
        for tier in &pack.tiers {
            self.tier(tier);
        }
    }

    fn tier(&mut self, tier: &Tier) {
        let key = &tier.key;
        self.tier = Some(key.clone());
        self.say(key, &tier.name);
        self.say(format!("{key}, price"), tier.price.as_deref().unwrap_or_default());
        self.say(format!("{key}, channels"), listed(&tier.channels));
        let persons = tier.registered_contacts.map(|number| number.to_string()).unwrap_or_default();
        self.say(format!("{key}, registered persons"), persons);
        self.say(format!("{key}, reports"), tier.reports.map_or("", |reports| reports.as_str()));
        self.say(format!("{key}, response priority"), if tier.response_priority { "yes" } else { "" });
        self.say(format!("{key}, answered by"), words::answered_by(tier).join(", "));
        self.items(format!("{key}, covers"), &tier.scope);
        self.items(format!("{key}, includes"), &tier.entitlements);
        self.items(format!("{key}, leaves out"), &tier.exclusions);
        self.tier = None;
    }

    fn severities(&mut self) {
        let pack = self.pack;
        self.part("Severities");
        self.say(
            "order, worst first",
            in_order(pack.severities.iter().map(|one| one.key.as_str()), |key| {
                self.other.severities.iter().any(|one| one.key.as_str() == key)
            }),
        );
        for Severity { key, name, words, definition, only_for_order } in &pack.severities {
            self.say(format!("{key}, name"), name);
            self.say(format!("{key}, when"), definition);
            self.say(format!("{key}, also called"), words.join(", "));
            self.say(format!("{key}, only for order and colour"), if *only_for_order { "yes" } else { "" });
        }
        self.say(
            "where none is given",
            pack.default_severity.as_ref().map(ToString::to_string).unwrap_or_default(),
        );
        for rule in &pack.counts_as {
            self.say(words::conditions(&rule.when), format!("counts as {} ({})", rule.severity, rule.reason));
        }
    }

    fn hours(&mut self) {
        let pack = self.pack;
        self.part("Hours");
        for named in &pack.calendars {
            // One that the other pack has under another name is the same one.
            let renamed = self.other.calendar(&named.key).is_none()
                && self.other.calendars.iter().any(|other| other.words == named.words);
            if renamed {
                continue;
            }
            self.say(format!("calendar {}", named.key), &named.words);
            let stated = named.day_length.filter(|_| named.calendar.day_length() != named.day_length);
            let day = stated.map(crate::calendar::duration_words).unwrap_or_default();
            self.say(format!("calendar {}, a business day", named.key), day);
            let same = self.other.calendar(&named.key).filter(|other| other.words == named.words);
            if let Some(other) = same {
                let from = pack.id.edition.min(self.other.id.edition);
                let (own, theirs) = (holidays(&named.calendar, from), holidays(&other.calendar, from));
                let dates: BTreeSet<&NaiveDate> = own.keys().chain(theirs.keys()).collect();
                for date in dates.into_iter().filter(|date| own.get(date) != theirs.get(date)) {
                    let day = own.get(date).map_or("a day like others", String::as_str);
                    self.say(format!("calendar {}, {date}", named.key), day);
                }
            }
        }
        for row in &pack.hours {
            let hours = match row.calendar.as_deref() {
                Some(key) => self.place(key),
                None => "around the clock".to_owned(),
            };
            self.say(format!("the desk, {}", words::conditions(&row.when)), hours);
        }
    }

    /// A calendar that both packs have under this name by its name, and any other by its hours.
    fn place(&self, key: &str) -> String {
        let words = || self.pack.calendar(key).map_or_else(|| key.to_owned(), |named| named.words.clone());
        if self.other.calendar(key).is_some() { format!("in {key}") } else { words() }
    }

    fn clocks(&mut self) {
        let pack = self.pack;
        self.part("Clocks");
        for clock in &pack.clocks {
            self.say(&clock.key, words::clock(clock));
        }
        for clock in &pack.clocks {
            self.part(&format!("Targets: {}", clock.name));
            self.targets(clock);
        }
    }

    fn targets(&mut self, clock: &Clock) {
        let pack = self.pack;
        for cell in words::table(pack, clock).first {
            self.cell(&words::conditions(&cell.when), Some(cell));
        }
        for severity in &pack.severities {
            for tier in &pack.tiers {
                let facts = Facts {
                    tier: Some(tier.key.clone()),
                    severity: Some(severity.key.clone()),
                    ..Facts::default()
                };
                self.tier = Some(tier.key.clone());
                self.cell(&format!("{}, {}", severity.key, tier.key), pack.cell(&clock.key, &facts, None));
            }
        }
        self.tier = None;
    }

    fn cell(&mut self, subject: &str, cell: Option<&Cell>) {
        let Some(cell) = cell else { return self.say(subject, Promise::NoTarget) };
        self.say(subject, &cell.promise);
        let business = matches!(cell.promise, Promise::Within(length) if length.unit.is_business());
        if business || cell.cut_off.is_some() {
            let place =
                cell.calendar.as_deref().map_or("in the desk's own hours".into(), |key| self.place(key));
            self.say(format!("{subject}, runs"), place);
        }
        let cut = cell.cut_off.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        self.say(format!("{subject}, cut-off"), cut);
        self.say(format!("{subject}, channels"), listed(&cell.channels));
        self.say(format!("{subject}, note"), cell.note.as_deref().unwrap_or_default());
    }

    fn pots(&mut self) {
        self.part("Allowances");
        let mut said: Vec<&str> = Vec::new();
        for pot in &self.pack.pots {
            let whose =
                if pot.when == Conditions::default() { String::new() } else { words::conditions(&pot.when) };
            self.tier = match pot.when.tiers.as_slice() {
                [tier] => Some(tier.clone()),
                _ => None,
            };
            let subject = [pot.key.as_str(), whose.as_str()].into_iter().filter(|part| !part.is_empty());
            self.say(subject.collect::<Vec<_>>().join(", "), words::pot_size(pot));
            self.tier = None;
            if !said.contains(&pot.key.as_str()) {
                said.push(&pot.key);
                self.items(format!("{}, rule", pot.key), &words::pot_facts(pot));
            }
        }
    }

    fn rest(&mut self) {
        let pack = self.pack;
        self.part("Allowances");
        self.items("promised by share", &words::commitments(pack));
        self.part("Levels");
        for level in &pack.levels {
            let from =
                level.reached_from.map(|from| format!(" (through level {from} only)")).unwrap_or_default();
            self.say(format!("level {}", level.number), format!("{}{from}", level.definition));
        }
        for list in &pack.checklists {
            self.items(format!("needed for level {}", list.to_level), &list.items);
        }
        self.part("Left out");
        self.items("flagged", &words::left_out(pack));
        self.part("Versions");
        for version in &pack.versions {
            self.say(&version.name, format!("supported until {}", version.end_of_life));
        }
        self.part("Contract");
        self.items("everybody has", &pack.entitlements);
        self.items("nobody has", &pack.exclusions);
        self.items("rule", &pack.contract_rules);
        self.part("Assumptions");
        for one in &pack.assumptions {
            self.say(&one.about, format!("{} ({})", one.reading, one.reason));
        }
    }
}

/// Names in order, as far as both packs have them: what is new or gone is said by itself.
fn in_order<'k>(keys: impl Iterator<Item = &'k str>, both_have: impl Fn(&str) -> bool) -> String {
    keys.filter(|key| both_have(key)).collect::<Vec<_>>().join(", ")
}

fn listed(channels: &[ChannelKey]) -> String {
    channels.iter().map(ChannelKey::as_str).collect::<Vec<_>>().join(", ")
}

/// The holidays on which a part of a calendar is closed, from a date on, in the years that are compared.
fn holidays(calendar: &Calendar, from: NaiveDate) -> BTreeMap<NaiveDate, String> {
    let mut found = BTreeMap::new();
    for set in calendar.schedules().iter().flat_map(|schedule| &schedule.holidays) {
        let days = (from.year()..=from.year() + YEARS).flat_map(|year| set.year(year));
        for day in days.filter(|day| day.date >= from) {
            found.entry(day.date).or_insert(day.name);
        }
    }
    found
}
