//! Customers, contacts and contracts to add; a customer's particulars to change.

use super::limits::{LINE_LIMIT, bounded, line, no_longer_than};
use super::{Decision, Refusal, Situation};
use crate::desk::command::{CustomerChange, NewContact, NewContract, NewCustomer};
use crate::desk::people::Customer;

pub(super) fn add_customer(situation: &Situation, customer: &NewCustomer) -> Result<NewCustomer, Refusal> {
    let name = line("name", &customer.name)?;
    if situation.taken {
        return Err(Refusal::Taken(format!("a customer named {name:?} is there already")));
    }
    Ok(NewCustomer { name, ..customer.clone() })
}

pub(super) fn add_contact(situation: &Situation, contact: &NewContact) -> Result<NewContact, Refusal> {
    known_customer(situation)?;
    let name = line("name", &contact.name)?;
    let email = contact.email.as_deref().map(|email| line("email", email)).transpose()?;
    if email.as_deref().is_some_and(|email| !email.contains('@')) {
        return Err(Refusal::Invalid("an email address needs an @".into()));
    }
    Ok(NewContact { name, email, ..contact.clone() })
}

pub(super) fn add_contract(situation: &Situation, contract: &NewContract) -> Result<NewContract, Refusal> {
    known_customer(situation)?;
    if contract.ends.is_some_and(|ends| ends <= contract.starts) {
        return Err(Refusal::Invalid("a contract ends after it starts".into()));
    }
    if situation.taken {
        return Err(Refusal::Taken("another contract of this customer covers some of these dates".into()));
    }
    Ok(contract.clone())
}

pub(super) fn known_customer(situation: &Situation) -> Result<&Customer, Refusal> {
    situation.customer.as_ref().ok_or_else(|| Refusal::Missing("such customer".into()))
}

pub(super) fn change_customer(
    situation: &Situation,
    seen: Option<crate::desk::Revision>,
    change: &CustomerChange,
) -> Result<Decision, Refusal> {
    let customer = known_customer(situation)?;
    if let Some(seen) = seen.filter(|seen| *seen != customer.revision) {
        return Err(Refusal::Invalid(format!(
            "customer {:?} was changed by somebody else meanwhile (you saw revision {seen}, it is at {})",
            customer.name, customer.revision
        )));
    }
    let name = change.name.as_deref().map(|name| line("name", name)).transpose()?;
    if situation.taken {
        let name = name.unwrap_or_default();
        return Err(Refusal::Taken(format!("a customer named {name:?} is there already")));
    }
    let note = change.note.as_deref().map(|note| bounded("the note", note)).transpose()?;
    for (what, text) in [("the language", &change.language), ("the time zone", &change.time_zone)] {
        if let Some(text) = text {
            no_longer_than(LINE_LIMIT, what, text)?;
        }
    }
    let given = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_owned());
    let to =
        CustomerChange { name, note, language: given(&change.language), time_zone: given(&change.time_zone) };
    let what = changes(customer, &to);
    if what.is_empty() {
        return Err(Refusal::Invalid("that is what is on record already".into()));
    }
    Ok(Decision::CustomerChange { customer: customer.id, to, what: what.join(", ") })
}

/// What differs, in words.
fn changes(customer: &Customer, to: &CustomerChange) -> Vec<String> {
    let mut what = Vec::new();
    let mut compare = |name: &str, is: &str, to: Option<&String>| {
        if let Some(to) = to.filter(|to| *to != is) {
            what.push(if to.is_empty() { format!("no {name}") } else { format!("{name} {to}") });
        }
    };
    compare("name", &customer.name, to.name.as_ref());
    compare("time zone", customer.time_zone.as_deref().unwrap_or_default(), to.time_zone.as_ref());
    compare("language", customer.language.as_deref().unwrap_or_default(), to.language.as_ref());
    if to.note.as_ref().is_some_and(|note| *note != customer.note) {
        what.push("note".into());
    }
    what
}
