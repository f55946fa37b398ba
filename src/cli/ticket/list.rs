//! `tierdesk ticket list`: the one order of sla.md part 2.

use super::words;
use crate::calendar::Instant;
use crate::cli::judged::Judge;
use crate::cli::matching::{self, Asker, Names};
use crate::cli::sheet::{Column, cut, whole};
use crate::cli::view::{Named, TicketView};
use crate::cli::{CliError, Context, Out, look_up, saved, sheet};
use crate::desk::{Book, Customer, Row, Status, next_clock};
use crate::store::{Access, Store, TicketQuery};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those that fit, such as `sev:urgent due<2h is:unassigned` (see below)
    #[arg(value_name = "FILTER")]
    filter: Vec<String>,
    /// Only those of a saved view (`tierdesk view list`)
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// Only of this customer: name or number
    #[arg(long)]
    customer: Option<String>,
    /// Only in this state [default: all but resolved, unless the filter asks for those]
    #[arg(long, value_parser = ["open", "waiting", "on_hold", "resolved", "all"])]
    status: Option<String>,
    /// Only this agent's
    #[arg(long, conflicts_with_all = ["mine", "unassigned"])]
    assignee: Option<String>,
    /// Only yours
    #[arg(long, conflicts_with = "unassigned")]
    mine: bool,
    /// Only nobody's
    #[arg(long)]
    unassigned: bool,
    /// Only those whose subject, requester or reference holds this text
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    search: Option<String>,
    /// At most so many
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A ticket in a list, as JSON and as a row.
pub struct Listed {
    view: TicketView,
    /// What its next clock is doing, at a glance.
    left: String,
    /// The same with its date and zone.
    in_full: String,
}

impl serde::Serialize for Listed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(serializer)
    }
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut filter = matching::filter(&args.filter)?;
    if let Some(name) = &args.view {
        filter = saved::named(name, context)?.filter.and(&filter);
    }
    let mut store = context.open_store(Access::ReadOnly)?;
    let customer = args.customer.as_deref().map(|named| look_up::customer(&store, named)).transpose()?;
    let (book, now) = (context.shared_book()?, context.now());
    let status = args.status.as_deref();
    let query = TicketQuery {
        status: Status::ALL.into_iter().find(|known| Some(known.as_str()) == status),
        open_only: status.is_none() && !filter.asks_for_resolved(),
        customer: customer.map(|customer| customer.id),
        text: args.search.clone(),
        ..TicketQuery::default()
    };
    let assignee = if args.mine { Some(context.agent()) } else { args.assignee.clone() };
    let names = Names::of(&store)?;
    let mut rows = matching::rows(&mut store, &book, &query, &filter, &names, &Asker::of(context))?;
    rows.retain(|row| match (&assignee, args.unassigned) {
        (Some(agent), _) => row.ticket.assignee.as_ref() == Some(agent),
        (None, true) => row.ticket.assignee.is_none(),
        (None, false) => true,
    });
    if rows.is_empty() && !filter.is_empty() {
        for doubt in matching::doubts(&mut store, &book, &filter, &names)? {
            crate::cli::error::warn(&format!("the filter, {doubt}"));
        }
    }
    let listed = listed(&store, &book, rows, &names, args.limit.unwrap_or(usize::MAX), now)?;
    if args.json {
        return context.out.json(&listed);
    }
    self::rows(&mut context.out, &listed)
}

/// The open tickets of one customer, most urgent first.
///
/// # Errors
/// Where the store cannot be read.
pub fn open_of(
    store: &mut Store,
    book: &Book,
    customer: &Customer,
    now: Instant,
) -> Result<Vec<Listed>, CliError> {
    let query = TicketQuery { open_only: true, customer: Some(customer.id), ..TicketQuery::default() };
    let names = Names::of(store)?;
    let rows = names.rows(store.tickets(&query)?, book);
    listed(store, book, rows, &names, usize::MAX, now)
}

/// Puts tickets into the one order and looks at the first `limit` of them.
fn listed(
    store: &Store,
    book: &Book,
    mut rows: Vec<Row>,
    names: &Names,
    limit: usize,
    now: Instant,
) -> Result<Vec<Listed>, CliError> {
    rows.sort_by_cached_key(|row| row.urgency(now));
    rows.truncate(limit);
    let mut judge = Judge::new(store, book, now);
    let look = |row: &Row| {
        let contract = names.contract(&row.ticket);
        let judged = judge.judged(&row.ticket, contract)?;
        let id = row.ticket.customer;
        let customer = Named { id: id.0, name: names.customers.get(&id).cloned().unwrap_or_default() };
        let clock = next_clock(&row.clocks);
        let left = clock.map(|clock| words::short(clock, now));
        let in_full = clock.map(|clock| words::clock(clock, now)).unwrap_or_default();
        let view = TicketView::of(row, contract, customer, &judged, now);
        Ok(Listed { view, left: left.unwrap_or_else(|| "no contract".into()), in_full })
    };
    rows.iter().map(look).collect()
}

/// Writes tickets as a table.
///
/// # Errors
/// Where the output cannot be written.
pub fn rows(out: &mut Out, listed: &[Listed]) -> Result<(), CliError> {
    sheet::sheet(out, &HEADER, listed.iter().map(row).collect())
}

/// What a person looks for first stands in front and is left out last: in 80 cells the first seven have room.
const HEADER: [Column; 12] = [
    whole("no"),
    cut("sev", 8),
    cut("subject", 14),
    cut("customer", 10),
    cut("time", 14),
    whole("status").dispensable(1),
    cut("agent", 5).dispensable(2),
    whole("clock").dispensable(4),
    cut("flags", 8).dispensable(3),
    cut("plan", 10).dispensable(5),
    cut("allowance", 10).dispensable(6),
    cut("in full", 13).dispensable(7),
];

fn row(listed: &Listed) -> Vec<String> {
    let view = &listed.view;
    let plan = match (&view.pack, &view.tier) {
        (Some(pack), Some(tier)) => format!("{} {tier}", pack.split('@').next().unwrap_or(pack)),
        _ => "no contract".into(),
    };
    vec![
        view.number.to_string(),
        view.counts_as
            .clone()
            .map_or_else(|| view.severity.clone(), |as_| format!("{} as {as_}", view.severity)),
        view.subject.clone(),
        view.customer.name.clone(),
        listed.left.clone(),
        view.status.to_owned(),
        view.assignee.clone().unwrap_or_else(|| "-".into()),
        view.next.as_ref().map(|clock| clock.replace('_', " ")).unwrap_or_default(),
        view.flags.iter().map(|flag| flag.words()).collect::<Vec<_>>().join(", "),
        plan,
        view.allowance.now.as_ref().map(|now| now.words.clone()).unwrap_or_default(),
        listed.in_full.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In 80 cells a ticket can be told from the next: its subject, its customer and its time are there.
    #[test]
    fn a_list_can_be_read_in_80_cells() {
        let cells = [
            "12",
            "no-impact",
            "Live captions show nothing since this morning's release",
            "Kestrel Radio International",
            "closed to Mon 09:00",
            "waiting",
            "dragana",
            "first response",
            "over the allowance, not registered",
            "otter-video premium",
            "3 of 10 left, 1 more today",
            "1h 30m left, closed until Mon 23 Nov 09:00 CET",
        ];
        let line = |width| {
            let row = cells.map(str::to_owned).to_vec();
            sheet::fit(&HEADER, vec![row], width).concat().join("|")
        };
        let narrow = line(80);
        assert!(narrow.starts_with("12|no-impa"), "{narrow}");
        assert!(narrow.contains("Live capti") && narrow.contains("Kestrel"), "{narrow}");
        assert!(narrow.contains("closed to Mon") && narrow.contains("waiting|"), "{narrow}");
        assert!(!narrow.contains("otter-video"), "{narrow}");
        assert_eq!(line(400), cells.join("|"));
    }
}
