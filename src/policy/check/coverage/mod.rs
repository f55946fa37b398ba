//! Rows by first match: those that can never answer, and the combinations that none of them answers.
//!
//! Exact: every combination of the tiers, severities, regions ... that the pack declares is accounted for, by taking rows
//! away from what is left ([`boxes`]). Severities are those that count ([`crate::policy::CountsAs`]).

mod boxes;
mod space;

use super::targets::Listed;
use crate::policy::model::{Conditions, CountsAs, Pack, Place};
use crate::policy::words;
use crate::written::Findings;
use crate::written::diagnostic::piece;
use boxes::{Found, Patience};
use space::Space;

/// Steps of all analyses of a pack together: some tenths of a second.
const PATIENCE: u64 = 20_000_000;

/// Hidden rows of one table that are told one by one.
const MOST_TOLD: usize = 20;

/// Rows that hide another which are named.
const MOST_NAMED: usize = 3;

/// A row of any table.
struct Row<'a> {
    when: &'a Conditions,
    place: &'a Place,
}

/// Puts down what is wrong with the rows of a pack that is whole. What no row of a list of targets answers refuses the
/// pack; the rest is for somebody who checks it (`warn`).
pub(super) fn check(pack: &Pack, listed: &[Listed], warn: bool, found: &mut Findings) {
    let mut patience = Patience(PATIENCE);
    for clock in &pack.clocks {
        let rows: Vec<Row> = pack
            .cells
            .iter()
            .filter(|cell| cell.clock == clock.key)
            .map(|cell| Row { when: &cell.when, place: &cell.place })
            .collect();
        let list = listed.iter().find(|list| list.clock == clock.key);
        // A grid has a cell for every combination: it was refused otherwise.
        if !warn && list.is_none() {
            continue;
        }
        let (space, analysed) = look(pack, &rows, false, &mut patience);
        if warn {
            hidden(&analysed, &rows, found);
        }
        let Some(list) = list else { continue };
        if let Some(unanswered) = &analysed.unanswered {
            let example = space.example(unanswered);
            let message = format!("no row of {} answers for: {example}", clock.key);
            let help = "end the list with a row that asks for nothing, such as target = \"none\", or add the row that is missing";
            found.error(list.span.clone(), &list.path, message, help);
        }
        if warn && analysed.gave_up {
            gave_up(list, rows.len(), found);
        }
    }
    if !warn {
        return;
    }
    let rows: Vec<Row> = pack.hours.iter().map(|row| Row { when: &row.when, place: &row.place }).collect();
    let (space, analysed) = look(pack, &rows, true, &mut patience);
    hidden(&analysed, &rows, found);
    if let (Some(unanswered), Some(last)) = (&analysed.unanswered, rows.last()) {
        let message = format!("the desk's own hours are not said for: {}", space.example(unanswered));
        let help =
            "end [[hours]] with a row that asks for nothing: what is not said counts as around the clock";
        found.warning(last.place.span.clone(), "hours", message, help);
    }
    let asked: Vec<(Conditions, &Place)> =
        pack.counts_as.iter().filter_map(|rule| changes(pack, rule)).collect();
    let rows: Vec<Row> = asked.iter().map(|(when, place)| Row { when, place }).collect();
    hidden(&look(pack, &rows, false, &mut patience).1, &rows, found);
    let rows: Vec<Row> = pack.excluded.iter().map(|row| Row { when: &row.when, place: &row.place }).collect();
    hidden(&look(pack, &rows, false, &mut patience).1, &rows, found);
}

/// What a rule about severities asks for: it passes over tickets that have the severity already. `None` where it is about
/// no others.
fn changes<'p>(pack: &Pack, rule: &'p CountsAs) -> Option<(Conditions, &'p Place)> {
    let mut when = rule.when.clone();
    if when.severities.is_empty() {
        when.severities = pack.severities.iter().map(|severity| severity.key.clone()).collect();
    }
    when.severities.retain(|key| *key != rule.severity);
    (!when.severities.is_empty()).then_some((when, &rule.place))
}

/// Calendars of arrival in one table that are looked at together.
const MOST_ARRIVALS: usize = 8;

fn look(pack: &Pack, rows: &[Row], levels_known: bool, patience: &mut Patience) -> (Space, Found) {
    let conditions: Vec<&Conditions> = rows.iter().map(|row| row.when).collect();
    // Each calendar more can double the sides on which a ticket may arrive (faults.md H10).
    let arrivals = conditions.iter().filter_map(|when| when.arrival.as_ref()).map(|(key, _)| key);
    if arrivals.collect::<std::collections::BTreeSet<_>>().len() > MOST_ARRIVALS {
        return (Space::of(pack, &[], levels_known), Found { gave_up: true, ..Found::default() });
    }
    let space = Space::of(pack, &conditions, levels_known);
    let combinations: Vec<_> = conditions.iter().map(|when| space.row(when)).collect();
    let found = boxes::analysed(&space.all(), &combinations, patience);
    (space, found)
}

fn hidden(analysed: &Found, rows: &[Row], found: &mut Findings) {
    // A last row that asks for nothing is a net: it is right even where there is nothing left to catch.
    let net = |row: usize| {
        row + 1 == rows.len() && rows.get(row).is_some_and(|row| *row.when == Conditions::default())
    };
    let told = analysed.hidden.iter().filter(|(row, _)| !net(*row)).take(MOST_TOLD);
    for (row, by) in told.filter_map(|(row, by)| Some((rows.get(*row)?, by))) {
        let named = |by: &usize| {
            let row = rows.get(*by)?;
            Some(format!("line {} ({})", row.place.line, words::conditions(row.when)))
        };
        let mut names: Vec<String> = by.iter().take(MOST_NAMED).filter_map(named).collect();
        if by.len() > MOST_NAMED {
            names.push(format!("{} more", by.len() - MOST_NAMED));
        }
        let asks = piece(&words::conditions(row.when));
        let (message, help) = match names.as_slice() {
            [] => (
                format!("this row can never match: there is no ticket such as {asks}"),
                "take it out, or mend what it asks for",
            ),
            [only] => (
                format!("this row can never match: {} answers all that it asks for ({asks})", piece(only)),
                "take it out, or put it before that row",
            ),
            names => (
                format!(
                    "this row can never match: {} answer all that it asks for ({asks})",
                    piece(&names.join(" and "))
                ),
                "take it out, or put it before those rows",
            ),
        };
        found.warning(row.place.span.clone(), &row.place.key, message, help);
    }
    if let Some(more) = analysed.hidden.len().checked_sub(MOST_TOLD).filter(|more| *more > 0)
        && let Some((row, _)) = analysed.hidden.last()
        && let Some(row) = rows.get(*row)
    {
        let message = format!("and {more} more rows of this table can never match");
        found.warning(row.place.span.clone(), &row.place.key, message, None);
    }
}

fn gave_up(list: &Listed, rows: usize, found: &mut Findings) {
    let message = format!("these {rows} rows are too entangled to say what none of them answers");
    let help = "end the list with a row that asks for nothing, so that every ticket has an answer";
    found.warning(list.span.clone(), &list.path, message, help);
}
