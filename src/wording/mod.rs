//! What is written to customers: languages in which target times are told, and templates of answers, as files that people
//! write. Pure; the rim reads the files.
//!
//! - `say`: a ticket's target times as sentences. - [`Languages`]: the languages at hand. - [`Templates`]: the
//!   templates at hand. - [`Values`]: what can be filled into one, from the desk.

mod languages;
mod pattern;
mod phrases;
mod say;
mod template;
mod templates;
mod values;

pub use languages::{LAST_RESORT, Languages};
pub use phrases::{Phrases, Sentences};
pub use say::{Said, SaidClock, manner, moment, say};
pub use template::{Template, TemplateError, Unfilled};
pub use templates::Templates;
pub use values::{PLACES, Place, Sources, Values};

use std::sync::Arc;

use crate::calendar::{Instant, Zone};
use crate::desk::{Customer, Row};

/// Languages and templates together, with what is wrong in the user's own files.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Languages.
    pub languages: Languages,
    /// Templates.
    pub templates: Templates,
}

impl Wording {
    /// A ticket's target times in the customer's language and zone, where a language is at hand at all.
    pub fn said(
        &self,
        row: &Row,
        customer: &Customer,
        zones: &crate::calendar::Zones,
        now: Instant,
    ) -> Option<(Said, Arc<Phrases>, Arc<Zone>)> {
        let pack = row.terms.as_deref().map(|terms| terms.pack());
        let (phrases, zone) = manner(customer, pack.map(|pack| &**pack), &self.languages, zones);
        let phrases = phrases?;
        Some((say(row, &phrases, &zone, now), phrases, zone))
    }
}

/// Whether a text is a language's tag: `de`, `pt-br`.
fn is_tag(text: &str) -> bool {
    let part =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.len() <= 20 && text.split('-').all(part) && text.starts_with(|c: char| c.is_ascii_alphabetic())
}
