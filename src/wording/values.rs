//! What can be filled into a template, from the desk.

use std::collections::BTreeMap;

use super::phrases::Phrases;
use super::say::{Said, moment};
use crate::calendar::Zone;
use crate::desk::{Contact, Contract, Customer, Row};

/// A place that every template can name.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// As it stands in braces.
    pub name: &'static str,
    /// What is filled in.
    pub words: &'static str,
    /// Why it may be unknown.
    why: &'static str,
}

const fn place(name: &'static str, words: &'static str, why: &'static str) -> Place {
    Place { name, words, why }
}

/// Every place that a template can name, with what is filled in.
pub const PLACES: [Place; 13] = [
    place("customer", "the customer's name", ""),
    place("contact", "who asked: the person's name, or the address", "the ticket does not say who asked"),
    place("ticket", "the ticket's number", ""),
    place("subject", "its subject", ""),
    place("agent", "who you are", ""),
    place("severity", "its severity, in the policy's words", ""),
    place("tier", "the customer's tier", "the ticket came in under no contract"),
    place("policy", "the policy's title", "the ticket came in under no contract"),
    place("received", "when it was received", ""),
    place("first_response_due", "by when the first response is due", "no time is promised, or it was given"),
    place("resolution_due", "by when it is to be resolved", "no time is promised, or the clock stands still"),
    place("reference", "what the customer's own system calls it", "the ticket has no reference"),
    place("say_it", "its target times as sentences", ""),
];

/// Values by the names of their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

/// Whose ticket, who writes, and how moments are written.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Whose.
    pub customer: &'a Customer,
    /// Its persons.
    pub contacts: &'a [Contact],
    /// The contract that the ticket is held to.
    pub contract: Option<&'a Contract>,
    /// Who writes.
    pub agent: &'a str,
    /// How moments are written.
    pub phrases: &'a Phrases,
    /// On which wall clock.
    pub zone: &'a Zone,
    /// Its target times in words.
    pub said: &'a Said,
}

impl Values {
    /// From a ticket.
    pub fn of(row: &Row, from: Sources<'_>) -> Values {
        let ticket = &row.ticket;
        let pack = row.terms.as_deref().map(|terms| terms.pack());
        let mut values = Values::default();
        values.set("customer", &from.customer.name);
        values.maybe("contact", ticket.requester.as_deref().map(|asked| named(asked, from.contacts)));
        values.set("ticket", &ticket.id.to_string());
        values.set("subject", &ticket.subject);
        values.set("agent", from.agent);
        let severity = pack.and_then(|pack| pack.severity(&ticket.severity));
        let severity = severity.map_or_else(|| ticket.severity.to_string(), |severity| severity.name.clone());
        values.set("severity", &severity);
        let tier = from.contract.map(|contract| {
            let tier = pack.and_then(|pack| pack.tier(&contract.tier));
            tier.map_or_else(|| contract.tier.to_string(), |tier| tier.name.clone())
        });
        values.maybe("tier", tier);
        values.maybe("policy", pack.map(|pack| pack.title.clone()));
        values.set("received", &moment(ticket.received, from.phrases, from.zone));
        for (place, clock) in [("first_response_due", "first_response"), ("resolution_due", "resolution")] {
            let said = from.said.clocks.iter().find(|said| said.clock == clock && said.stopped.is_none());
            let due = said.and_then(|said| said.due).map(|due| moment(due, from.phrases, from.zone));
            values.maybe(place, due);
        }
        values.maybe("reference", ticket.reference.clone());
        values.set("say_it", &from.said.text);
        values
    }

    /// Sets a value; of the agent's own too.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    fn maybe(&mut self, name: &str, value: Option<String>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// The value of a place.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn get(&self, name: &str) -> Result<&str, String> {
        self.0.get(name).map(String::as_str).ok_or_else(|| {
            let place = PLACES.iter().find(|place| place.name == name && !place.why.is_empty());
            place.map_or_else(|| "it is given by nobody".to_owned(), |place| place.why.to_owned())
        })
    }
}

/// The name of the contact who asked; what the ticket says, where nobody is known by it.
fn named(asked: &str, contacts: &[Contact]) -> String {
    let address = asked.rsplit_once('<').map_or(asked, |(_, address)| address.trim_end_matches('>')).trim();
    let by_address = contacts
        .iter()
        .find(|contact| contact.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address)));
    by_address.map_or_else(|| asked.to_owned(), |contact| contact.name.clone())
}
