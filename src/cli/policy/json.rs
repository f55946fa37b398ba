//! Packs and findings in JSON: every table of the pack, under the names that its file uses.

use serde_json::{Map, Value, json};

use crate::calendar::{Schedule, WEEK};
use crate::desk::Waiting;
use crate::policy::{
    Answers, CalendarChoice, Cell, Clock, ClockEvent, Commitment, Conditions, Diagnostic, Factor, Listed,
    Measure, NamedCalendar, Pack, Pause, Pot, PotSize, PotUnit, RollOver, RuleKey, Stretch, Tier, Weight,
    pause_word, words,
};

/// One row of the list.
pub(super) fn listed(row: &Listed, waiting: &[Waiting]) -> Value {
    let key = RuleKey::pack(&row.pack.id);
    let tiers: Vec<&str> = row.pack.tiers.iter().map(|tier| tier.key.as_str()).collect();
    json!({
        "name": row.pack.id.name,
        "edition": row.pack.id.edition.to_string(),
        "title": row.pack.title,
        "tiers": tiers,
        "file": row.file,
        "by_bare_name": row.by_bare_name,
        "differs_from_what_is_in_force": waiting.iter().any(|one| one.there && one.key == key),
    })
}

/// One finding.
pub(in crate::cli) fn diagnostic(found: &Diagnostic) -> Value {
    let severity = match found.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
    };
    json!({
        "severity": severity,
        "line": found.line,
        "column": found.column,
        "key": found.key,
        "message": found.message,
        "help": found.help,
        "span": [found.span.start, found.span.end],
    })
}

/// A whole pack.
pub(super) fn pack(pack: &Pack) -> Value {
    json!({
        "name": pack.id.name,
        "edition": pack.id.edition.to_string(),
        "title": pack.title,
        "language": pack.language,
        "time_zone": pack.zone.name(),
        "source": {
            "title": pack.source.title,
            "reference": pack.source.reference,
            "dated": pack.source.dated,
        },
        "tiers": pack.tiers.iter().map(tier).collect::<Vec<_>>(),
        "severities": pack.severities.iter().map(|severity| json!({
            "key": severity.key.as_str(),
            "name": severity.name,
            "words": severity.words,
            "definition": severity.definition,
            "only_for_order": severity.only_for_order,
        })).collect::<Vec<_>>(),
        "regions": pack.regions,
        "kinds": pack.kinds,
        "channels": pack.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>(),
        "levels": pack.levels.iter().map(|level| json!({
            "number": level.number,
            "definition": level.definition,
            "reached_from": level.reached_from,
        })).collect::<Vec<_>>(),
        "calendars": pack.calendars.iter().map(calendar).chain(pack.choices.iter().map(choice)).collect::<Vec<_>>(),
        "clocks": pack.clocks.iter().map(clock).collect::<Vec<_>>(),
        "cells": pack.cells.iter().map(cell).collect::<Vec<_>>(),
        "commitments": pack.commitments.iter().map(commitment).collect::<Vec<_>>(),
        "hours": pack.hours.iter().map(|row| json!({
            "when": conditions(&row.when),
            "calendar": row.calendar.as_deref().unwrap_or("always"),
        })).collect::<Vec<_>>(),
        "pots": pack.pots.iter().map(pot).collect::<Vec<_>>(),
        "counts_as": pack.counts_as.iter().map(|rule| json!({
            "when": conditions(&rule.when),
            "as": rule.severity.as_str(),
            "reason": rule.reason,
        })).collect::<Vec<_>>(),
        "excluded": pack.excluded.iter().map(|row| json!({
            "when": conditions(&row.when),
            "rule": row.rule,
        })).collect::<Vec<_>>(),
        "versions": pack.versions.iter().map(|version| json!({
            "name": version.name,
            "end_of_life": version.end_of_life.to_string(),
        })).collect::<Vec<_>>(),
        "checklists": pack.checklists.iter().map(|list| json!({
            "to_level": list.to_level,
            "items": list.items,
        })).collect::<Vec<_>>(),
        "entitlements": pack.entitlements,
        "exclusions": pack.exclusions,
        "contract_rules": pack.contract_rules,
        "assumptions": pack.assumptions.iter().map(|one| json!({
            "about": one.about,
            "reading": one.reading,
            "reason": one.reason,
        })).collect::<Vec<_>>(),
    })
}

fn tier(tier: &Tier) -> Value {
    let who = |who: &Answers| match who {
        Answers::Provider => "provider",
        Answers::Customer => "customer",
    };
    let answers: Map<String, Value> =
        tier.answers.iter().map(|(level, by)| (level.to_string(), Value::from(who(by)))).collect();
    json!({
        "key": tier.key.as_str(),
        "name": tier.name,
        "price": tier.price,
        "scope": tier.scope,
        "entitlements": tier.entitlements,
        "exclusions": tier.exclusions,
        "channels": tier.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>(),
        "registered_contacts": tier.registered_contacts,
        "response_priority": tier.response_priority,
        "reports": tier.reports.map(|reports| reports.as_str()),
        "answers": answers,
    })
}

fn calendar(named: &NamedCalendar) -> Value {
    json!({
        "key": named.key,
        "words": named.words,
        "business_day_seconds": named.day_length,
        "union": named.calendar.schedules().iter().map(schedule).collect::<Vec<_>>(),
        "at_customer": named.at_customer,
    })
}

fn choice(choice: &CalendarChoice) -> Value {
    let row = |(when, key): &(Conditions, String)| json!({ "when": conditions(when), "calendar": key });
    json!({ "key": choice.key, "choose": choice.rows.iter().map(row).collect::<Vec<_>>() })
}

fn schedule(schedule: &Schedule) -> Value {
    let mut weekly = Map::new();
    for day in WEEK {
        let hours: Vec<String> = schedule.weekly.on(day).iter().map(ToString::to_string).collect();
        if !hours.is_empty() {
            weekly.insert(day.to_string().to_lowercase(), json!(hours));
        }
    }
    let holidays: Vec<&str> = schedule.holidays.iter().map(|set| set.id.as_str()).collect();
    let dates = schedule.dates.iter().map(|dated| {
        let hours: Vec<String> = dated.hours().iter().map(ToString::to_string).collect();
        json!({ "name": dated.name(), "hours": hours })
    });
    let dates: Vec<Value> = dates.collect();
    json!({ "time_zone": schedule.zone.name(), "hours": weekly, "holidays": holidays, "dates": dates })
}

fn clock(clock: &Clock) -> Value {
    let words = |events: &[ClockEvent]| events.iter().map(|event| event.as_str()).collect::<Vec<_>>();
    let states = |states: &[Pause]| states.iter().map(|state| pause_word(*state)).collect::<Vec<_>>();
    json!({
        "key": clock.key.as_str(),
        "name": clock.name,
        "starts": clock.starts.as_str(),
        "ends": words(&clock.ends),
        "pauses": states(&clock.pauses),
        "not_in": states(&clock.not_in),
        "repeats": clock.repeats,
        "until": words(&clock.until),
    })
}

fn cell(cell: &Cell) -> Value {
    json!({
        "clock": cell.clock.as_str(),
        "when": conditions(&cell.when),
        "kind": cell.promise.kind(),
        "target": cell.promise.to_string(),
        "calendar": cell.calendar.as_deref().unwrap_or("desk"),
        "channels": cell.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>(),
        "note": cell.note,
        "cut_off": cell.cut_off.map(|time| time.format("%H:%M").to_string()),
        "line": cell.place.line,
    })
}

fn commitment(one: &Commitment) -> Value {
    let (share, misses) = match one.measure {
        Measure::Share(hundredths) => (Some(f64::from(hundredths) / 100.0), None),
        Measure::MissesAtMost(most) => (None, Some(most)),
    };
    json!({
        "clock": one.clock.as_str(),
        "when": conditions(&one.when),
        "share": share,
        "misses_at_most": misses,
        "within": one.within.map(|within| within.to_string()),
        "calendar": one.calendar,
        "per": one.per.words(),
        "text": one.text,
    })
}

/// Only what a row asks for: an empty object asks for nothing.
pub(super) fn conditions(when: &Conditions) -> Value {
    let mut asked = Map::new();
    let mut put = |key: &str, values: Vec<Value>| {
        if !values.is_empty() {
            asked.insert(key.to_owned(), Value::Array(values));
        }
    };
    put("tier", when.tiers.iter().map(|key| key.as_str().into()).collect());
    put("severity", when.severities.iter().map(|key| key.as_str().into()).collect());
    put("environment", when.environments.iter().map(|one| one.as_str().into()).collect());
    put("region", when.regions.iter().map(|one| one.as_str().into()).collect());
    put("language", when.languages.iter().map(|one| one.as_str().into()).collect());
    put("channel", when.channels.iter().map(|key| key.as_str().into()).collect());
    put("kind", when.kinds.iter().map(|one| one.as_str().into()).collect());
    put("level", when.levels.iter().map(|level| (*level).into()).collect());
    if let Some((calendar, inside)) = &when.arrival {
        let side = if *inside { "inside" } else { "outside" };
        asked.insert("arrival".into(), format!("{side} {calendar}").into());
    }
    if let Some(workaround) = when.workaround {
        asked.insert("workaround".into(), workaround.into());
    }
    if let Some(signed) = when.signed {
        asked.insert("signed".into(), signed.to_string().into());
    }
    Value::Object(asked)
}

fn factor(factor: &Factor) -> Value {
    let side = if factor.inside { "inside" } else { "outside" };
    json!({ side: factor.calendar, "times": factor.times.to_string() })
}

fn pot(pot: &Pot) -> Value {
    let size = match pot.size {
        PotSize::Unlimited => Value::from("unlimited"),
        PotSize::ByContract => Value::from("by contract"),
        PotSize::Units(units) => Value::from(units),
    };
    let unit = match pot.unit {
        PotUnit::Tickets => "tickets",
        PotUnit::Minutes => "minutes",
    };
    let rolls_over = match pot.rolls_over {
        RollOver::None => Value::from("none"),
        RollOver::All => Value::from("all"),
        RollOver::Most(most) => json!({ "most": most }),
    };
    json!({
        "key": pot.key,
        "when": conditions(&pot.when),
        "unit": unit,
        "noun": [pot.noun.0, pot.noun.1],
        "size": size,
        "period": pot.period.words(),
        "daily_cap": pot.daily_cap,
        "step_minutes": pot.step_minutes,
        "minimum_minutes": pot.minimum_minutes,
        "add_on": pot.add_on,
        "rolls_over": rolls_over,
        "expires_months": pot.expires.filter(|lasts| lasts.unit == Stretch::Months).map(|lasts| lasts.amount),
        "expires": pot.expires.map(|lasts| lasts.to_string()),
        "factor": pot.factors.iter().map(factor).collect::<Vec<_>>(),
        "pays_for": pot.pays_for,
        "free": pot.free.iter().map(words::free).collect::<Vec<_>>(),
        "when_empty": pot.when_empty.as_str(),
        "price": pot.price,
        "notes": pot.notes,
    })
}
