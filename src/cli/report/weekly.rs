//! `tierdesk report weekly`: the week's report for every customer whose plan promises one.

use std::fs;
use std::path::PathBuf;

use super::{asked, deliver};
use crate::calendar::Instant;
use crate::cli::{CliError, Context, file_out, look_up};
use crate::desk::{Book, Customer, board};
use crate::policy::Reports;
use crate::report::form::{self, Section};
use crate::report::{Ask, Parts, Report, Stretch};
use crate::store::{Access, Store};

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true, args = ["output", "mail"])]
pub(super) struct Args {
    /// Which week [default: the last one that is over, in the policy's zone]
    #[arg(long, value_name = "YYYY-Www", value_parser = asked::week)]
    week: Option<Stretch>,
    /// Only this customer: name or number
    #[arg(long)]
    customer: Option<String>,
    /// Into this folder, which is made where it is not there
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Write over files that are there already
    #[arg(long, requires = "output")]
    force: bool,
    /// Send each to the customer's registered contacts
    #[arg(long)]
    mail: bool,
    /// As it was at that moment
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadOnly)?;
    let (book, now) = (context.shared_book()?, context.now());
    let customers = match &args.customer {
        Some(named) => vec![look_up::customer(&store, named)?],
        None => store.customers()?,
    };
    if let Some(folder) = &args.output {
        fs::create_dir_all(folder)
            .map_err(|error| CliError::usage(format!("{}: {error}", file_out::shown(folder))))?;
    }
    let (mut made, mut failed) = (0_u32, 0_u32);
    for customer in customers {
        let Some(ask) = promised(args, &store, &book, &customer, now)? else { continue };
        let report = store.report(&ask, &book, now)?;
        match give(args, &store, &report, &customer, context) {
            Ok(()) => made += 1,
            // One that cannot be delivered keeps nobody else from theirs.
            Err(error) => {
                failed += 1;
                let name = crate::text::quoted(&customer.name);
                crate::cli::error::tell(&format!("{name}: {error}"));
            }
        }
    }
    match (made, failed) {
        (0, 0) => Err(CliError::no("no plan that is in force promises weekly reports")
            .hint("a pack says so by `reports = \"weekly\"` on a tier")),
        (1, 0) => context.out.line("1 report"),
        (made, 0) => context.out.line(format!("{made} reports")),
        (made, failed) => {
            context.out.line(format!("{made} reports, {failed} not delivered"))?;
            Err(CliError::said())
        }
    }
}

/// The report that a customer's plan promises for the week; `None` where it promises none.
fn promised(
    args: &Args,
    store: &Store,
    book: &Book,
    customer: &Customer,
    now: Instant,
) -> Result<Option<Ask>, CliError> {
    let at = args.at.unwrap_or(now);
    let zone = asked::zone_of(store, book, customer, at)?;
    let week = args.week.unwrap_or_else(|| Stretch::week_of(zone.date(at)).before());
    // Of the plan that was in force as the week ended.
    let last = week.span(&zone).to.plus(-1).unwrap_or(at).min(at);
    let contracts = store.contracts(Some(customer.id))?;
    let Some(contract) = board::current(contracts.iter(), book, last) else { return Ok(None) };
    let Ok(terms) = book.terms(contract) else { return Ok(None) };
    let holds = contract.in_force(terms.pack().zone.date(last));
    let tier = terms.pack().tier(&contract.tier).filter(|_| holds);
    if tier.and_then(|tier| tier.reports) != Some(Reports::Weekly) {
        return Ok(None);
    }
    let mut ask = Ask::new(Parts::ALL, week, terms.pack().zone.clone());
    ask.customer = Some(customer.id);
    ask.at = args.at;
    Ok(Some(ask))
}

fn give(
    args: &Args,
    store: &Store,
    report: &Report,
    customer: &Customer,
    context: &mut Context,
) -> Result<(), CliError> {
    if let Some(folder) = &args.output {
        let week = Stretch { from: report.scope.from, to: report.scope.to }.words();
        let name = format!("{}-{}-{week}", plain(&customer.name), customer.id);
        let pages =
            [("html", form::html(report, &Section::ALL)), ("txt", form::text(report, &Section::ALL, None))];
        for (ending, page) in pages {
            let path = folder.join(format!("{name}.{ending}"));
            file_out::write(&path, args.force, &page)?;
            context.out.line(file_out::shown(&path))?;
        }
    }
    if args.mail {
        deliver::send(report, &Section::ALL, deliver::registered(store, customer.id)?, context)?;
    }
    Ok(())
}

/// A customer's name as a part of a file's: small ASCII letters and digits; its number tells those apart that look the same
/// then.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            plain.push(c.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
        if plain.len() == 40 {
            break;
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { "customer".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_files_are_plain() {
        for (name, plain) in [
            ("Kestrel Radio", "kestrel-radio"),
            ("../../etc/passwd", "etc-passwd"),
            ("日本語", "customer"),
            ("-rf *", "rf"),
            ("Ünion & Söhne GmbH", "nion-s-hne-gmbh"),
        ] {
            assert_eq!(super::plain(name), plain);
        }
    }
}
