//! Severity and what else decides about targets; levels and their check lists. Targets are set anew, counted from receipt
//! as if they had held from the start, and one that was missed by then stays on record as missed (sla.md 1.7).

use super::entitlement::{Plan, again};
use super::limits::{LINE_LIMIT, bounded, no_longer_than, required};
use super::{Refusal, Situation, state};
use crate::calendar::Instant;
use crate::desk::clock::set_anew;
use crate::desk::event::{Assessment, Event};
use crate::desk::people::Contract;
use crate::desk::ticket::{Status, Ticket};
use crate::policy::model::Answers;
use crate::policy::{ChannelKey, Environment, Pack, SeverityKey, Terms};

pub(super) fn assess(
    situation: &Situation,
    ticket: &Ticket,
    asked: &Assessment,
    reason: &str,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let reason = required("an assessment", reason)?;
    let asked = trimmed(asked)?;
    if let Some(terms) = &situation.terms {
        known(terms.pack(), &asked)?;
    }
    if asked.environment.as_deref().is_some_and(|word| Environment::from_word(word).is_none()) {
        return Err(Refusal::Invalid("an environment is `production` or `development`".into()));
    }
    let Some((from, to)) = differences(ticket, &asked) else {
        return Err(Refusal::Invalid(format!("ticket {} is assessed like that already", ticket.id)));
    };
    let mut after = ticket.clone();
    let (from, to) = (Box::new(from), Box::new(to));
    let event = |missed, flags| Event::Assessed {
        from: from.clone(),
        to: to.clone(),
        reason: reason.clone(),
        missed,
        flags,
    };
    after.apply(&event(Vec::new(), None), now, &situation.agent);
    let plan = held(situation);
    let missed = set_anew((ticket, plan), (&after, plan), now);
    // What a channel, a kind or a version has to do with the plan is looked at again.
    let flags = again(&Plan::of(situation), &after);
    Ok(vec![event(missed, (flags != ticket.flags).then_some(flags))])
}

/// The contract that the ticket is held to, with its terms.
fn held(situation: &Situation) -> Option<(&Contract, &Terms)> {
    situation.contract.as_ref().zip(situation.terms.as_deref())
}

/// What is asked, without blanks around it and bounded.
fn trimmed(asked: &Assessment) -> Result<Assessment, Refusal> {
    let line = |what: &str, text: &Option<String>| match text.as_deref().map(str::trim) {
        Some(text) => no_longer_than(LINE_LIMIT, what, text).map(|()| Some(text.to_owned())),
        None => Ok(None),
    };
    let asked = Assessment {
        severity: line("the severity", &asked.severity)?,
        environment: line("the environment", &asked.environment)?,
        channel: line("the channel", &asked.channel)?,
        kind: line("the kind", &asked.kind)?,
        version: line("the version", &asked.version)?,
    };
    if asked.severity.as_deref() == Some("") {
        return Err(Refusal::Invalid("every ticket has a severity".into()));
    }
    Ok(asked)
}

/// What the ticket is in the parts that are to change, and what they become; `None` where nothing does.
fn differences(ticket: &Ticket, asked: &Assessment) -> Option<(Assessment, Assessment)> {
    let (mut from, mut to) = (Assessment::default(), Assessment::default());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let more = ticket.more();
    let parts = [
        (ticket.severity.to_string(), &asked.severity, &mut from.severity, &mut to.severity),
        (ticket.environment.to_string(), &asked.environment, &mut from.environment, &mut to.environment),
        (
            text(ticket.channel.as_ref().map(ChannelKey::as_str)),
            &asked.channel,
            &mut from.channel,
            &mut to.channel,
        ),
        (text(ticket.kind.as_deref()), &asked.kind, &mut from.kind, &mut to.kind),
        (text(more.version.as_deref()), &asked.version, &mut from.version, &mut to.version),
    ];
    for (is, asked, from, to) in parts {
        if asked.as_ref().is_some_and(|asked| *asked != is) {
            *from = Some(is);
            to.clone_from(asked);
        }
    }
    (to != Assessment::default()).then_some((from, to))
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
    if let Some(channel) = asked.channel.as_ref().filter(|channel| !channel.is_empty())
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
    let mut after = ticket.clone();
    after.level = Some(to);
    let plan = held(situation);
    let missed = set_anew((ticket, plan), (&after, plan), now);
    let flags = again(&Plan::of(situation), &after);
    let flags = (flags != ticket.flags).then_some(flags);
    Ok(vec![Event::LevelChanged { from: ticket.level, to, reason, passed_over: open, missed, theirs, flags }])
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
