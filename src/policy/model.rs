//! What a pack says, checked: nothing here can contradict itself, and nothing here knows how it was written.

use std::fmt;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::choice::CalendarChoice;
use super::clock::{Clock, ClockEvent};
use super::commitments::Commitment;
use super::conditions::Signed;
use super::left_out::{Excluded, Version};
use super::pot::Pot;
use super::target::Promise;
use crate::calendar::{Calendar, HolidayLists, HolidaySet, Instant, Zone};

/// Names that data files, commands and output share (`first_response`, `gold`, `no-impact`), one type each so that a
/// tier cannot stand where a severity belongs.
macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// From a key as written; whether a pack knows it is checked where it is used.
            pub fn new(key: &str) -> Self {
                Self(key.into())
            }

            /// As data files, commands and output write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

key!(
    /// A tier (plan, support level, deployment) of a pack.
    TierKey
);
key!(
    /// A severity of a pack.
    SeverityKey
);
key!(
    /// A clock of a pack; `first_response` and `resolution` are the two that every pack has.
    ClockKey
);
key!(
    /// A channel: `email`, `chat`, `phone`, `ticket`, `video` ...
    ChannelKey
);

impl ClockKey {
    /// Receipt to the first reply a person sends (sla.md 1.5).
    pub fn first_response() -> ClockKey {
        ClockKey::new("first_response")
    }

    /// Receipt until resolved (sla.md 1.6).
    pub fn resolution() -> ClockKey {
        ClockKey::new("resolution")
    }
}

/// A pack's name and the date from which this edition holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackId {
    /// Such as `b2bee`.
    pub name: String,
    /// The first date on which this edition holds.
    pub edition: NaiveDate,
}

impl fmt::Display for PackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name, self.edition)
    }
}

/// One edition of one provider's support policy.
#[derive(Debug)]
pub struct Pack {
    /// Name and edition.
    pub id: PackId,
    /// The provider's name for people.
    pub title: String,
    /// Where it was published.
    pub source: Source,
    /// Language of the published page, such as `en`.
    pub language: String,
    /// The policy's own zone: its months and days are counted here (sla.md part 2).
    pub zone: Arc<Zone>,
    /// In the order of the published table, lowest first.
    pub tiers: Vec<Tier>,
    /// Most severe first.
    pub severities: Vec<Severity>,
    /// The severity of a request that claims none, until the desk assesses it; `None` where the policy names none.
    pub default_severity: Option<SeverityKey>,
    /// Regions that the policy tells apart; empty where it does not.
    pub regions: Vec<String>,
    /// Kinds of request that the policy tells apart; empty where it does not.
    pub kinds: Vec<String>,
    /// Channels that the policy names.
    pub channels: Vec<ChannelKey>,
    /// Levels that the policy tells apart; empty where it does not.
    pub levels: Vec<Level>,
    /// Named calendars.
    pub calendars: Vec<NamedCalendar>,
    /// Names that mean one or another of the calendars.
    pub choices: Vec<CalendarChoice>,
    /// Sets of holidays of the pack's own, by name: a contract may name them too.
    pub holidays: Vec<Arc<HolidaySet>>,
    /// National lists of holidays that hold in place of the program's own.
    pub lists: Arc<HolidayLists>,
    /// Where plain minutes and hours run: around the clock, with the policy's own dates.
    pub always: Arc<Calendar>,
    /// Clocks, in the order in which they are shown.
    pub clocks: Vec<Clock>,
    /// Targets; the first matching row of a clock answers.
    pub cells: Vec<Cell>,
    /// Promises by share, which live in reports; every one that fits a ticket counts it.
    pub commitments: Vec<Commitment>,
    /// The desk's own hours; the first matching row answers. Where rows ask for a level, a ticket without one has no
    /// answer ([`Desk::Unknown`]).
    pub hours: Vec<HoursRow>,
    /// Allowances; a ticket draws on the first one that applies to its tier.
    pub pots: Vec<Pot>,
    /// Severities that count as another one under a condition (Apizee's development stage).
    pub counts_as: Vec<CountsAs>,
    /// What an escalation to a level needs on the ticket first.
    pub checklists: Vec<Checklist>,
    /// Kinds of request that are not included; the first matching row answers.
    pub excluded: Vec<Excluded>,
    /// Versions of the product and when they end, where the policy publishes that.
    pub versions: Vec<Version>,
    /// What holds for every tier and is shown to the agent.
    pub entitlements: Vec<String>,
    /// What no tier includes.
    pub exclusions: Vec<String>,
    /// Terms of the contract itself: length, moving up and down, fees.
    pub contract_rules: Vec<String>,
    /// What we read into a silent or unclear policy, and why.
    pub assumptions: Vec<Assumption>,
    /// Questions with the answers that the author of the pack expects; `tierdesk policy check` asks them.
    pub examples: Vec<Example>,
}

/// A question to the pack and the answer it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What is known of the ticket.
    pub facts: Facts,
    /// When it arrived.
    pub received: Instant,
    /// What each clock must answer, in the order in which they are written.
    pub expect: Vec<Answer>,
    /// What it shows, in the author's words.
    pub note: Option<String>,
    /// Bytes of the example in its file, so that a wrong answer can be pointed at.
    pub span: std::ops::Range<usize>,
}

/// What an example expects of one clock, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whose answer.
    pub clock: ClockKey,
    /// The answer.
    pub expected: Expected,
    /// Bytes of it in its file, so that a wrong one can be pointed at.
    pub span: std::ops::Range<usize>,
}

/// The answer that an example expects of one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Due at this instant.
    At(Instant),
    /// A promise without a time.
    Kind(Promise),
}

/// Where a policy was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Title of the page.
    pub title: String,
    /// Its address or our file of it, where known.
    pub reference: Option<String>,
    /// The edition's date is stated by the page itself, or is only the date on which it was read.
    pub dated: bool,
}

/// A reading that the policy does not state (sla.md: **assumed**).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// What it concerns: `hours`, `holidays`, `country` ...
    pub about: String,
    /// How we read it.
    pub reading: String,
    /// Why.
    pub reason: String,
}

/// A tier of support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its key.
    pub key: TierKey,
    /// Its name for people.
    pub name: String,
    /// What it covers, in our words.
    pub scope: Vec<String>,
    /// What it includes beside targets.
    pub entitlements: Vec<String>,
    /// What it leaves out.
    pub exclusions: Vec<String>,
    /// Channels it may use where a cell does not say otherwise.
    pub channels: Vec<ChannelKey>,
    /// How many persons may be registered; `None` where the policy sets no number.
    pub registered_contacts: Option<u32>,
    /// Of two tickets equally near their target, this tier's comes first.
    pub response_priority: bool,
    /// Who answers each level, where the policy has levels.
    pub answers: Vec<(u8, Answers)>,
    /// Price as published, where it is.
    pub price: Option<String>,
    /// How often it promises reports, where it does.
    pub reports: Option<Reports>,
}

/// How often a tier promises reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reports {
    /// Once a week.
    Weekly,
}

impl Reports {
    /// As packs write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Reports::Weekly => "weekly",
        }
    }
}

/// Who answers a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// The provider (or its partners).
    Provider,
    /// The customer itself.
    Customer,
}

/// A level of support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// 1, 2, 3 ...
    pub number: u8,
    /// What it does, in our words.
    pub definition: String,
    /// The only level from which it can be reached, where there is one.
    pub reached_from: Option<u8>,
}

/// A severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Severity {
    /// Its key.
    pub key: SeverityKey,
    /// Its name for people.
    pub name: String,
    /// Other words for it that an import may use (`P1`, `Severity 1`), lower case.
    pub words: Vec<String>,
    /// When it applies, in our words.
    pub definition: String,
    /// Set where the policy itself has no severities and these serve for order and colour only.
    pub only_for_order: bool,
}

/// A calendar under its name in the pack.
#[derive(Debug, Clone)]
pub struct NamedCalendar {
    /// Its key in the pack.
    pub key: String,
    /// In words for people, such as `Mon-Fri 09:00-17:00 Europe/Berlin, holidays DE`.
    pub words: String,
    /// Its open time.
    pub calendar: Arc<Calendar>,
    /// Open seconds of a business day; `None` where its days differ and the pack states none.
    pub day_length: Option<i64>,
    /// Which of its schedules are read at the customer's place, as soon as a contract names it: their places in the union.
    pub at_customer: Vec<usize>,
}

/// The stage that a ticket is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Environment {
    /// In use by its people.
    #[default]
    Production,
    /// Being built.
    Development,
}

impl Environment {
    /// Both, in order.
    pub const ALL: [Environment; 2] = [Environment::Production, Environment::Development];

    /// As data and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Environment::Production => "production",
            Environment::Development => "development",
        }
    }

    /// From the word that data and commands use.
    pub fn from_word(word: &str) -> Option<Environment> {
        Self::ALL.into_iter().find(|environment| environment.as_str() == word)
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a row of a table matches: each list empty for "any".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Tiers.
    pub tiers: Vec<TierKey>,
    /// Severities, as they count (see [`CountsAs`]).
    pub severities: Vec<SeverityKey>,
    /// Environments.
    pub environments: Vec<Environment>,
    /// Regions.
    pub regions: Vec<String>,
    /// Languages of the request.
    pub languages: Vec<String>,
    /// Channels of the request.
    pub channels: Vec<ChannelKey>,
    /// Kinds of request.
    pub kinds: Vec<String>,
    /// Levels.
    pub levels: Vec<u8>,
    /// Arrival inside (`true`) or outside (`false`) the calendar of that key.
    pub arrival: Option<(String, bool)>,
    /// Whether a workaround stands.
    pub workaround: Option<bool>,
    /// Contracts that began within these dates.
    pub signed: Option<Signed>,
}

/// What is known of a ticket when a table is asked. `None` is "not known": it matches only rows that do not ask.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Facts {
    /// The contract's tier.
    pub tier: Option<TierKey>,
    /// The assessed severity, as reported; the pack turns it into the one it counts as.
    pub severity: Option<SeverityKey>,
    /// Stage.
    pub environment: Environment,
    /// Region of the customer.
    pub region: Option<String>,
    /// Language of the request.
    pub language: Option<String>,
    /// Channel of the request.
    pub channel: Option<ChannelKey>,
    /// Kind of request.
    pub kind: Option<String>,
    /// Level at which it stands.
    pub level: Option<u8>,
    /// The customer has been given a way around it.
    pub workaround: bool,
    /// The contract's first date.
    pub signed: Option<NaiveDate>,
}

/// One row of the target table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Whose target it is.
    pub clock: ClockKey,
    /// When the row answers.
    pub when: Conditions,
    /// What it promises.
    pub promise: Promise,
    /// The key of the calendar (or choice) in which its business units run; `None` for the desk's own hours at that level and
    /// region.
    pub calendar: Option<String>,
    /// Channels that this cell offers; empty where the tier's hold.
    pub channels: Vec<ChannelKey>,
    /// What ends the clock for good here, where that is not what its clock says.
    pub until: Option<Vec<ClockEvent>>,
    /// What the agent should know about it.
    pub note: Option<String>,
    /// Until when of a working day what comes in counts as received then; after it, at the next opening.
    pub cut_off: Option<NaiveTime>,
    /// Where it stands in the pack's file.
    pub place: Place,
}

/// Where a row stands in its file. What a row says does not depend on it: two rows are equal wherever they stand.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Its bytes.
    pub span: std::ops::Range<usize>,
    /// Its first line, from 1.
    pub line: usize,
    /// Its key, as a path such as `targets.first_response.rows.urgent.gold`.
    pub key: String,
}

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

impl Eq for Place {}

/// One row of the desk's own hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursRow {
    /// When the row answers.
    pub when: Conditions,
    /// The key of the calendar (or choice) that holds then; `None` for around the clock.
    pub calendar: Option<String>,
    /// Where it stands in the pack's file.
    pub place: Place,
}

/// The desk's own hours, as far as what is known of a ticket tells.
#[derive(Debug, Clone, Copy)]
pub enum Desk<'a> {
    /// This calendar.
    Calendar(&'a NamedCalendar),
    /// Open at every instant.
    AroundTheClock,
    /// They depend on something (a level) that is not known of the ticket.
    Unknown,
}

/// A severity that counts as another one under a condition; what was reported is kept and both are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountsAs {
    /// When it applies.
    pub when: Conditions,
    /// What it counts as then.
    pub severity: SeverityKey,
    /// Why, in our words.
    pub reason: String,
    /// Where it stands in the pack's file.
    pub place: Place,
}

/// What must be on a ticket before it goes to a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The level that asks for it.
    pub to_level: u8,
    /// Its points, in our words.
    pub items: Vec<String>,
}

impl Conditions {
    /// Whether a row with these conditions answers for these facts. `arrived_inside` says whether a ticket arrived
    /// while the calendar of that key was open, `None` where the moment is not known.
    pub fn match_facts(
        &self,
        facts: &Facts,
        severity: Option<&SeverityKey>,
        arrived_inside: &dyn Fn(&str) -> Option<bool>,
    ) -> bool {
        self.refused_by(facts, severity, arrived_inside).is_none()
    }
}
