//! What a cell says in words of its own: a contract's targets and hours, standstills, allowance decisions. Each has a
//! way in and a way out that agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Instant;
use crate::desk::{Counting, Stage, Standstill};
use crate::policy::{OwnHours, OwnTarget, Promise};

/// Reads one target: `first_response=4 business hours`, or `resolution/urgent=2 business days` for one severity.
///
/// # Errors
/// In words, what would be right.
pub fn target(written: &str) -> Result<OwnTarget, String> {
    let form = || {
        format!(
            "{} is no target: write for example first_response=\"4 business hours\" or resolution/urgent=\"2 business days\"",
            crate::text::quoted(written)
        )
    };
    let (name, target) = written.split_once('=').ok_or_else(form)?;
    let target = target.trim().trim_matches('"').trim();
    let (clock, severity) = match name.split_once('/') {
        Some((clock, severity)) => (clock.trim(), Some(severity.trim().to_lowercase())),
        None => (name.trim(), None),
    };
    if clock.is_empty() || severity.as_deref().is_some_and(str::is_empty) {
        return Err(form());
    }
    let promise: Promise = target.parse().map_err(|error: crate::policy::TargetError| error.to_string())?;
    Ok(OwnTarget { clock: clock.replace('-', "_"), severity, target: promise.to_string() })
}

/// Reads a cell of targets, one after each `;`.
///
/// # Errors
/// As [`target`].
pub fn targets(cell: &str) -> Result<Vec<OwnTarget>, String> {
    parts(cell).map(target).collect()
}

/// A contract's own targets as a cell.
pub fn targets_cell(targets: &[OwnTarget]) -> String {
    let one = |own: &OwnTarget| match &own.severity {
        Some(severity) => format!("{}/{severity}={}", own.clock, own.target),
        None => format!("{}={}", own.clock, own.target),
    };
    targets.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads weekly hours: `mon-fri 09:00-12:00,13:00-17:00; sat 10:00-12:00`, or `week Sun 18:00 - Fri 18:00`, with `business day 8 hours` as a further part
/// where the days differ in length.
///
/// # Errors
/// In words, where a part is no days and intervals.
pub fn hours(cell: &str, holidays: &str) -> Result<OwnHours, String> {
    let mut own = OwnHours { weekly: BTreeMap::new(), holidays: holiday_codes(holidays), business_day: None };
    for part in parts(cell) {
        if let Some(length) = part.strip_prefix("business day ") {
            crate::policy::own_terms::business_day(length).map_err(|error| error.to_string())?;
            own.business_day = Some(length.trim().to_owned());
            continue;
        }
        let Some((days, intervals)) = part.split_once(char::is_whitespace) else {
            return Err(format!(
                "{} names no hours: write for example \"mon-fri 09:00-12:00,13:00-17:00; sat 10:00-12:00\"",
                crate::text::quoted(part)
            ));
        };
        // The ends of a stretch have spaces in them: `week Sun 18:00 - Fri 18:00`.
        let between: &[char] = if days.eq_ignore_ascii_case("week") { &[','] } else { &[',', ' '] };
        let intervals = intervals.split(between).map(str::trim).filter(|interval| !interval.is_empty());
        own.weekly.entry(days.to_lowercase()).or_default().extend(intervals.map(str::to_owned));
    }
    crate::policy::own_terms::weekly(&own.weekly).map_err(|error| error.to_string())?;
    Ok(own)
}

/// The codes of holiday sets in a cell: `DE/BY FR`.
pub fn holiday_codes(cell: &str) -> Vec<String> {
    let codes = cell.split([',', ';', ' ']).map(str::trim).filter(|code| !code.is_empty());
    codes.map(str::to_uppercase).collect()
}

/// Weekly hours as a cell.
pub fn hours_cell(own: &OwnHours) -> String {
    let days = own.weekly.iter().map(|(days, intervals)| format!("{days} {}", intervals.join(",")));
    let business_day = own.business_day.iter().map(|length| format!("business day {length}"));
    days.chain(business_day).collect::<Vec<_>>().join("; ")
}

/// A standstill where its reason is told too: in JSON, in a cell of CSV as in JSON lines.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    #[serde(default = "waiting")]
    kind: Stage,
    from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

fn waiting() -> Stage {
    Stage::Waiting
}

/// Reads standstills: spans `FROM/TO; FROM/` in which the desk waited, or a JSON list that tells kinds and reasons.
/// `moment` reads one instant.
///
/// # Errors
/// In words, what would be right.
pub fn standstills(
    cell: &str,
    moment: &dyn Fn(&str) -> Result<Instant, String>,
) -> Result<Vec<Standstill>, String> {
    let mut told = Vec::new();
    if cell.trim_start().starts_with('[') {
        let list: Vec<Told> = serde_json::from_str(cell).map_err(|error| {
            format!("no list of standstills ({error}): write [{{\"from\":...,\"to\":...,\"reason\":...}}]")
        })?;
        for one in list {
            let to = one.to.as_deref().map(moment).transpose()?.map(Instant::unix);
            told.push(Standstill { kind: one.kind, from: moment(&one.from)?.unix(), to, reason: one.reason });
        }
    } else {
        for part in parts(cell) {
            let Some((from, to)) = part.split_once('/') else {
                return Err(format!("{} is no span: write FROM/TO", crate::text::quoted(part)));
            };
            let to = Some(to.trim()).filter(|to| !to.is_empty()).map(moment).transpose()?.map(Instant::unix);
            let from = moment(from.trim())?.unix();
            told.push(Standstill { kind: Stage::Waiting, from, to, reason: String::new() });
        }
    }
    for pair in told.windows(2) {
        if let [one, next] = pair
            && one.to.is_none_or(|to| to > next.from)
        {
            return Err("standstills must follow each other, and only the last may have an open end".into());
        }
    }
    if told.iter().any(|one| one.to.is_some_and(|to| to < one.from)) {
        return Err("a standstill ends before it begins".into());
    }
    Ok(told)
}

/// Standstills as a cell: spans where that says everything, else the JSON list.
pub fn standstills_cell(standstills: &[Standstill]) -> String {
    let instant = |seconds: i64| Instant::from_unix_clamped(seconds).to_string();
    if standstills.iter().all(|one| one.kind == Stage::Waiting && one.reason.is_empty()) {
        let span =
            |one: &Standstill| format!("{}/{}", instant(one.from), one.to.map(instant).unwrap_or_default());
        return standstills.iter().map(span).collect::<Vec<_>>().join("; ");
    }
    let told = standstills.iter().map(|one| Told {
        kind: one.kind,
        from: instant(one.from),
        to: one.to.map(instant),
        reason: one.reason.clone(),
    });
    serde_json::to_string(&told.collect::<Vec<_>>()).unwrap_or_default()
}

/// Reads moments, one after each `;`.
///
/// # Errors
/// In words, which is none.
pub fn moments(cell: &str, moment: &dyn Fn(&str) -> Result<Instant, String>) -> Result<Vec<Instant>, String> {
    parts(cell).map(moment).collect()
}

/// Moments as a cell.
pub fn moments_cell(moments: impl Iterator<Item = Instant>) -> String {
    moments.map(|at| at.to_string()).collect::<Vec<_>>().join("; ")
}

/// Reads how a ticket counts: nothing or `counts`, `proactive`, or `waived: reason`, `paid: reason`, `held: reason`.
///
/// # Errors
/// In words, what would be right.
pub fn counting(cell: &str) -> Result<Counting, String> {
    let (word, reason) = cell.split_once(':').unwrap_or((cell, ""));
    let reason = reason.strip_prefix(' ').unwrap_or(reason).to_owned();
    let counting = match word.trim().to_lowercase().as_str() {
        "" | "counts" => return Ok(Counting::Counts),
        "proactive" => return Ok(Counting::Proactive),
        // A number of one desk means another ticket on the next, or none.
        "merged" => {
            return Err(
                "a ticket cannot be merged by a file: the other one's number means another ticket here; \
                        write counts, or waived with a reason (waived: merged into 12)"
                    .into(),
            );
        }
        "waived" => Counting::Waived { reason },
        "paid" => Counting::Paid { reason },
        "held" => Counting::Held { reason },
        _ => {
            return Err(format!(
                "{} is no way to count: write proactive, or waived, paid or held with a reason (waived: goodwill)",
                crate::text::quoted(cell)
            ));
        }
    };
    let (Counting::Waived { reason } | Counting::Paid { reason } | Counting::Held { reason }) = &counting
    else {
        return Ok(counting);
    };
    if reason.trim().is_empty() {
        return Err(format!("{} needs a reason: {0}: goodwill", word.trim()));
    }
    Ok(counting)
}

/// How a ticket counts, as a cell. One that is merged says so with the other's number, which [`counting`] refuses.
pub fn counting_cell(counting: &Counting) -> String {
    match counting {
        Counting::Counts => String::new(),
        Counting::Proactive => "proactive".into(),
        Counting::Merged { into } => format!("merged: {into}"),
        Counting::Waived { reason } => format!("waived: {reason}"),
        Counting::Paid { reason } => format!("paid: {reason}"),
        Counting::Held { reason } => format!("held: {reason}"),
    }
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Result<Instant, String> {
        text.parse().map_err(|error: crate::calendar::InstantError| error.to_string())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let own =
            targets("first_response=4 business hours; resolution/Urgent = \"2 business days\"").unwrap();
        let cell = targets_cell(&own);
        assert_eq!(cell, "first_response=4 business hours; resolution/urgent=2 business days");
        assert_eq!(targets(&cell).unwrap(), own);
        let own = hours("Mon-Fri 09:00-12:00,13:00-17:00; sat 10:00-12:00; business day 7 hours", "de/by FR")
            .unwrap();
        assert_eq!(own.holidays, ["DE/BY", "FR"]);
        assert_eq!(hours(&hours_cell(&own), "DE/BY FR").unwrap(), own);
        for cell in [
            "2026-03-27T10:00:00Z/2026-03-27T11:00:00Z; 2026-03-27T12:00:00Z/",
            "[{\"kind\":\"resolved\",\"from\":\"2026-03-27T10:00:00Z\",\"to\":\"2026-03-27T11:00:00Z\",\"reason\":\"a; b/c\"}]",
            "",
        ] {
            assert_eq!(standstills_cell(&standstills(cell, &moment).unwrap()), cell);
        }
        for cell in ["", "proactive", "waived: goodwill: twice", "paid:  x", "held: next month"] {
            assert_eq!(counting_cell(&counting(cell).unwrap()), cell);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for cell in ["4 hours", "first_response=4", "=4 hours", "resolution/=4 hours"] {
            assert!(targets(cell).is_err(), "{cell}");
        }
        for cell in ["mon-fri", "someday 09:00-17:00", "mon 9-17", "mon 17:00-09:00"] {
            assert!(hours(cell, "").is_err(), "{cell}");
        }
        for cell in ["2026-03-27T10:00:00Z", "x/y", "[{}]", "2026-03-27T12:00:00Z/; 2026-03-27T13:00:00Z/"] {
            assert!(standstills(cell, &moment).is_err(), "{cell}");
        }
        for cell in ["waived", "free", "held: ", "merged: 4", "merged"] {
            assert!(counting(cell).is_err(), "{cell}");
        }
    }
}
