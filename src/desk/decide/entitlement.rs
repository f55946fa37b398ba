//! Whether the plan entitles to what is asked: flagged, never refused (sla.md part 2). The allowance is another matter.

use super::Situation;
use crate::calendar::Instant;
use crate::desk::command::NewTicket;
use crate::desk::people::{Contact, Contract};
use crate::desk::ticket::{Flag, Ticket};
use crate::policy::model::Answers;
use crate::policy::{ChannelKey, ClockKey, Environment, Facts, Pack, SeverityKey, Terms, Tier};

/// What of a ticket its plan has a say in.
pub(super) struct Asked<'a> {
    requester: Option<&'a str>,
    severity: &'a SeverityKey,
    environment: Environment,
    channel: Option<&'a ChannelKey>,
    kind: Option<&'a str>,
    version: Option<&'a str>,
    level: Option<u8>,
    received: Instant,
}

impl<'a> From<&'a NewTicket> for Asked<'a> {
    fn from(new: &'a NewTicket) -> Asked<'a> {
        Asked {
            requester: new.requester.as_deref(),
            severity: &new.severity,
            environment: new.environment,
            channel: new.channel.as_ref(),
            kind: new.kind.as_deref(),
            version: new.version.as_deref(),
            level: new.level,
            received: new.received,
        }
    }
}

impl<'a> From<&'a Ticket> for Asked<'a> {
    fn from(ticket: &'a Ticket) -> Asked<'a> {
        Asked {
            requester: ticket.requester.as_deref(),
            severity: &ticket.severity,
            environment: ticket.environment,
            channel: ticket.channel.as_ref(),
            kind: ticket.kind.as_deref(),
            version: ticket.more().version.as_deref(),
            level: ticket.level,
            received: ticket.received,
        }
    }
}

/// What a customer has bought, as far as it holds for a ticket.
pub(super) struct Plan<'a> {
    /// The contract with its terms; `None` where none is in force, or its pack is not here.
    pub held: Option<(&'a Contract, &'a Terms)>,
    /// There is a contract that does not cover the moment of receipt.
    pub out_of_force: bool,
    /// The customer's persons.
    pub contacts: &'a [Contact],
}

impl<'a> Plan<'a> {
    /// Of the contract that a situation holds.
    pub fn of(situation: &'a Situation) -> Plan<'a> {
        Plan {
            held: situation.contract.as_ref().zip(situation.terms.as_deref()),
            out_of_force: situation.out_of_force,
            contacts: &situation.contacts,
        }
    }

    /// Of the contract that is to hold next.
    pub fn next(situation: &'a Situation) -> Plan<'a> {
        Plan {
            held: situation.next.as_ref().map(|(contract, terms)| (contract, &**terms)),
            out_of_force: false,
            contacts: &situation.contacts,
        }
    }
}

/// What of this the plan does not entitle to.
pub(super) fn entitlement(plan: &Plan<'_>, asked: &Asked<'_>) -> Vec<Flag> {
    let none = if plan.out_of_force { Flag::ContractEnded } else { Flag::NoContract };
    let Some((contract, terms)) = plan.held else { return vec![none] };
    let pack = terms.pack();
    let Some(tier) = pack.tier(&contract.tier) else { return vec![Flag::NoContract] };
    let facts = facts(contract, asked);
    let flags = [
        (Flag::NotRegistered, !registered(plan.contacts, tier, asked)),
        (Flag::ChannelNotInPlan, !offered(terms, tier, &facts, asked)),
        (Flag::KindExcluded, asked.kind.is_some() && pack.leaves_out(&facts).is_some()),
        (Flag::VersionPastEnd, past_end(terms, pack, asked)),
        (
            Flag::LevelIsCustomers,
            asked.level.is_some_and(|level| tier.answers.contains(&(level, Answers::Customer))),
        ),
    ];
    flags.into_iter().filter(|(_, flagged)| *flagged).map(|(flag, _)| flag).collect()
}

/// The flags of a ticket looked at again, after a change of what they hang on; those about the allowance stay as they
/// were decided when it came in.
pub(super) fn again(plan: &Plan<'_>, ticket: &Ticket) -> Vec<Flag> {
    let stays = ticket.flags.iter().copied().filter(|flag| flag.is_of_allowance());
    stays.chain(entitlement(plan, &ticket.into())).collect()
}

/// The flags of a ticket as they would be under a contract.
pub(in crate::desk) fn entitled(
    ticket: &Ticket,
    held: (&Contract, &Terms),
    contacts: &[Contact],
) -> Vec<Flag> {
    again(&Plan { held: Some(held), out_of_force: false, contacts }, ticket)
}

fn facts(contract: &Contract, asked: &Asked<'_>) -> Facts {
    Facts {
        tier: Some(contract.tier.clone()),
        severity: Some(asked.severity.clone()),
        environment: asked.environment,
        region: contract.region.clone(),
        channel: asked.channel.cloned(),
        level: asked.level,
        workaround: false,
        kind: asked.kind.map(str::to_owned),
        language: contract.language.clone(),
        signed: Some(contract.starts),
    }
}

/// Whether who asks may; where nobody is named or the plan registers nobody, anybody may.
fn registered(contacts: &[Contact], tier: &Tier, asked: &Asked<'_>) -> bool {
    let (Some(requester), Some(_)) = (asked.requester, tier.registered_contacts) else { return true };
    let same = |text: &str| text.trim().to_lowercase() == requester.trim().to_lowercase();
    contacts.iter().any(|contact| {
        contact.registered && (same(&contact.name) || contact.email.as_deref().is_some_and(same))
    })
}

fn offered(terms: &Terms, tier: &Tier, facts: &Facts, asked: &Asked<'_>) -> bool {
    let Some(channel) = asked.channel else { return true };
    let cell = terms.resolve(&ClockKey::first_response(), facts, asked.received);
    let offered = if cell.channels.is_empty() { &tier.channels } else { &cell.channels };
    offered.is_empty() || offered.contains(channel)
}

/// The last date of support is still a date of support, in the policy's zone.
fn past_end(terms: &Terms, pack: &Pack, asked: &Asked<'_>) -> bool {
    let version = asked.version.and_then(|given| terms.end_of_life(given));
    version.is_some_and(|(version, _)| version.end_of_life < pack.zone.date(asked.received))
}
