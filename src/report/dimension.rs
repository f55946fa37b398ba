//! What tickets are grouped by, as numbers while they are read and as words afterwards.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};

use super::ask::{By, Stretch};
use super::data::GroupKey;
use super::frame::{Frame, Plan};
use crate::calendar::{Instant, Span, Zone};
use crate::desk::{CustomerId, Ticket};
use crate::policy::SeverityKey;

/// A group while it is counted: a number for each of what tickets are grouped by.
pub(super) type Place = [i64; 2];

/// That there is none: no contract, nobody's.
const NONE: i64 = -1;

/// Turns tickets into places. Keeps the few severities and agents that come again and again, and the week or month of the
/// ticket before, which is mostly this one's too.
#[derive(Debug, Default)]
pub(super) struct Places {
    severities: Vec<SeverityKey>,
    agents: Vec<String>,
    agent_places: HashMap<String, i64>,
    last: [Option<(Span, i64)>; 2],
}

impl Places {
    /// The group of a ticket.
    pub fn of(&mut self, by: &[By], ticket: &Ticket, plan: Option<&Plan>, zone: &Zone) -> Place {
        let mut place = [NONE; 2];
        for (at, (slot, by)) in place.iter_mut().zip(by).enumerate() {
            *slot = match by {
                By::Week => self.date(at, ticket.received, zone, Stretch::week_of),
                By::Month => self.date(at, ticket.received, zone, Stretch::month_of),
                By::Customer => ticket.customer.0,
                By::Tier => plan.map_or(NONE, |plan| plan.tier),
                By::Severity => self.severity(&ticket.severity),
                By::Agent => ticket.assignee.as_deref().map_or(NONE, |agent| self.agent(agent)),
            };
        }
        place
    }

    /// The day number of the first date of a week or month.
    fn date(&mut self, at: usize, received: Instant, zone: &Zone, around: fn(NaiveDate) -> Stretch) -> i64 {
        let last = self.last.get(at).copied().flatten();
        if let Some((_, day)) = last.filter(|(span, _)| span.from <= received && received < span.to) {
            return day;
        }
        let stretch = around(zone.date(received));
        let day = i64::from(stretch.from.num_days_from_ce());
        if let Some(last) = self.last.get_mut(at) {
            *last = Some((stretch.span(zone), day));
        }
        day
    }

    fn severity(&mut self, key: &SeverityKey) -> i64 {
        let place = self.severities.iter().position(|known| known == key).unwrap_or_else(|| {
            self.severities.push(key.clone());
            self.severities.len() - 1
        });
        i64::try_from(place).unwrap_or(NONE)
    }

    fn agent(&mut self, name: &str) -> i64 {
        if let Some(place) = self.agent_places.get(name) {
            return *place;
        }
        let place = i64::try_from(self.agents.len()).unwrap_or(NONE);
        self.agents.push(name.to_owned());
        self.agent_places.insert(name.to_owned(), place);
        place
    }

    /// The place here of a group that another counted.
    pub fn taken_over(&mut self, by: &[By], other: &Places, place: Place) -> Place {
        let mut own = place;
        for (slot, by) in own.iter_mut().zip(by) {
            let Ok(at) = usize::try_from(*slot) else { continue };
            match by {
                By::Severity => {
                    if let Some(key) = other.severities.get(at) {
                        *slot = self.severity(key);
                    }
                }
                By::Agent => {
                    if let Some(agent) = other.agents.get(at) {
                        *slot = self.agent(agent);
                    }
                }
                By::Week | By::Month | By::Customer | By::Tier => {}
            }
        }
        own
    }

    /// The keys of a group, and what puts groups in order.
    pub fn keys(&self, frame: &Frame, place: Place) -> (Vec<(i64, String)>, Vec<GroupKey>) {
        frame.by.iter().zip(place).map(|(by, slot)| self.key(frame, *by, slot)).unzip()
    }

    fn key(&self, frame: &Frame, by: By, slot: i64) -> ((i64, String), GroupKey) {
        let at = usize::try_from(slot).ok();
        let date = || {
            let days = u64::try_from(slot).ok()?.checked_sub(1)?;
            NaiveDate::from_ymd_opt(1, 1, 1)?.checked_add_days(Days::new(days))
        };
        let (key, words, rank) = match by {
            By::Week | By::Month => {
                let around = if by == By::Week { Stretch::week_of } else { Stretch::month_of };
                let words = date().map(|date| around(date).words()).unwrap_or_default();
                (words.clone(), words, slot)
            }
            By::Customer => {
                let name = frame.customer(CustomerId(slot));
                (slot.to_string(), name, 0)
            }
            By::Tier => match at.and_then(|at| frame.tiers.get(at)) {
                Some((key, words)) => (key.clone(), words.clone(), slot),
                None => (String::new(), "no plan".into(), i64::MAX),
            },
            By::Severity => {
                let key = at.and_then(|at| self.severities.get(at)).map(SeverityKey::to_string);
                let key = key.unwrap_or_default();
                let rank = frame.severities.iter().find(|(_, known)| known.as_str() == key);
                let rank = rank.and_then(|(rank, _)| i64::try_from(*rank).ok()).unwrap_or(i64::MAX);
                (key.clone(), key, rank)
            }
            By::Agent => match at.and_then(|at| self.agents.get(at)) {
                Some(agent) => (agent.clone(), agent.clone(), 0),
                None => (String::new(), "nobody".into(), i64::MAX),
            },
        };
        ((rank, words.to_lowercase()), GroupKey { by, key, words })
    }
}
