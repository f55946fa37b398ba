//! The tables of the language: keys, states, measures. Parser, completion, messages and docs/filter.md read them, and
//! nothing else knows a key's name.

/// What a `key:value` word asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table beside it says in words what each asks")]
pub enum Key {
    Customer,
    Tier,
    Severity,
    Claimed,
    Environment,
    Level,
    Channel,
    Kind,
    Agent,
    Status,
    Tag,
    Watcher,
    Version,
    Clock,
    Missed,
    Pack,
    Region,
    Reference,
    From,
}

/// How a value has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It stands anywhere in the field.
    Within,
    /// The field is it or begins with it.
    Begins,
    /// One of the words that [`KeyEntry::words`] lists, or the beginning of one.
    Listed,
    /// A whole number.
    Number,
}

/// One row of the table of keys.
#[derive(Debug, Clone, Copy)]
pub struct KeyEntry {
    /// Which.
    pub key: Key,
    /// As it is written.
    pub name: &'static str,
    /// Other spellings.
    pub aliases: &'static [&'static str],
    /// What it asks about, for people.
    pub about: &'static str,
    /// How a value has to fit.
    pub fit: Fit,
    /// Words that mean something of their own here, and what.
    pub words: &'static [(&'static str, &'static str)],
    /// One word as one might type it.
    pub example: &'static str,
}

const NONE: (&str, &str) = ("none", "it has none");

const fn key(
    key: Key,
    name: &'static str,
    about: &'static str,
    fit: Fit,
    words: &'static [(&'static str, &'static str)],
    example: &'static str,
) -> KeyEntry {
    KeyEntry { key, name, aliases: &[], about, fit, words, example }
}

impl KeyEntry {
    const fn or(self, aliases: &'static [&'static str]) -> KeyEntry {
        KeyEntry { aliases, ..self }
    }
}

/// Every key, in the order of the documents.
#[rustfmt::skip]
pub const KEYS: &[KeyEntry] = &[
    key(Key::Customer, "customer", "the customer's name; `#3` is the customer of that number", Fit::Within, &[], "customer:kestrel"),
    key(Key::Severity, "sev", "the severity as the desk assesses it", Fit::Begins, &[], "sev:urgent|high").or(&["severity"]),
    key(Key::Claimed, "claimed", "the severity as the customer claims it, where that differs", Fit::Begins, &[NONE], "claimed:critical"),
    key(Key::Tier, "tier", "the tier of the contract that it came in under", Fit::Begins, &[NONE], "tier:gold"),
    key(Key::Pack, "pack", "the policy of that contract: its name, or name@edition", Fit::Begins, &[NONE], "pack:b2bee"),
    key(Key::Region, "region", "the region of that contract", Fit::Begins, &[NONE], "region:north-america"),
    key(Key::Environment, "env", "the environment", Fit::Listed, &[("production", "in use by its people"), ("development", "being built")], "env:development").or(&["environment"]),
    key(Key::Level, "level", "the support level at which it stands", Fit::Number, &[NONE], "level:2|3"),
    key(Key::Channel, "channel", "the channel it came by", Fit::Begins, &[NONE], "channel:phone"),
    key(Key::Kind, "kind", "the kind of request", Fit::Begins, &[NONE], "kind:question"),
    key(Key::Agent, "agent", "who works on it", Fit::Begins, &[("me", "you"), ("nobody", "no one")], "agent:ana|nobody").or(&["assignee"]),
    key(Key::Status, "status", "what it is doing", Fit::Listed, &[("open", "the desk works on it"), ("waiting", "the desk waits for the customer"), ("on_hold", "the desk has put it aside"), ("resolved", "it is done")], "status:waiting"),
    key(Key::Tag, "tag", "a tag on it", Fit::Begins, &[NONE], "tag:vip"),
    key(Key::Watcher, "watcher", "somebody who watches it", Fit::Begins, &[("me", "you"), ("nobody", "no one")], "watcher:ana"),
    key(Key::Version, "version", "the version of the product that it is about", Fit::Begins, &[NONE], "version:6.*"),
    key(Key::Clock, "clock", "the clock that runs out next, by its key", Fit::Begins, &[NONE], "clock:first_response"),
    key(Key::Missed, "missed", "a clock that is missed now or was missed at some time, by its key", Fit::Begins, &[NONE], "missed:update"),
    key(Key::Reference, "ref", "what another system calls it", Fit::Within, &[NONE], "ref:INC-20*").or(&["reference"]),
    key(Key::From, "from", "who asked", Fit::Within, &[NONE], "from:ana@kestrel").or(&["requester"]),
];

/// What an `is:` word asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table beside it says in words what each asks")]
pub enum State {
    Open,
    Waiting,
    OnHold,
    Resolved,
    Missed,
    Late,
    Soon,
    Paused,
    Untimed,
    Unassigned,
    Mine,
    Watched,
    Merged,
    Linked,
    Flagged,
    Over,
    CustomersLevel,
}

/// One row of the table of states.
#[derive(Debug, Clone, Copy)]
pub struct StateEntry {
    /// Which.
    pub state: State,
    /// As it is written after `is:`.
    pub name: &'static str,
    /// Other spellings.
    pub aliases: &'static [&'static str],
    /// What it says, for people.
    pub about: &'static str,
}

const fn state(
    state: State,
    name: &'static str,
    aliases: &'static [&'static str],
    about: &'static str,
) -> StateEntry {
    StateEntry { state, name, aliases, about }
}

/// Every `is:` word, in the order of the documents.
#[rustfmt::skip]
pub const STATES: &[StateEntry] = &[
    state(State::Open, "open", &[], "the desk works on it"),
    state(State::Waiting, "waiting", &[], "the desk waits for the customer"),
    state(State::OnHold, "onhold", &["on-hold", "on_hold"], "the desk has put it aside"),
    state(State::Resolved, "resolved", &["closed"], "it is done"),
    state(State::Missed, "missed", &["breached", "overdue"], "a target has passed, and nothing has stopped its clock"),
    state(State::Late, "late", &[], "a target was missed at some time, whatever came after"),
    state(State::Soon, "soon", &["due"], "a clock runs, and little is left (the last quarter, at most two open hours)"),
    state(State::Paused, "paused", &[], "its clocks stand still for a reason on the ticket"),
    state(State::Untimed, "untimed", &[], "no clock presses: nothing is promised, or everything is met"),
    state(State::Unassigned, "unassigned", &[], "nobody works on it"),
    state(State::Mine, "mine", &[], "you work on it"),
    state(State::Watched, "watched", &[], "you watch it"),
    state(State::Merged, "merged", &[], "it was merged into another, which lives on for it"),
    state(State::Linked, "linked", &[], "it is linked with another ticket"),
    state(State::Flagged, "flagged", &[], "something is wrong with its entitlement"),
    state(State::Over, "over", &["over-allowance"], "it came in with nothing left of the allowance, of the period or of the day"),
    state(State::CustomersLevel, "customers-level", &[], "the customer answers this level itself"),
];

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table beside it says in words what each measures")]
pub enum Measure {
    Due,
    Left,
    Age,
    Received,
    Resolved,
    Wakes,
}

/// What a measure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A moment: a date, a time of today, or a length of time from now on.
    Ahead,
    /// A moment: a date, a time of today, or a length of time before now.
    Ago,
    /// A length of time.
    Length,
}

/// One row of the table of measures.
#[derive(Debug, Clone, Copy)]
pub struct MeasureEntry {
    /// Which.
    pub measure: Measure,
    /// As it is written.
    pub name: &'static str,
    /// What it measures, for people.
    pub about: &'static str,
    /// What it is compared with.
    pub scale: Scale,
    /// One word as one might type it, and what it means.
    pub example: (&'static str, &'static str),
}

const fn measure(
    measure: Measure,
    name: &'static str,
    about: &'static str,
    scale: Scale,
    example: (&'static str, &'static str),
) -> MeasureEntry {
    MeasureEntry { measure, name, about, scale, example }
}

/// Every measure, in the order of the documents.
#[rustfmt::skip]
pub const MEASURES: &[MeasureEntry] = &[
    measure(Measure::Due, "due", "when the next running clock is due", Scale::Ahead, ("due<2h", "due within the next two hours, or missed already")),
    measure(Measure::Left, "left", "the open time left to the clock that runs out next, a paused one too", Scale::Length, ("left<1h", "less than one open hour left, or missed")),
    measure(Measure::Age, "age", "how long ago it came in", Scale::Length, ("age>3d", "older than three days")),
    measure(Measure::Received, "received", "when it came in", Scale::Ago, ("received>3d", "came in within the last three days")),
    measure(Measure::Resolved, "resolved", "when it was resolved", Scale::Ago, ("resolved:today", "resolved today")),
    measure(Measure::Wakes, "wakes", "when a ticket on hold is to be looked at again", Scale::Ahead, ("wakes<=today", "to be looked at today, or before")),
];

/// The key of that name or alias, lower case.
pub fn key_named(name: &str) -> Option<&'static KeyEntry> {
    KEYS.iter().find(|entry| entry.name == name || entry.aliases.contains(&name))
}

/// The state of that name or alias, lower case.
pub fn state_named(name: &str) -> Option<&'static StateEntry> {
    STATES.iter().find(|entry| entry.name == name || entry.aliases.contains(&name))
}

/// The measure of that name, lower case.
pub fn measure_named(name: &str) -> Option<&'static MeasureEntry> {
    MEASURES.iter().find(|entry| entry.name == name)
}

impl Key {
    /// Its row of the table.
    pub fn entry(self) -> Option<&'static KeyEntry> {
        KEYS.iter().find(|entry| entry.key == self)
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }
}

impl State {
    /// As it is written after `is:`.
    pub fn name(self) -> &'static str {
        STATES.iter().find(|entry| entry.state == self).map_or("", |entry| entry.name)
    }
}

impl Measure {
    /// Its row of the table.
    pub fn entry(self) -> Option<&'static MeasureEntry> {
        MEASURES.iter().find(|entry| entry.measure == self)
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }
}

/// Everything that can stand before a colon: for messages and completion.
pub fn heads() -> impl Iterator<Item = &'static str> {
    let keys = KEYS.iter().flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied()));
    keys.chain(std::iter::once("is")).chain(MEASURES.iter().map(|entry| entry.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_thing() {
        let mut names: Vec<&str> = heads().collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        let states = STATES.iter().flat_map(|entry| std::iter::once(&entry.name).chain(entry.aliases));
        let mut states: Vec<&str> = states.copied().collect();
        states.sort_unstable();
        let all = states.len();
        states.dedup();
        assert_eq!(states.len(), all);
    }
}
