//! A filter at a moment, and whether a ticket fits it. What is cheap to ask is asked first.

use super::expr::{Expr, Value};
use super::fold::{Folded, Part};
use super::keys::{Fit, Key, Measure, State};
use super::pattern::{Pattern, fits};
use crate::calendar::{Instant, Zone};
use crate::desk::board::flags;
use crate::desk::{
    Class, ClockState, Flag, Reckoned, Row, Status, Ticket, TicketClock, Verdict, next_clock, next_due,
};

/// What a filter is read against.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The present.
    pub now: Instant,
    /// The agent's own zone: `today` is a day in it.
    pub zone: &'a Zone,
    /// The agent: `me`, `is:mine`.
    pub who: &'a str,
}

/// A ticket as a filter looks at it.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// The ticket with its clocks.
    pub row: &'a Row,
    /// Its text.
    pub text: &'a Folded,
    /// What its allowance says; asked only where a filter does.
    pub verdict: &'a dyn Fn() -> Option<Verdict>,
}

/// A filter at a moment: made once for a list, asked once a ticket.
#[derive(Debug)]
pub struct Test<'a> {
    root: Node,
    moment: Moment<'a>,
}

#[derive(Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Words(Vec<Word>),
    Field(Key, Vec<Wanted>),
    Is(Vec<State>),
    Compare(Measure, i64, i64),
}

#[derive(Debug)]
enum Word {
    Number(i64),
    Text(Pattern),
}

#[derive(Debug)]
enum Wanted {
    /// The field is empty.
    None,
    /// The agent.
    Me,
    Number(i64),
    Text(Pattern),
}

impl<'a> Test<'a> {
    pub(super) fn new(expr: &Expr, moment: Moment<'a>) -> Test<'a> {
        Test { root: Node::new(expr, moment), moment }
    }

    /// Whether a ticket fits.
    pub fn admits(&self, candidate: &Candidate<'_>) -> bool {
        self.root.admits(candidate, self.moment)
    }
}

impl Node {
    fn new(expr: &Expr, moment: Moment<'_>) -> Node {
        let parts = |parts: &[Expr]| {
            let mut nodes: Vec<Node> = parts.iter().map(|part| Node::new(part, moment)).collect();
            nodes.sort_by_key(Node::cost);
            nodes
        };
        match expr {
            Expr::All(all) => Node::All(parts(all)),
            Expr::Any(any) => Node::Any(parts(any)),
            Expr::Not(inner) => Node::Not(Box::new(Node::new(inner, moment))),
            Expr::Words(values) => Node::Words(values.iter().map(Word::new).collect()),
            Expr::Field(key, values) => {
                Node::Field(*key, values.iter().map(|value| Wanted::new(*key, value)).collect())
            }
            Expr::Is(states) => Node::Is(states.clone()),
            Expr::Compare(measure, relation, amount) => {
                let (from, to) = match measure.entry().map(|entry| entry.scale) {
                    Some(super::keys::Scale::Length) | None => amount.lengths(*relation),
                    Some(scale) => amount.instants(scale, *relation, moment.now, moment.zone),
                };
                Node::Compare(*measure, from, to)
            }
        }
    }

    /// What it costs to ask, roughly: the dearest are asked last.
    fn cost(&self) -> u8 {
        match self {
            Node::Field(Key::Customer | Key::From | Key::Reference, _) => 3,
            Node::Field(..)
            | Node::Compare(Measure::Age | Measure::Received | Measure::Resolved | Measure::Wakes, ..) => 1,
            Node::Compare(Measure::Due, ..) => 2,
            Node::Words(_) => 4,
            Node::Compare(Measure::Left, ..) => 5,
            Node::Is(states) => states.iter().map(|state| state_cost(*state)).max().unwrap_or(0),
            Node::Not(inner) => inner.cost(),
            Node::All(parts) | Node::Any(parts) => parts.iter().map(Node::cost).max().unwrap_or(0),
        }
    }

    fn admits(&self, candidate: &Candidate<'_>, moment: Moment<'_>) -> bool {
        match self {
            Node::All(parts) => parts.iter().all(|part| part.admits(candidate, moment)),
            Node::Any(parts) => parts.iter().any(|part| part.admits(candidate, moment)),
            Node::Not(inner) => !inner.admits(candidate, moment),
            Node::Words(words) => words.iter().any(|word| match word {
                Word::Number(number) => numbered(&candidate.row.ticket, *number),
                Word::Text(pattern) => pattern.fits(candidate.text.text()),
            }),
            Node::Field(key, wanted) => field(*key, wanted, candidate, moment),
            Node::Is(states) => states.iter().any(|state| is(*state, candidate, moment)),
            Node::Compare(measure, from, to) => compare(*measure, *from, *to, candidate.row, moment.now),
        }
    }
}

impl Word {
    fn new(value: &Value) -> Word {
        let digits = value.text.strip_prefix('#').filter(|_| !value.quoted);
        match digits.and_then(|digits| digits.parse().ok()) {
            Some(number) => Word::Number(number),
            None => Word::Text(Pattern::word(value)),
        }
    }
}

impl Wanted {
    fn new(key: Key, value: &Value) -> Wanted {
        let word = if value.quoted { String::new() } else { value.text.to_lowercase() };
        let special = key.entry().is_some_and(|entry| entry.words.iter().any(|(known, _)| *known == word));
        let number = || value.text.trim_start_matches('#').parse().ok();
        match (key, word.as_str()) {
            (Key::Agent | Key::Watcher, "nobody") => Wanted::None,
            (Key::Agent | Key::Watcher, "me") => Wanted::Me,
            (_, "none") if special => Wanted::None,
            (Key::Level, _) => number().map_or(Wanted::None, Wanted::Number),
            (Key::Customer, word) if word.starts_with('#') => {
                number().map_or_else(|| Wanted::Text(Pattern::within(value)), Wanted::Number)
            }
            _ => Wanted::Text(match key.entry().map(|entry| entry.fit) {
                Some(Fit::Within) => Pattern::within(value),
                _ => Pattern::begins(value),
            }),
        }
    }

    /// Whether a field with that text, folded already, fits.
    fn fits_folded(&self, text: &str) -> bool {
        match self {
            Wanted::None => text.is_empty(),
            Wanted::Text(pattern) => pattern.fits(text),
            Wanted::Me | Wanted::Number(_) => false,
        }
    }

    /// Whether a field with that text fits; `None` for an empty field.
    fn fits(&self, text: Option<&str>, who: &str) -> bool {
        match (self, text) {
            (Wanted::None, text) => text.is_none_or(str::is_empty),
            (_, None) => false,
            (Wanted::Me, Some(text)) => text == who,
            (Wanted::Text(pattern), Some(text)) => fits(std::slice::from_ref(pattern), text),
            (Wanted::Number(_), Some(_)) => false,
        }
    }
}

fn state_cost(state: State) -> u8 {
    match state {
        State::Soon => 6,
        State::Flagged | State::Over => 7,
        State::Missed | State::Late | State::Paused | State::Untimed => 2,
        _ => 1,
    }
}

fn field(key: Key, wanted: &[Wanted], candidate: &Candidate<'_>, moment: Moment<'_>) -> bool {
    let (row, who) = (candidate.row, moment.who);
    let ticket = &row.ticket;
    let many = |texts: &[String]| {
        wanted.iter().any(|wanted| match texts {
            [] => wanted.fits(None, who),
            texts => texts.iter().any(|text| wanted.fits(Some(text), who)),
        })
    };
    let any = |text: Option<&str>| wanted.iter().any(|wanted| wanted.fits(text, who));
    let part = |part: Part| {
        let text = candidate.text.part(part);
        wanted.iter().any(|wanted| wanted.fits_folded(text))
    };
    let number = |of: Option<i64>| {
        wanted.iter().any(|wanted| match wanted {
            Wanted::Number(number) => of == Some(*number),
            Wanted::None => of.is_none(),
            _ => false,
        })
    };
    match key {
        Key::Customer => number(Some(ticket.customer.0)) || part(Part::Customer),
        Key::From => part(Part::From),
        Key::Reference => part(Part::Reference),
        // What counts in the plan's tables, and what was reported where that is not the same.
        Key::Severity => {
            any(Some(ticket.severity.as_str()))
                || row.counts_as.as_ref().is_some_and(|key| any(Some(key.as_str())))
        }
        Key::Claimed => any(ticket.claimed.as_ref().map(|key| key.as_str())),
        Key::Tier => any(row.tier().map(|tier| tier.as_str())),
        Key::Region => any(row.region()),
        Key::Pack => match row.terms.as_deref() {
            Some(terms) => any(Some(&terms.pack().id.to_string())),
            None => any(None),
        },
        Key::Environment => any(Some(ticket.environment.as_str())),
        Key::Level => number(ticket.level.map(i64::from)),
        Key::Channel => any(ticket.channel.as_ref().map(|key| key.as_str())),
        Key::Kind => any(ticket.kind.as_deref()),
        Key::Agent => any(ticket.assignee.as_deref()),
        Key::Status => any(Some(ticket.status.as_str())),
        Key::Tag => many(&ticket.more().tags),
        Key::Watcher => many(&ticket.more().watchers),
        Key::Version => any(ticket.more().version.as_deref()),
        Key::Missed => {
            let now = row
                .clocks
                .iter()
                .filter(|clock| is_missed(clock, moment.now))
                .map(|clock| clock.key().as_str());
            let recorded = ticket.missed.iter().map(|missed| missed.clock.as_str());
            let mut missed = now.chain(recorded).peekable();
            if missed.peek().is_none() { any(None) } else { missed.any(|clock| any(Some(clock))) }
        }
        Key::Clock => any(pressing(row).map(|clock| clock.key().as_str())),
    }
}

/// Whether a ticket goes by a number: its own, or that of one that was merged into it.
fn numbered(ticket: &Ticket, number: i64) -> bool {
    ticket.id.0 == number || ticket.more().absorbed.iter().any(|absorbed| absorbed.0 == number)
}

/// The clock that runs out next, where one runs or stands still.
fn pressing(row: &Row) -> Option<&TicketClock> {
    next_clock(&row.clocks)
        .filter(|clock| matches!(clock.reckoned, Reckoned::Due { .. } | Reckoned::Paused { .. }))
        .filter(|_| row.ticket.is_open())
}

fn is(state: State, candidate: &Candidate<'_>, moment: Moment<'_>) -> bool {
    let (row, now) = (candidate.row, moment.now);
    let ticket = &row.ticket;
    let class = || row.urgency(now).class();
    match state {
        State::Open => ticket.status == Status::Open,
        State::Waiting => ticket.status == Status::Waiting,
        State::OnHold => ticket.status == Status::OnHold,
        State::Resolved => ticket.status == Status::Resolved,
        State::Missed => class() == Class::Missed,
        State::Late => late(row, now),
        State::Soon => row.clocks.iter().any(|clock| clock.soon(now)),
        State::Paused => class() == Class::Paused,
        State::Untimed => class() == Class::Untimed,
        State::Unassigned => ticket.assignee.is_none(),
        State::Mine => ticket.assignee.as_deref() == Some(moment.who),
        State::Watched => ticket.more().watchers.iter().any(|watcher| watcher == moment.who),
        State::Merged => ticket.more().merged_into.is_some(),
        State::Linked => !ticket.more().links.is_empty(),
        State::Flagged => {
            // A flag that no allowance can take away needs no verdict.
            let firm = |flag: &Flag| !matches!(flag, Flag::AllowanceSpent | Flag::DailyCapReached);
            ticket.flags.iter().any(firm) || !flags(ticket, (candidate.verdict)()).is_empty()
        }
        State::Over => flags(ticket, (candidate.verdict)())
            .iter()
            .any(|flag| matches!(flag, Flag::AllowanceSpent | Flag::DailyCapReached)),
        State::CustomersLevel => ticket.flags.contains(&Flag::LevelIsCustomers),
    }
}

fn late(row: &Row, now: Instant) -> bool {
    !row.ticket.missed.is_empty() || row.clocks.iter().any(|clock| is_missed(clock, now))
}

/// Whether a target of a clock was missed at some time: of one that repeats, in any round.
fn is_missed(clock: &TicketClock, now: Instant) -> bool {
    !clock.missed.is_empty()
        || match clock.reckoned {
            Reckoned::Late { .. } => true,
            Reckoned::Due { due } => due < now,
            _ => false,
        }
}

fn compare(measure: Measure, from: i64, to: i64, row: &Row, now: Instant) -> bool {
    let within = |value: i64| from <= value && value < to;
    let instant = |at: Option<Instant>| at.is_some_and(|at| within(at.unix()));
    match measure {
        Measure::Due => row.ticket.is_open() && instant(next_due(&row.clocks)),
        Measure::Age => within(now.since(row.ticket.received)),
        Measure::Received => instant(Some(row.ticket.received)),
        Measure::Resolved => instant(row.ticket.resolved),
        Measure::Wakes => row.ticket.status == Status::OnHold && instant(row.ticket.more().wakes()),
        Measure::Left => left(row, now).is_some_and(within),
    }
}

/// Open seconds left to the clock that runs out next; less than none where it is missed.
fn left(row: &Row, now: Instant) -> Option<i64> {
    match pressing(row)?.at(now) {
        ClockState::Running { left, .. } | ClockState::Paused { left, .. } => Some(left),
        // Missed in closed hours, it has no open second over yet, and is missed all the same.
        ClockState::Missed { over, .. } => Some(-over.max(1)),
        _ => None,
    }
}
