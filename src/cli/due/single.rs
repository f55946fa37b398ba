//! One question, and its answer for a person: each clock with the ledger of open time from receipt to due.

use super::Args;
use super::asked::{self, Asked, Plan, PlannedClock, Runs};
use super::engine::push_answer;
use super::events;
use super::object::quoted;
use crate::calendar::{
    Instant, LedgerRow, Span, Zone, Zones, duration_words, instant_words, ledger_rows, merged,
};
use crate::cli::{CliError, Context, Out};
use crate::policy::{ClockAnswer, ClockEvent, ClockStands, Packs, Promise};
use crate::text::{json_escaped, printable, width};

/// Answers the question that the flags ask.
///
/// # Errors
/// Wrong usage, where the question cannot be answered; or the output cannot be written.
pub(super) fn run(args: &Args, packs: &Packs, zones: &Zones, context: &mut Context) -> Result<(), CliError> {
    let usage = |error: String| CliError::usage(error);
    let asked = asked(args).map_err(usage)?;
    let received = instant(args.received.as_deref().unwrap_or_default(), "--received").map_err(usage)?;
    let paused = args.paused.iter().map(|pair| pause(pair)).collect::<Result<Vec<_>, _>>().map_err(usage)?;
    let events = args.event.iter().map(|written| events::flag(written)).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(usage)?;
    let workaround = events.iter().any(|happened| happened.event == ClockEvent::Workaround);
    let asked = Asked { workaround, ..asked };
    let plan = asked::plan(&asked, packs, zones, received).map_err(usage)?;
    let history = events::history(received, &events, &paused).map_err(usage)?;
    let answers = plan.clocks.iter().map(|clock| asked::answered(clock, received, &paused, Some(&history)));
    let answers = answers.collect::<Result<Vec<_>, _>>().map_err(usage)?;
    if args.json {
        return json(&plan, &answers, &mut context.out);
    }
    head(&asked, &plan, received, &mut context.out)?;
    for (clock, answered) in plan.clocks.iter().zip(&answers) {
        answer(clock, answered, received, &plan.pack.zone, &mut context.out)?;
    }
    tail(&plan, &mut context.out)
}

fn asked(args: &Args) -> Result<Asked, String> {
    let mut targets: Vec<(String, String)> = Vec::new();
    for written in &args.target {
        let right = "write for example --target first_response=\"4 business hours\"";
        let (clock, target) = written
            .split_once('=')
            .ok_or_else(|| format!("--target {} names no clock: {right}", quoted(written)))?;
        let clock = clock.trim();
        if targets.iter().any(|(known, _)| known == clock) {
            return Err(format!("--target sets {} twice: set it once", quoted(clock)));
        }
        targets.push((clock.to_owned(), target.to_owned()));
    }
    Ok(Asked {
        pack: args.pack.clone().unwrap_or_default(),
        tier: args.tier.clone(),
        severity: args.severity.clone(),
        environment: args.environment.clone(),
        region: args.region.clone(),
        level: args.level,
        language: args.language.clone(),
        channel: args.channel.clone(),
        kind: args.kind.clone(),
        signed: args.signed.clone(),
        workaround: false,
        targets,
    })
}

fn instant(written: &str, what: &str) -> Result<Instant, String> {
    written.parse().map_err(|error| format!("{what} {} is {error}", quoted(written)))
}

fn pause(written: &str) -> Result<Span, String> {
    let what = "--paused";
    let pair = written.split_once('/').filter(|(_, to)| !to.is_empty());
    let (from, to) =
        pair.ok_or_else(|| format!("--paused {} has no end: write two instants, FROM/TO", quoted(written)))?;
    let (from, to) = (instant(from, what)?, instant(to, what)?);
    if to < from {
        return Err(format!("--paused {} runs backwards: write the earlier instant first", quoted(written)));
    }
    Ok(Span { from, to })
}

/// The same answer as a batch gives, without an `id`, since none was asked for.
fn json(plan: &Plan, answers: &[ClockAnswer], out: &mut Out) -> Result<(), CliError> {
    let mut line = vec![b'{'];
    for (index, (clock, answer)) in plan.clocks.iter().zip(answers).enumerate() {
        let comma = if index == 0 { "" } else { "," };
        line.extend_from_slice(format!("{comma}\"{}\":", clock.resolved.clock).as_bytes());
        push_answer(&mut line, &clock.resolved.promise, answer);
    }
    line.push(b'}');
    out.line(json_escaped(&String::from_utf8_lossy(&line)))
}

fn head(asked: &Asked, plan: &Plan, received: Instant, out: &mut Out) -> Result<(), CliError> {
    let pack = &plan.pack;
    let tier = asked.tier.as_ref().and(plan.facts.tier.as_ref()).and_then(|key| pack.tier(key));
    let severity =
        asked.severity.as_ref().and(plan.facts.severity.as_ref()).and_then(|key| pack.severity(key));
    let mut words = vec![pack.title.clone()];
    words.extend(tier.map(|tier| format!("tier {}", tier.name)));
    words.extend(severity.map(|severity| match severity.name.to_lowercase().starts_with("severity") {
        true => severity.name.clone(),
        false => format!("severity {}", severity.name),
    }));
    words.extend(asked.level.map(|level| format!("level {level}")));
    words.extend(asked.region.clone());
    words.extend(asked.environment.clone());
    words.extend(asked.kind.as_ref().map(|kind| format!("kind {kind}")));
    words.extend(asked.signed.as_ref().map(|signed| format!("contract of {signed}")));
    words.extend(asked.channel.as_ref().map(|channel| format!("by {channel}")));
    words.extend(asked.language.as_ref().map(|language| format!("language {language}")));
    out.line(printable(&words.join(", ")))?;
    out.line(printable(&format!("Policy    {} ({})", pack.id, pack.source.title)))?;
    out.line(printable(&format!(
        "Received  {} ({})",
        instant_words(received, &pack.zone),
        pack.zone.name()
    )))?;
    match pack.counts_as(&plan.facts) {
        Some(rule) => out.line(printable(&format!("Counts as {}: {}", rule.severity, rule.reason))),
        None => Ok(()),
    }
}

fn answer(
    clock: &PlannedClock,
    answer: &ClockAnswer,
    received: Instant,
    zone: &Zone,
    out: &mut Out,
) -> Result<(), CliError> {
    let resolved = &clock.resolved;
    let own = if resolved.own { " (the contract's own target)" } else { "" };
    out.line("")?;
    out.line(printable(&format!("{}: {}{own}", name(clock), resolved.promise)))?;
    let Promise::Within(_) = &resolved.promise else {
        out.line(format!("  {}", without_time(&resolved.promise)))?;
        return note(clock, out);
    };
    if let Some(words) = stands(answer.stands, zone) {
        out.line(printable(&format!("  {words}")))?;
    }
    let Some(due) = answer.due else { return note(clock, out) };
    let began = if answer.begun == received { "receipt" } else { "its beginning" };
    if answer.begun != received {
        out.line(format!("  from {}  {}", instant_words(answer.begun, zone), answer.begun))?;
    }
    let from = resolved.counts_from(answer.begun);
    if let Some(cut_off) = resolved.cut_off.as_ref().filter(|_| from != answer.begun) {
        let time = cut_off.time.format("%H:%M");
        out.line(format!("  counts as received  {}  {from}  (cut-off {time})", instant_words(from, zone)))?;
    }
    if let Some(aim) = answer.aim {
        out.line(format!("  aim  {}  {aim}", instant_words(aim, zone)))?;
    }
    out.line(format!("  due  {}  {due}", instant_words(due, zone)))?;
    out.line(printable(&format!("  runs {}", resolved.calendar_words)))?;
    note(clock, out)?;
    let ledger = resolved.calendar.ledger(from, due, &merged(&answer.pauses));
    out.line("")?;
    table(&ledger_rows(&ledger), out)?;
    out.line(format!("  {} of open time from {began} to due", duration_words(ledger.total)))
}

/// The name of a clock: that of the pack for one of its own.
fn name(clock: &PlannedClock) -> String {
    match &clock.runs {
        Runs::Declared(declared) => declared.name.clone(),
        Runs::FirstResponse | Runs::Resolution => capital(&clock.resolved.clock.as_str().replace('_', " ")),
    }
}

/// Why a clock does not run, where it does not.
fn stands(stands: ClockStands, zone: &Zone) -> Option<String> {
    match stands {
        ClockStands::Runs => None,
        ClockStands::Waits(event) => Some(format!("not begun: it begins when {}", event.when())),
        ClockStands::Ended(event) => Some(format!("ended with {}; it was due", event.words())),
        ClockStands::Off(since) => Some(format!("does not run since {}", instant_words(since, zone))),
    }
}

fn note(clock: &PlannedClock, out: &mut Out) -> Result<(), CliError> {
    match &clock.resolved.note {
        Some(note) => out.line(printable(&format!("  note {note}"))),
        None => Ok(()),
    }
}

/// The ledger in columns: date, what was counted, how much, the running total, and why other time did not count.
fn table(rows: &[LedgerRow], out: &mut Out) -> Result<(), CliError> {
    let widest =
        |column: fn(&LedgerRow) -> &str| rows.iter().map(|row| width(column(row))).max().unwrap_or(0);
    let (counted, amount, total) =
        (widest(|row| &row.counted), widest(|row| &row.amount), widest(|row| &row.total));
    for row in rows {
        let line = format!(
            "  {}  {:<counted$}  {:>amount$}  {:>total$}  {}",
            row.date,
            row.counted,
            row.amount,
            row.total,
            row.notes.join("; ")
        );
        out.line(printable(line.trim_end()))?;
    }
    Ok(())
}

/// What we read into the policy, so that nobody mistakes it for the provider's promise.
fn tail(plan: &Plan, out: &mut Out) -> Result<(), CliError> {
    if plan.pack.assumptions.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line("Assumed (the policy does not say so):")?;
    plan.pack.assumptions.iter().try_for_each(|assumed| {
        out.line(printable(&format!("  {}: {} ({})", assumed.about, assumed.reading, assumed.reason)))
    })
}

/// What a promise without a time means (sla.md 1.8).
fn without_time(promise: &Promise) -> &'static str {
    match promise {
        Promise::Within(_) => "no time",
        Promise::BestEffort => "the policy promises effort, no time",
        Promise::NotCovered => "no promised time for this tier, which is not no support",
        Promise::ByContract => "the contract sets the figure, and none is given here: --target sets one",
        Promise::NoTarget => "the policy knows no such target",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
