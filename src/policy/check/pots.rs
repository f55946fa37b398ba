//! Allowances as written: one table a pot, with its size for each tier.

use super::{Names, conditions, pot_rules};
use crate::policy::model::{Conditions, TierKey};
use crate::policy::period::Period;
use crate::policy::pot::{Pot, PotSize, PotUnit};
use crate::policy::target::{Length, Unit};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section, Text, Value, is_plain, name_is_plain};

/// Reads `[pots.*]`, in the order in which they are used.
pub(super) fn all(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<Pot> {
    let Some(section) = top.section("pots", found) else { return Vec::new() };
    let mut pots = Vec::new();
    for (name, value) in section.entries() {
        if name_is_plain(name, "a pot", found)
            && let Some(table) = value.section(found)
        {
            let own = pot(name, table, names, found).unwrap_or_default();
            never_used(name, &own, &pots, found);
            pots.extend(own);
        }
    }
    pots
}

/// A pot after one that never ends pays for nothing.
fn never_used(name: &Text, own: &[Pot], before: &[Pot], found: &mut Findings) {
    let endless = |pot: &&Pot| {
        pot.size == PotSize::Unlimited && pot.daily_cap.is_none() && !pot.add_on && !pot.is_choosy()
    };
    for endless in before.iter().filter(endless) {
        let theirs = |pot: &&Pot| match pot.when.tiers.as_slice() {
            _ if pot.unit != endless.unit || pot.add_on => false,
            [] => endless.when.tiers.is_empty(),
            tiers => tiers.iter().all(|tier| endless.is_of(tier)),
        };
        if let Some(pot) = own.iter().find(theirs) {
            let whose = pot.when.tiers.first().map_or(String::new(), |tier| format!(" for tier {tier}"));
            let message = format!(
                "`{}` is never used{whose}: `{}` is unlimited and comes first",
                name.value, endless.key
            );
            found.warning(
                name.span.clone(),
                &name.key,
                message,
                "write it before the other, or leave it out",
            );
            return;
        }
    }
}

/// One pot is one row for each size that it has.
fn pot(name: &Text, mut table: Section, names: &Names, found: &mut Findings) -> Option<Vec<Pot>> {
    let unit = table.need_text("unit", "unit = \"tickets\", or \"time\" for hours of work", found);
    let unit = unit.and_then(|text| unit_of(&text, found));
    let nouns = table.need("noun", "noun = [\"incident\", \"incidents\"]", found);
    let nouns = nouns.and_then(|value| noun(&value, found));
    let period =
        table.need_text("period", "period = \"month\"", found).and_then(|text| period_of(&text, found));
    let when = conditions::of(&mut table, names, found);
    let sizes = table.need("size", "size = { gold = 4, silver = \"unlimited\" }, or one size for all", found);
    let sizes = sizes.map(|value| sizes_of(&value, unit.unwrap_or(PotUnit::Tickets), names, found));
    let cap = table.get("daily_cap");
    let daily_cap = cap.as_ref().and_then(|cap| pot_rules::amount(cap, unit, found));
    if let (Some(cap), Some(0)) = (&cap, daily_cap) {
        found.error(
            cap.span(),
            &cap.key,
            "a daily cap of 0 would spend the pot before it is used",
            "leave the key out for no cap",
        );
    }
    let step_minutes = table.text("step", found).and_then(|text| minutes(&text, found));
    let minimum_minutes = table.text("minimum", found).and_then(|text| minutes(&text, found));
    let add_on = table.yes("add_on", found);
    let known: Vec<PotSize> = sizes.iter().flatten().map(|(_, size)| *size).collect();
    let rules = pot_rules::of(&mut table, &pot_rules::Kind { unit, period, sizes: &known }, names, found);
    let (pays_for, notes) = (table.strings("pays_for", found), table.strings("notes", found));
    table.finish(found);
    let (one, many) = nouns?;
    let bare = Pot::new(name.value, unit?, (&one, &many), PotSize::Unlimited, period?);
    let bare = Pot {
        rolls_over: rules.rolls_over,
        expires: rules.expires,
        daily_cap,
        step_minutes,
        minimum_minutes,
        factors: rules.factors,
        add_on,
        pays_for,
        free: rules.free,
        when_empty: rules.when_empty,
        price: rules.price,
        notes,
        ..bare
    };
    let row = |(tiers, size): (Vec<TierKey>, PotSize)| {
        let when = if tiers.is_empty() { when.clone() } else { Conditions { tiers, ..when.clone() } };
        Pot { when, size, ..bare.clone() }
    };
    Some(sizes?.into_iter().map(row).collect())
}

/// One size for whom the pot is meant, or one for each tier; `none` for a tier that has no such pot.
fn sizes_of(
    value: &Value,
    unit: PotUnit,
    names: &Names,
    found: &mut Findings,
) -> Vec<(Vec<TierKey>, PotSize)> {
    if !value.value.get_ref().is_table() {
        return size(value, unit, found).flatten().map(|size| (Vec::new(), size)).into_iter().collect();
    }
    let Some(section) = value.section(found) else { return Vec::new() };
    let mut sizes = Vec::new();
    for (name, value) in section.entries() {
        let tier = names.tier(name, found);
        if let (Some(tier), Some(Some(size))) = (tier, size(value, unit, found)) {
            sizes.push((vec![tier], size));
        }
    }
    for tier in names.tiers.iter().filter(|tier| is_plain(tier.as_str())) {
        if !section.entries().iter().any(|(name, _)| name.value == tier.as_str()) {
            let message = format!("the pot has no size for tier {tier}");
            found.error(
                section.span.clone(),
                &section.path,
                message,
                "write one, even if it is \"none\" or \"unlimited\"",
            );
        }
    }
    sizes
}

/// `Some(None)` for a tier without the pot.
fn size(value: &Value, unit: PotUnit, found: &mut Findings) -> Option<Option<PotSize>> {
    if unit == PotUnit::Tickets && value.value.get_ref().is_integer() {
        return value.number(found).map(|units| Some(PotSize::Units(units)));
    }
    let Some(text) = value.value.get_ref().as_str() else {
        let wanted = match unit {
            PotUnit::Tickets => "a whole number, \"unlimited\", \"by contract\" or \"none\"",
            PotUnit::Minutes => "a time such as \"10 hours\", or \"unlimited\", \"by contract\" or \"none\"",
        };
        value.wrong_kind(wanted, found);
        return None;
    };
    match text {
        "unlimited" => Some(Some(PotSize::Unlimited)),
        "by contract" => Some(Some(PotSize::ByContract)),
        "none" => Some(None),
        _ if unit == PotUnit::Minutes => {
            let text = value.text(found)?;
            minutes(&text, found).map(|minutes| Some(PotSize::Units(minutes)))
        }
        _ => {
            let message = format!("{} is no size", quoted(text));
            let help = "write a whole number, \"unlimited\", \"by contract\" or \"none\"";
            found.error(value.span(), &value.key, message, help);
            None
        }
    }
}

fn unit_of(text: &Text, found: &mut Findings) -> Option<PotUnit> {
    let unit = match text.value {
        "tickets" => Some(PotUnit::Tickets),
        "time" => Some(PotUnit::Minutes),
        _ => None,
    };
    if unit.is_none() {
        let message = format!("{} is no unit of an allowance", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write tickets, or time for hours of work");
    }
    unit
}

fn noun(value: &Value, found: &mut Findings) -> Option<(String, String)> {
    let words = value.texts(found)?;
    let [one, many] = words.as_slice() else {
        found.error(value.span(), &value.key, "`noun` is two words", "write [\"incident\", \"incidents\"]");
        return None;
    };
    Some((one.value.to_owned(), many.value.to_owned()))
}

fn period_of(text: &Text, found: &mut Findings) -> Option<Period> {
    let period = Period::from_words(text.value);
    if period.is_none() {
        let message = format!("{} is no period of an allowance", quoted(text.value));
        let help = "write month, quarter, fiscal quarter from february, year, year from 1 april, contract year, or once";
        found.error(text.span.clone(), &text.key, message, help);
    }
    period
}

/// A time of work in minutes: `30 minutes`, `10 hours`.
pub(super) fn minutes(text: &Text, found: &mut Findings) -> Option<u32> {
    let length = text.value.parse::<Length>().ok();
    let plain = length.filter(|length| length.aim.is_none());
    let minutes = plain.and_then(|length| match length.unit {
        Unit::Minutes => Some(length.amount),
        Unit::Hours => length.amount.checked_mul(60),
        _ => None,
    });
    if minutes.is_none() {
        let message = format!("{} is no time of work", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write it as \"30 minutes\" or \"10 hours\"");
    }
    minutes
}
