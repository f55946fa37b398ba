//! What is sold: tiers, severities, levels, clocks, and the words that stand beside the tables.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Names, conditions, place_of};
use crate::policy::clock::{Clock, ClockEvent, Pause};
use crate::policy::model::{
    Answers, Assumption, Checklist, ClockKey, CountsAs, Level, Severity, SeverityKey, Tier, TierKey,
};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, did_you_mean, name_is_plain};

/// Takes down the keys of tiers and severities before anything refers to them.
pub(super) fn names(top: &mut Section, names: &mut Names, found: &mut Findings) {
    let tiers = top.need("tiers", "a table such as [tiers.gold] for each tier, lowest first", found);
    if let Some(section) = tiers.and_then(|value| value.section(found)) {
        names.tiers = section.entries().iter().map(|(name, _)| TierKey::new(name.value)).collect();
        at_least_one(&section, "tier", found);
    }
    let severities =
        top.need("severities", "a table such as [severities.urgent] for each, worst first", found);
    if let Some(section) = severities.and_then(|value| value.section(found)) {
        names.severities = section.entries().iter().map(|(name, _)| SeverityKey::new(name.value)).collect();
        at_least_one(&section, "severity", found);
    }
}

fn at_least_one(section: &Section, what: &str, found: &mut Findings) {
    if section.entries().is_empty() {
        found.error(section.span.clone(), &section.path, format!("a pack has at least one {what}"), None);
    }
}

/// Each table under `key`, with its name where that is a plain one.
fn tables<'a>(
    top: &mut Section<'a>,
    key: &'static str,
    what: &str,
    found: &mut Findings,
) -> Vec<(Text<'a>, Section<'a>)> {
    let Some(section) = top.section(key, found) else { return Vec::new() };
    let mut tables = Vec::new();
    for (name, value) in section.entries() {
        if name_is_plain(name, what, found)
            && let Some(table) = value.section(found)
        {
            tables.push((name.clone(), table));
        }
    }
    tables
}

/// Two names that a person would take for one are refused: equal but for case, spacing or the way an accent is written
/// (faults.md H08).
struct Unmistakable<'a>(HashMap<String, Text<'a>>);

impl<'a> Unmistakable<'a> {
    fn add(&mut self, folded: String, text: Text<'a>, found: &mut Findings) {
        if let Some(other) = self.0.get(&folded) {
            let message = format!("{} and {} cannot be told apart", quoted(text.value), quoted(other.value));
            found.error(
                text.span,
                &text.key,
                message,
                format!("the other is `{}`; name one of them otherwise", other.key),
            );
        } else {
            self.0.insert(folded, text);
        }
    }
}

fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads `[severities.*]`, most severe first.
pub(super) fn severities(top: &mut Section, found: &mut Findings) -> Vec<Severity> {
    let mut meanings: HashMap<String, (String, Text)> = HashMap::new();
    let mut severities = Vec::new();
    for (name, mut table) in tables(top, "severities", "a severity", found) {
        let title = table.need_text("name", "its name for people", found);
        let words = table.texts("words", found);
        let definition = table.need_text("definition", "when it applies, in a sentence of your own", found);
        let only_for_order = table.yes("only_for_order", found);
        // A word that means two severities would be read as either.
        for text in title.iter().chain(&words).chain([&name]) {
            let word = folded(text.value);
            match meanings.get(&word) {
                Some((severity, _)) if severity != name.value => {
                    let message = format!("{} already means the severity {severity}", quoted(text.value));
                    found.error(text.span.clone(), &text.key, message, "a word means one severity only");
                }
                _ => {
                    meanings.insert(word, (name.value.to_owned(), text.clone()));
                }
            }
        }
        table.finish(found);
        if let (Some(title), Some(definition)) = (title, definition) {
            severities.push(Severity {
                key: SeverityKey::new(name.value),
                name: title.value.to_owned(),
                words: words.iter().map(|word| word.value.trim().to_lowercase()).collect(),
                definition: definition.value.to_owned(),
                only_for_order,
            });
        }
    }
    severities
}

/// Reads `[tiers.*]`, lowest first.
pub(super) fn tiers(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<Tier> {
    let mut seen = Unmistakable(HashMap::new());
    let mut tiers = Vec::new();
    for (key, mut table) in tables(top, "tiers", "a tier", found) {
        if key.value == "target" {
            let message =
                "a tier cannot be called target: a row of the targets could not be told from a cell";
            found.error(key.span.clone(), &key.key, message, "call it otherwise");
        }
        let name = table.need_text("name", "its name for people", found);
        if let Some(name) = &name {
            seen.add(folded(name.value), name.clone(), found);
        }
        let channels = table.texts("channels", found);
        let tier = Tier {
            key: TierKey::new(key.value),
            name: name.map(|name| name.value.to_owned()).unwrap_or_default(),
            scope: table.strings("scope", found),
            entitlements: table.strings("entitlements", found),
            exclusions: table.strings("exclusions", found),
            channels: channels.iter().filter_map(|text| names.channel(text, found)).collect(),
            registered_contacts: table.number("registered_contacts", found),
            response_priority: table.yes("response_priority", found),
            answers: answers(&mut table, names, found),
            price: table.text("price", found).map(|text| text.value.to_owned()),
        };
        table.finish(found);
        tiers.push(tier);
    }
    tiers
}

/// `answers = { 1 = "customer", 2 = "provider" }`: where a pack has levels, every tier says who answers each.
fn answers(tier: &mut Section, names: &Names, found: &mut Findings) -> Vec<(u8, Answers)> {
    let Some(section) = tier.section("answers", found) else {
        if !names.levels.is_empty() {
            let message = format!("[{}] does not say who answers which level", tier.path);
            let help = "write answers = { 1 = \"provider\", 2 = \"customer\" } with every level";
            found.error(tier.span.clone(), &tier.path, message, help);
        }
        return Vec::new();
    };
    let mut answers = Vec::new();
    for (name, value) in section.entries() {
        let number = name.value.parse::<u8>().ok();
        let level = number.filter(|number| names.levels.iter().any(|level| level.number == *number));
        if level.is_none() {
            let message = format!("this pack has no level {}", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, "declare it as a table such as [levels.1]");
        }
        let Some(who) = value.text(found) else { continue };
        let who = match who.value {
            "provider" => Answers::Provider,
            "customer" => Answers::Customer,
            other => {
                let message = format!("{} answers no level", quoted(other));
                found.error(who.span, &who.key, message, "write provider or customer");
                continue;
            }
        };
        answers.extend(level.map(|level| (level, who)));
    }
    for level in &names.levels {
        if !section.entries().iter().any(|(name, _)| name.value == level.number.to_string()) {
            let message = format!("[{}] does not say who answers level {}", tier.path, level.number);
            found.error(
                section.span.clone(),
                &section.path,
                message,
                "write provider or customer for every level",
            );
        }
    }
    answers
}

/// Reads `[levels.*]`.
pub(super) fn levels(top: &mut Section, found: &mut Findings) -> Vec<Level> {
    let mut levels: Vec<(Level, Option<Value>)> = Vec::new();
    let Some(section) = top.section("levels", found) else { return Vec::new() };
    for (name, value) in section.entries() {
        let Some(number) = name.value.parse::<u8>().ok().filter(|number| (1..=9).contains(number)) else {
            let message = format!("{} is no level", quoted(name.value));
            found.error(name.span.clone(), &name.key, message, "levels are numbered: [levels.1]");
            continue;
        };
        let Some(mut table) = value.section(found) else { continue };
        let definition = table.need_text("definition", "what it does, in a sentence of your own", found);
        let from = table.get("reached_from");
        let reached_from =
            from.as_ref().and_then(|from| from.number(found)).and_then(|from| u8::try_from(from).ok());
        table.finish(found);
        let definition = definition.map(|text| text.value.to_owned()).unwrap_or_default();
        levels.push((Level { number, definition, reached_from }, from));
    }
    let known: Vec<u8> = levels.iter().map(|(level, _)| level.number).collect();
    for (level, from) in &levels {
        if let (Some(number), Some(value)) = (level.reached_from, from)
            && (!known.contains(&number) || number == level.number)
        {
            let message = format!("level {} cannot be reached from level {number}", level.number);
            found.error(value.span(), &value.key, message, "name another level of this pack");
        }
    }
    levels.into_iter().map(|(level, _)| level).collect()
}

/// Reads `[clocks.*]`, in the order in which they are shown.
pub(super) fn clocks(top: &mut Section, names: &mut Names, found: &mut Findings) -> Vec<Clock> {
    let such_as = "[clocks.first_response] and [clocks.resolution]";
    let Some(section) = top.need("clocks", such_as, found).and_then(|value| value.section(found)) else {
        return Vec::new();
    };
    let mut clocks = Vec::new();
    for (name, value) in section.entries() {
        names.clocks.push(ClockKey::new(name.value));
        if name_is_plain(name, "a clock", found)
            && let Some(table) = value.section(found)
        {
            clocks.extend(clock(name, table, found));
        }
    }
    for needed in ["first_response", "resolution"] {
        if !names.clocks.iter().any(|clock| clock.as_str() == needed) {
            let message = format!("every pack has the clock `{needed}`");
            let help = format!(
                "write [clocks.{needed}]; where the policy has no such target, its cells say \"none\""
            );
            found.error(section.span.clone(), &section.path, message, help);
        }
    }
    clocks
}

fn clock(name: &Text, mut table: Section, found: &mut Findings) -> Option<Clock> {
    let title = table.need_text("name", "its name for people", found);
    let starts = table.need_text("starts", "the event that starts it, such as \"received\"", found);
    let starts = starts.and_then(|text| event(&text, found));
    let ends = table.need("ends", "the event that ends it, such as \"resolved\", or a list of them", found);
    let ends = ends.map(|value| events(&value, found));
    let mut states = |key, found: &mut Findings| -> Vec<Pause> {
        table.texts(key, found).iter().filter_map(|text| pause(text, found)).collect()
    };
    let (pauses, not_in) = (states("pauses", found), states("not_in", found));
    let repeats = table.yes("repeats", found);
    let until = table.get("until").map(|value| for_good(events(&value, found)));
    let (span, path) = (table.span.clone(), table.path.clone());
    table.finish(found);
    let own = !matches!(name.value, "first_response" | "resolution");
    // Nothing is owed for a resolved ticket, whatever else its pack counts.
    let until = until.unwrap_or_else(|| if own { vec![ClockEvent::Resolved] } else { Vec::new() });
    // A ticket that is reopened goes on where it stopped (sla.md 1.6): what it stood resolved is nobody's miss.
    let mut pauses = pauses;
    if own && !pauses.contains(&Pause::Resolved) && !not_in.contains(&Pause::Resolved) {
        pauses.push(Pause::Resolved);
    }
    let clock = Clock {
        key: ClockKey::new(name.value),
        name: title.map(|text| text.value.to_owned()).unwrap_or_default(),
        starts: starts?,
        ends: ends.filter(|ends| !ends.is_empty())?,
        pauses,
        not_in,
        repeats,
        until,
    };
    makes_sense(&clock, &span, &path, found);
    Some(clock)
}

/// What these two mean is fixed (sla.md 1.5, 1.6), so that every list, report and pack can be compared; of the others,
/// what could never start, never end or never be kept is refused.
fn makes_sense(clock: &Clock, span: &Range<usize>, path: &str, found: &mut Findings) {
    let fixed = match clock.key.as_str() {
        "first_response" => Some((ClockEvent::Received, ClockEvent::FirstReply, &[][..])),
        "resolution" => {
            let pauses = &[Pause::WaitingForCustomer, Pause::Resolved][..];
            Some((ClockEvent::Received, ClockEvent::Resolved, pauses))
        }
        _ => None,
    };
    let mut wrong = |message: String, help: String| found.error(span.clone(), path, message, help);
    if let Some((starts, ends, pauses)) = fixed {
        let same_pauses =
            clock.pauses.len() == pauses.len() && pauses.iter().all(|p| clock.pauses.contains(p));
        if !clock.is_plain() || clock.starts != starts || clock.ends != [ends] || !same_pauses {
            let words: Vec<String> =
                pauses.iter().map(|pause| format!("\"{}\"", pause_word(*pause))).collect();
            let help = format!(
                "write starts = \"{starts}\", ends = \"{ends}\", pauses = [{}]; what a policy counts otherwise is a clock of its own name",
                words.join(", ")
            );
            wrong(format!("the clock `{}` has a fixed meaning", clock.key), help);
        }
        return;
    }
    for event in [ClockEvent::Received, ClockEvent::CustomerMessage] {
        if clock.ends.contains(&event) || clock.until.contains(&event) {
            let message = format!("`{event}` can start a clock of the desk's, not end it");
            wrong(message, "name what the desk does".into());
        }
    }
    if clock.starts == ClockEvent::CustomerMessage && !clock.repeats {
        let message = "a clock that starts with a message of the customer starts with every one".to_owned();
        wrong(message, "write repeats = true".into());
    }
    if clock.ends.contains(&clock.starts) && !clock.repeats {
        let message = format!("this clock starts and ends with `{}`", clock.starts);
        wrong(message, "name two events, or write repeats = true".into());
    }
    if let Some(both) = clock.not_in.iter().find(|state| clock.pauses.contains(state)) {
        let message = format!("this clock both pauses and does not run while `{}`", pause_word(*both));
        wrong(message, "keep it in `pauses` (it goes on afterwards) or in `not_in` (it starts anew)".into());
    }
    let once = |event: &ClockEvent| !matches!(event, ClockEvent::Reply);
    if clock.repeats && clock.ends.iter().all(once) {
        let message = "this clock repeats, and what ends it happens once".to_owned();
        wrong(message, "end a clock that repeats with \"reply\"".into());
    }
}

/// The events that end a clock for good: a resolution is always among them.
pub(super) fn for_good(mut events: Vec<ClockEvent>) -> Vec<ClockEvent> {
    if !events.contains(&ClockEvent::Resolved) {
        events.push(ClockEvent::Resolved);
    }
    events
}

/// One event, or a list of them.
pub(super) fn events(value: &Value, found: &mut Findings) -> Vec<ClockEvent> {
    let texts = match value.value.get_ref().is_array() {
        true => value.texts(found).unwrap_or_default(),
        false => value.text(found).into_iter().collect(),
    };
    texts.iter().filter_map(|text| event(text, found)).collect()
}

/// An event that the desk writes down of a ticket.
pub(super) fn event(text: &Text, found: &mut Findings) -> Option<ClockEvent> {
    let event = ClockEvent::from_word(text.value);
    if event.is_none() {
        let words = ClockEvent::ALL.map(ClockEvent::as_str);
        let message = format!("{} is no event of a ticket", quoted(text.value));
        let near = did_you_mean(text.value, words).filter(|help| help.starts_with("did you mean"));
        let help = near.unwrap_or_else(|| format!("write one of {}", words.join(", ")));
        found.error(text.span.clone(), &text.key, message, help);
    }
    event
}

const PAUSES: [Pause; 3] = [Pause::WaitingForCustomer, Pause::Resolved, Pause::OnHold];

/// A state in which a clock pauses, as packs write it.
pub fn pause_word(pause: Pause) -> &'static str {
    match pause {
        Pause::WaitingForCustomer => "waiting_for_customer",
        Pause::Resolved => "resolved",
        Pause::OnHold => "on_hold",
    }
}

fn pause(text: &Text, found: &mut Findings) -> Option<Pause> {
    let pause = PAUSES.into_iter().find(|pause| pause_word(*pause) == text.value);
    if pause.is_none() {
        let message = format!("{} is no state in which a clock pauses", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write waiting_for_customer, resolved or on_hold");
    }
    pause
}

/// `default_severity` of `[pack]`: a severity of the pack.
pub(super) fn default_severity(
    text: Option<Text>,
    names: &Names,
    found: &mut Findings,
) -> Option<SeverityKey> {
    text.and_then(|text| names.severity(&text, found))
}

/// Reads `[[counts_as]]`.
pub(super) fn counts_as(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<CountsAs> {
    let mut rules = Vec::new();
    for mut row in top.sections("counts_as", found) {
        let when = conditions::of(&mut row, names, found);
        let severity = row.need_text("as", "the severity it counts as", found);
        let reason = row.need_text("reason", "why, in a sentence of your own", found);
        if when.arrival.is_some() {
            let help = "ask for tier, severity, environment, region, language, channel, kind or level";
            found.error(
                row.span.clone(),
                &row.path,
                "a severity cannot depend on the moment of arrival",
                help,
            );
        }
        let place = place_of(row.span.clone(), &row.path);
        row.finish(found);
        if let (Some(severity), Some(reason)) = (severity, reason)
            && let Some(severity) = names.severity(&severity, found)
        {
            rules.push(CountsAs { when, severity, reason: reason.value.to_owned(), place });
        }
    }
    rules
}

/// Reads `[[checklists]]`.
pub(super) fn checklists(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<Checklist> {
    let mut lists = Vec::new();
    for mut row in top.sections("checklists", found) {
        let to_level = row.need("to_level", "the level that asks for it", found);
        let to_level = to_level.and_then(|value| conditions::level(&value, names, found));
        let items =
            row.need("items", "its points", found).and_then(|value| value.texts(found)).unwrap_or_default();
        row.finish(found);
        let items = items.iter().map(|item| item.value.to_owned()).collect();
        lists.extend(to_level.map(|to_level| Checklist { to_level, items }));
    }
    lists
}

/// What holds for every tier.
#[derive(Default)]
pub(super) struct Common {
    pub entitlements: Vec<String>,
    pub exclusions: Vec<String>,
    pub contract_rules: Vec<String>,
}

/// Reads `[terms]`.
pub(super) fn terms(top: &mut Section, found: &mut Findings) -> Common {
    let Some(mut section) = top.section("terms", found) else { return Common::default() };
    let common = Common {
        entitlements: section.strings("entitlements", found),
        exclusions: section.strings("exclusions", found),
        contract_rules: section.strings("contract_rules", found),
    };
    section.finish(found);
    common
}

/// Reads `[[assumptions]]`.
pub(super) fn assumptions(top: &mut Section, found: &mut Findings) -> Vec<Assumption> {
    let mut assumptions = Vec::new();
    for mut row in top.sections("assumptions", found) {
        let about = row.need_text("about", "what it concerns, such as \"hours\"", found);
        let reading = row.need_text("reading", "how it is read", found);
        let reason = row.need_text("reason", "why", found);
        row.finish(found);
        if let (Some(about), Some(reading), Some(reason)) = (about, reading, reason) {
            let [about, reading, reason] = [about, reading, reason].map(|text| text.value.to_owned());
            assumptions.push(Assumption { about, reading, reason });
        }
    }
    assumptions
}
