//! The parts of the page beside the targets: hours, tiers, levels, rules, and what is assumed.

use super::Plan;
use super::lines::Lines;
use crate::policy::{Desk, Facts, Pack, Tier, words};
use crate::tui::theme::Role;

pub(super) fn hours(lines: &mut Lines, plan: &Plan) {
    let pack = plan.pack();
    lines.heading("The desk's own hours");
    let facts = plan.facts();
    let counted = facts.as_ref().and_then(|facts| plan.counted(facts));
    // Where the level is not known, those of the level at which such a ticket comes in.
    let facts = facts.map(|facts| match pack.desk_hours(&facts) {
        Desk::Unknown if facts.level.is_none() => {
            Facts { level: pack.entry_level(facts.tier.as_ref()), ..facts }
        }
        _ => facts,
    });
    let holds = facts.as_ref().and_then(|facts| {
        pack.hours.iter().position(|row| row.when.match_facts(facts, counted.as_ref(), &|_| None))
    });
    for (at, row) in pack.hours.iter().enumerate() {
        let text = format!("{}: {}", words::conditions(&row.when), words::hours(pack, row));
        lines.point(holds == Some(at), &text);
    }
    let own = &plan.contract.own;
    if own.hours.is_some() || own.time_zone.is_some() || own.place.is_some() {
        let facts = facts.unwrap_or_else(|| Facts { tier: Some(plan.tier().clone()), ..Facts::default() });
        lines.gap();
        lines.text(Role::DueSoon, &format!("By contract instead: {}", plan.terms.desk_words(&facts)));
    }
    lines.list("Hours in which targets run", &plan.terms.hours_words());
    lines.gap();
    lines.text(Role::Muted, &format!("Months and days are counted in {}.", pack.zone.name()));
}

pub(super) fn tiers(lines: &mut Lines, plan: &Plan) {
    let pack = plan.pack();
    for tier in &pack.tiers {
        lines.gap();
        let own = tier.key == *plan.tier();
        let mark = if own { " (the contract's)" } else { "" };
        lines.point(own, &format!("{} ({}){mark}", tier.name, tier.key));
        for (name, text) in facts_of(pack, tier) {
            lines.entry(&format!("    {name}: "), Role::Text, false, &text);
        }
        for (name, points) in
            [("covers", &tier.scope), ("includes", &tier.entitlements), ("leaves out", &tier.exclusions)]
        {
            for point in points {
                lines.entry(&format!("    {name}: "), Role::Text, false, point);
            }
        }
    }
    if !pack.pots.is_empty() {
        lines.heading("Allowances");
    }
    let own = pack.allowance(plan.tier());
    for pot in &pack.pots {
        lines.point(own == Some(pot), &words::pot(pot));
    }
    let mut facts: Vec<String> = Vec::new();
    for fact in pack.pots.iter().flat_map(words::pot_facts) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts.iter().for_each(|fact| lines.entry("    ", Role::Muted, false, fact));
    lines.list("Every tier has", &pack.entitlements);
    lines.list("No tier includes", &pack.exclusions);
}

fn facts_of(pack: &Pack, tier: &Tier) -> Vec<(&'static str, String)> {
    let channels = tier.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(", ");
    let priority = if tier.response_priority { "yes" } else { "" };
    let reports = tier.reports.map_or("", |reports| reports.as_str());
    let rows = [
        ("price", tier.price.clone().unwrap_or_default()),
        ("reports", reports.to_owned()),
        ("channels", channels),
        ("allowance", pack.allowance(&tier.key).map(words::pot_size).unwrap_or_default()),
        ("registered persons", tier.registered_contacts.map(|most| most.to_string()).unwrap_or_default()),
        ("response priority", priority.to_owned()),
        ("answered by", words::answered_by(tier).join(", ")),
    ];
    rows.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

pub(super) fn levels(lines: &mut Lines, plan: &Plan) {
    let pack = plan.pack();
    if pack.levels.is_empty() {
        return lines.text(Role::Muted, "The policy tells no levels apart.");
    }
    let level = plan.ticket.as_ref().and_then(|ticket| ticket.level);
    lines.heading("Levels");
    for (known, text) in pack.levels.iter().zip(words::levels(pack)) {
        lines.point(level == Some(known.number), &text);
    }
    lines.heading("Who answers");
    for tier in pack.tiers.iter().filter(|tier| !tier.answers.is_empty()) {
        lines.point(
            tier.key == *plan.tier(),
            &format!("{}: {}", tier.name, words::answered_by(tier).join(", ")),
        );
    }
    for list in &pack.checklists {
        lines.list(&format!("Before a ticket goes to level {}, it needs", list.to_level), &list.items);
    }
}

pub(super) fn rules(lines: &mut Lines, plan: &Plan) {
    let (pack, contract) = (plan.pack(), &plan.contract);
    lines.heading("This contract");
    let until = contract.ends.map_or_else(|| "open".to_owned(), |ends| ends.to_string());
    lines.point(false, &format!("{}, {} to {until}", contract.plan_words(), contract.starts));
    if let Some(renews) = contract.renews {
        lines.point(false, &format!("its term ends on {renews}"));
    }
    for target in &contract.own.targets {
        let severity = target.severity.as_ref().map_or(String::new(), |severity| format!(" ({severity})"));
        let clock = target.clock.replace('_', " ");
        lines.point(true, &format!("own target: {clock}{severity}: {}", target.target));
    }
    for version in &contract.own.versions {
        lines.point(true, &format!("own version: {}: until {}", version.name, version.end_of_life));
    }
    lines.list("Contract", &pack.contract_rules);
    lines.list("Flagged by kind of request, for it is not included", &words::left_out(pack));
    lines.list("Versions", &words::versions(pack));
    lines.list("No tier includes", &pack.exclusions);
}

pub(super) fn assumed(lines: &mut Lines, plan: &Plan) {
    let pack = plan.pack();
    if pack.assumptions.is_empty() {
        return lines.text(Role::Muted, "Nothing was read into this policy.");
    }
    lines.text(Role::Muted, "Our reading where the policy is silent or unclear; not the provider's promise.");
    for one in &pack.assumptions {
        lines.gap();
        lines.entry("? ", Role::DueSoon, false, &format!("{}: {}", one.about, one.reading));
        lines.entry("    why: ", Role::Muted, false, &one.reason);
    }
}
