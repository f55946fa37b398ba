//! A handover as JSON: instants in UTC, lengths in seconds, text as it was given.

use serde_json::{Value, json};

use super::{About, Briefing, Change, Due, Missed, RunsOut, Wait, Whom, Words};
use crate::calendar::{Instant, Span};

/// A handover as one JSON value; nothing is cut.
pub fn json(briefing: &Briefing) -> Value {
    let window = &briefing.window;
    let list = |values: Vec<Value>| Value::Array(values);
    json!({
        "agent": window.agent,
        "line": window.line,
        "at": briefing.now.to_string(),
        "since": window.since.to_string(),
        "begins": window.begins.map(moment),
        "until": window.until.to_string(),
        "next_agent": window.next,
        "open": briefing.open,
        "counts": briefing.counts,
        "due": list(briefing.due.iter().map(due).collect()),
        "missed": list(briefing.missed.iter().map(missed).collect()),
        "waits": list(briefing.waits.iter().map(wait).collect()),
        "changes": list(briefing.changes.iter().map(|changed| {
            let changes: Vec<Value> = changed.changes.iter().map(change).collect();
            with(&changed.about, json!({ "changes": changes }))
        }).collect()),
        "allowances": list(briefing.allowances.iter().map(allowance).collect()),
        "words": list(briefing.words.iter().map(words).collect()),
    })
}

fn moment(at: Instant) -> String {
    at.to_string()
}

/// A value with what names its ticket in front.
fn with(about: &About, value: Value) -> Value {
    let named = json!({
        "ticket": about.ticket.0,
        "subject": about.subject,
        "customer": about.customer,
        "tier": about.tier,
        "severity": about.severity,
        "assignee": about.assignee,
    });
    match (named, value) {
        (Value::Object(mut named), Value::Object(more)) => {
            named.extend(more);
            Value::Object(named)
        }
        (_, value) => value,
    }
}

fn due(one: &Due) -> Value {
    let closed: Vec<Value> = one.closed.iter().map(span).collect();
    with(
        &one.about,
        json!({
            "clock": one.clock.to_string(),
            "due": one.due.to_string(),
            "left_seconds": one.left,
            "before_shift": one.before,
            "closed": closed,
            "zone": one.zone.name(),
        }),
    )
}

fn span(span: &Span) -> Value {
    json!([span.from.to_string(), span.to.to_string()])
}

fn missed(one: &Missed) -> Value {
    with(
        &one.about,
        json!({
            "clock": one.clock.to_string(),
            "due": one.due.to_string(),
            "over_seconds": one.over,
            "stopped": one.stopped.map(moment),
            "why": one.why,
            "last": one.last.as_ref().map(change),
        }),
    )
}

fn wait(one: &Wait) -> Value {
    let (whom, name, wakes) = match &one.whom {
        Whom::Customer => ("customer", None, None),
        Whom::Hold(wakes) => ("on_hold", None, *wakes),
        Whom::Colleague(agent) => ("agent", Some(agent.clone()), None),
        Whom::Level { level, theirs: true } => ("customers_level", Some(level.to_string()), None),
        Whom::Level { level, theirs: false } => ("level", Some(level.to_string()), None),
        Whom::Anybody => ("anybody", None, None),
    };
    with(
        &one.about,
        json!({
            "waits_for": whom,
            "whom": name,
            "since": one.since.to_string(),
            "wakes": wakes.map(moment),
            "reason": one.reason,
        }),
    )
}

fn change(change: &Change) -> Value {
    json!({
        "at": change.at.to_string(),
        "agent": (!change.agent.is_empty()).then_some(&change.agent),
        "kind": change.kind,
        "words": change.words,
        "taken_back": change.taken_back,
    })
}

fn allowance(one: &RunsOut) -> Value {
    json!({
        "customer": one.customer,
        "plan": one.plan,
        "pot": one.pot,
        "standing": one.standing.as_str(),
        "words": one.words,
        "runs_out": one.runs_out.map(moment),
        "in_next_shift": one.in_shift,
        "filled_again": one.again.map(moment),
    })
}

fn words(one: &Words) -> Value {
    with(
        &one.about,
        json!({
            "text": one.words.text,
            "by": one.words.agent,
            "at": Instant::from_unix_clamped(one.words.at).to_string(),
            "resolved": one.resolved,
        }),
    )
}
