//! What is written to a customer about the ticket in front: its target times in words, and templates filled with what the
//! desk knows.

use crate::calendar::{Instant, Zone};
use crate::desk::{Contact, Contract, Customer, Row};
use crate::tui::app::App;
use crate::wording::{Phrases, Said, Sources, Template, Unfilled, Values, manner, say};

/// The ticket in front with its clocks, whose it is, and what it is held to. `None` where there is none, or its customer is
/// not read yet.
fn with<T>(app: &App, take: impl FnOnce(&Row, &Customer, Option<&Contract>, &[Contact]) -> T) -> Option<T> {
    let ticket = app.ticket()?;
    let group = app.group()?;
    let file = app.file.as_deref().filter(|file| file.ticket.id == ticket.id);
    let contract = match file {
        Some(file) => file.contract.as_ref(),
        None => group.contract.as_ref().filter(|contract| Some(contract.id) == ticket.contract),
    };
    let contacts = file.map_or(&[][..], |file| &file.contacts);
    match app.row() {
        Some(row) => Some(take(row, &group.customer, contract, contacts)),
        None => {
            let row = Row::new(ticket.clone(), contract, app.book.as_deref()?);
            Some(take(&row, &group.customer, contract, contacts))
        }
    }
}

/// In which language and on which wall clock it is written.
fn manner_of(
    app: &App,
    row: &Row,
    customer: &Customer,
    language: Option<&str>,
) -> Option<(std::sync::Arc<Phrases>, std::sync::Arc<Zone>)> {
    let pack = row.terms.as_deref().map(|terms| &**terms.pack());
    let languages = &app.wording.languages;
    let (usual, zone) = manner(customer, pack, languages, app.book.as_deref()?.zones());
    let asked = language.and_then(|tag| languages.get(tag));
    Some((asked.or(usual)?, zone))
}

/// The ticket's target times in words: in that language, or the customer's.
pub(super) fn said(app: &App, language: Option<&str>, now: Instant) -> Option<Said> {
    with(app, |row, customer, _, _| {
        let (phrases, zone) = manner_of(app, row, customer, language)?;
        Some(say(row, &phrases, &zone, now))
    })?
}

/// A template filled as far as it goes, and what nothing is known for.
pub(super) fn filled(template: &Template, app: &App, now: Instant) -> Option<(String, Option<Unfilled>)> {
    with(app, |row, customer, contract, contacts| {
        let (phrases, zone) = manner_of(app, row, customer, template.language.as_deref())?;
        let said = say(row, &phrases, &zone, now);
        let agent = app.who.as_str();
        let (phrases, zone, said) = (&*phrases, &*zone, &said);
        let sources = Sources { customer, contacts, contract, agent, phrases, zone, said };
        let values = Values::of(row, sources);
        Some((template.fill_what_is_known(&values), template.fill(&values).err()))
    })?
}

/// The languages in which the customer may be written to, the likeliest first.
pub(super) fn tags(app: &App) -> Vec<String> {
    let group = app.group();
    let customers = group.and_then(|group| group.customer.language.clone());
    let row = app.row().and_then(|row| row.terms.as_deref());
    let policys = row.map(|terms| terms.pack().language.clone());
    [customers, policys, Some("en".to_owned())].into_iter().flatten().collect()
}
