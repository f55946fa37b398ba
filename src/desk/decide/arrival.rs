//! A ticket that comes in: allowance and entitlement are decided on the way, and flagged where something is amiss.

use super::entitlement::{Plan, entitlement};
use super::limits::{LINE_LIMIT, line, message, no_longer_than};
use super::people::known_customer;
use super::{Decision, Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::allowance::{Receipt, Verdict, Weight};
use crate::desk::command::NewTicket;
use crate::desk::event::Opened;
use crate::desk::purse::{Counted, Purse};
use crate::desk::ticket::{Counting, Flag, Stage, Standstill, Status, TicketId};
use crate::policy::{ClockEvent, Facts};

pub(super) fn open(situation: &Situation, new: &NewTicket) -> Result<Decision, Refusal> {
    known_customer(situation)?;
    let subject = line("subject", &new.subject)?;
    message("the message", &new.text)?;
    let channel = new.channel.as_ref().map(|channel| channel.as_str());
    let lines = [
        new.reference.as_deref(),
        new.requester.as_deref(),
        new.kind.as_deref(),
        new.assignee.as_deref(),
        channel,
        new.version.as_deref(),
    ];
    let names = ["the reference", "the requester", "the kind", "the assignee", "the channel", "the version"];
    for (what, text) in names.into_iter().zip(lines) {
        if let Some(text) = text {
            no_longer_than(LINE_LIMIT, what, text)?;
        }
    }
    if let (true, Some(reference)) = (situation.taken, &new.reference) {
        return Err(Refusal::Taken(format!("a ticket with the reference {reference:?} is there already")));
    }
    if let Some(terms) = &situation.terms {
        for severity in [Some(&new.severity), new.claimed.as_ref()].into_iter().flatten() {
            if terms.pack().severity(severity).is_none() {
                let known =
                    terms.pack().severities.iter().map(|s| s.key.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Refusal::Invalid(format!(
                    "no severity {:?} in {}; it has {known}",
                    severity.as_str(),
                    terms.pack().id
                )));
            }
        }
    }
    if let Some(early) = new.marks.iter().find(|mark| mark.at < new.received) {
        let what = early.event.words();
        return Err(Refusal::Invalid(format!("{what}: that lies before the receipt")));
    }
    let replied = new.marks.first(ClockEvent::Reply);
    let standstills = standstills(new)?;
    let usual = if new.proactive { Counting::Proactive } else { Counting::Counts };
    let counting = new.decided.clone().unwrap_or(usual);
    let opened = Opened {
        customer: new.customer,
        contract: situation.contract.as_ref().map(|contract| contract.id),
        reference: new.reference.clone(),
        subject,
        severity: new.severity.to_string(),
        claimed: new.claimed.as_ref().filter(|claimed| **claimed != new.severity).map(ToString::to_string),
        environment: new.environment.to_string(),
        level: new.level,
        channel: new.channel.as_ref().map(ToString::to_string),
        kind: new.kind.clone(),
        requester: new.requester.clone(),
        received: new.received.unix(),
        status: new.status,
        assignee: new.assignee.clone(),
        first_response: new.first_response.into_iter().chain(replied).min().map(Instant::unix),
        resolved: new.resolved.map(Instant::unix),
        standstills,
        flags: flags(situation, new, &counting),
        counting,
        split_from: None,
        version: new.version.clone(),
        marks: new.marks.clone(),
    };
    Ok(Decision::Open { opened: Box::new(opened), text: new.text.clone(), also: Vec::new() })
}

/// The standstills of a ticket that comes from elsewhere, closed off by its status; they must make sense.
fn standstills(new: &NewTicket) -> Result<Vec<Standstill>, Refusal> {
    let before = |what: &str| Err(Refusal::Invalid(format!("{what} lies before the receipt")));
    if new.first_response.is_some_and(|at| at < new.received) {
        return before("the first response");
    }
    if new.resolved.is_some_and(|at| at < new.received) {
        return before("the resolution");
    }
    if (new.status == Status::Resolved) != new.resolved.is_some() {
        return Err(Refusal::Invalid("a resolved ticket, and no other, says when it was resolved".into()));
    }
    let mut stood = new.standstills.clone();
    let lasting = |stood: &[Standstill]| stood.last().is_some_and(|last| last.to.is_none());
    if new.status == Status::Waiting && !lasting(&stood) {
        // Nothing says since when it waits: from its last known moment on.
        let from = new
            .first_response
            .unwrap_or(new.received)
            .unix()
            .max(stood.last().and_then(|s| s.to).unwrap_or(0));
        stood.push(Standstill { kind: Stage::Waiting, from, to: None, reason: String::new() });
    }
    // A ticket that comes back with its own record brings the standstill that its resolution began.
    let told = |stood: &[Standstill], at: Instant| {
        stood
            .last()
            .is_some_and(|last| last.kind == Stage::Resolved && last.to.is_none() && last.from == at.unix())
    };
    if let Some(resolved) = new.resolved.filter(|at| !told(&stood, *at)) {
        if let Some(last) = stood.last_mut().filter(|last| last.to.is_none()) {
            last.to = Some(resolved.unix().max(last.from));
        }
        stood.push(Standstill {
            kind: Stage::Resolved,
            from: resolved.unix(),
            to: None,
            reason: String::new(),
        });
    }
    if new.status == Status::Open && lasting(&stood) {
        return Err(Refusal::Invalid("an open ticket cannot still be waiting".into()));
    }
    Ok(stood)
}

/// Allowance and entitlement on the way in: flagged, never refused (sla.md part 2).
fn flags(situation: &Situation, new: &NewTicket, counting: &Counting) -> Vec<Flag> {
    let entitled = entitlement(&Plan::of(situation), &new.into());
    let (Some(contract), Some(terms)) = (&situation.contract, &situation.terms) else { return entitled };
    let mut flags = Vec::new();
    // The number it will get is higher than all others, so among equal receipts it ranks last.
    let own = Receipt { ticket: TicketId(i64::MAX), received: new.received, weight: counting.weight() };
    if let Some(purse) = Purse::of(terms.pack(), contract)
        && own.weight != Weight::Free
    {
        let receipts: Vec<Receipt> = situation.receipts.iter().copied().chain([own]).collect();
        match verdict(situation, &purse, new, &receipts) {
            Some(Verdict::OverPeriod) => flags.push(Flag::AllowanceSpent),
            Some(Verdict::OverDay) => flags.push(Flag::DailyCapReached),
            Some(Verdict::Within | Verdict::Free) | None => {}
        }
    }
    flags.extend(entitled);
    flags
}

/// Whether a ticket that comes in, the last of `receipts`, lies inside the plan's pots.
fn verdict(
    situation: &Situation,
    purse: &Purse<'_>,
    new: &NewTicket,
    receipts: &[Receipt],
) -> Option<Verdict> {
    let own = receipts.last()?.ticket;
    if purse.is_plain() {
        return Some(purse.first.verdict(receipts, own));
    }
    let mut facts = situation.facts.clone();
    let asked = Facts {
        severity: Some(new.severity.clone()),
        environment: new.environment,
        channel: new.channel.clone(),
        kind: new.kind.clone(),
        level: new.level,
        ..Facts::default()
    };
    facts.insert(own, asked);
    let (blocks, from) = (&situation.blocks, situation.receipts_from);
    let tally = purse.tally(Counted { receipts, facts: Some(&facts), blocks, from })?;
    tally.told(own).map(|told| told.verdict)
}
