//! The view of time for people: a picture of the lanes where there is a terminal, and a table in time order.

use crate::calendar::{Instant, Span, Zone};
use crate::cli::sheet::{self, cut, whole};
use crate::cli::{CliError, Out, moments};
use crate::desk::Board;
use crate::desk::lanes::{
    Item, Lanes, MISSED, PER_CELL, TURN, Tick, Turn, columns, day_ticks, hour_ticks, named_days, shades,
    stretch_of, turns,
};
use crate::text::{fitted, printable, width};

/// What is told.
pub(super) struct Told<'a> {
    /// The open desk, or one customer's part of it.
    pub board: &'a Board,
    /// Its lanes.
    pub lanes: &'a Lanes,
    /// What happens, in time order.
    pub items: &'a [Item],
    /// Who comes on duty.
    pub turns: &'a [Turn],
    /// In which time.
    pub span: Span,
    /// On whose wall clock.
    pub zone: &'a Zone,
    /// The moment.
    pub now: Instant,
}

/// Columns of the picture: what any terminal has.
const COLUMNS: usize = 80;
/// Columns of a customer's name in it.
const NAME: usize = 16;
/// Columns of what was missed before.
const EDGE: usize = 5;

/// The lanes as signs, one line a customer.
///
/// # Errors
/// Where the output cannot be written.
pub(super) fn picture(told: &Told<'_>, out: &mut Out) -> Result<(), CliError> {
    let most = (COLUMNS - NAME - EDGE) / PER_CELL;
    let stretch = stretch_of(told.now, told.span.seconds(), told.zone, most);
    let fine = stretch.divided(PER_CELL);
    if told.lanes.count() == 0 {
        return Ok(());
    }
    out.line(axis(&day_ticks(fine, told.zone), ""))?;
    out.line(axis(&hour_ticks(fine, told.zone), ""))?;
    let at = turns(told.turns, stretch);
    for lane in 0..told.lanes.len() {
        let Some(group) = told.lanes.group(told.board, lane) else { continue };
        let view = told.lanes.view(lane, stretch, told.now);
        let desk = group.desk_calendar();
        let hours = desk.as_ref().map(|desk| (shades(desk, fine), named_days(desk, stretch.span())));
        let (shades, days) = hours.unwrap_or_default();
        let signs: String = columns(&view, stretch, (&shades, &days), &at, told.now)
            .into_iter()
            .filter_map(|column| column.sign)
            .collect();
        let name = printable(&group.customer.name);
        let name = fitted(&name, NAME - 1);
        let missed = match view.missed_before.len() {
            0 => String::new(),
            missed => format!("{MISSED}{missed}"),
        };
        let (blanks, gap) = (NAME - width(&name), EDGE.saturating_sub(width(&missed)));
        out.line(format!("{name}{:blanks$}{missed}{:gap$}{signs}", "", "").trim_end())?;
    }
    out.line(format!(
        "{:NAME$}{:EDGE$}█▆▄▂ due, the severest highest  {MISSED} missed  · closed  │ now  {TURN} on duty",
        "", ""
    ))?;
    out.line("")
}

/// Words over the cells.
fn axis(ticks: &[Tick], before: &str) -> String {
    let mut line = format!("{before:0$}", NAME + EDGE);
    for tick in ticks {
        let gap = (NAME + EDGE + tick.column).saturating_sub(width(&line));
        line.extend(std::iter::repeat_n(' ', gap));
        line.push_str(&tick.text);
    }
    line
}

/// Everything in time order.
///
/// # Errors
/// Where the output cannot be written.
pub(super) fn table(told: &Told<'_>, out: &mut Out) -> Result<(), CliError> {
    let when = |at| moments::told(at, told.zone);
    out.line(format!("{} to {}", when(told.span.from), when(told.span.to)))?;
    if told.items.is_empty() {
        let words = if told.board.groups.is_empty() {
            "nothing falls due: there is no customer; `tierdesk customer add NAME` adds one"
        } else if told.board.rows.is_empty() {
            "nothing falls due: no ticket is open; `tierdesk ticket open` opens one"
        } else {
            "nothing falls due in that time; `tierdesk ticket list` shows what is open"
        };
        return out.line(words);
    }
    let columns = [
        whole("when"),
        whole("what"),
        whole("ticket"),
        cut("customer", 10),
        whole("severity").dispensable(1),
        cut("about", 12),
    ];
    let rows = told.items.iter().filter_map(|item| row(told, item)).collect();
    sheet::sheet(out, &columns, rows)
}

fn row(told: &Told<'_>, item: &Item) -> Option<Vec<String>> {
    let when = told.zone.civil(item.at()).format("%a %-d %b %H:%M").to_string();
    Some(match item {
        Item::Due(mark) => {
            let (row, clock) = (mark.row_of(told.board)?, mark.clock_of(told.board)?);
            let clock = clock.key().as_str().replace('_', " ");
            let severity = row.counts_as.as_ref().unwrap_or(&row.ticket.severity);
            vec![
                when,
                if mark.missed(told.now) { format!("{clock} missed") } else { clock },
                format!("#{}", row.ticket.id),
                told.customer(row.ticket.customer),
                severity.to_string(),
                row.ticket.subject.clone(),
            ]
        }
        Item::Day { day, groups } => {
            let what = if day.closed { "closed" } else { "other hours" };
            let names: Vec<&str> = groups
                .iter()
                .filter_map(|place| told.board.groups.get(*place))
                .map(|group| group.customer.name.as_str())
                .collect();
            let named = match names.as_slice() {
                [one] => (*one).to_owned(),
                several => format!("{} customers", several.len()),
            };
            vec![when, what.to_owned(), String::new(), named, String::new(), day.name.clone()]
        }
        Item::Turn(turn) => {
            let about = format!("{} comes on", turn.who);
            vec![
                when,
                "on duty".to_owned(),
                String::new(),
                String::new(),
                String::new(),
                format!("{about}: {}", turn.line),
            ]
        }
    })
}

impl Told<'_> {
    /// A customer's name.
    pub fn customer(&self, id: crate::desk::CustomerId) -> String {
        let mut groups = self.board.groups.iter().map(|group| &group.customer);
        groups.find(|customer| customer.id == id).map(|customer| customer.name.clone()).unwrap_or_default()
    }
}
