//! The customer's plan: what it covers, who may ask and by which ways, who answers which level, and what we read into
//! the policy where it is silent.

use super::View;
use super::lines::Lines;
use crate::calendar::duration_words;
use crate::desk::reason::period;
use crate::keyboard::Action;
use crate::policy::{Answers, PotSize, PotUnit};
use crate::tui::contracts;
use crate::tui::theme::Role;

pub(super) fn write(lines: &mut Lines, view: &View<'_>) {
    lines.heading("The customer's plan");
    let (Some(contract), Some(terms)) = (view.contract, view.terms) else {
        lines.text(
            0,
            Role::Untimed,
            "No contract is in force for this ticket, or its policy pack cannot be read.",
        );
        remarks(lines, view);
        return;
    };
    let pack = terms.pack();
    let Some(tier) = pack.tier(&contract.tier) else { return };
    let region = contract.region.as_ref().map_or(String::new(), |region| format!(", region {region}"));
    lines.rich(
        (0, 0),
        &[
            (Role::Strong, &pack.title),
            (Role::Strong, " "),
            (Role::Strong, &tier.name),
            (Role::Text, &region),
        ],
    );
    let ends = contract.ends.map_or(String::new(), |ends| format!(" until {ends}"));
    let dated = if pack.source.dated { "edition of" } else { "as read on" };
    lines.text(
        0,
        Role::Muted,
        &format!(
            "{}, {dated} {}; contract from {}{ends}",
            pack.source.title, pack.id.edition, contract.starts
        ),
    );
    if let Some((newer, _)) = contracts::newer(view.ticket, view.group, view.now) {
        let ended = contract.ends.map_or(String::new(), |ends| format!(", which ended on {ends}"));
        let key = view.app.keymap.key_of(Action::AdoptContract);
        let how = key.map_or_else(|| "adopt-contract".to_owned(), |key| key.to_string());
        let words = format!(
            "Still held to contract {}{ended}; the customer has {} now: {how} holds the ticket to that.",
            contract.id,
            newer.plan_words()
        );
        lines.text(0, Role::DueSoon, &words);
    }
    let own = &contract.own;
    if !own.targets.is_empty() || own.hours.is_some() || own.time_zone.is_some() || own.place.is_some() {
        lines.text(0, Role::Strong, "Its own terms:");
        for target in &own.targets {
            let severity = target.severity.as_deref().map_or(String::new(), |key| format!(" ({key})"));
            lines.list(
                2,
                "·",
                Role::Text,
                &[format!("{}{severity}: {}", target.clock.replace('_', " "), target.target)],
            );
        }
        if own.hours.is_some() {
            lines.list(2, "·", Role::Text, &["hours of its own".to_owned()]);
        }
        if let Some(zone) = &own.time_zone {
            lines.list(2, "·", Role::Text, &[format!("hours are read in {zone}")]);
        }
        if let Some(place) = &own.place {
            lines.list(2, "·", Role::Text, &[format!("the customer's place: {place}")]);
        }
    }
    let mut section = |name: &str, mark: &str, entries: &[String]| {
        if !entries.is_empty() {
            lines.text(0, Role::Strong, name);
            lines.list(2, mark, Role::Text, entries);
        }
    };
    section("Covers", "✓", &tier.scope);
    let mut included = tier.entitlements.clone();
    included.extend(pack.entitlements.iter().cloned());
    if tier.response_priority {
        included.insert(
            0,
            "Response priority: of two tickets equally near their target, this one comes first".into(),
        );
    }
    section("Includes", "+", &included);
    let mut excluded = tier.exclusions.clone();
    excluded.extend(pack.exclusions.iter().cloned());
    section("Does not include", "–", &excluded);
    let offered = view.channels().unwrap_or_default();
    let offered: Vec<&str> = offered.iter().map(|key| key.as_str()).collect();
    let channels = if offered.is_empty() { "the policy names none".to_owned() } else { offered.join(", ") };
    section("Channels for this ticket", "·", &[channels]);
    section("Persons who may ask", "·", &persons(view, tier.registered_contacts));
    let answers: Vec<String> = tier
        .answers
        .iter()
        .map(|(level, who)| {
            let definition = pack
                .levels
                .iter()
                .find(|known| known.number == *level)
                .map_or("", |level| level.definition.as_str());
            let who = match who {
                Answers::Provider => "we answer",
                Answers::Customer => "the customer's own people answer",
            };
            format!("level {level}: {who} ({definition})")
        })
        .collect();
    section("Who answers", "·", &answers);
    for checklist in &pack.checklists {
        section(&format!("Before it goes to level {}", checklist.to_level), "☐", &checklist.items);
    }
    let pots: Vec<String> = pack
        .pots
        .iter()
        .filter(|pot| pot.when.tiers.is_empty() || pot.when.tiers.contains(&tier.key))
        .map(pot_words)
        .collect();
    section("Allowances", "·", &pots);
    if let Some(price) = &tier.price {
        section("Price", "·", std::slice::from_ref(price));
    }
    section("Terms of the contract", "·", &pack.contract_rules);
    section("Hours in the policy", "·", &terms.hours_words());
    if !pack.assumptions.is_empty() {
        lines.heading("Assumed, where the policy is silent");
        for assumption in &pack.assumptions {
            let about = format!("{}: ", assumption.about);
            let reason = format!(" ({})", assumption.reason);
            lines.rich(
                (0, 2),
                &[
                    (Role::DueSoon, "? "),
                    (Role::Muted, &about),
                    (Role::Text, &assumption.reading),
                    (Role::Muted, &reason),
                ],
            );
        }
    }
    remarks(lines, view);
}

fn persons(view: &View<'_>, most: Option<u32>) -> Vec<String> {
    let contacts = view.file.map_or(&[][..], |file| file.contacts.as_slice());
    let registered: Vec<_> = contacts.iter().filter(|contact| contact.registered).collect();
    let mut words = vec![match most {
        Some(most) => format!("{} of {most} registered", registered.len()),
        None => "the policy sets no number; anybody may ask".to_owned(),
    }];
    let shown = if most.is_some() { registered } else { contacts.iter().collect() };
    words.extend(shown.into_iter().take(12).map(|contact| match &contact.email {
        Some(email) => format!("{} <{email}>", contact.name),
        None => contact.name.clone(),
    }));
    words
}

fn pot_words(pot: &crate::policy::Pot) -> String {
    let size = match (pot.size, pot.unit) {
        (PotSize::Unlimited, _) => format!("unlimited {}", pot.noun.1),
        (PotSize::ByContract, _) => format!("{} by contract", pot.noun.1),
        (PotSize::Units(minutes), PotUnit::Minutes) => {
            format!("{} of {}", duration_words(i64::from(minutes) * 60), pot.noun.1)
        }
        (PotSize::Units(1), PotUnit::Tickets) => format!("1 {}", pot.noun.0),
        (PotSize::Units(units), PotUnit::Tickets) => format!("{units} {}", pot.noun.1),
    };
    let cap = pot.daily_cap.map_or(String::new(), |cap| {
        format!(", at most {} a day", crate::policy::words::amount(pot.unit, cap))
    });
    let size = if matches!(pot.size, PotSize::Units(_)) {
        format!("{size} {}{cap}", period(pot.period))
    } else {
        size
    };
    let pays = if pot.pays_for.is_empty() {
        String::new()
    } else {
        format!("; pays for: {}", pot.pays_for.join("; "))
    };
    let notes = if pot.notes.is_empty() { String::new() } else { format!(" ({})", pot.notes.join("; ")) };
    let named = |rule: &String| !rule.starts_with("pays for: ") && !pot.notes.contains(rule);
    let rules: Vec<String> = crate::policy::words::pot_rules(pot).into_iter().filter(named).collect();
    let rules = if rules.is_empty() { String::new() } else { format!("; {}", rules.join("; ")) };
    format!("{size}{pays}{rules}{notes}")
}

fn remarks(lines: &mut Lines, view: &View<'_>) {
    let Some(customer) = view.group.map(|group| &group.customer) else { return };
    if customer.time_zone.is_none() && customer.note.is_empty() {
        return;
    }
    lines.heading("About the customer");
    if let Some(zone) = &customer.time_zone {
        lines.text(0, Role::Text, &format!("Its people are in {zone}."));
    }
    if !customer.note.is_empty() {
        lines.text(0, Role::Text, &crate::text::printable_block(&customer.note, 4096));
    }
}
