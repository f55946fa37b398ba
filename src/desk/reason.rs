//! Why something about a ticket is as it is: the rule in words, and where it stands. Of every flag, colour and clock
//! there is one, so that nobody has to believe the screen.

use super::allowance::{Usage, Verdict};
use super::board::flags;
use super::clock::{ClockState, Reckoned, SOON_LIMIT, SOON_SHARE, TicketClock};
use super::more::Judged;
use super::people::Contract;
use super::purse::Purse;
use super::row::Row;
use super::ticket::{Counting, Flag, Status, Ticket};
use crate::calendar::{Instant, duration_words, instant_words};
use crate::policy::{
    Answers, ChannelKey, Clock, ClockKey, Pack, Period, Pot, PotSize, Promise, Terms, Tier, words,
};

/// Why one thing is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it explains, as output writes it: `severity`, `first_response`, `not_registered` ...
    pub about: String,
    /// What it explains, for people: `Severity Urgent`.
    pub title: String,
    /// The rule in words, and what makes it apply.
    pub rule: String,
    /// Where the rule stands: the policy with its edition, the contract, or the desk's own ways.
    pub source: String,
}

/// What is our own way of showing things, and no provider's promise.
const DESK: &str = "how tierdesk shows it";
/// What the house counts by.
const COUNTING: &str = "how tierdesk counts";

impl Reason {
    fn new(
        about: impl Into<String>,
        title: impl Into<String>,
        rule: impl Into<String>,
        source: impl Into<String>,
    ) -> Reason {
        Reason { about: about.into(), title: title.into(), rule: rule.into(), source: source.into() }
    }
}

/// A policy as a source: its page and its edition.
pub fn published(pack: &Pack) -> String {
    let dated = if pack.source.dated { "edition of" } else { "as read on" };
    format!("{}, {dated} {}", pack.source.title, pack.id.edition)
}

/// What an agent decided about a flag, in a sentence.
pub fn decided(judged: &Judged) -> String {
    let what = if judged.accepted { "worked on all the same" } else { "not accepted" };
    format!("Decided by {}: {what}. {}", judged.agent, judged.reason)
}

fn noun(pot: &Pot, count: u32) -> &str {
    if count == 1 { &pot.noun.0 } else { &pot.noun.1 }
}

/// A period in words: `a month`.
pub fn period(period: Period) -> &'static str {
    match period {
        Period::Month => "a month",
        Period::Quarter => "a quarter",
        Period::FiscalQuarter(_) => "a fiscal quarter",
        Period::ContractYear => "a contract year",
        Period::Year { .. } => "a year",
        Period::Once => "in all",
    }
}

/// The channels that the plan offers for a ticket: those of its cell, or the tier's.
pub fn channels(ticket: &Ticket, contract: &Contract, terms: &Terms) -> Vec<ChannelKey> {
    let facts = ticket.facts(contract);
    let cell = terms.resolve(&ClockKey::first_response(), &facts, ticket.received);
    let of_tier = || terms.pack().tier(&contract.tier).map(|tier| tier.channels.clone());
    if cell.channels.is_empty() { of_tier().unwrap_or_default() } else { cell.channels.clone() }
}

/// Why a ticket has a flag: the rule as its plan has it, with its source.
pub fn of_flag(flag: Flag, ticket: &Ticket, plan: Option<(&Contract, &Terms)>) -> Reason {
    let known = plan.and_then(|(contract, terms)| {
        let tier = terms.pack().tier(&contract.tier)?;
        rule_of(flag, ticket, (contract, terms), tier)
    });
    let (rule, source) = known.unwrap_or_else(|| bare(flag));
    Reason::new(flag.as_str(), flag.words(), rule, source)
}

/// Where the plan does not tell.
fn bare(flag: Flag) -> (String, String) {
    let rule = match flag {
        Flag::AllowanceSpent => "The period's allowance was used up before this one came in.",
        Flag::DailyCapReached => "The plan's most for one day was used up before this one came in.",
        Flag::NoContract => {
            "The customer has no plan, or one whose policy cannot be read: nothing is promised, there are no targets and no clocks."
        }
        Flag::ContractEnded => {
            "The customer has had a contract, and none covers the day on which this came in: nothing is promised, there are no targets and no clocks."
        }
        Flag::NotRegistered => "The plan has registered persons, and who asks here is none of them.",
        Flag::ChannelNotInPlan => "It came by a way that the plan does not offer.",
        Flag::VersionPastEnd => "The version that it is about was no longer supported when it came in.",
        Flag::KindExcluded => "The plan does not include this kind of work.",
        Flag::LevelIsCustomers => "In this plan the customer's own people answer this level.",
    };
    (rule.to_owned(), "the customer's contracts".to_owned())
}

fn rule_of(
    flag: Flag,
    ticket: &Ticket,
    (contract, terms): (&Contract, &Terms),
    tier: &Tier,
) -> Option<(String, String)> {
    let pack = terms.pack();
    let (pot, purse) = (pack.allowance(&tier.key), Purse::of(pack, contract));
    let page = published(pack);
    let rule = match flag {
        Flag::AllowanceSpent if purse.as_ref().is_some_and(|purse| !purse.is_plain()) => {
            let facts = ticket.facts(contract);
            let pots = purse.as_ref()?.pots_for(&facts, ticket.received);
            let pots = pots.into_iter().map(words::pot_size).collect::<Vec<_>>().join(", then ");
            format!(
                "{} has {pots}, and nothing of it was left when this one came in.{}",
                tier.name,
                proposed(purse.as_ref())
            )
        }
        Flag::AllowanceSpent => {
            let PotSize::Units(size) = pot?.size else { return None };
            let noun = noun(pot?, size);
            let period = period(pot?.period);
            format!(
                "{} has {size} {noun} {period}, and they were used up before this one came in.{}",
                tier.name,
                proposed(purse.as_ref())
            )
        }
        Flag::DailyCapReached => {
            let capped = purse.iter().flat_map(Purse::pots).find(|pot| pot.daily_cap.is_some());
            let most = capped?.daily_cap?;
            let noun = noun(capped?, most);
            format!(
                "{} has at most {most} {noun} a day, and that was reached before this one came in.{}",
                tier.name,
                proposed(purse.as_ref())
            )
        }
        Flag::NotRegistered => {
            let who = ticket.requester.as_deref().unwrap_or("who asks");
            let most = tier.registered_contacts?;
            let persons = if most == 1 { "person" } else { "persons" };
            format!("{} registers {most} {persons}, and {who} is none of those on record.", tier.name)
        }
        Flag::ChannelNotInPlan => {
            let offered = channels(ticket, contract, terms);
            let offered = offered.iter().map(ChannelKey::as_str).collect::<Vec<_>>().join(", ");
            format!("It came by {}; {} offers {offered} here.", ticket.channel.as_ref()?, tier.name)
        }
        Flag::KindExcluded => {
            let facts = ticket.facts(contract);
            let row = pack.leaves_out(&facts)?;
            format!(
                "{} does not include: {}. This one is of the kind {}.",
                tier.name,
                row.rule,
                ticket.kind.as_deref()?
            )
        }
        Flag::VersionPastEnd => {
            let given = ticket.more().version.as_deref()?;
            let (version, own) = terms.end_of_life(given)?;
            let excluded = "versions past their end of life are not included";
            let rule =
                format!("Version {} was supported until {}; {excluded}.", version.name, version.end_of_life);
            let source = if own { format!("the contract's own dates; {page}") } else { page };
            return Some((rule, source));
        }
        Flag::LevelIsCustomers => {
            format!("In {} the customer's own people answer level {}.", tier.name, ticket.level?)
        }
        Flag::NoContract | Flag::ContractEnded => return None,
    };
    Some((rule, page))
}

/// What the policy proposes for what comes when nothing is left, as a sentence; empty where it leaves that to the agent.
pub fn proposed(purse: Option<&Purse<'_>>) -> String {
    let what = purse.into_iter().flat_map(Purse::pots).find_map(words::when_empty);
    what.map_or_else(String::new, |what| format!(" The policy then proposes: {what}. The agent decides."))
}

/// Every reason about a ticket at a moment, the nearest to what is seen first. `verdict` and `usage` say how its
/// allowance stands, where the plan has one.
pub fn reasons(
    row: &Row,
    contract: Option<&Contract>,
    (verdict, usage): (Option<Verdict>, Option<&Usage>),
    now: Instant,
) -> Vec<Reason> {
    let ticket = &row.ticket;
    let plan = contract.zip(row.terms.as_deref());
    let mut reasons = Vec::new();
    severity(&mut reasons, row, plan);
    for clock in &row.clocks {
        reasons.push(of_clock(clock, plan, now));
    }
    for missed in &ticket.missed {
        let due = Instant::from_unix_clamped(missed.due);
        let zone = row.clocks.iter().find(|clock| *clock.key() == missed.clock());
        let due =
            zone.map_or_else(|| due.to_string(), |clock| instant_words(due, &clock.target.calendar.zone()));
        reasons.push(Reason::new(
            "missed",
            format!("Missed for good: {}", missed.clock.replace('_', " ")),
            format!("It was due {due} before it was set anew. A target that is missed stays on record, whatever the ticket is assessed as later."),
            COUNTING,
        ));
    }
    status(&mut reasons, ticket);
    for flag in flags(ticket, verdict) {
        let mut reason = of_flag(flag, ticket, plan);
        if let Some(judged) = ticket.more().judged(flag) {
            reason.rule = format!("{} {}", reason.rule, decided(judged));
        }
        reasons.push(reason);
    }
    level(&mut reasons, ticket, plan);
    allowance(&mut reasons, ticket, plan, (verdict, usage));
    order(&mut reasons, plan);
    reasons
}

fn severity(reasons: &mut Vec<Reason>, row: &Row, plan: Option<(&Contract, &Terms)>) {
    let ticket = &row.ticket;
    let Some((contract, terms)) = plan else {
        let rule = "Without a plan a severity is a bare word: it has no colour and no targets.";
        reasons.push(Reason::new("severity", format!("Severity {}", ticket.severity), rule, DESK));
        return;
    };
    let pack = terms.pack();
    let name = |key| pack.severity(key).map_or_else(|| key.to_string(), |severity| severity.name.clone());
    let shown = row.counts_as.as_ref().unwrap_or(&ticket.severity);
    if let Some(severity) = pack.severity(shown) {
        let place = row.severity_rank + 1;
        let order = if severity.only_for_order {
            " The policy has no severities: it serves for order and colour only."
        } else {
            ""
        };
        let rule = format!(
            "{}. It is number {place} of {} from the worst, which its colour and the height of its bar follow.{order}",
            severity.definition.trim_end_matches('.'),
            pack.severities.len()
        );
        reasons.push(Reason::new("severity", format!("Severity {}", severity.name), rule, published(pack)));
    }
    if let Some(rule) = pack.counts_as(&ticket.facts(contract)) {
        let title = format!("{} counts as {}", name(&ticket.severity), name(&rule.severity));
        reasons.push(Reason::new("counts_as", title, rule.reason.clone(), published(pack)));
    }
    if let Some(claimed) = ticket.claimed.as_ref().filter(|claimed| **claimed != ticket.severity) {
        let title = format!("Claimed as {}", name(claimed));
        let rule = format!(
            "The customer says {}; the desk assesses it as {}.",
            name(claimed),
            name(&ticket.severity)
        );
        reasons.push(Reason::new("claimed", title, rule, "the ticket's history"));
    }
}

fn of_clock(clock: &TicketClock, plan: Option<(&Contract, &Terms)>, now: Instant) -> Reason {
    let target = &clock.target;
    let pack = plan.map(|(_, terms)| terms.pack());
    let rule = pack.and_then(|pack| pack.clock(clock.key()));
    let name = rule.map_or_else(|| clock.key().to_string(), |clock| clock.name.clone());
    let rule = rule.filter(|rule| !rule.is_plain());
    let zone = target.calendar.zone();
    let when = |at: Instant| instant_words(at, &zone);
    let spoken = duration_words;
    let state = match clock.at(now) {
        ClockState::Running { due, left, soon: true, frozen: None } => format!(
            "It is due {} with {} of open time left: due soon is the last {} of a target, and at most its last {}.",
            when(due),
            spoken(left),
            if SOON_SHARE == 4 { "quarter" } else { "part" },
            spoken(SOON_LIMIT)
        ),
        ClockState::Running { due, left, frozen: Some(opens), .. } => format!(
            "It is due {}; its hours are closed until {}, so its {} stand still.",
            when(due),
            when(opens),
            spoken(left)
        ),
        ClockState::Running { due, left, .. } => {
            format!("It is due {}; {} of open time are left.", when(due), spoken(left))
        }
        ClockState::Missed { due, over } => format!(
            "It was due {}, {} of open time ago, and nothing has stopped it: missed comes first in every list.",
            when(due),
            spoken(over)
        ),
        ClockState::Paused { since, left, stage, .. } => format!(
            "It stands still since {} ({}); {} of open time are left to it.",
            when(since),
            stage.words(),
            spoken(left)
        ),
        ClockState::Met { due, at } => format!("It was due {} and stopped {}: in time.", when(due), when(at)),
        ClockState::Late { due, at, .. } => {
            format!("It was due {} and stopped {}: too late.", when(due), when(at))
        }
        ClockState::Done { at } => match target.promise {
            Promise::Within(_) => format!("It ended {}: nothing more was owed then.", when(at)),
            _ => format!("It was stopped {}; no time had been promised.", when(at)),
        },
        ClockState::Waits { event } => format!("It begins when {}.", event.when()),
        ClockState::Off { since, stage } => format!(
            "It does not run while the ticket is {}, since {}; it starts anew afterwards.",
            stage.words(),
            when(since)
        ),
        ClockState::BestEffort => "The policy promises effort and no time.".into(),
        ClockState::NotCovered => {
            "The policy has no time for this tier here, which is not the same as no support.".into()
        }
        ClockState::ByContract => {
            "The policy leaves the time to the contract, and the contract sets none.".into()
        }
        ClockState::NoTarget => "The policy knows no such target.".into(),
        ClockState::Beyond => "It is due after the last year that is counted.".into(),
    };
    let promise = match target.promise {
        Promise::Within(_) => format!("{} promised, counted {}. ", target.promise, target.calendar_words),
        _ => String::new(),
    };
    let from = target.counts_from(clock.begun);
    let cut_off = target.cut_off.as_ref().filter(|_| from != clock.begun).map(|cut_off| {
        format!("The cut-off is {}: it counts as received {}. ", cut_off.time.format("%H:%M"), when(from))
    });
    let aim = clock.aim.map(|aim| format!("The aim is {}. ", when(aim)));
    let rounds = rule.map(|rule| rounds(clock, rule));
    let promise = [Some(promise), rounds, cut_off, aim].into_iter().flatten().collect::<String>();
    let source = match pack {
        _ if target.own => "the contract's own terms".to_owned(),
        Some(pack) => published(pack),
        None => DESK.to_owned(),
    };
    Reason::new(clock.key().as_str(), name, format!("{promise}{state}"), source)
}

/// How a clock of the policy's own runs: from what to what, since when its present round does, and which were missed.
fn rounds(clock: &TicketClock, rule: &Clock) -> String {
    let zone = clock.target.calendar.zone();
    let mut said = match words::clock(rule).split_once(": ") {
        Some((_, how)) => format!("It runs {how}. "),
        None => String::new(),
    };
    if let Some(until) = &clock.target.until {
        let until: Vec<&str> = until.iter().map(|event| event.words()).collect();
        said.push_str(&format!("Here it runs until {}. ", until.join(" or ")));
    }
    if rule.repeats && matches!(clock.reckoned, Reckoned::Due { .. } | Reckoned::Paused { .. }) {
        said.push_str(&format!("This round began {}. ", instant_words(clock.begun, &zone)));
    }
    let last = clock.missed.last().map(|due| instant_words(*due, &zone));
    match (clock.missed.len(), last) {
        (1, Some(due)) => {
            said.push_str(&format!("A round before was missed, due {due}: it stays on record. "))
        }
        (many, Some(due)) => said.push_str(&format!(
            "{many} rounds before were missed, the last of them due {due}: they stay on record. "
        )),
        _ => {}
    }
    said
}

fn status(reasons: &mut Vec<Reason>, ticket: &Ticket) {
    let rule = match ticket.status {
        Status::Waiting => {
            "The desk waits for the customer: clocks that pause for that stand still, a first response does not."
        }
        Status::OnHold => "It is put aside by the desk: only clocks whose policy says so stand still.",
        Status::Open | Status::Resolved => return,
    };
    let said = ticket.standing().map(|standing| standing.reason.trim()).filter(|reason| !reason.is_empty());
    let rule = said.map_or_else(|| rule.to_owned(), |said| format!("{rule} Reason given: {said}"));
    reasons.push(Reason::new("status", ticket.status.words(), rule, COUNTING));
}

/// Who answers the level at which it stands, and when that level works.
fn level(reasons: &mut Vec<Reason>, ticket: &Ticket, plan: Option<(&Contract, &Terms)>) {
    let (Some((contract, terms)), Some(number)) = (plan, ticket.level) else { return };
    let Some(said) = level_words(number, ticket, contract, terms) else { return };
    reasons.push(Reason::new("level", format!("Level {number}"), said, published(terms.pack())));
}

/// What a level is, who answers it and when it works; `None` where the policy has no such level.
pub fn level_words(number: u8, ticket: &Ticket, contract: &Contract, terms: &Terms) -> Option<String> {
    let pack = terms.pack();
    let known = pack.levels.iter().find(|level| level.number == number)?;
    let answers = pack.tier(&contract.tier).map_or(&[][..], |tier| tier.answers.as_slice());
    let who = match answers.iter().find(|(level, _)| *level == number) {
        Some((_, Answers::Customer)) => "the customer's own people answer it",
        _ => "we answer it",
    };
    let mut facts = ticket.facts(contract);
    facts.level = Some(number);
    Some(format!("{}; {who}. Hours: {}.", known.definition.trim_end_matches('.'), terms.desk_words(&facts)))
}

fn allowance(
    reasons: &mut Vec<Reason>,
    ticket: &Ticket,
    plan: Option<(&Contract, &Terms)>,
    (verdict, usage): (Option<Verdict>, Option<&Usage>),
) {
    let (Some((contract, terms)), Some(usage)) = (plan, usage) else { return };
    let pack = terms.pack();
    let Some(tier) = pack.tier(&contract.tier) else { return };
    let purse = Purse::of(pack, contract).filter(|purse| !purse.is_plain());
    let several = purse.as_ref().map(|purse| {
        let pots = purse.pots().into_iter().map(words::pot_size).collect::<Vec<_>>().join(", then ");
        format!("{} has {pots}", tier.name)
    });
    let size = match pack.allowance(&tier.key) {
        _ if several.is_some() => several.unwrap_or_default(),
        Some(pot) => match pot.size {
            PotSize::Units(size) => {
                format!("{} has {size} {} {}", tier.name, noun(pot, size), period(pot.period))
            }
            PotSize::Unlimited => format!("{} has no limit", tier.name),
            PotSize::ByContract => format!("{} leaves the number to the contract", tier.name),
        },
        None => return,
    };
    let cap = usage.daily_cap.map_or(String::new(), |cap| format!(", at most {cap} a day"));
    let why: String;
    let this = match (&ticket.counting, verdict) {
        (Counting::Proactive, _) => " The provider opened this one itself: it uses none.",
        (Counting::Merged { .. }, _) => " This one was merged: the other counts for both.",
        (Counting::Waived { .. }, _) => " This one was waived.",
        (Counting::Paid { .. }, _) => " This one is a paid request.",
        (Counting::Held { .. }, _) => " This one counts in the next period.",
        (_, Some(Verdict::OverPeriod)) => " This one came in when nothing was left.",
        (_, Some(Verdict::OverDay)) => " This one came in when nothing was left for its day.",
        (_, Some(Verdict::Within)) => " This one is within it.",
        (_, Some(Verdict::Free)) => {
            let facts = ticket.facts(contract);
            let said = purse.and_then(|purse| purse.why_free(&facts, ticket.received));
            why = said.map_or_else(String::new, |said| format!(" This one uses none: {said}."));
            &why
        }
        _ => "",
    };
    let each: String = usage.pots.iter().map(|pot| format!(" {}: {}.", pot.key, pot.words())).collect();
    let rule = format!(
        "{size}{cap}. {} used in this period and {} today: {}. Tickets rank by receipt, then number.{each}{this}",
        usage.used,
        usage.today,
        usage.standing.as_str().replace('_', " ")
    );
    reasons.push(Reason::new("allowance", format!("Allowance: {}", usage.words()), rule, published(pack)));
}

fn order(reasons: &mut Vec<Reason>, plan: Option<(&Contract, &Terms)>) {
    let rule = "Missed first, the longest overdue on top; then running clocks by due time, then those that stand still, then tickets without a time. Ties: response priority, severity, receipt, number.";
    let first = plan.and_then(|(contract, terms)| terms.pack().tier(&contract.tier));
    let priority = match first {
        Some(tier) if tier.response_priority => format!(" {} has response priority.", tier.name),
        _ => String::new(),
    };
    reasons.push(Reason::new("order", "Place in the list", format!("{rule}{priority}"), COUNTING));
}
