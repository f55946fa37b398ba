//! What a question says about a ticket, checked against its pack, and the terms that follow from it.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::object::{meant, quoted};
use crate::calendar::{Calendar, Instant, Span, Zones};
use crate::policy::{
    ChannelKey, Clock, ClockAnswer, ClockEvent, ClockKey, ClockStands, Environment, Facts, History,
    OwnTarget, OwnTerms, Pack, Packs, Promise, Resolved, SeverityKey, Terms, TierKey, is_language,
};

/// What a question says about a ticket, as written; nothing checked yet.
#[derive(Debug, Default, Clone)]
pub(super) struct Asked {
    pub(super) pack: String,
    pub(super) tier: Option<String>,
    pub(super) severity: Option<String>,
    pub(super) environment: Option<String>,
    pub(super) region: Option<String>,
    pub(super) level: Option<i64>,
    pub(super) language: Option<String>,
    pub(super) channel: Option<String>,
    pub(super) kind: Option<String>,
    /// The first date of the contract, which rows may ask for.
    pub(super) signed: Option<String>,
    /// Whether a workaround has been given, which rows may ask for.
    pub(super) workaround: bool,
    /// The contract's own targets, clock and words.
    pub(super) targets: Vec<(String, String)>,
}

/// The regions that a question may name although its pack tells no regions apart (sla.md part 5).
const REGIONS: [&str; 2] = ["north-america", "europe"];

/// The targets of one combination of facts, in the order in which they are answered.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) pack: Arc<Pack>,
    pub(super) facts: Facts,
    pub(super) clocks: Vec<PlannedClock>,
    /// Whether a row asks for the moment of arrival, so that the plan holds for one receipt only.
    pub(super) by_arrival: bool,
}

#[derive(Debug)]
pub(super) struct PlannedClock {
    pub(super) resolved: Arc<Resolved>,
    pub(super) runs: Runs,
}

/// How a clock is started, ended and paused.
#[derive(Debug)]
pub(super) enum Runs {
    /// The first response: from receipt, never pausing (sla.md 1.5).
    FirstResponse,
    /// The resolution: from receipt, pausing over the question's pauses (sla.md 1.6).
    Resolution,
    /// As the pack declares it, over what has happened.
    Declared(Box<Clock>),
}

impl Plan {
    /// Whether the pack names clocks beside first response and resolution, which are run over what has happened.
    pub(super) fn has_further(&self) -> bool {
        self.clocks.iter().any(|clock| matches!(clock.runs, Runs::Declared(_)))
    }
}

/// What a clock answers. `history` is needed by the clocks that a pack declares beside the two of every pack.
///
/// # Errors
/// Where it would be due after the last instant that the engine counts.
pub(super) fn answered(
    clock: &PlannedClock,
    received: Instant,
    paused: &[Span],
    history: Option<&History>,
) -> Result<ClockAnswer, String> {
    let resolved = &clock.resolved;
    let past =
        || format!("{} would fall due after the year 2200, where the engine stops counting", resolved.clock);
    let plain = |pauses: &[Span]| {
        let stands = ClockStands::Runs;
        let Promise::Within(length) = resolved.promise else {
            return Ok(ClockAnswer { due: None, aim: None, begun: received, pauses: Vec::new(), stands });
        };
        let due = resolved.due(received, pauses).ok_or_else(past)?;
        let aim = length.aim.and_then(|_| resolved.aim(received, pauses));
        Ok(ClockAnswer { due: Some(due), aim, begun: received, pauses: pauses.to_vec(), stands })
    };
    match (&clock.runs, history) {
        (Runs::Declared(declared), Some(history)) => history.answer(declared, resolved).map_err(|_| past()),
        (Runs::Resolution, _) => plain(paused),
        (Runs::FirstResponse | Runs::Declared(_), _) => plain(&[]),
    }
}

/// The targets that follow from what is asked.
pub(super) fn plan(asked: &Asked, packs: &Packs, zones: &Zones, received: Instant) -> Result<Plan, String> {
    let (terms, known) = checked(asked, packs, zones)?;
    let clocks = clocks(terms.pack());
    let resolve = |facts: &Facts| -> Vec<Arc<Resolved>> {
        clocks.iter().map(|(key, _)| terms.resolve(key, facts, received)).collect()
    };
    let facts = one_answer(terms.pack(), known, |facts| {
        resolve(facts).iter().map(|resolved| Essence::of(resolved)).collect::<Vec<_>>()
    })?;
    let resolved = resolve(&facts);
    for target in &resolved {
        if target.lacks_business_day() {
            let error = crate::policy::TargetError::NoDayLength;
            return Err(format!("{}: {error}", target.clock));
        }
    }
    let runs = clocks.into_iter().map(|(_, runs)| runs);
    let clocks = resolved.into_iter().zip(runs).map(|(resolved, runs)| PlannedClock { resolved, runs });
    Ok(Plan {
        clocks: clocks.collect(),
        facts,
        by_arrival: by_arrival(terms.pack()),
        pack: terms.pack().clone(),
    })
}

/// The calendar on which the first-response clock runs, or the desk's own (sla.md part 5, `hours`), and whether that holds
/// for this moment only.
pub(super) fn hours(
    asked: &Asked,
    packs: &Packs,
    zones: &Zones,
    at: Instant,
) -> Result<(Arc<Calendar>, bool), String> {
    let (terms, known) = checked(asked, packs, zones)?;
    let facts = one_answer(terms.pack(), known, |facts| Hours(terms.hours_calendar(facts, at)))?;
    Ok((terms.hours_calendar(&facts, at), by_arrival(terms.pack())))
}

fn by_arrival(pack: &Pack) -> bool {
    pack.cells.iter().any(|cell| cell.when.arrival.is_some())
}

/// Every clock of the pack, first response and resolution in front.
fn clocks(pack: &Pack) -> Vec<(ClockKey, Runs)> {
    let (first, resolution) = (ClockKey::first_response(), ClockKey::resolution());
    let others = pack.clocks.iter().filter(|clock| clock.key != first && clock.key != resolution);
    let others: Vec<_> =
        others.map(|clock| (clock.key.clone(), Runs::Declared(Box::new(clock.clone())))).collect();
    [(first, Runs::FirstResponse), (resolution, Runs::Resolution)].into_iter().chain(others).collect()
}

/// The pack under the question's own targets, and the facts as far as they are given.
fn checked(asked: &Asked, packs: &Packs, zones: &Zones) -> Result<(Terms, Facts), String> {
    let pack = packs.get(&asked.pack).map_err(|error| error.to_string())?;
    let tiers = pack.tiers.iter().map(|tier| tier.key.as_str());
    let tier = asked.tier.as_deref().map(|word| among("tier", word, &pack, tiers)).transpose()?;
    let severities = pack.severities.iter().map(|severity| severity.key.as_str());
    let severity =
        asked.severity.as_deref().map(|word| among("severity", word, &pack, severities)).transpose()?;
    // A request that claims none has the one that the policy gives every new request.
    let severity = severity.map(SeverityKey::new).or_else(|| pack.default_severity.clone());
    let environment = match asked.environment.as_deref() {
        Some(word) => Environment::from_word(word).ok_or_else(|| {
            format!("there is no environment {}: write production or development", quoted(word))
        })?,
        None => Environment::default(),
    };
    let known_regions: Vec<&str> =
        pack.regions.iter().map(String::as_str).filter(|region| !REGIONS.contains(region)).collect();
    let known_regions = || REGIONS.iter().copied().chain(known_regions.iter().copied());
    if let Some(region) = asked.region.as_deref()
        && !known_regions().any(|known| known == region)
    {
        let (near, all) = (meant(region, known_regions()), known_regions().collect::<Vec<_>>().join(", "));
        return Err(format!("there is no region {}{near}: write {all}, or leave it out", quoted(region)));
    }
    let level = asked.level.map(|number| level(number, &pack)).transpose()?;
    let channels = pack.channels.iter().map(ChannelKey::as_str);
    let channel = told("channel", asked.channel.as_deref(), &pack, channels)?;
    let kind = told("kind of request", asked.kind.as_deref(), &pack, pack.kinds.iter().map(String::as_str))?;
    if let Some(word) = asked.language.as_deref().filter(|word| !is_language(word)) {
        return Err(format!("{} is no language: write a code such as en, fr or pt-br", quoted(word)));
    }
    let targets = asked.targets.iter().map(|(clock, target)| OwnTarget {
        clock: clock.clone(),
        severity: None,
        target: target.clone(),
    });
    let own = OwnTerms { targets: targets.collect(), ..OwnTerms::default() };
    let facts = Facts {
        tier: tier.map(TierKey::new),
        severity,
        environment,
        region: asked.region.clone(),
        language: asked.language.clone(),
        channel: channel.map(ChannelKey::new),
        kind: kind.map(str::to_owned),
        level,
        workaround: asked.workaround,
        signed: asked.signed.as_deref().map(date).transpose()?,
    };
    Ok((Terms::new(pack, &own, zones).map_err(|error| error.to_string())?, facts))
}

fn among<'w, 'k>(
    what: &str,
    word: &'w str,
    pack: &Pack,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<&'w str, String> {
    if known.clone().any(|known| known == word) {
        return Ok(word);
    }
    let (near, all) = (meant(word, known.clone()), known.collect::<Vec<_>>().join(", "));
    Err(format!("{} has no {what} {}{near}: write one of {all}", pack.id.name, quoted(word)))
}

/// As [`among`], of a key for which this pack may have no use: where it knows no such words, any is left aside.
fn told<'w, 'k>(
    what: &str,
    word: Option<&'w str>,
    pack: &Pack,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Result<Option<&'w str>, String> {
    let word = word.filter(|_| known.clone().next().is_some());
    word.map(|word| among(what, word, pack, known)).transpose()
}

fn date(written: &str) -> Result<NaiveDate, String> {
    let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok();
    // chrono also takes signs and spaces: what it reads must be what was written.
    date.filter(|date| date.to_string() == written).ok_or_else(|| {
        format!("signed {} is no date: write the contract's first date as YYYY-MM-DD", quoted(written))
    })
}

fn level(number: i64, pack: &Pack) -> Result<u8, String> {
    let known = u8::try_from(number)
        .ok()
        .filter(|number| (1..=3).contains(number) || pack.levels.iter().any(|level| level.number == *number));
    known.ok_or_else(|| format!("there is no level {number}: write 1, 2 or 3"))
}

/// What of a target its answer rests on: two targets with the same essence answer every question alike.
#[derive(PartialEq)]
struct Essence {
    promise: Promise,
    runs: Option<(Hours, Option<i64>)>,
    until: Option<Vec<ClockEvent>>,
    cut_off: Option<(NaiveTime, Hours)>,
}

impl Essence {
    fn of(resolved: &Resolved) -> Essence {
        let timed = matches!(resolved.promise, Promise::Within(_));
        let runs = timed.then(|| (Hours(resolved.calendar.clone()), resolved.day_length));
        let cut_off = resolved.cut_off.as_ref().filter(|_| timed);
        Essence {
            promise: resolved.promise.clone(),
            runs,
            until: resolved.until.clone().filter(|_| timed),
            cut_off: cut_off.map(|cut_off| (cut_off.time, Hours(cut_off.calendar.clone()))),
        }
    }
}

/// A calendar, compared by what it says.
struct Hours(Arc<Calendar>);

impl PartialEq for Hours {
    fn eq(&self, other: &Hours) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.schedules() == other.0.schedules()
    }
}

/// The facts with what was left out filled in by any value, where every value gives the same answer.
///
/// # Errors
/// Names the keys on which the answer depends, and their values.
fn one_answer<T: PartialEq>(
    pack: &Pack,
    known: Facts,
    answer: impl Fn(&Facts) -> T,
) -> Result<Facts, String> {
    let mut filled = known.clone();
    let mut missing: Vec<String> = Vec::new();
    // Each key is varied while the other missing ones run through all their values.
    for key in [Key::Tier, Key::Severity, Key::Level] {
        if key.is_given(&known) {
            continue;
        }
        let others: Vec<Facts> =
            Key::ALL.into_iter().filter(|other| *other != key).fold(vec![known.clone()], |facts, other| {
                facts.iter().flat_map(|facts| other.filled(facts, pack)).collect()
            });
        let varies = others.iter().any(|facts| {
            let mut answers = key.filled(facts, pack).into_iter().map(|facts| answer(&facts));
            let first = answers.next();
            answers.any(|answer| first.as_ref() != Some(&answer))
        });
        if varies {
            missing.push(key.needed(pack));
        }
        if let Some(any) = key.filled(&filled, pack).into_iter().next() {
            filled = any;
        }
    }
    if missing.is_empty() { Ok(filled) } else { Err(missing.join("; ")) }
}

/// A key of a question that may be left out where the answer does not depend on it.
#[derive(Clone, Copy, PartialEq)]
enum Key {
    Tier,
    Severity,
    Level,
}

impl Key {
    const ALL: [Key; 3] = [Key::Tier, Key::Severity, Key::Level];

    fn is_given(self, facts: &Facts) -> bool {
        match self {
            Key::Tier => facts.tier.is_some(),
            Key::Severity => facts.severity.is_some(),
            Key::Level => facts.level.is_some(),
        }
    }

    /// The facts with every value that the pack knows for this key; as they are where it is given or unknown to the pack.
    fn filled(self, facts: &Facts, pack: &Pack) -> Vec<Facts> {
        let each: Vec<Facts> = match self {
            _ if self.is_given(facts) => Vec::new(),
            Key::Tier => pack
                .tiers
                .iter()
                .map(|tier| Facts { tier: Some(tier.key.clone()), ..facts.clone() })
                .collect(),
            Key::Severity => {
                let keys = pack.severities.iter().map(|severity| severity.key.clone());
                keys.map(|key| Facts { severity: Some(key), ..facts.clone() }).collect()
            }
            Key::Level => {
                pack.levels.iter().map(|level| Facts { level: Some(level.number), ..facts.clone() }).collect()
            }
        };
        if each.is_empty() { vec![facts.clone()] } else { each }
    }

    fn needed(self, pack: &Pack) -> String {
        let (key, values): (&str, Vec<String>) = match self {
            Key::Tier => ("tier", pack.tiers.iter().map(|tier| tier.key.to_string()).collect()),
            Key::Severity => {
                ("severity", pack.severities.iter().map(|known| known.key.to_string()).collect())
            }
            Key::Level => ("level", pack.levels.iter().map(|level| level.number.to_string()).collect()),
        };
        format!("the key {key} is missing, and the answer depends on it: give one of {}", values.join(", "))
    }
}
