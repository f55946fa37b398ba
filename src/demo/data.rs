//! The demo's data files as they are written (data/demo): customers, their open tickets, what was asked before, names.

use serde::Deserialize;

use super::DemoError;
use crate::policy::{OwnTerms, PackId};

/// data/demo/desk.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Login names of the colleagues.
    pub agents: Vec<String>,
    /// Who buys support.
    pub customers: Vec<CustomerEntry>,
}

/// A customer of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerEntry {
    /// What the tickets call it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Zone of its people.
    pub zone: String,
    /// What the desk should know.
    pub note: String,
    /// Pack and edition; none for one without a contract.
    pub pack: Option<PackId>,
    /// Tier.
    #[serde(default)]
    pub tier: String,
    /// Region.
    pub region: Option<String>,
    /// For how many months the contract has run.
    #[serde(default)]
    pub months: u32,
    /// How many units of the allowance are used in the period around now.
    pub used: Option<usize>,
    /// How many closed tickets it brings along.
    pub past: usize,
    /// Its people.
    pub contacts: Vec<ContactEntry>,
    /// The contract's own terms.
    #[serde(default)]
    pub own: OwnTerms,
}

/// A person of a customer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactEntry {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// One of the registered persons.
    #[serde(default)]
    pub registered: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tickets {
    tickets: Vec<TicketEntry>,
}

/// An open ticket of the demo, and where it should stand at the moment the demo begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketEntry {
    /// Whose.
    pub customer: String,
    /// Who asked.
    pub from: Option<String>,
    /// One line.
    pub subject: String,
    /// A key of the customer's pack.
    pub severity: String,
    /// Channel.
    pub channel: Option<String>,
    /// Level.
    pub level: Option<u8>,
    /// `development`, where it is not production.
    pub environment: Option<String>,
    /// The provider opened it.
    #[serde(default)]
    pub proactive: bool,
    /// Open time left on its clock, such as `4 min`.
    pub left: Option<String>,
    /// Open time since its clock ran out.
    pub over: Option<String>,
    /// How long ago it was received.
    pub ago: Option<String>,
    /// Whose clock `left` and `over` mean.
    #[serde(default = "first_response")]
    pub clock: String,
    /// Received in the allowance's period, or today, whatever `ago` says.
    pub within: Option<Within>,
    /// Who works on it; `me` is whoever looks.
    pub assignee: Option<String>,
    /// The customer's message.
    pub text: String,
    /// What has happened since.
    pub steps: Vec<Step>,
}

fn first_response() -> String {
    "first_response".into()
}

/// A span that a receipt must lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The allowance's period around now.
    Period,
    /// The policy's local day.
    Day,
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It was given to somebody.
    Assign(String),
    /// The customer was answered.
    Reply(String),
    /// A note for colleagues.
    Note(String),
    /// The customer wrote again.
    Message(String),
    /// The desk began to wait, for this.
    Wait(String),
    /// It went on, because of this.
    Resume(String),
    /// It was resolved, by this.
    Resolve(String),
    /// It was opened again, because of this.
    Reopen(String),
    /// It was waived, for this reason.
    Waive(String),
    /// It was accepted as a paid request, for this reason.
    Paid(String),
}

/// data/demo/topics.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    /// Causes of resolutions.
    pub reasons: Vec<String>,
    /// What is waited for.
    pub waits: Vec<String>,
    /// What is asked.
    pub topics: Vec<Topic>,
}

/// Something that customers of a policy ask.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The policy's bare name.
    pub pack: String,
    /// 0 for the policy's most severe.
    pub severity: usize,
    /// One line.
    pub subject: String,
    /// The message.
    pub text: String,
    /// The answer.
    pub reply: String,
}

/// data/demo/names.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Places.
    pub places: Vec<String>,
    /// First words of a company's name.
    pub first: Vec<String>,
    /// Second words.
    pub second: Vec<String>,
    /// Legal forms and the like.
    pub third: Vec<String>,
    /// Given names.
    pub given: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
    /// Zones of people.
    pub zones: Vec<String>,
    /// What contracts set for themselves.
    pub own: Vec<OwnEntry>,
}

/// Terms that contracts under a policy set for themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnEntry {
    /// The policy's bare name.
    pub pack: String,
    /// Only in these tiers; in every one where none is named.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// How large a share of the contracts sets them; all where it is left out.
    pub share: Option<f64>,
    /// How large a share of those brings a zone of `zones` along.
    pub zone_share: Option<f64>,
    /// The terms.
    pub terms: OwnTerms,
}

impl OwnEntry {
    /// Whether contracts of this policy and tier set them.
    pub fn is_meant(&self, pack: &str, tier: &str) -> bool {
        self.pack == pack && (self.tiers.is_empty() || self.tiers.iter().any(|own| own == tier))
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DemoError> {
    toml::from_str(text).map_err(|error| DemoError::Data { file, reason: error.to_string() })
}

/// The customers and the colleagues.
///
/// # Errors
/// [`DemoError::Data`] where the file shipped with the program cannot be read, as in the others.
pub fn desk() -> Result<Desk, DemoError> {
    read("desk.toml", include_str!("../../data/demo/desk.toml"))
}

/// The open tickets.
///
/// # Errors
/// See [`desk`].
pub fn tickets() -> Result<Vec<TicketEntry>, DemoError> {
    read::<Tickets>("tickets.toml", include_str!("../../data/demo/tickets.toml")).map(|file| file.tickets)
}

/// What was asked before.
///
/// # Errors
/// See [`desk`].
pub fn topics() -> Result<Topics, DemoError> {
    read("topics.toml", include_str!("../../data/demo/topics.toml"))
}

/// Names for many customers.
///
/// # Errors
/// See [`desk`].
pub fn names() -> Result<Names, DemoError> {
    read("names.toml", include_str!("../../data/demo/names.toml"))
}

/// Seconds that words such as `1 h 20 min` or `3 days` mean.
pub fn seconds(words: &str) -> Option<i64> {
    let mut total = 0_i64;
    let mut parts = words.split_whitespace();
    while let Some(amount) = parts.next() {
        let unit = match parts.next()? {
            "s" => 1,
            "min" => 60,
            "h" => 3600,
            "day" | "days" => 86_400,
            _ => return None,
        };
        total = total.checked_add(amount.parse::<i64>().ok()?.checked_mul(unit)?)?;
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads_and_every_ticket_says_where_it_stands() {
        let desk = desk().unwrap();
        assert!(desk.customers.len() >= 12);
        let tickets = tickets().unwrap();
        assert!(tickets.len() >= 40, "{}", tickets.len());
        for ticket in &tickets {
            assert!(
                desk.customers.iter().any(|customer| customer.key == ticket.customer),
                "{}",
                ticket.customer
            );
            let said: Vec<_> = [&ticket.left, &ticket.over, &ticket.ago].into_iter().flatten().collect();
            assert_eq!(said.len(), 1, "{}", ticket.subject);
            assert!(seconds(said[0]).is_some(), "{}: {}", ticket.subject, said[0]);
        }
        assert!(topics().unwrap().topics.len() > 20);
        let names = names().unwrap();
        assert!(names.first.len() > 20);
        // Terms of a pack or a tier that no customer has would never be met.
        for own in &names.own {
            let has = |customer: &CustomerEntry| {
                customer.pack.as_ref().is_some_and(|pack| own.is_meant(pack.name.as_str(), &customer.tier))
            };
            assert!(desk.customers.iter().any(has), "{}", own.pack);
        }
    }

    #[test]
    fn lengths_are_read_from_words() {
        assert_eq!(seconds("1 h 20 min"), Some(4800));
        assert_eq!(seconds("3 days"), Some(259_200));
        assert_eq!(seconds("3"), None);
        assert_eq!(seconds("h 3"), None);
        assert_eq!(seconds(""), None);
    }
}
