//! What is sold: tiers, severities, levels, and the words that stand beside the tables.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::{Names, conditions, place_of};
use crate::policy::model::{
    Answers, Assumption, Checklist, CountsAs, Level, Reports, Severity, SeverityKey, Tier, TierKey,
};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, name_is_plain};

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
            reports: reports(&mut table, found),
        };
        table.finish(found);
        tiers.push(tier);
    }
    tiers
}

/// `reports = "weekly"`.
fn reports(tier: &mut Section, found: &mut Findings) -> Option<Reports> {
    let text = tier.text("reports", found)?;
    let known = [Reports::Weekly].into_iter().find(|known| known.as_str() == text.value);
    if known.is_none() {
        let message = format!("{} is not how often reports are promised", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write reports = \"weekly\", or leave it out");
    }
    known
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
