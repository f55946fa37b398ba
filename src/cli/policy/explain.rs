//! `tierdesk policy explain`: which row of a policy answered for a ticket, which ones it went past, and why.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json::conditions;
use crate::calendar::{Instant, instant_words};
use crate::cli::{CliError, Context, Out, look_up};
use crate::desk::TicketId;
use crate::policy::{
    ChannelKey, Environment, Explained, Facts, OwnTarget, OwnTerms, Pack, Passed, Promise, SeverityKey,
    Terms, TierKey, explain, words,
};
use crate::store::Access;
use crate::text::printable;
use crate::written::did_you_mean;

/// What is asked about.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Pack: a name, or name@edition
    #[arg(required_unless_present = "ticket", conflicts_with = "ticket")]
    pack: Option<String>,
    /// A ticket of the store, under its contract
    #[arg(long, value_name = "NUMBER", value_parser = look_up::ticket_number)]
    ticket: Option<TicketId>,
    #[command(flatten)]
    facts: Asked,
    /// Show every row that was passed over, those of other tiers and severities too
    #[arg(long)]
    all: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// What is known of a ticket that is not in the store.
#[derive(Debug, clap::Args)]
#[group(conflicts_with = "ticket")]
struct Asked {
    /// Tier of the contract
    #[arg(long)]
    tier: Option<String>,
    /// Severity, as it was reported
    #[arg(long)]
    severity: Option<String>,
    /// production or development [default: production]
    #[arg(long)]
    environment: Option<String>,
    /// Region of the customer
    #[arg(long)]
    region: Option<String>,
    /// Language of the request
    #[arg(long)]
    language: Option<String>,
    /// Channel it came by
    #[arg(long)]
    channel: Option<String>,
    /// Kind of request
    #[arg(long)]
    kind: Option<String>,
    /// Level at which it stands
    #[arg(long)]
    level: Option<u8>,
    /// A workaround stands
    #[arg(long)]
    workaround: bool,
    /// First date of the contract
    #[arg(long, value_name = "DATE")]
    signed: Option<NaiveDate>,
    /// When it was received: RFC 3339 [default: now]
    #[arg(long, value_name = "INSTANT")]
    received: Option<Instant>,
    /// The contract's own target; may be repeated
    #[arg(long, value_name = "CLOCK=TARGET")]
    target: Vec<String>,
}

/// A ticket in the terms of a policy.
struct Question {
    terms: Arc<Terms>,
    facts: Facts,
    received: Instant,
    /// The ticket's number and contract, where it is one of the store's.
    of: Option<(TicketId, i64)>,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let question = match args.ticket {
        Some(id) => of_ticket(id, context)?,
        None => asked(args, context)?,
    };
    let explained = question.terms.explain(&question.facts, question.received);
    let out = &mut context.out;
    if args.json {
        return out.json(&whole(&question, &explained));
    }
    head(&question, out)?;
    explained.iter().try_for_each(|clock| one(clock, &question, args.all, out))
}

fn of_ticket(id: TicketId, context: &mut Context) -> Result<Question, CliError> {
    let store = context.open_store(Access::ReadOnly)?;
    let ticket = look_up::ticket(&store, id)?;
    let Some(contract) = look_up::contract_of(&store, &ticket)? else {
        let why = format!("ticket {id} stands under no contract: nothing was promised for it");
        return Err(CliError::no(why));
    };
    let terms = context.shared_book()?.terms(&contract);
    let terms = terms.map_err(|error| CliError::no(format!("ticket {id}: {error}")))?;
    let facts = ticket.facts(&contract);
    Ok(Question { terms, facts, received: ticket.received, of: Some((id, contract.id.0)) })
}

fn asked(args: &Args, context: &mut Context) -> Result<Question, CliError> {
    let (zones, packs) = (context.zones(), context.packs()?);
    let pack = packs.get(args.pack.as_deref().unwrap_or_default()).map_err(CliError::from)?;
    let asked = &args.facts;
    let own = asked.target.iter().map(|written| own_target(written)).collect::<Result<Vec<_>, _>>()?;
    let facts = facts(asked, &pack)?;
    let terms = Terms::new(pack, &OwnTerms { targets: own, ..OwnTerms::default() }, &zones)
        .map_err(|error| CliError::usage(error.to_string()))?;
    let received = asked.received.unwrap_or_else(|| context.now());
    Ok(Question { terms: Arc::new(terms), facts, received, of: None })
}

fn own_target(written: &str) -> Result<OwnTarget, CliError> {
    let (clock, target) = written.split_once('=').ok_or_else(|| {
        let right = "write for example --target first_response=\"4 business hours\"";
        CliError::usage(format!("--target {} names no clock", crate::text::quoted(written))).hint(right)
    })?;
    Ok(OwnTarget { clock: clock.trim().to_owned(), severity: None, target: target.to_owned() })
}

/// What is known, each word checked against the pack.
fn facts(asked: &Asked, pack: &Pack) -> Result<Facts, CliError> {
    let tiers = pack.tiers.iter().map(|tier| tier.key.as_str());
    let severities = pack.severities.iter().map(|severity| severity.key.as_str());
    let channels = pack.channels.iter().map(ChannelKey::as_str);
    let regions = pack.regions.iter().map(String::as_str);
    let kinds = pack.kinds.iter().map(String::as_str);
    let word = |text: &Option<String>, what, known: Vec<&str>| among(text.as_deref(), what, known, pack);
    let environment = match asked.environment.as_deref() {
        None => Environment::default(),
        Some(word) => Environment::from_word(word).ok_or_else(|| {
            let message = format!("there is no environment {}", crate::text::quoted(word));
            CliError::usage(message).hint("write production or development")
        })?,
    };
    if let Some(level) = asked.level.filter(|level| !pack.levels.iter().any(|known| known.number == *level)) {
        let known: Vec<String> = pack.levels.iter().map(|known| known.number.to_string()).collect();
        let known =
            if known.is_empty() { "it has none".into() } else { format!("it has {}", known.join(", ")) };
        return Err(CliError::usage(format!("{} has no level {level}", pack.id.name)).hint(known));
    }
    Ok(Facts {
        tier: word(&asked.tier, "tier", tiers.collect())?.map(|key| TierKey::new(&key)),
        severity: word(&asked.severity, "severity", severities.collect())?.map(|key| SeverityKey::new(&key)),
        environment,
        region: word(&asked.region, "region", regions.collect())?,
        language: asked.language.clone(),
        channel: word(&asked.channel, "channel", channels.collect())?.map(|key| ChannelKey::new(&key)),
        kind: word(&asked.kind, "kind of request", kinds.collect())?,
        level: asked.level,
        workaround: asked.workaround,
        signed: asked.signed,
    })
}

fn among(word: Option<&str>, what: &str, known: Vec<&str>, pack: &Pack) -> Result<Option<String>, CliError> {
    let Some(word) = word else { return Ok(None) };
    if known.contains(&word) {
        return Ok(Some(word.to_owned()));
    }
    let error = CliError::usage(format!("{} has no {what} {}", pack.id.name, crate::text::quoted(word)));
    Err(match did_you_mean(word, known) {
        Some(help) => error.hint(help),
        None => error.hint(format!("it tells no {what} apart")),
    })
}

fn head(question: &Question, out: &mut Out) -> Result<(), CliError> {
    let (pack, facts) = (question.terms.pack(), &question.facts);
    if let Some((ticket, contract)) = question.of {
        out.line(format!("ticket {ticket} under contract {contract}"))?;
    }
    out.line(printable(&format!("{} ({})", pack.title, pack.id)))?;
    let zone = &pack.zone;
    let received = instant_words(question.received, zone);
    out.line(printable(&format!("received  {received} ({})", zone.name())))?;
    let mut known: Vec<String> = Vec::new();
    known.extend(facts.tier.iter().map(|tier| format!("tier {tier}")));
    known.extend(facts.severity.iter().map(|severity| format!("severity {severity}")));
    known.push(facts.environment.to_string());
    known.extend(facts.region.iter().map(|region| format!("region {region}")));
    known.extend(facts.language.iter().map(|language| format!("language {language}")));
    known.extend(facts.channel.iter().map(|channel| format!("by {channel}")));
    known.extend(facts.kind.iter().map(|kind| format!("kind {kind}")));
    known.extend(facts.level.iter().map(|level| format!("level {level}")));
    known.extend(facts.workaround.then(|| "a workaround stands".to_owned()));
    known.extend(facts.signed.iter().map(|first| format!("contract from {first}")));
    out.line(printable(&format!("known     {}", known.join(", "))))?;
    match pack.counts_as(facts) {
        Some(rule) => out.line(printable(&format!(
            "counts as {}: {} (line {}: {})",
            rule.severity,
            rule.reason,
            rule.place.line,
            words::conditions(&rule.when)
        ))),
        None => Ok(()),
    }
}

fn one(explained: &Explained<'_>, question: &Question, all: bool, out: &mut Out) -> Result<(), CliError> {
    let Explained { clock, row, resolved, runs, .. } = explained;
    let own = if resolved.own { ", the contract's own target" } else { "" };
    out.line("")?;
    out.line(printable(&format!("{}: {}{own}", clock.name, resolved.promise)))?;
    let mut say = |lead: &str, text: String| out.line(printable(format!("  {lead:<9} {text}").trim_end()));
    match row {
        Some(row) => {
            let place = format!("line {}: {}", row.place.line, words::conditions(&row.when));
            let instead =
                if resolved.own { format!(", which promises {}", row.promise) } else { String::new() };
            say("answered", format!("{place}{instead}"))?;
        }
        None => say("answered", "no row: the policy knows no such target".into())?,
    }
    let counted = question.terms.pack().counted(&question.facts);
    let (plain, told): (Vec<&Passed>, Vec<&Passed>) =
        explained.passed.iter().partition(|passed| !all && is_of_a_grid(passed));
    for (at, passed) in told.iter().enumerate() {
        let lead = if at == 0 { "passed" } else { "" };
        let why = explain::refusal(passed, &question.facts, counted);
        let row = passed.row;
        let asks = words::conditions(&row.when);
        say(lead, format!("line {}: {asks} ({}): {why}", row.place.line, row.promise))?;
    }
    if !plain.is_empty() {
        let lead = if told.is_empty() { "passed" } else { "" };
        let cells = if plain.len() == 1 { "cell" } else { "cells" };
        say(lead, format!("{} {cells} of other tiers and severities (--all shows them)", plain.len()))?;
    }
    if matches!(resolved.promise, Promise::Within(_)) {
        say("runs", format!("{}: {}", resolved.calendar_words, runs.words()))?;
        let from = resolved.counts_from(question.received);
        if let Some(cut_off) = &resolved.cut_off {
            let time = cut_off.time.format("%H:%M");
            let counts = if from == question.received {
                "counts as received when it was".to_owned()
            } else {
                format!("counts as received {}", instant_words(from, &cut_off.calendar.zone()))
            };
            say("cut-off", format!("{time}: {counts}"))?;
        }
        let zone = &question.terms.pack().zone;
        if let Some(aim) = resolved.aim(question.received, &[]) {
            say("aim", instant_words(aim, zone))?;
        }
        if let Some(due) = resolved.due(question.received, &[]) {
            let starts = match clock.starts {
                crate::policy::ClockEvent::Received => String::new(),
                event => format!(", if {} at that moment", event.when()),
            };
            say("due", format!("{}{starts}, without pauses", instant_words(due, zone)))?;
        }
    }
    if !resolved.channels.is_empty() {
        let channels: Vec<&str> = resolved.channels.iter().map(ChannelKey::as_str).collect();
        say("channels", channels.join(", "))?;
    }
    match &resolved.note {
        Some(note) => say("note", note.clone()),
        None => Ok(()),
    }
}

/// Whether a row asks for nothing but tier and severity, as the cells of a published table do.
fn is_of_a_grid(passed: &Passed<'_>) -> bool {
    use crate::policy::Aspect;
    let beyond = |aspect: &Aspect| !matches!(aspect, Aspect::Tier | Aspect::Severity);
    !Aspect::ALL.into_iter().filter(beyond).any(|aspect| passed.row.when.asks(aspect))
}

fn whole(question: &Question, explained: &[Explained<'_>]) -> Value {
    let (pack, facts) = (question.terms.pack(), &question.facts);
    let counts_as = pack.counts_as(facts).map(|rule| {
        json!({
            "severity": rule.severity.as_str(),
            "reason": rule.reason,
            "line": rule.place.line,
            "when": conditions(&rule.when),
        })
    });
    json!({
        "pack": pack.id.to_string(),
        "ticket": question.of.map(|(ticket, _)| ticket.0),
        "contract": question.of.map(|(_, contract)| contract),
        "received": question.received.to_string(),
        "facts": {
            "tier": facts.tier.as_ref().map(TierKey::as_str),
            "severity": facts.severity.as_ref().map(SeverityKey::as_str),
            "environment": facts.environment.as_str(),
            "region": facts.region,
            "language": facts.language,
            "channel": facts.channel.as_ref().map(ChannelKey::as_str),
            "kind": facts.kind,
            "level": facts.level,
            "workaround": facts.workaround,
            "signed": facts.signed.map(|first| first.to_string()),
        },
        "counts_as": counts_as,
        "clocks": explained.iter().map(|explained| clock(explained, question)).collect::<Vec<_>>(),
    })
}

fn clock(explained: &Explained<'_>, question: &Question) -> Value {
    let resolved = &explained.resolved;
    let counted = question.terms.pack().counted(&question.facts);
    let passed = |passed: &Passed| {
        json!({
            "line": passed.row.place.line,
            "when": conditions(&passed.row.when),
            "target": passed.row.promise.to_string(),
            "refused_by": passed.by.as_str(),
            "words": explain::refusal(passed, &question.facts, counted),
        })
    };
    let row = explained.row.map(|row| {
        json!({
            "line": row.place.line,
            "key": row.place.key,
            "when": conditions(&row.when),
            "words": words::conditions(&row.when),
            "target": row.promise.to_string(),
        })
    });
    let instant = |at: Option<Instant>| at.map(|at| at.to_string());
    let timed = matches!(resolved.promise, Promise::Within(_));
    json!({
        "clock": explained.clock.key.as_str(),
        "starts": explained.clock.starts.as_str(),
        "kind": resolved.promise.kind(),
        "target": resolved.promise.to_string(),
        "own": resolved.own,
        "row": row,
        "passed": explained.passed.iter().map(passed).collect::<Vec<_>>(),
        "calendar": timed.then(|| resolved.calendar_words.clone()),
        "runs": timed.then(|| explained.runs.words()),
        "cut_off": resolved.cut_off.as_ref().map(|cut_off| cut_off.time.format("%H:%M").to_string()),
        "counts_from": resolved.counts_from(question.received).to_string(),
        "aim": instant(resolved.aim(question.received, &[])),
        "due": instant(resolved.due(question.received, &[])),
        "channels": resolved.channels.iter().map(ChannelKey::as_str).collect::<Vec<_>>(),
        "note": resolved.note,
    })
}
