//! Pictures of a report as inline SVG: bars, and a map of the week. Every one has a title and a text that says what it
//! shows, and can be read without colour: what is met is filled, what is missed is hatched, what is open is dotted, and the
//! figures stand beside.

use std::fmt::Write as _;

use super::html::escaped;
use super::tables::DAYS;
use crate::policy::commitments::percent;
use crate::report::data::{AllowanceUse, Arrivals, Attainment, Group};

/// Columns of every picture's own coordinates.
const WIDE: u64 = 960;
/// Where bars begin.
const LEFT: u64 = 300;
/// Where bars end.
const RIGHT: u64 = 780;
/// A line of bars.
const LINE: u64 = 26;
/// More bars than this are left to the table.
const MOST: usize = 60;

/// A picture in the making.
struct Picture {
    body: String,
    id: String,
    down: u64,
}

impl Picture {
    fn new(id: &str) -> Picture {
        Picture { body: String::new(), id: id.to_owned(), down: 8 }
    }

    fn text(&mut self, (x, y): (u64, u64), class: &str, text: &str) {
        let _ = write!(self.body, "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>", escaped(text));
    }

    fn bar(&mut self, (x, y): (u64, u64), wide: u64, class: &str, fill: Option<&str>) {
        let fill = fill.map(|name| format!(" fill=\"url(#{}-{name})\"", self.id)).unwrap_or_default();
        let _ = write!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"16\" class=\"{class}\"{fill} />"
        );
    }

    /// The whole picture, with what it says in words.
    fn finish(self, title: &str, words: &str) -> String {
        let (id, body, tall) = (&self.id, &self.body, self.down + 8);
        format!(
            "<svg viewBox=\"0 0 {WIDE} {tall}\" role=\"img\" aria-labelledby=\"{id}-title {id}-words\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-words\">{}</desc>\
             <defs><pattern id=\"{id}-hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\" class=\"hatch\" /></pattern>\
             <pattern id=\"{id}-dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <circle cx=\"2\" cy=\"2\" r=\"1.2\" class=\"dots\" /></pattern></defs>{body}</svg>\n",
            escaped(title),
            escaped(words)
        )
    }
}

/// A part of a whole, as a width.
fn part(of: u64, whole: u64, wide: u64) -> u64 {
    of.saturating_mul(wide).checked_div(whole).unwrap_or(0).min(wide)
}

fn name_of(group: &Group, clock: &str) -> String {
    let keys: Vec<&str> = group.keys.iter().map(|key| key.words.as_str()).collect();
    if keys.is_empty() { clock.to_owned() } else { format!("{}, {clock}", keys.join(", ")) }
}

/// Met, missed and open: a bar a group and clock; and how much of the targets was used.
pub fn attainment(attainment: &Attainment) -> Vec<String> {
    let groups: Vec<&Group> =
        if attainment.by.is_empty() { vec![&attainment.total] } else { attainment.groups.iter().collect() };
    let timed: Vec<_> = groups
        .iter()
        .flat_map(|group| group.clocks.iter().map(move |clock| (*group, clock)))
        .filter(|(_, clock)| clock.decided() + clock.open > 0)
        .take(MOST)
        .collect();
    if timed.is_empty() {
        return Vec::new();
    }
    let mut bars = Picture::new("kept");
    let mut words = String::new();
    for (class, fill, name, x) in [
        ("met", None, "met", LEFT),
        ("missed", Some("hatch"), "missed", LEFT + 120),
        ("open", Some("dots"), "open", LEFT + 240),
    ] {
        bars.bar((x, bars.down), 30, class, fill);
        bars.text((x + 38, bars.down + 13), "", name);
    }
    bars.down += LINE + 6;
    for (group, clock) in &timed {
        let name = name_of(group, &clock.name);
        let (y, all) = (bars.down, clock.decided() + clock.open);
        bars.text((LEFT - 10, y + 13), "n", &crate::text::fitted(&crate::text::printable(&name), 44));
        let wide = RIGHT - LEFT;
        let (met, decided) = (part(clock.met, all, wide), part(clock.decided(), all, wide));
        bars.bar((LEFT, y), met, "met", None);
        bars.bar((LEFT + met, y), decided - met, "missed", Some("hatch"));
        bars.bar((LEFT + decided, y), wide - decided, "open", Some("dots"));
        let share = clock.share().map_or_else(|| "-".to_owned(), percent);
        let figures = format!("{share} ({} / {} / {})", clock.met, clock.missed, clock.open);
        bars.text((RIGHT + 10, y + 13), "", &figures);
        let _ = write!(words, "{name}: {} met, {} missed, {} open. ", clock.met, clock.missed, clock.open);
        bars.down += LINE;
    }
    let mut pictures = vec![bars.finish("Met, missed and open", words.trim_end())];
    pictures.extend(used(&timed));
    pictures
}

/// How much of their targets was used: a line from the half to 99 %, with a mark at each percentile, along the target.
fn used(timed: &[(&Group, &crate::report::ClockFigures)]) -> Option<String> {
    let some: Vec<_> =
        timed.iter().filter_map(|(group, clock)| Some((*group, *clock, clock.used?))).collect();
    // What is far beyond its target would press everything else into a corner.
    let most = some.iter().map(|(_, _, used)| used.p99).max()?.clamp(12_000, 30_000);
    let wide = RIGHT - LEFT;
    let at = |share: u32| LEFT + part(u64::from(share), u64::from(most), wide);
    let mut lines = Picture::new("used");
    let whole = at(10_000);
    lines.text((whole, lines.down + 10), "c soft", "whole target");
    lines.down += LINE;
    let top = lines.down;
    let mut words = String::new();
    for (group, clock, used) in &some {
        let (name, y) = (name_of(group, &clock.name), lines.down);
        lines.text((LEFT - 10, y + 13), "n", &crate::text::fitted(&crate::text::printable(&name), 44));
        let (from, to) = (at(used.p50), at(used.p99));
        let _ = write!(lines.body, "<path d=\"M{from} {0}H{to}\" class=\"axis\" />", y + 8);
        for (share, tall) in [(used.p50, 14), (used.p75, 10), (used.p90, 10), (used.p95, 10), (used.p99, 14)]
        {
            let (x, up) = (at(share), y + 8 - tall / 2);
            let _ = write!(
                lines.body,
                "<rect x=\"{}\" y=\"{up}\" width=\"3\" height=\"{tall}\" class=\"met\" />",
                x.saturating_sub(1)
            );
        }
        let figures = format!("{} / {}", percent(used.p50), percent(used.p99));
        lines.text((RIGHT + 10, y + 13), "", &figures);
        let _ = write!(
            words,
            "{name}: half used at most {}, 90 % at most {}, 99 % at most {}. ",
            percent(used.p50),
            percent(used.p90),
            percent(used.p99)
        );
        lines.down += LINE;
    }
    let _ = write!(lines.body, "<path d=\"M{whole} {top}V{}\" class=\"whole\" />", lines.down);
    Some(
        lines.finish("Share of the target used, by 50, 75, 90, 95 and 99 % of the targets", words.trim_end()),
    )
}

/// When tickets came in: a map of weekday and hour, each field with its number.
pub fn arrivals(arrivals: &Arrivals) -> Option<String> {
    let most = arrivals.most();
    if most == 0 {
        return None;
    }
    let (left, wide) = (100_u64, 35_u64);
    let mut map = Picture::new("arrivals");
    for hour in 0..24_u64 {
        map.text((left + hour * wide + wide / 2, map.down + 10), "c soft", &format!("{hour:02}"));
    }
    map.down += 18;
    for (day, hours) in DAYS.iter().zip(&arrivals.hours) {
        let y = map.down;
        map.text((left - 10, y + 17), "n", day);
        for (hour, count) in (0_u64..).zip(hours) {
            let x = left + hour * wide;
            let shade = if *count == 0 { 0 } else { 10 + part(*count, most, 90) };
            let _ = write!(
                map.body,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"24\" class=\"heat\" fill-opacity=\"{}.{:02}\" />",
                wide - 1,
                shade / 100,
                shade % 100
            );
            if *count > 0 {
                map.text((x + wide / 2, y + 16), if shade > 55 { "c on" } else { "c" }, &count.to_string());
            }
        }
        map.down += 25;
    }
    let days = DAYS.iter().zip(arrivals.by_day()).map(|(day, all)| format!("{day} {all}"));
    let words = format!("{} tickets: {}.", arrivals.total(), days.collect::<Vec<_>>().join(", "));
    Some(map.finish("Tickets received by weekday and hour", &words))
}

/// How allowances were used: a bar a period, with what went beyond it hatched.
pub fn allowance(uses: &[AllowanceUse]) -> Option<String> {
    let sized: Vec<_> = uses.iter().filter_map(|one| Some((one, one.size?))).take(MOST).collect();
    if sized.is_empty() {
        return None;
    }
    let customers =
        sized.iter().any(|(one, _)| sized.first().is_some_and(|(first, _)| first.customer != one.customer));
    let mut bars = Picture::new("allowance");
    let mut words = String::new();
    for (one, size) in sized {
        let whose = if customers { format!("{}, ", one.customer_name) } else { String::new() };
        let name = format!("{whose}{}, {}", one.pot, one.from.format("%Y-%m"));
        let (y, wide) = (bars.down, RIGHT - LEFT);
        bars.text((LEFT - 10, y + 13), "n", &crate::text::fitted(&crate::text::printable(&name), 44));
        let inside = one.used.saturating_sub(one.over);
        let whole = u64::from(size.max(one.used).max(1));
        let (used, over) = (part(inside.into(), whole, wide), part(one.over.into(), whole, wide));
        let left = part(size.saturating_sub(inside).into(), whole, wide);
        bars.bar((LEFT, y), used, "met", None);
        bars.bar((LEFT + used, y), left, "axis", None);
        bars.bar((LEFT + used, y), over, "missed", Some("hatch"));
        let units = |units: u32| {
            if one.minutes { crate::desk::minutes_words(units.into()) } else { units.to_string() }
        };
        let over = if one.over > 0 { format!(", {} over", units(one.over)) } else { String::new() };
        let figures = format!("{} of {}{over}", units(one.used), units(size));
        bars.text((RIGHT + 10, y + 13), "", &figures);
        let _ = write!(words, "{name}: {figures}. ");
        bars.down += LINE;
    }
    Some(bars.finish("Allowances, period by period", words.trim_end()))
}
