//! Moments and lengths of time in a handover's words: on the desk's own wall clock, with the policy's where the two differ.

use chrono::Datelike;

use crate::calendar::{Instant, Span, Zone};

/// Whose wall clock is read, and when.
#[derive(Clone, Copy)]
pub(super) struct Wall<'a> {
    pub local: &'a Zone,
    pub now: Instant,
}

impl Wall<'_> {
    /// `17:00 CET`, `Mon 09:00 CET`, `1 Dec 09:00 CET`.
    pub fn when(&self, at: Instant) -> String {
        on(self.local, at, self.now)
    }

    /// The same with the policy's wall clock behind it where that shows another time: `17:00 CET (16:00 GMT)`.
    pub fn both(&self, at: Instant, policy: &Zone) -> String {
        let local = self.when(at);
        if policy.offset_at(at) == self.local.offset_at(at) {
            return local;
        }
        format!("{local} ({})", on(policy, at, self.now))
    }

    /// When a desk is closed between now and a moment: `closed until 14:00, 18:00 to Mon 09:00`; empty where it is not.
    pub fn closed(&self, spans: &[Span], until: Instant) -> String {
        let words = |span: &Span| match (span.from <= self.now, span.to >= until) {
            (true, true) => "all the time".to_owned(),
            (true, false) => format!("until {}", bare(self.local, span.to, self.now)),
            (false, true) => format!("from {}", bare(self.local, span.from, self.now)),
            (false, false) => {
                let (from, to) = (bare(self.local, span.from, self.now), bare(self.local, span.to, self.now));
                format!("{from} to {to}")
            }
        };
        let told: Vec<String> = spans.iter().take(MOST_SPANS).map(words).collect();
        let more = spans.len().saturating_sub(MOST_SPANS);
        match (told.is_empty(), more) {
            (true, _) => String::new(),
            (false, 0) => format!("closed {}", told.join(", ")),
            (false, more) => format!("closed {}, and {more} times more", told.join(", ")),
        }
    }

    /// The day and the time in full: `Sun 22 Nov 2026 16:00 CET`.
    pub fn full(&self, at: Instant) -> String {
        let form = self.local.civil(at).format("%a %-d %b %Y %H:%M");
        format!("{form} {}", self.local.abbreviation_at(at))
    }
}

/// So many closed stretches are told of a clock: a shift has two, a long weekend on call a few more.
const MOST_SPANS: usize = 6;

fn on(zone: &Zone, at: Instant, now: Instant) -> String {
    format!("{} {}", bare(zone, at, now), zone.abbreviation_at(at))
}

/// As short as it is clear from now.
fn bare(zone: &Zone, at: Instant, now: Instant) -> String {
    let (civil, today) = (zone.civil(at), zone.date(now));
    let form = match (civil.date() - today).num_days() {
        0 => "%H:%M",
        -6..=6 => "%a %H:%M",
        _ if civil.year() == today.year() => "%-d %b %H:%M",
        _ => "%-d %b %Y %H:%M",
    };
    civil.format(form).to_string()
}

/// Seconds as `27h 05m`, `5m`, `45s`.
pub(super) fn length(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match (seconds / 3600, seconds % 3600 / 60) {
        (0, 0) => format!("{seconds}s"),
        (0, minutes) => format!("{minutes}m"),
        (hours, minutes) => format!("{hours}h {minutes:02}m"),
    }
}

/// Real time since something, in one unit: `12m`, `3h`, `2d`.
pub(super) fn age(seconds: i64) -> String {
    match seconds.max(0) {
        seconds @ 0..3600 => format!("{}m", seconds / 60),
        seconds @ 3600..172_800 => format!("{}h", seconds / 3600),
        seconds => format!("{}d", seconds / 86_400),
    }
}
