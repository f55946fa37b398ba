//! The terms of one contract: a pack's tables with the contract's own targets, hours, zone and place laid over them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::commitments::Commitment;
use super::conditions::Aspect;
use super::left_out::{self, Version};
use super::model::{Cell, ClockKey, Desk, Facts, NamedCalendar, Pack};
use super::own_calendars::OwnCalendars;
use super::own_terms::{OwnTarget, OwnTerms, OwnVersion, TermsError};
use super::resolved::{CutOff, Resolved};
use super::target::Promise;
use crate::calendar::{Calendar, Instant, Zones};

/// A pack under one contract. Cheap to ask: each combination of facts is worked out once.
#[derive(Debug)]
pub struct Terms {
    pack: Arc<Pack>,
    own: Vec<(ClockKey, Option<String>, Promise)>,
    calendars: OwnCalendars,
    own_versions: Vec<Version>,
    asks_arrival: bool,
    asks_signed: bool,
    asks_language: bool,
    known: Mutex<HashMap<(ClockKey, Facts), Arc<Resolved>>>,
    earlier: Vec<Earlier>,
}

/// The terms as they were until another text was taken; worked out when somebody asks.
pub struct Earlier {
    until: Instant,
    make: Box<dyn Fn() -> Option<Arc<Terms>> + Send + Sync>,
    made: OnceLock<Option<Arc<Terms>>>,
}

impl Earlier {
    /// Terms that held up to a moment, and how to make them.
    pub fn new(until: Instant, make: Box<dyn Fn() -> Option<Arc<Terms>> + Send + Sync>) -> Earlier {
        Earlier { until, make, made: OnceLock::new() }
    }

    /// Until when; what was finished at this instant stands as they say.
    pub fn until(&self) -> Instant {
        self.until
    }

    /// Those terms; `None` where their text cannot be read any more.
    pub fn terms(&self) -> Option<&Arc<Terms>> {
        self.made.get_or_init(|| (self.make)()).as_ref()
    }
}

impl std::fmt::Debug for Earlier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Earlier({})", self.until)
    }
}

impl Terms {
    /// The pack as published.
    pub fn of_pack(pack: Arc<Pack>) -> Terms {
        Terms {
            asks_arrival: pack.asks(Aspect::Arrival),
            asks_signed: pack.asks(Aspect::Signed),
            asks_language: pack.asks(Aspect::Language),
            pack,
            own: Vec::new(),
            calendars: OwnCalendars::default(),
            own_versions: Vec::new(),
            known: Mutex::default(),
            earlier: Vec::new(),
        }
    }

    /// With the terms that held before, oldest first.
    #[must_use]
    pub fn after(mut self, earlier: Vec<Earlier>) -> Terms {
        self.earlier = earlier;
        self
    }

    /// The terms that held before, oldest first; none where they have never changed.
    pub fn earlier(&self) -> &[Earlier] {
        &self.earlier
    }

    /// The pack under a contract's own terms.
    ///
    /// # Errors
    /// [`TermsError`] names the first thing that cannot hold.
    pub fn new(pack: Arc<Pack>, own: &OwnTerms, zones: &Zones) -> Result<Terms, TermsError> {
        let mut terms = Terms::of_pack(pack);
        for target in &own.targets {
            terms.own.push(terms.own_target(target)?);
        }
        let version = |own: &OwnVersion| Version { name: own.name.clone(), end_of_life: own.end_of_life };
        terms.own_versions = own.versions.iter().map(version).collect();
        terms.calendars = OwnCalendars::of(&terms.pack, own, zones)?;
        terms.business_days_have_a_length()?;
        Ok(terms)
    }

    /// Refuses targets in business days that no calendar could count: in the contract's own hours, or, for its own
    /// targets, in every calendar in which they may run. Where some can and some cannot (desk hours that differ by
    /// level), [`Resolved::lacks_business_day`] tells which ticket it is.
    fn business_days_have_a_length(&self) -> Result<(), TermsError> {
        let in_days =
            |promise: &Promise| matches!(promise, Promise::Within(length) if length.in_business_days());
        let refused = |clock: &ClockKey, promise: &Promise| TermsError::NoBusinessDay {
            clock: clock.to_string(),
            target: promise.to_string(),
        };
        let replaced = self.calendars.replaced.values().any(|named| named.day_length.is_none());
        for cell in self.pack.cells.iter().filter(|cell| replaced && in_days(&cell.promise)) {
            let keys = cell.calendar.as_deref().map(|key| self.pack.reached(key)).unwrap_or_default();
            let named = keys.into_iter().filter_map(|key| self.named(key));
            if named.chain(&self.calendars.hours).any(|named| named.day_length.is_none()) {
                return Err(refused(&cell.clock, &cell.promise));
            }
        }
        for (clock, _, promise) in self.own.iter().filter(|(_, _, promise)| in_days(promise)) {
            if !self.may_run_in(clock).iter().any(|day_length| day_length.is_some()) {
                return Err(refused(clock, promise));
            }
        }
        Ok(())
    }

    /// The business days of every calendar in which a target of that clock may run.
    fn may_run_in(&self, clock: &ClockKey) -> Vec<Option<i64>> {
        if let Some(own) = &self.calendars.hours {
            return vec![own.day_length];
        }
        let cells = self.pack.cells.iter().filter(|cell| cell.clock == *clock);
        let mut keys: Vec<Option<&str>> = cells.map(|cell| cell.calendar.as_deref()).collect();
        keys.dedup();
        let desk = || self.pack.hours.iter().map(|row| row.calendar.as_deref());
        let days_of = |key: Option<&str>| match key {
            Some(key) => {
                let reached = self.pack.reached(key).into_iter();
                reached.map(|key| self.named(key).and_then(|named| named.day_length)).collect()
            }
            None => vec![Some(86_400)],
        };
        keys.into_iter()
            .flat_map(|key| match key {
                Some(key) => days_of(Some(key)),
                None => desk().flat_map(days_of).collect(),
            })
            .collect()
    }

    fn own_target(&self, target: &OwnTarget) -> Result<(ClockKey, Option<String>, Promise), TermsError> {
        let pack = &self.pack;
        let clock = ClockKey::new(&target.clock);
        if pack.clock(&clock).is_none() {
            let known = pack.clocks.iter().map(|clock| clock.key.as_str()).collect::<Vec<_>>().join(", ");
            return Err(TermsError::Clock { clock: target.clock.clone(), pack: pack.id.to_string(), known });
        }
        if let Some(severity) = &target.severity
            && !pack.severities.iter().any(|known| known.key.as_str() == severity)
        {
            let known = pack.severities.iter().map(|known| known.key.as_str()).collect::<Vec<_>>().join(", ");
            return Err(TermsError::Severity {
                severity: severity.clone(),
                pack: pack.id.to_string(),
                known,
            });
        }
        let promise = target.target.parse();
        let promise = promise.map_err(|error| TermsError::Target { clock: target.clock.clone(), error })?;
        Ok((clock, target.severity.clone(), promise))
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// Whether other terms have held for something that came in then.
    pub fn have_changed_since(&self, received: Instant) -> bool {
        self.earlier.iter().any(|earlier| earlier.until() >= received)
    }

    /// When the support of a version ends, and whether the contract says so itself; `None` where nobody has said it.
    pub fn end_of_life(&self, given: &str) -> Option<(&Version, bool)> {
        let own = left_out::version(&self.own_versions, given).map(|version| (version, true));
        own.or_else(|| left_out::version(&self.pack.versions, given).map(|version| (version, false)))
    }

    /// The pack's calendar of that key, or the contract's own hours in its place.
    pub fn calendar(&self, key: &str) -> Option<&NamedCalendar> {
        self.named(key)
    }

    fn named<'a>(&'a self, key: &str) -> Option<&'a NamedCalendar> {
        self.calendars.replaced.get(key).or_else(|| self.pack.calendar(key))
    }

    /// The calendar that a key means for these facts, as it holds under this contract.
    fn named_for<'a>(&'a self, key: &str, facts: &Facts) -> Option<&'a NamedCalendar> {
        self.calendars.replaced.get(key).or_else(|| self.named(&self.pack.calendar_for(key, facts)?.key))
    }

    /// The row that answers for a clock under this contract, whose hours say whether a ticket arrived inside them.
    pub fn cell(&self, clock: &ClockKey, facts: &Facts, received: Option<Instant>) -> Option<&Cell> {
        self.pack.cell_when(clock, facts, &|key| self.arrived_inside(key, facts, received?))
    }

    /// Whether a calendar was open then, as it holds under this contract for these facts.
    pub(super) fn arrived_inside(&self, key: &str, facts: &Facts, received: Instant) -> Option<bool> {
        Some(self.named_for(key, facts)?.calendar.is_open(received))
    }

    /// The contract's own hours, or the desk's as far as the facts tell, or those of the level at which such a ticket
    /// comes in; `None` where the desk is open around the clock.
    fn desk(&self, facts: &Facts) -> Option<&NamedCalendar> {
        if let Some(own) = &self.calendars.hours {
            return Some(own);
        }
        match self.pack.desk_hours_shown(facts) {
            Desk::Calendar(named) => self.named(&named.key),
            Desk::AroundTheClock | Desk::Unknown => None,
        }
    }

    /// The hours of every calendar of the pack in words, as they hold under this contract.
    pub fn hours_words(&self) -> Vec<String> {
        let named = self.pack.calendars.iter().filter_map(|calendar| self.named(&calendar.key));
        let mut words: Vec<String> = Vec::new();
        for named in named {
            if !words.contains(&named.words) {
                words.push(named.words.clone());
            }
        }
        words
    }

    /// The desk's own calendar for a level and region. Where the hours depend on a level that is not known, that of the
    /// level at which such a ticket comes in; ask [`Terms::desk_is_known`] before it is given out as an answer.
    pub fn desk_calendar(&self, facts: &Facts) -> Arc<Calendar> {
        self.desk(facts).map_or_else(|| self.pack.always.clone(), |named| named.calendar.clone())
    }

    /// The desk's own hours for a level and region in words; see [`Terms::desk_calendar`].
    pub fn desk_words(&self, facts: &Facts) -> String {
        self.desk(facts).map_or_else(|| "around the clock".to_owned(), |named| named.words.clone())
    }

    /// Whether the desk's hours follow from these facts, or need a level that is missing.
    pub fn desk_is_known(&self, facts: &Facts) -> bool {
        self.calendars.hours.is_some() || !matches!(self.pack.desk_hours(facts), Desk::Unknown)
    }

    /// The target of a clock for a ticket with these facts, received then. A clock without a matching row has no target.
    pub fn resolve(&self, clock: &ClockKey, facts: &Facts, received: Instant) -> Arc<Resolved> {
        // Rows that ask for the moment of arrival cannot be remembered by facts alone.
        if self.asks_arrival {
            return Arc::new(self.work_out(clock, facts, received));
        }
        let mut key = (clock.clone(), facts.clone());
        // Every contract has a date, and most customers a language: where no row asks for them, contracts of one tier share
        // what was worked out.
        if !self.asks_signed {
            key.1.signed = None;
        }
        if !self.asks_language {
            key.1.language = None;
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(resolved) = known.get(&key) {
            return resolved.clone();
        }
        let resolved = Arc::new(self.work_out(clock, facts, received));
        known.insert(key, resolved.clone());
        resolved
    }

    fn work_out(&self, clock: &ClockKey, facts: &Facts, received: Instant) -> Resolved {
        let cell: Option<&Cell> = self.cell(clock, facts, Some(received));
        let counted = self.pack.counted(facts);
        let own = self.own.iter().find(|(of, severity, _)| {
            of == clock
                && severity
                    .as_deref()
                    .is_none_or(|key| counted.is_some_and(|counted| counted.as_str() == key))
        });
        let promise = own.map(|(_, _, promise)| promise.clone());
        let promise = promise.or_else(|| cell.map(|cell| cell.promise.clone())).unwrap_or(Promise::NoTarget);
        let runs_in = cell.and_then(|cell| cell.calendar.as_deref());
        self.run(clock, (promise, own.is_some()), (cell, runs_in), facts)
    }

    /// A promise, and whether the contract made it, where it runs: in the calendar of that key, or in the desk's hours.
    fn run(
        &self,
        clock: &ClockKey,
        (promise, own): (Promise, bool),
        (cell, runs_in): (Option<&Cell>, Option<&str>),
        facts: &Facts,
    ) -> Resolved {
        let business = runs_in.and_then(|key| self.named_for(key, facts)).or_else(|| self.desk(facts));
        let runs = |in_business: bool| match business {
            Some(named) if in_business => (named.calendar.clone(), named.words.clone(), named.day_length),
            _ => (self.pack.always.clone(), "around the clock".to_owned(), Some(86_400)),
        };
        let length = match promise {
            Promise::Within(length) => Some(length),
            _ => None,
        };
        let in_business = length.is_none_or(|length| length.unit.is_business());
        let aim = length.and_then(|length| length.aim).map(|aim| aim.unit.is_business());
        let aim_runs = aim.filter(|aim| *aim != in_business).map(|aim| {
            let (calendar, _, day_length) = runs(aim);
            (calendar, day_length)
        });
        let (calendar, calendar_words, day_length) = runs(in_business);
        let cut_off = cell.and_then(|cell| cell.cut_off);
        Resolved {
            clock: clock.clone(),
            promise,
            own,
            calendar,
            calendar_words,
            day_length,
            channels: cell.map(|cell| cell.channels.clone()).unwrap_or_default(),
            until: cell.and_then(|cell| cell.until.clone()),
            note: cell.and_then(|cell| cell.note.clone()),
            aim_runs,
            cut_off: cut_off.map(|time| CutOff { time, calendar: runs(true).0 }),
        }
    }

    /// Whether hours of the contract's own hold in place of the pack's.
    pub fn has_own_hours(&self) -> bool {
        self.calendars.hours.is_some()
    }

    /// The promises by share for which a ticket counts that has these facts and was received then.
    pub fn commitments<'a>(
        &'a self,
        facts: &'a Facts,
        received: Instant,
    ) -> impl Iterator<Item = &'a Commitment> {
        let counted = self.pack.counted(facts);
        let inside = move |key: &str| self.arrived_inside(key, facts, received);
        self.pack.commitments.iter().filter(move |one| one.when.match_facts(facts, counted, &inside))
    }

    /// The target by which a ticket counts for a promise by share: the commitment's own where it has one, running where
    /// the ticket's row says or in the calendar that the commitment names; else the ticket's.
    pub fn committed(&self, to: &Commitment, facts: &Facts, received: Instant) -> Arc<Resolved> {
        let Some(within) = to.within else { return self.resolve(&to.clock, facts, received) };
        let cell = self.cell(&to.clock, facts, Some(received));
        let runs_in = to.calendar.as_deref().or_else(|| cell.and_then(|cell| cell.calendar.as_deref()));
        Arc::new(self.run(&to.clock, (Promise::Within(within), false), (cell, runs_in), facts))
    }

    /// The calendar that says whether somebody answers now: the one on which the first-response clock runs, or the
    /// desk's own for that level and region where the cell has no clock (sla.md part 5, `hours`).
    pub fn hours_calendar(&self, facts: &Facts, at: Instant) -> Arc<Calendar> {
        let resolved = self.resolve(&ClockKey::first_response(), facts, at);
        match resolved.promise {
            Promise::Within(_) => resolved.calendar.clone(),
            _ => self.desk_calendar(facts),
        }
    }
}
