//! Allowances in words for people.

use super::pot::{Factor, Free, Pot, PotSize, PotUnit, RollOver, WhenEmpty};
use super::pot_units::Times;
use super::words::conditions;

/// So many units of a pot: `2`, `1 h 30 min`.
pub fn amount(unit: PotUnit, units: u32) -> String {
    match (unit, units / 60, units % 60) {
        (PotUnit::Tickets, ..) => units.to_string(),
        (PotUnit::Minutes, 0, minutes) => format!("{minutes} min"),
        (PotUnit::Minutes, hours, 0) => format!("{hours} h"),
        (PotUnit::Minutes, hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `4 incidents a month, at most 2 a day`.
pub fn pot_size(pot: &Pot) -> String {
    let per = match pot.period.words().as_str() {
        "once" => "in all".to_owned(),
        period => format!("a {period}"),
    };
    let (one, many) = &pot.noun;
    let size = match pot.size {
        PotSize::Unlimited => format!("unlimited {many}"),
        PotSize::ByContract => format!("{many} by contract"),
        PotSize::Units(1) if pot.unit == PotUnit::Tickets => format!("1 {one} {per}"),
        PotSize::Units(units) if pot.unit == PotUnit::Tickets => format!("{units} {many} {per}"),
        PotSize::Units(minutes) if minutes % 60 == 0 => format!("{} {many} {per}", minutes / 60),
        PotSize::Units(minutes) => format!("{minutes} minutes ({many}) {per}"),
    };
    let cap = pot.daily_cap.map(|cap| format!(", at most {} a day", amount(pot.unit, cap)));
    format!("{size}{}", cap.unwrap_or_default())
}

/// Whose an allowance is and how much: `gold: 4 incidents a month`.
pub fn pot(pot: &Pot) -> String {
    let add_on = if pot.add_on { " (add-on)" } else { "" };
    format!("{}: {}{add_on}", conditions(&pot.when), pot_size(pot))
}

/// How an allowance is used, a fact each: steps, what it pays for, what is free.
pub fn pot_facts(pot: &Pot) -> Vec<String> {
    pot_rules(pot).into_iter().map(|fact| format!("{}: {fact}", pot.noun.1)).collect()
}

/// The same without its name before each.
pub fn pot_rules(pot: &Pot) -> Vec<String> {
    let step = pot.step_minutes.map(|minutes| format!("booked in steps of {minutes} minutes"));
    let least = pot.minimum_minutes.map(|minutes| format!("at least {minutes} minutes"));
    let factors = pot.factors.iter().map(factor);
    let pays = pot.pays_for.iter().map(|text| format!("pays for: {text}"));
    let free = pot.free.iter().map(|one| format!("free: {}", free(one)));
    let facts = step.into_iter().chain(least).chain(factors).chain(lasts(pot)).chain(pays).chain(free);
    facts
        .chain(when_empty(pot).map(|what| format!("when nothing is left: {what}")))
        .chain(pot.notes.clone())
        .collect()
}

/// How time is charged to a pot, a fact each: `charged in steps of 30 minutes`.
pub fn time_rules(pot: &Pot) -> Vec<String> {
    let step = pot.step_minutes.map(|minutes| format!("charged in steps of {minutes} minutes"));
    let least = pot.minimum_minutes.map(|minutes| format!("at least {minutes} minutes"));
    step.into_iter().chain(least).chain(pot.factors.iter().map(factor)).chain(lasts(pot)).collect()
}

/// What is carried over, and when units expire.
fn lasts(pot: &Pot) -> Vec<String> {
    let carried = match (pot.rolls_over, pot.expires) {
        (RollOver::None, _) | (RollOver::All, Some(_)) => None,
        (RollOver::All, None) => Some("what is left at the end of a period is carried over".to_owned()),
        (RollOver::Most(most), _) => Some(format!(
            "what is left at the end of a period is carried over, {} at the most",
            amount(pot.unit, most)
        )),
    };
    let expires = pot.expires.map(|lasts| format!("expires after {lasts}"));
    carried.into_iter().chain(expires).collect()
}

fn factor(factor: &Factor) -> String {
    let side = if factor.inside { "inside" } else { "outside" };
    format!("{side} {} it counts {}", factor.calendar, times(factor.times))
}

/// How often, in words: `once`, `twice`, `1.5 times`.
pub fn times(times: Times) -> String {
    match times.hundredths() {
        100 => "once".to_owned(),
        200 => "twice".to_owned(),
        _ => format!("{times} times"),
    }
}

/// What is free: `kind bug (our own mistakes)`.
pub fn free(free: &Free) -> String {
    match free {
        Free::Words(words) => words.clone(),
        Free::Row { when, by_provider, note } => {
            let opened = by_provider.then(|| "opened by the provider".to_owned());
            let asked = Some(conditions(when)).filter(|words| words != "everybody");
            let what = opened.into_iter().chain(asked).collect::<Vec<_>>().join(", ");
            match note {
                Some(note) => format!("{what} ({note})"),
                None => what,
            }
        }
    }
}

/// What the policy proposes when nothing is left; `None` where it leaves that to the agent.
pub fn when_empty(pot: &Pot) -> Option<String> {
    let price = pot.price.as_ref().map(|price| format!(" ({price})")).unwrap_or_default();
    match pot.when_empty {
        WhenEmpty::Ask if pot.price.is_some() => Some(format!("paid requests have a price{price}")),
        WhenEmpty::Ask => None,
        WhenEmpty::Paid => Some(format!("accept it as a paid request{price}")),
        WhenEmpty::NextPeriod => Some("hold it until the next period".into()),
        WhenEmpty::BestEffort => Some("work on it with best effort, without a promise".into()),
    }
}
