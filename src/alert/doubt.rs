//! Whether the machine's clock can be believed (faults.md D03): a dead battery sets it to 1970 or years ahead, and half the
//! desk would be missed at once.

use chrono::Datelike;

use crate::calendar::{Instant, Zones};

/// How far a clock may lie behind the newest change: a step back of some minutes happens (D02) and tells nothing twice.
const BEHIND: i64 = 86_400;

/// The zone rules that the program carries are of its own year; this many later either is wrong.
const YEARS: i32 = 10;

/// Why no alert should be told by what the clock says, in words; `None` where it can be believed. `newest` is when the
/// newest change of the store was made.
pub fn doubt(now: Instant, newest: Option<Instant>) -> Option<String> {
    if newest.is_some_and(|newest| newest.since(now) > BEHIND) {
        return Some("this machine's clock is more than a day behind the newest change in the store".into());
    }
    let built: i32 = Zones::embedded_version().get(..4)?.parse().ok()?;
    let year = now.utc().year();
    (year > built + YEARS).then(|| format!("this machine's clock says {year}"))
}
