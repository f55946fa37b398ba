//! What only some tickets have: tags, watchers, links, what was merged, check lists, timers and booked time, decisions
//! about flags. Kept apart so that the thousands of tickets that have none of it stay small.

use serde::{Deserialize, Serialize};

use super::handover::HandedOn;
use super::marks::{Mark, Told};
use super::ticket::{Flag, Revision, TicketId};
use crate::calendar::Instant;

/// The rarer facts of a ticket. Empty for most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// Agents who want to hear of it, in the order in which they began to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub watchers: Vec<String>,
    /// Tags, in alphabetical order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Tickets about the same thing; each names the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<TicketId>,
    /// The ticket that lives on for this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<TicketId>,
    /// Tickets that were merged into this one: it is found under their numbers too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<TicketId>,
    /// The ticket that this one was split off from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_from: Option<TicketId>,
    /// Points of the policy's check lists, as filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Checked>,
    /// Agents whose watch runs on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<Timer>,
    /// Time booked on it, in the order in which it was booked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookings: Vec<Booking>,
    /// What agents decided about flags of entitlement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
    /// Unix second at which a ticket on hold is to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wakes: Option<i64>,
    /// The version of the product that it is about, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What was said of the workaround that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Told>,
    /// What was said of the estimate that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Told>,
    /// What was written about it for the next shift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_on: Option<HandedOn>,
}

/// A point of a check list, filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The level whose list it is on.
    pub level: u8,
    /// The point, as the policy pack words it.
    pub item: String,
    /// What was found out.
    pub answer: String,
}

/// A watch that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Whose.
    pub agent: String,
    /// Unix second at which it was started.
    pub since: i64,
}

/// Time spent on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// The ticket's revision at which it was booked: tells bookings apart.
    pub revision: Revision,
    /// Who worked.
    pub agent: String,
    /// Unix second at which the work ended.
    pub at: i64,
    /// Minutes worked.
    pub minutes: u32,
    /// Minutes charged after steps and minimum; 0 where nothing is charged.
    pub charged: u32,
    /// The pot that it is charged to; `None` where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pot: Option<String>,
    /// What was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What an agent decided about a flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Which flag.
    pub flag: Flag,
    /// The ticket is worked on all the same.
    pub accepted: bool,
    /// Why.
    pub reason: String,
    /// Who.
    pub agent: String,
}

impl More {
    /// What is booked in all: minutes worked and minutes charged.
    pub fn booked(&self) -> (u32, u32) {
        self.bookings.iter().fold((0, 0), |(worked, charged), booking| {
            (worked.saturating_add(booking.minutes), charged.saturating_add(booking.charged))
        })
    }

    /// What was decided about a flag, where something was.
    pub fn judged(&self, flag: Flag) -> Option<&Judged> {
        self.judged.iter().find(|judged| judged.flag == flag)
    }

    /// The watch of an agent, where it runs.
    pub fn timer(&self, agent: &str) -> Option<&Timer> {
        self.timers.iter().find(|timer| timer.agent == agent)
    }

    /// What was said of a workaround or an estimate that stands.
    pub fn told(&self, mark: Mark) -> Option<&Told> {
        match mark {
            Mark::Workaround => self.workaround.as_ref(),
            Mark::Estimate => self.estimate.as_ref(),
            Mark::SeverityStands | Mark::WorkBegun => None,
        }
    }

    /// What is said of it from now on; `None` where it stands no longer. Nothing said leaves what was said before.
    pub(super) fn tell(&mut self, mark: Mark, told: Option<Told>) {
        let place = match mark {
            Mark::Workaround => &mut self.workaround,
            Mark::Estimate => &mut self.estimate,
            Mark::SeverityStands | Mark::WorkBegun => return,
        };
        match told {
            Some(told) if told == Told::default() => {}
            told => *place = told,
        }
    }

    /// When a ticket on hold is to be looked at again.
    pub fn wakes(&self) -> Option<Instant> {
        self.wakes.map(Instant::from_unix_clamped)
    }

    /// The answer to a point of a level's check list; `None` where it is not filled in.
    pub fn answer(&self, level: u8, item: &str) -> Option<&str> {
        let checked = self.checklist.iter().find(|checked| checked.level == level && checked.item == item);
        checked.map(|checked| checked.answer.as_str()).filter(|answer| !answer.trim().is_empty())
    }
}
