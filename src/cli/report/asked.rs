//! What a report is about, as flags: whose tickets, which period, in whose zone, as of when.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::{Instant, Zone};
use crate::cli::{CliError, Context, look_up};
use crate::desk::{Book, Customer, board};
use crate::host;
use crate::report::{Ask, Parts, Stretch};
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// Only this customer: name or number
    #[arg(long)]
    customer: Option<String>,
    /// Only this tier: gold, or photoprism/gold where several policies have one
    #[arg(long)]
    tier: Option<String>,
    /// Only this severity, as assessed
    #[arg(long)]
    severity: Option<String>,
    /// Only the tickets that are this agent's; "" for nobody's
    #[arg(long)]
    agent: Option<String>,
    /// From this date on
    #[arg(long, value_name = "DATE", value_parser = look_up::date, requires = "to", conflicts_with_all = ["month", "week", "quarter", "year"])]
    from: Option<NaiveDate>,
    /// Up to the day before this date
    #[arg(long, value_name = "DATE", value_parser = look_up::date, requires = "from")]
    to: Option<NaiveDate>,
    /// This month [default: the present one]
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with_all = ["week", "quarter", "year"])]
    month: Option<Stretch>,
    /// This ISO week, Monday to Sunday
    #[arg(long, value_name = "YYYY-Www", value_parser = week, conflicts_with_all = ["quarter", "year"])]
    week: Option<Stretch>,
    /// This quarter
    #[arg(long, value_name = "YYYY-Qn", value_parser = quarter, conflicts_with = "year")]
    quarter: Option<Stretch>,
    /// This year
    #[arg(long, value_name = "YYYY", value_parser = year)]
    year: Option<Stretch>,
    /// The zone whose dates are meant [default: the policy's for one customer, else this machine's]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// As it was at that moment, told by what had happened until then
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
}

fn month(written: &str) -> Result<Stretch, String> {
    Stretch::month(written).ok_or_else(|| "write a month as 2026-11".to_owned())
}

pub(super) fn week(written: &str) -> Result<Stretch, String> {
    Stretch::week(written).ok_or_else(|| "write a week as 2026-W12".to_owned())
}

fn quarter(written: &str) -> Result<Stretch, String> {
    Stretch::quarter(written).ok_or_else(|| "write a quarter as 2026-Q1".to_owned())
}

fn year(written: &str) -> Result<Stretch, String> {
    Stretch::year(written).ok_or_else(|| "write a year as 2026".to_owned())
}

impl Asked {
    /// The question that the flags ask.
    pub fn ask(&self, parts: Parts, store: &Store, context: &mut Context) -> Result<Ask, CliError> {
        let (book, zones) = (context.shared_book()?, context.zones());
        let at = self.at.unwrap_or(context.now());
        let customer = self.customer.as_deref().map(|named| look_up::customer(store, named)).transpose()?;
        let zone = match (&self.zone, &customer) {
            (Some(name), _) => look_up::zone(&zones, name)?,
            (None, Some(customer)) => zone_of(store, &book, customer, at)?,
            (None, None) => host::local_zone(&zones),
        };
        let stretch = match (self.from, self.to) {
            (Some(from), Some(to)) if from < to => Stretch { from, to },
            (Some(_), Some(_)) => {
                let error =
                    CliError::usage("--to is the first date that counts no more: it lies after --from");
                return Err(error.hint("for a single day, --to is the day after it"));
            }
            _ => {
                let named = self.month.or(self.week).or(self.quarter).or(self.year);
                named.unwrap_or_else(|| Stretch::month_of(zone.date(at)))
            }
        };
        self.are_known(store, &book)?;
        let mut ask = Ask::new(parts, stretch, zone);
        ask.customer = customer.map(|customer| customer.id);
        ask.tier.clone_from(&self.tier);
        ask.severity.clone_from(&self.severity);
        ask.agent.clone_from(&self.agent);
        ask.at = self.at;
        Ok(ask)
    }

    /// Tier and severity are words that some contract's policy knows: a misspelt one would make an empty report.
    fn are_known(&self, store: &Store, book: &Book) -> Result<(), CliError> {
        if self.tier.is_none() && self.severity.is_none() {
            return Ok(());
        }
        let (mut tiers, mut severities) = (Vec::new(), Vec::new());
        for contract in store.contracts(None)? {
            let Ok(terms) = book.terms(&contract) else { continue };
            let pack = terms.pack();
            for tier in &pack.tiers {
                tiers.extend([tier.key.to_string(), format!("{}/{}", pack.id.name, tier.key)]);
            }
            severities.extend(pack.severities.iter().map(|severity| severity.key.to_string()));
        }
        is_known("tier", self.tier.as_deref(), &tiers)?;
        is_known("severity", self.severity.as_deref(), &severities)
    }
}

fn is_known(what: &str, named: Option<&str>, known: &[String]) -> Result<(), CliError> {
    let Some(named) = named.filter(|named| !known.iter().any(|one| one == named)) else { return Ok(()) };
    let error =
        CliError::usage(format!("no contract's policy has the {what} {}", crate::text::quoted(named)));
    Err(match look_up::nearest(named, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean {}?", crate::text::quoted(near))),
        None => error.hint("`tierdesk policy list` shows the policies, `tierdesk policy show` one of them"),
    })
}

/// The zone in which a customer's periods are counted: the policy's of its contract, else its own, else UTC.
pub(super) fn zone_of(
    store: &Store,
    book: &Book,
    customer: &Customer,
    at: Instant,
) -> Result<Arc<Zone>, CliError> {
    let contracts = store.contracts(Some(customer.id))?;
    let current = board::current(contracts.iter(), book, at);
    let pack = current.and_then(|contract| book.pack(&contract.pack).ok());
    Ok(pack.map_or_else(Zone::utc, |pack| pack.zone.clone()))
}
