//! When a ticket must have come in, so that its clock stands where the demo wants it now: the engine's own coordinate,
//! read backwards.

use crate::calendar::{Calendar, Instant};
use crate::policy::{Promise, Resolved};

/// The receipt after which `left` open seconds are left on a clock now (negative: it ran out so many ago). `None` where
/// the clock has no time, or a target that means a date and cannot be counted back.
pub fn received_for(target: &Resolved, now: Instant, left: i64) -> Option<Instant> {
    let Promise::Within(length) = target.promise else { return None };
    let whole = length.seconds(target.day_length)?;
    let calendar = &target.calendar;
    // More than the whole target cannot be left: it has just come in then.
    let left = left.min(whole);
    let received = calendar.instant(calendar.position(now) + left - whole)?.min(now);
    let due = target.due(received, &[])?;
    let stands = if left >= 0 { calendar.elapsed(now, due) == left } else { due < now };
    stands.then_some(received)
}

/// The moment at a share (0 to 1) of the way from one instant to another, by open time, so that people act in office
/// hours; by the plain line where no open time lies between.
pub fn between(calendar: &Calendar, from: Instant, to: Instant, share: f64) -> Instant {
    let part = |whole: i64| (whole as f64 * share.clamp(0.0, 1.0)) as i64;
    let open = calendar.elapsed(from, to);
    let by_hours = (open > 0).then(|| calendar.instant(calendar.position(from) + part(open))).flatten();
    let at = by_hours.or_else(|| from.plus(part(to.since(from).max(0)))).unwrap_or(from);
    at.clamp(from.min(to), to.max(from))
}

/// So many seconds before `now`, but not before `start`: what would lie earlier is squeezed into the time since then,
/// in the same order.
pub fn since(start: Instant, now: Instant, ago: i64) -> Instant {
    let room = now.since(start).max(0);
    let back = if ago <= room { ago } else { (room as f64 * ago as f64 / (ago + room) as f64) as i64 };
    now.plus(-back).unwrap_or(start).clamp(start.min(now), now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Interval, Schedule, WEEK, Weekly, Zones};

    fn office() -> Calendar {
        let mut weekly = Weekly::new();
        for day in &WEEK[..5] {
            weekly.open(*day, Interval::parse("09:00", "17:00").unwrap());
        }
        let zone = Zones::embedded().get("Europe/Berlin").unwrap();
        Calendar::new(vec![Schedule::new(zone, weekly, Vec::new())]).unwrap()
    }

    #[test]
    fn people_act_in_office_hours() {
        let calendar = office();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        // Friday 16:00 to Monday 10:00 in Berlin: two open hours, the half of which ends with Friday's.
        let (from, to) = (at("2026-11-20T15:00:00Z"), at("2026-11-23T09:00:00Z"));
        assert_eq!(between(&calendar, from, to, 0.25), at("2026-11-20T15:30:00Z"));
        assert_eq!(between(&calendar, from, to, 0.75), at("2026-11-23T08:30:00Z"));
        let night = at("2026-11-21T00:00:00Z");
        assert_eq!(between(&calendar, night, at("2026-11-21T02:00:00Z"), 0.5), at("2026-11-21T01:00:00Z"));
    }

    #[test]
    fn what_must_lie_in_a_day_is_squeezed_into_it_in_order() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let (start, now) = (at("2026-11-20T00:00:00Z"), at("2026-11-20T00:10:00Z"));
        let (one, six) = (since(start, now, 3600), since(start, now, 6 * 3600));
        assert!(start <= six && six < one && one < now, "{six} {one}");
        assert_eq!(since(start, now, 60), at("2026-11-20T00:09:00Z"));
        assert_eq!(since(now, now, 60), now);
    }
}
