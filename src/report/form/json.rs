//! JSON: every figure under keys that stay (docs/reports.md names them). Instants are in UTC, dates local to the report's
//! zone, shares in percent, durations in seconds, texts as they came.

use serde_json::{Value, json};

use crate::report::data::{
    AllowanceUse, Arrivals, Attainment, ClockFigures, Group, Miss, Promise, Report, Scope, TimeSheet,
};

/// The report as JSON; a part that was not asked for is not there.
pub fn json(report: &Report) -> Value {
    let mut all = json!({ "format": 1, "scope": scope(&report.scope) });
    let Some(object) = all.as_object_mut() else { return all };
    let mut part = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    part("attainment", report.attainment.as_ref().map(attainment));
    part("promises", report.promises.as_ref().map(|all| all.iter().map(promise).collect()));
    part("misses", report.misses.as_ref().map(|all| all.iter().map(miss).collect()));
    part("allowance", report.allowance.as_ref().map(|all| all.iter().map(allowance).collect()));
    part("time", report.time.as_ref().map(time));
    part("arrivals", report.arrivals.as_ref().map(arrivals));
    all
}

/// Hundredths of a percent as percent.
fn percent(share: Option<u32>) -> Value {
    share.map_or(Value::Null, |share| json!(f64::from(share) / 100.0))
}

fn scope(scope: &Scope) -> Value {
    json!({
        "from": scope.from.to_string(),
        "to": scope.to.to_string(),
        "since": scope.span.from.to_string(),
        "until": scope.span.to.to_string(),
        "zone": scope.zone.name(),
        "at": scope.at.to_string(),
        "past": scope.past,
        "customer": scope.customer.as_ref().map(|(id, _)| id.0),
        "customer_name": scope.customer.as_ref().map(|(_, name)| name),
        "tier": scope.tier,
        "severity": scope.severity,
        "agent": scope.agent,
    })
}

fn attainment(attainment: &Attainment) -> Value {
    json!({
        "by": attainment.by.iter().map(|by| by.as_str()).collect::<Vec<_>>(),
        "total": group(&attainment.total),
        "groups": attainment.groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn group(group: &Group) -> Value {
    let key =
        |key: &crate::report::GroupKey| json!({ "by": key.by.as_str(), "key": key.key, "name": key.words });
    json!({
        "keys": group.keys.iter().map(key).collect::<Vec<_>>(),
        "tickets": group.tickets,
        "clocks": group.clocks.iter().map(clock).collect::<Vec<_>>(),
    })
}

fn clock(figures: &ClockFigures) -> Value {
    let used = figures.used.map(|used| {
        json!({
            "targets": used.count,
            "p50": percent(Some(used.p50)),
            "p75": percent(Some(used.p75)),
            "p90": percent(Some(used.p90)),
            "p95": percent(Some(used.p95)),
            "p99": percent(Some(used.p99)),
        })
    });
    json!({
        "clock": figures.clock,
        "name": figures.name,
        "met": figures.met,
        "missed": figures.missed,
        "open": figures.open,
        "untimed": figures.untimed,
        "met_percent": percent(figures.share()),
        "used_percent": used,
    })
}

fn promise(promise: &Promise) -> Value {
    let periods = promise.periods.iter().map(|period| {
        json!({
            "from": period.figures.from.to_string(),
            "to": period.figures.to.to_string(),
            "met": period.figures.met,
            "missed": period.figures.missed,
            "open": period.figures.open,
            "met_percent": percent(period.figures.share()),
            "standing": period.standing.as_str(),
            "lasts": period.lasts,
        })
    });
    json!({
        "customer": promise.customer.0,
        "customer_name": promise.customer_name,
        "contract": promise.contract.0,
        "plan": promise.plan,
        "clock": promise.clock,
        "promise": promise.words,
        "text": promise.text,
        "periods": periods.collect::<Vec<_>>(),
    })
}

fn miss(miss: &Miss) -> Value {
    json!({
        "ticket": miss.ticket.0,
        "customer": miss.customer.0,
        "customer_name": miss.customer_name,
        "subject": miss.subject,
        "severity": miss.severity,
        "tier": miss.tier,
        "agent": miss.agent,
        "clock": miss.clock,
        "received": miss.received.to_string(),
        "due": miss.due.to_string(),
        "stopped": miss.stopped.map(|at| at.to_string()),
        "over_seconds": miss.over,
        "before_change": miss.before_change,
        "cause": miss.cause,
        "record": miss.reasons,
    })
}

fn allowance(one: &AllowanceUse) -> Value {
    json!({
        "customer": one.customer.0,
        "customer_name": one.customer_name,
        "plan": one.plan,
        "pot": one.pot,
        "unit": if one.minutes { "minutes" } else { "tickets" },
        "from": one.from.to_string(),
        "to": one.to.to_string(),
        "size": one.size,
        "used": one.used,
        "over": one.over,
        "left": one.left,
        "carried": one.carried,
        "standing": one.standing,
        "lasts": one.lasts,
    })
}

fn time(sheet: &TimeSheet) -> Value {
    let bookings = sheet.bookings.iter().map(|one| {
        json!({
            "customer": one.customer.0,
            "customer_name": one.customer_name,
            "ticket": one.ticket.0,
            "at": one.at.to_string(),
            "agent": one.agent,
            "minutes": one.minutes,
            "charged": one.charged,
            "pot": one.pot,
            "note": one.note,
        })
    });
    json!({
        "minutes": sheet.minutes,
        "charged": sheet.charged,
        "bookings": bookings.collect::<Vec<_>>(),
    })
}

fn arrivals(arrivals: &Arrivals) -> Value {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let days = DAYS.iter().zip(&arrivals.hours).map(|(day, hours)| ((*day).to_owned(), json!(hours)));
    json!({ "total": arrivals.total(), "hours": days.collect::<serde_json::Map<_, _>>() })
}
