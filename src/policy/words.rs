//! A pack in words for people: what the page of a policy says on the command line and on screen, so that somebody who
//! knows the published page can check it.

use super::clock::{Clock, ClockEvent, Pause};
use super::commitments::Commitment;
use super::conditions::Aspect;
use super::left_out::Excluded;
use super::model::{Answers, Cell, Conditions, Facts, HoursRow, Pack, Severity, Tier, TierKey};
pub use super::pot_words::{
    amount, free, pot, pot_facts, pot_rules, pot_size, time_rules, times, when_empty,
};
use super::target::Promise;

/// A tier, and the cell that answers for it.
pub type TierCell<'a> = (&'a Tier, Option<&'a Cell>);

/// One clock's targets laid out as published pages have them: a row for each severity, a column for each tier.
#[derive(Debug)]
pub struct TargetTable<'a> {
    /// The only cell, where every tier and severity has the same one.
    pub only: Option<&'a Cell>,
    /// Cells that ask for more than tier and severity: they are looked at before the table.
    pub first: Vec<&'a Cell>,
    /// Every cell in the order in which they are asked, where the policy is no grid: a row that asks for more than tier
    /// and severity stands behind one that does not.
    pub list: Vec<&'a Cell>,
    /// Severities, worst first, each with a cell a tier, lowest first; `None` where the policy knows no target.
    pub rows: Vec<(&'a Severity, Vec<TierCell<'a>>)>,
}

/// Lays out the targets of a clock.
pub fn table<'a>(pack: &'a Pack, clock: &Clock) -> TargetTable<'a> {
    let cells: Vec<&Cell> = pack.cells.iter().filter(|cell| cell.clock == clock.key).collect();
    if let [only] = cells.as_slice()
        && only.when == Conditions::default()
    {
        return TargetTable { only: Some(only), first: Vec::new(), list: Vec::new(), rows: Vec::new() };
    }
    let plain = |cell: &&Cell| {
        let more = |aspect: &Aspect| !matches!(aspect, Aspect::Tier | Aspect::Severity);
        !Aspect::ALL.into_iter().filter(more).any(|aspect| cell.when.asks(aspect))
    };
    // Rows that ask for more come first in a grid; where one does not, the order is all there is.
    if cells.iter().skip_while(|cell| !plain(cell)).any(|cell| !plain(cell)) {
        return TargetTable { only: None, first: Vec::new(), list: cells, rows: Vec::new() };
    }
    let (in_table, first): (Vec<&Cell>, Vec<&Cell>) = cells.into_iter().partition(plain);
    let column = |severity: &Severity, tier: &'a Tier| {
        let facts = Facts { tier: Some(tier.key.clone()), ..Facts::default() };
        let answers = |cell: &&&Cell| cell.when.match_facts(&facts, Some(&severity.key), &|_| None);
        (tier, in_table.iter().find(answers).copied())
    };
    let rows = pack
        .severities
        .iter()
        .map(|severity| (severity, pack.tiers.iter().map(|tier| column(severity, tier)).collect()));
    TargetTable { only: None, first, list: Vec::new(), rows: rows.collect() }
}

/// `First response: from receipt to the first reply`, with what it pauses in, when it starts again and what ends it for good.
pub fn clock(clock: &Clock) -> String {
    let states = |states: &[Pause], what: &str| match states {
        [] => String::new(),
        states => {
            let words: Vec<String> =
                states.iter().map(|state| super::pause_word(*state).replace('_', " ")).collect();
            format!(", {what} while {}", words.join(" or "))
        }
    };
    let until = if clock.until.is_empty() { String::new() } else { format!(", until {}", any(&clock.until)) };
    format!(
        "{}: from {} to {}{}{}{}{}",
        clock.name,
        clock.starts.words(),
        any(&clock.ends),
        if clock.repeats { ", again and again" } else { "" },
        // What a clock waits for to begin or ends with says more than that a resolved ticket owes nothing.
        if clock.until == [ClockEvent::Resolved] && !clock.repeats { String::new() } else { until },
        states(&clock.pauses, "pauses"),
        states(&clock.not_in, "does not run"),
    )
}

fn any(events: &[ClockEvent]) -> String {
    events.iter().map(|event| event.words()).collect::<Vec<_>>().join(" or ")
}

/// Target, window, what ends it here, channels, note: a line each; `none` where the policy knows no target.
pub fn cell(pack: &Pack, cell: Option<&Cell>) -> Vec<String> {
    let Some(cell) = cell else { return vec!["none".into()] };
    let mut lines = vec![cell.promise.to_string()];
    if let Promise::Within(length) = &cell.promise {
        match cell.calendar.as_deref() {
            _ if !length.unit.is_business() => lines.push("around the clock".into()),
            Some(key) => lines.extend(calendar(pack, key)),
            None => lines.push("in the desk's own hours".into()),
        }
    }
    lines.extend(cell.cut_off.map(|time| format!("cut-off {}", time.format("%H:%M"))));
    lines.extend(cell.until.as_ref().map(|until| format!("until {}", any(until))));
    if !cell.channels.is_empty() {
        lines.push(cell.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(", "));
    }
    lines.extend(cell.note.iter().map(|note| format!("({note})")));
    lines
}

/// The hours that a key means: a line, or where it chooses, one for each of its rows.
pub fn calendar(pack: &Pack, key: &str) -> Vec<String> {
    let words = |key: &str| pack.calendar(key).map_or_else(|| key.to_owned(), |named| named.words.clone());
    match pack.choice(key) {
        Some(choice) => {
            choice.rows.iter().map(|(when, key)| format!("{}: {}", conditions(when), words(key))).collect()
        }
        None => vec![words(key)],
    }
}

/// The desk's own hours in a row of theirs.
pub fn hours(pack: &Pack, row: &HoursRow) -> String {
    match &row.calendar {
        Some(key) => calendar(pack, key).join("; "),
        None => "around the clock".into(),
    }
}

/// What every request is that claims no severity: `What claims no severity is Low until the desk assesses it`.
pub fn default_severity(pack: &Pack) -> Option<String> {
    let severity = pack.severity(pack.default_severity.as_ref()?)?;
    Some(format!("What claims no severity is {} until the desk assesses it", severity.name))
}

/// What a row asks for, in words; `everybody` where it asks for nothing.
pub fn conditions(when: &Conditions) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut put = |what: &str, values: Vec<String>| {
        if !values.is_empty() {
            parts.push(format!("{what}{}", values.join(" or ")));
        }
    };
    put("", when.tiers.iter().map(ToString::to_string).collect());
    put("", when.severities.iter().map(ToString::to_string).collect());
    put("", when.environments.iter().map(ToString::to_string).collect());
    put("level ", when.levels.iter().map(ToString::to_string).collect());
    put("region ", when.regions.clone());
    put("language ", when.languages.clone());
    put("by ", when.channels.iter().map(ToString::to_string).collect());
    put("kind ", when.kinds.clone());
    if let Some((calendar, inside)) = &when.arrival {
        parts.push(format!("arriving {} {calendar}", if *inside { "inside" } else { "outside" }));
    }
    let stands = |stands| if stands { "a workaround stands" } else { "no workaround stands" };
    parts.extend(when.workaround.map(|workaround| stands(workaround).to_owned()));
    parts.extend(when.signed.map(|signed| format!("contracts {signed}")));
    if parts.is_empty() { "everybody".into() } else { parts.join(", ") }
}

/// A promise by share: `First response: at least 80 % within 4 hours a month (gold)`, and what is known about it.
pub fn commitment(pack: &Pack, one: &Commitment) -> String {
    let clock = pack.clock(&one.clock).map_or_else(|| one.clock.to_string(), |clock| clock.name.clone());
    let runs = one.calendar.as_deref().map(|key| calendar(pack, key).join("; "));
    let runs = runs.map(|words| format!(", counted {words}")).unwrap_or_default();
    let whose = if one.when == Conditions::default() {
        String::new()
    } else {
        format!(" ({})", conditions(&one.when))
    };
    let text = one.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    format!("{clock}: {one}{runs}{whose}{text}")
}

/// The promises by share.
pub fn commitments(pack: &Pack) -> Vec<String> {
    pack.commitments.iter().map(|one| commitment(pack, one)).collect()
}

/// Who answers each level for a tier, a level each.
pub fn answered_by(tier: &Tier) -> Vec<String> {
    let who = |by: &Answers| match by {
        Answers::Provider => "provider",
        Answers::Customer => "customer",
    };
    tier.answers.iter().map(|(level, by)| format!("level {level}: {}", who(by))).collect()
}

/// The levels, each with what it does and how it is reached.
pub fn levels(pack: &Pack) -> Vec<String> {
    let level = |level: &super::Level| {
        let from = level.reached_from.map(|from| format!(" (through level {from} only)")).unwrap_or_default();
        format!("{}{from}: {}", level.number, level.definition)
    };
    pack.levels.iter().map(level).collect()
}

/// Kinds of request that are not included.
pub fn left_out(pack: &Pack) -> Vec<String> {
    let row = |row: &Excluded| {
        let tiers: Vec<&str> = row.when.tiers.iter().map(TierKey::as_str).collect();
        let only = if tiers.is_empty() { String::new() } else { format!(" ({})", tiers.join(", ")) };
        format!("{}{only}: {}", row.when.kinds.join(", "), row.rule)
    };
    pack.excluded.iter().map(row).collect()
}

/// Versions and how long each is supported.
pub fn versions(pack: &Pack) -> Vec<String> {
    pack.versions.iter().map(|one| format!("{}: supported until {}", one.name, one.end_of_life)).collect()
}

/// What was read into the policy, and why.
pub fn assumptions(pack: &Pack) -> Vec<String> {
    pack.assumptions
        .iter()
        .map(|one| format!("{}: {}. Why: {}", one.about, one.reading, one.reason))
        .collect()
}
