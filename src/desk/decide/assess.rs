//! Severity and what else decides about targets; levels and their check lists. Targets are set anew, counted from receipt
//! as if they had held from the start, and one that was missed by then stays on record as missed (sla.md 1.7).

use super::arrival::entitlement;
use super::limits::{LINE_LIMIT, bounded, no_longer_than, required};
use super::{Refusal, Situation, state};
use crate::calendar::Instant;
use crate::desk::clock::missed_by;
use crate::desk::event::{Assessment, Event};
use crate::desk::ticket::{Flag, Status, Ticket};
use crate::policy::model::Answers;
use crate::policy::{Environment, Pack, SeverityKey};

pub(super) fn assess(
    situation: &Situation,
    ticket: &Ticket,
    asked: &Assessment,
    reason: &str,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let reason = required("an assessment", reason)?;
    if let Some(terms) = &situation.terms {
        known(terms.pack(), asked)?;
    }
    if asked.environment.as_deref().is_some_and(|word| Environment::from_word(word).is_none()) {
        return Err(Refusal::Invalid("an environment is `production` or `development`".into()));
    }
    for (what, text) in
        [("the kind", &asked.kind), ("the version", &asked.version), ("the channel", &asked.channel)]
    {
        if let Some(text) = text {
            no_longer_than(LINE_LIMIT, what, text)?;
        }
    }
    let is = Assessment {
        severity: Some(ticket.severity.to_string()),
        environment: Some(ticket.environment.to_string()),
        channel: ticket.channel.as_ref().map(ToString::to_string),
        kind: Some(ticket.kind.clone().unwrap_or_default()),
        version: Some(ticket.more().version.clone().unwrap_or_default()),
    };
    let (mut from, mut to) = (Assessment::default(), Assessment::default());
    let mut differs = false;
    {
        let mut compare = |is: &Option<String>,
                           asked: &Option<String>,
                           from: &mut Option<String>,
                           to: &mut Option<String>| {
            if asked.is_some() && asked != is {
                from.clone_from(is);
                to.clone_from(asked);
                differs = true;
            }
        };
        compare(&is.severity, &asked.severity, &mut from.severity, &mut to.severity);
        compare(&is.environment, &asked.environment, &mut from.environment, &mut to.environment);
        compare(&is.channel, &asked.channel, &mut from.channel, &mut to.channel);
        compare(&is.kind, &asked.kind, &mut from.kind, &mut to.kind);
        compare(&is.version, &asked.version, &mut from.version, &mut to.version);
    }
    if !differs {
        return Err(Refusal::Invalid(format!("ticket {} is assessed like that already", ticket.id)));
    }
    let missed = missed_by(ticket, situation.contract.as_ref(), situation.terms.as_deref(), now);
    let mut after = ticket.clone();
    let event = Event::Assessed { from: Box::new(from), to: Box::new(to), reason, missed, flags: None };
    after.apply(&event, now, &situation.agent);
    // What a channel, a kind or a version has to do with the plan is looked at again.
    let flags = flags_again(situation, &after);
    match event {
        Event::Assessed { from, to, reason, missed, .. } => {
            let flags = (flags != ticket.flags).then_some(flags);
            Ok(vec![Event::Assessed { from, to, reason, missed, flags }])
        }
        other => Ok(vec![other]),
    }
}

fn flags_again(situation: &Situation, ticket: &Ticket) -> Vec<Flag> {
    let fresh = entitlement(situation, &ticket.into());
    let stays = |flag: &&Flag| matches!(flag, Flag::AllowanceSpent | Flag::DailyCapReached);
    ticket.flags.iter().filter(stays).copied().chain(fresh).collect()
}

fn known(pack: &Pack, asked: &Assessment) -> Result<(), Refusal> {
    let one_of = |what: &str, word: &str, known: Vec<&str>| {
        Err(Refusal::Invalid(format!("no {what} {word:?} in {}; it has {}", pack.id, known.join(", "))))
    };
    if let Some(severity) = &asked.severity
        && pack.severity(&SeverityKey::new(severity)).is_none()
    {
        return one_of(
            "severity",
            severity,
            pack.severities.iter().map(|known| known.key.as_str()).collect(),
        );
    }
    if let Some(channel) = &asked.channel
        && !pack.channels.is_empty()
        && !pack.channels.iter().any(|known| known.as_str() == channel)
    {
        return one_of("channel", channel, pack.channels.iter().map(|known| known.as_str()).collect());
    }
    if let Some(kind) = asked.kind.as_ref().filter(|kind| !kind.is_empty())
        && !pack.kinds.is_empty()
        && !pack.kinds.contains(kind)
    {
        return one_of("kind of request", kind, pack.kinds.iter().map(String::as_str).collect());
    }
    Ok(())
}

pub(super) fn change_level(
    situation: &Situation,
    ticket: &Ticket,
    to: u8,
    reason: &str,
    pass_over: bool,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let reason = required("a change of level", reason)?;
    if ticket.status == Status::Resolved {
        return Err(state(ticket, "reopen it first"));
    }
    let (Some(contract), Some(terms)) = (&situation.contract, &situation.terms) else {
        return Err(Refusal::Invalid(format!("ticket {} has no contract, and so no levels", ticket.id)));
    };
    let pack = terms.pack();
    let Some(level) = pack.levels.iter().find(|level| level.number == to) else {
        let known: Vec<String> = pack.levels.iter().map(|level| level.number.to_string()).collect();
        return Err(Refusal::Invalid(match known.is_empty() {
            true => format!("{} knows no levels", pack.id),
            false => format!("no level {to} in {}; it has {}", pack.id, known.join(", ")),
        }));
    };
    if ticket.level == Some(to) {
        return Err(Refusal::Invalid(format!("ticket {} is at level {to} already", ticket.id)));
    }
    let from = ticket.level.or_else(|| pack.entry_level(Some(&contract.tier)));
    let up = from.is_none_or(|from| to > from);
    if let Some(needed) = level.reached_from.filter(|needed| up && from.is_some_and(|from| from < *needed)) {
        return Err(Refusal::Invalid(format!("level {to} is reached through level {needed} only")));
    }
    let points = pack.checklists.iter().filter(|list| up && list.to_level == to).flat_map(|list| &list.items);
    let open: Vec<String> = points.filter(|item| ticket.more().answer(to, item).is_none()).cloned().collect();
    if !open.is_empty() && !pass_over {
        return Err(Refusal::Invalid(format!(
            "{} of the check list for level {to} {} open: {}; fill them in, or pass them over on purpose",
            if open.len() == 1 { "a point".to_owned() } else { format!("{} points", open.len()) },
            if open.len() == 1 { "is" } else { "are" },
            open.join("; ")
        )));
    }
    let theirs =
        pack.tier(&contract.tier).is_some_and(|tier| tier.answers.contains(&(to, Answers::Customer)));
    let missed = missed_by(ticket, Some(contract), Some(terms), now);
    Ok(vec![Event::LevelChanged { from: ticket.level, to, reason, passed_over: open, missed, theirs }])
}

pub(super) fn fill(
    situation: &Situation,
    ticket: &Ticket,
    level: u8,
    item: &str,
    answer: &str,
) -> Result<Vec<Event>, Refusal> {
    let answer = bounded("the answer", answer)?;
    let terms = situation.terms.as_ref();
    let lists = terms.map_or(&[][..], |terms| terms.pack().checklists.as_slice());
    let known =
        lists.iter().any(|list| list.to_level == level && list.items.iter().any(|known| known == item));
    if !known {
        return Err(Refusal::Invalid(format!("no point {item:?} on a check list for level {level}")));
    }
    if ticket.more().answer(level, item).unwrap_or_default() == answer.trim() {
        return Err(Refusal::Invalid("that is on the check list already".into()));
    }
    Ok(vec![Event::ChecklistFilled { level, item: item.to_owned(), answer: answer.trim().to_owned() }])
}
