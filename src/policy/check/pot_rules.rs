//! How an allowance is used, as written: what is carried over, what expires, what work costs at which times, what is free,
//! what happens when nothing is left.

use super::{Names, conditions};
use crate::policy::model::Conditions;
use crate::policy::period::Period;
use crate::policy::pot::{Factor, Free, PotSize, PotUnit, RollOver, WhenEmpty};
use crate::policy::{Lasting, Stretch, Times};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value};

use super::pots::minutes;

/// The rules of one pot.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub rolls_over: RollOver,
    pub expires: Option<Lasting>,
    pub factors: Vec<Factor>,
    pub free: Vec<Free>,
    pub when_empty: WhenEmpty,
    pub price: Option<String>,
}

/// What of a pot its rules depend on; `None` where that is wrong itself.
pub(super) struct Kind<'s> {
    pub unit: Option<PotUnit>,
    pub period: Option<Period>,
    pub sizes: &'s [PotSize],
}

/// Reads the rules of a pot.
pub(super) fn of(table: &mut Section, kind: &Kind<'_>, names: &Names, found: &mut Findings) -> Rules {
    let (rolls_over, expires) = lasting(table, kind, found);
    Rules {
        rolls_over,
        expires,
        factors: factors(table, kind, names, found),
        free: free(table, names, found),
        when_empty: when_empty(table, found),
        price: table.text("price", found).map(|text| text.value.to_owned()),
    }
}

/// What is carried over, and until when. `expires` alone carries units over for as long as it says; `expires_months` holds
/// within a period only, and for what is bought.
fn lasting(table: &mut Section, kind: &Kind<'_>, found: &mut Findings) -> (RollOver, Option<Lasting>) {
    let rolls = table.get("rolls_over");
    let rolls_over = rolls.as_ref().and_then(|value| roll_over(value, kind, found));
    let expires = table.text("expires", found);
    let lasts = expires.as_ref().and_then(|text| lasting_of(text, found));
    let months = table.get("expires_months");
    let old = months.as_ref().and_then(|value| {
        let amount = value.number(found).filter(|amount| *amount > 0)?;
        Some(Lasting { amount, unit: Stretch::Months })
    });
    if let (Some(text), Some(_)) = (&expires, &months) {
        let message = "`expires` and `expires_months` say the same thing twice";
        found.error(text.span.clone(), &text.key, message, "leave `expires_months` out");
    }
    let refilled = kind.period != Some(Period::Once)
        && kind.sizes.iter().any(|size| matches!(size, PotSize::Units(_)))
        && kind.period.is_some();
    if let (Some(value), true) =
        (&rolls, rolls_over.is_some_and(|rolls| rolls != RollOver::None) && !refilled)
    {
        let message = "there is nothing that could be carried over";
        let help = "only a pot with a size for a period that comes again carries over; leave the key out";
        found.error(value.span(), &value.key, message, help);
    }
    let Some(lasts) = lasts else { return (rolls_over.unwrap_or_default(), old) };
    let longer = refilled && kind.period.is_some_and(|period| lasts.least_days() >= period.most_days());
    if let (Some(text), Some(RollOver::None), true) = (&expires, rolls_over, longer) {
        let message = format!("nothing is carried over, so it is gone before {lasts} have passed");
        let help = "write rolls_over = \"all\", or leave one of the two out";
        found.error(text.span.clone(), &text.key, message, help);
    }
    let implied = if refilled && rolls_over.is_none() { RollOver::All } else { RollOver::None };
    (rolls_over.unwrap_or(implied), Some(lasts))
}

fn roll_over(value: &Value, kind: &Kind<'_>, found: &mut Findings) -> Option<RollOver> {
    const HELP: &str = "write \"none\", \"all\" or { most = 4 }";
    if value.value.get_ref().is_table() {
        let mut table = value.section(found)?;
        let most = table.need("most", "how much is carried over at the most, { most = 4 }", found);
        let units = most.as_ref().and_then(|most| amount(most, kind.unit, found));
        if let (Some(most), Some(0)) = (&most, units) {
            found.error(most.span(), &most.key, "0 carries nothing over", "write rolls_over = \"none\"");
        }
        table.finish(found);
        return units.filter(|units| *units > 0).map(RollOver::Most);
    }
    let text = value.text(found)?;
    match text.value {
        "none" => Some(RollOver::None),
        "all" => Some(RollOver::All),
        other => {
            let message = format!("{} does not say what is carried over", quoted(other));
            found.error(text.span, &text.key, message, HELP);
            None
        }
    }
}

/// So many units: a whole number of tickets, or a time of work such as `4 hours`. Minutes as a bare number are read too.
pub(super) fn amount(value: &Value, unit: Option<PotUnit>, found: &mut Findings) -> Option<u32> {
    match (unit, value.value.get_ref().as_str()) {
        (Some(PotUnit::Minutes), Some(_)) => minutes(&value.text(found)?, found),
        // A bare number could be minutes or hours (faults.md H04).
        (Some(PotUnit::Minutes), None) => {
            value.wrong_kind("a time such as \"4 hours\", for a pot of time", found);
            None
        }
        _ => value.number(found),
    }
}

fn lasting_of(text: &Text, found: &mut Findings) -> Option<Lasting> {
    let lasting = text.value.parse().ok();
    if lasting.is_none() {
        let message = format!("{} is no length in dates", quoted(text.value));
        let help = "write it as \"90 days\", \"6 weeks\", \"3 months\" or \"1 year\", ten years at the most";
        found.error(text.span.clone(), &text.key, message, help);
    }
    lasting
}

fn factors(table: &mut Section, kind: &Kind<'_>, names: &Names, found: &mut Findings) -> Vec<Factor> {
    let Some(value) = table.get("factor") else { return Vec::new() };
    if kind.unit == Some(PotUnit::Tickets) {
        let message = "tickets are counted one by one, whatever the hour";
        found.error(value.span(), &value.key, message, "a factor belongs to a pot with unit = \"time\"");
    }
    let rows = value.list(found).unwrap_or_default();
    rows.iter().filter_map(|row| factor(row.section(found)?, names, found)).collect()
}

fn factor(mut row: Section, names: &Names, found: &mut Findings) -> Option<Factor> {
    let (outside, inside) = (row.text("outside", found), row.text("inside", found));
    let times = row.need("times", "how many times it counts, { outside = \"office\", times = 2 }", found);
    let times = times.and_then(|value| times_of(&value, found));
    let (span, path) = (row.span.clone(), row.path.clone());
    row.finish(found);
    let text = match (&outside, &inside) {
        (Some(text), None) | (None, Some(text)) => text,
        (both, _) => {
            let message = if both.is_some() {
                "a time is inside or outside, not both"
            } else {
                "this row does not say when it counts otherwise"
            };
            let help =
                "write one of the two with the name of a calendar, { outside = \"office\", times = 2 }";
            found.error(span, &path, message, help);
            return None;
        }
    };
    let calendar = names.calendar(text, found)?;
    if names.choices.contains(&calendar) {
        let message =
            format!("{} is a choice: work is booked by the hours of one calendar", quoted(&calendar));
        found.error(text.span.clone(), &text.key, message, "name a calendar with hours of its own");
    }
    Some(Factor { calendar, inside: inside.is_some(), times: times? })
}

fn times_of(value: &Value, found: &mut Findings) -> Option<Times> {
    const HELP: &str = "write a whole number, or a decimal in quotes such as \"1.5\"; from \"0.01\" to 100";
    let raw = value.value.get_ref();
    let times = match raw.as_str() {
        Some(text) => text.parse().ok(),
        None if raw.is_integer() => value.number(found).and_then(|number| number.to_string().parse().ok()),
        None => {
            // A fraction without quotes is no exact number.
            value.wrong_kind("a whole number, or a decimal in quotes such as \"1.5\"", found);
            return None;
        }
    };
    if times.is_none() {
        found.error(value.span(), &value.key, "this is no factor", HELP);
    }
    times
}

/// A list of texts for the agent, of rows of conditions, or of both.
fn free(table: &mut Section, names: &Names, found: &mut Findings) -> Vec<Free> {
    let Some(value) = table.get("free") else { return Vec::new() };
    let items = value.list(found).unwrap_or_default();
    let one = |item: &Value| {
        if item.value.get_ref().is_table() {
            return free_row(item.section(found)?, names, found);
        }
        item.text(found).map(|text| Free::Words(text.value.to_owned()))
    };
    items.iter().filter_map(one).collect()
}

fn free_row(mut row: Section, names: &Names, found: &mut Findings) -> Option<Free> {
    let when = conditions::of(&mut row, names, found);
    let by = row.text("opened_by", found);
    let by_provider = by.as_ref().is_some_and(|text| text.value == "provider");
    if let Some(text) = by.as_ref().filter(|_| !by_provider) {
        let message = format!("{} opens no tickets that could be free", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write opened_by = \"provider\"");
    }
    let note = row.text("note", found).map(|text| text.value.to_owned());
    let (span, path) = (row.span.clone(), row.path.clone());
    let asks = row.entries().iter().any(|(name, _)| name.value != "note");
    row.finish(found);
    if !asks {
        let message = "a row that asks for nothing makes everything free";
        found.error(span, &path, message, "say what is free, { kind = \"bug\" }");
    }
    // What was refused above says nothing that could be believed.
    if when == Conditions::default() && !by_provider {
        return None;
    }
    Some(Free::Row { when, by_provider, note })
}

fn when_empty(table: &mut Section, found: &mut Findings) -> WhenEmpty {
    let Some(text) = table.text("when_empty", found) else { return WhenEmpty::Ask };
    let known = WhenEmpty::ALL.iter().find(|(word, _)| *word == text.value);
    if known.is_none() {
        let message = format!("{} does not say what happens when nothing is left", quoted(text.value));
        let help = "write ask, paid, next_period or best_effort; a ticket is never refused";
        found.error(text.span.clone(), &text.key, message, help);
    }
    known.map_or(WhenEmpty::Ask, |(_, when)| *when)
}
