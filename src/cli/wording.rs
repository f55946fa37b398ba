//! Languages and templates: the shipped ones and the user's own, from the settings folder.

use std::path::Path;

use super::{CliError, Context, look_up, looks};
use crate::desk::{Contract, Customer, Row, TicketId};
use crate::host;
use crate::store::Store;
use crate::wording::{Phrases, Said, Sources, Template, Values, Wording, say};
use crate::written::LARGEST;

/// Reads them; what is wrong with the user's own files, a line each. Without a home folder there are the shipped ones.
pub fn at_hand(context: &Context) -> (Wording, Vec<String>) {
    let (mut wording, mut notes) = (Wording::default(), Vec::new());
    let Ok(folders) = context.folders() else { return (wording, notes) };
    for (path, bytes) in files(&folders.config.join("phrases"), &["toml"], &mut notes) {
        if let Err(wrong) = wording.languages.add(&shown(&path), &bytes) {
            notes.extend(wrong.iter().map(looks::note));
        }
    }
    for (path, bytes) in files(&folders.config.join("templates"), &["md", "txt"], &mut notes) {
        let key = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if let Err(wrong) = wording.templates.add(&key, &shown(&path), &bytes) {
            notes.extend(wrong.iter().map(|error| crate::text::printable(&error.to_string()).into_owned()));
        }
    }
    (wording, notes)
}

/// The same for one run of a command: what is wrong is said on standard error.
pub fn warned(context: &Context) -> Wording {
    let (wording, notes) = at_hand(context);
    for note in notes {
        super::error::warn(&note);
    }
    wording
}

fn files(folder: &Path, ends: &[&str], notes: &mut Vec<String>) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let read = match host::files_of(folder, ends, LARGEST) {
        Ok(read) => read,
        Err(error) => {
            notes.push(format!("the folder {} cannot be read: {error}", shown(folder)));
            return Vec::new();
        }
    };
    let mut files = Vec::new();
    for (path, bytes) in read {
        match bytes {
            Ok(bytes) => files.push((path, bytes)),
            Err(error) => notes.push(format!("{} cannot be read: {error}", shown(&path))),
        }
    }
    files
}

pub(super) fn shown(path: &Path) -> String {
    crate::text::printable(&path.to_string_lossy()).into_owned()
}

/// A ticket with what is needed to write about it.
pub struct About {
    /// With its clocks.
    pub row: Row,
    /// Whose.
    pub customer: Customer,
    /// The contract that it is held to.
    pub contract: Option<Contract>,
    /// The languages and templates at hand.
    pub wording: Wording,
}

/// A ticket by number.
///
/// # Errors
/// Where there is none, or the store cannot be read.
pub fn about(store: &Store, ticket: TicketId, context: &mut Context) -> Result<About, CliError> {
    let book = context.shared_book()?;
    let ticket = look_up::ticket(store, ticket)?;
    let customer = store.customer(ticket.customer)?;
    let customer =
        customer.ok_or_else(|| CliError::no(format!("there is no customer {}", ticket.customer)))?;
    let contract = look_up::contract_of(store, &ticket)?;
    let row = Row::new(ticket, contract.as_ref(), &book);
    Ok(About { row, customer, contract, wording: warned(context) })
}

impl About {
    /// The language in which the customer is written to, or the one that was asked for; and the zone likewise.
    ///
    /// # Errors
    /// Where one is asked for that there is not.
    pub fn manner(
        &self,
        language: Option<&str>,
        zone: Option<&str>,
        context: &mut Context,
    ) -> Result<(std::sync::Arc<Phrases>, std::sync::Arc<crate::calendar::Zone>), CliError> {
        let zones = context.zones();
        let pack = self.row.terms.as_deref().map(|terms| &**terms.pack());
        let (usual, own) = crate::wording::manner(&self.customer, pack, &self.wording.languages, &zones);
        let phrases = match language {
            Some(tag) => self.wording.languages.get(tag).ok_or_else(|| {
                CliError::usage(format!("there is no language {}", crate::text::quoted(tag)))
                    .hint(format!("known are {}", self.wording.languages.tags().join(", ")))
            })?,
            None => usual.ok_or_else(|| CliError::usage("no language is at hand"))?,
        };
        let zone = match zone {
            Some(name) => super::look_up::zone(&zones, name)?,
            None => own,
        };
        Ok((phrases, zone))
    }

    /// Its target times in words.
    ///
    /// # Errors
    /// As [`About::manner`].
    pub fn said(
        &self,
        language: Option<&str>,
        zone: Option<&str>,
        context: &mut Context,
    ) -> Result<Said, CliError> {
        let (phrases, zone) = self.manner(language, zone, context)?;
        Ok(say(&self.row, &phrases, &zone, context.now()))
    }

    /// The template of that key, in the customer's language where there are several.
    ///
    /// # Errors
    /// Where there is none; names the nearest.
    pub fn template(&self, key: &str) -> Result<std::sync::Arc<Template>, CliError> {
        let pack = self.row.terms.as_deref().map(|terms| terms.pack().language.as_str());
        let found = self.wording.templates.get(key, [self.customer.language.as_deref(), pack, Some("en")]);
        found.ok_or_else(|| {
            let error = CliError::no(format!("there is no template {}", crate::text::quoted(key)));
            let error = match super::look_up::nearest(key, self.wording.templates.keys().into_iter()) {
                Some(near) => error.hint(format!("did you mean {near}?")),
                None => error,
            };
            error.hint("`tierdesk template list` shows them all")
        })
    }

    /// A template filled for this ticket, in the template's own language; `set` are places that are given along.
    ///
    /// # Errors
    /// Where nothing is known for one of its places.
    pub fn filled(
        &self,
        template: &Template,
        set: &[(String, String)],
        store: &Store,
        context: &mut Context,
    ) -> Result<String, CliError> {
        let language = template.language.as_deref().filter(|tag| self.wording.languages.get(tag).is_some());
        let (phrases, zone) = self.manner(language, None, context)?;
        let said = say(&self.row, &phrases, &zone, context.now());
        let contacts = store.contacts(Some(self.customer.id))?;
        let agent = context.agent();
        let sources = Sources {
            customer: &self.customer,
            contacts: &contacts,
            contract: self.contract.as_ref(),
            agent: &agent,
            phrases: &phrases,
            zone: &zone,
            said: &said,
        };
        let mut values = Values::of(&self.row, sources);
        for (name, value) in set {
            values.set(name, value);
        }
        template.fill(&values).map_err(|unfilled| {
            let place = unfilled.place.clone();
            CliError::usage(unfilled.to_string()).hint(format!("give it with --set {place}=..."))
        })
    }
}
