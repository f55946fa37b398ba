//! What was met and missed as bars, group by group and clock by clock; promises by share; the list of misses.

use super::bars::{Line, bar, cell, percent, plain};
use super::{Row, Target};
use crate::policy::commitments::Standing;
use crate::report::{By, ClockFigures, Group, Miss, Report};
use crate::tui::theme::Role;
use crate::tui::words::span;

/// Met, missed, and neither yet.
const SIGNS: [char; 3] = ['█', '░', '·'];

/// The part of the page.
pub(super) fn rows(report: &Report, by: Option<By>, width: usize) -> Vec<Row> {
    let Some(attainment) = &report.attainment else { return Vec::new() };
    let total = &attainment.total;
    if total.tickets == 0 {
        return vec![
            plain(Role::Strong, "No ticket was received in this period.").into(),
            plain(Role::Muted, "[ goes to the period before, y to the whole year.").into(),
        ];
    }
    let [met, missed, open] = SIGNS;
    let mut rows: Vec<Row> = vec![
        vec![
            (Role::Strong, format!("{} tickets", total.tickets)),
            (Role::Muted, format!("   {met} met  {missed} missed  {open} open still")),
        ]
        .into(),
    ];
    let name = (width / 4).clamp(10, 28);
    for clock in &total.clocks {
        rows.push(Row::default());
        rows.push(heading(clock, width).into());
        let groups: Vec<(&Group, &ClockFigures)> = attainment
            .groups
            .iter()
            .filter_map(|group| Some((group, group.clocks.iter().find(|own| own.clock == clock.clock)?)))
            .filter(|(_, figures)| figures.decided() + figures.open > 0)
            .collect();
        for (group, figures) in groups {
            let words: Vec<&str> = group.keys.iter().map(|key| key.words.as_str()).collect();
            rows.push(Row {
                line: figure_line(&words.join(", "), name, figures, width),
                target: Some(Target::Group(group.keys.clone())),
            });
        }
    }
    rows.extend(promises(report));
    if by.is_some() && attainment.groups.is_empty() {
        rows.push(plain(Role::Muted, "Nothing to group by.").into());
    }
    rows
}

/// A clock over everything: its name, its share, how much of the target was used.
fn heading(clock: &ClockFigures, width: usize) -> Line {
    let mut line =
        vec![(Role::Title, cell(&clock.name, (width / 4).clamp(10, 28))), (Role::Text, " ".to_owned())];
    let share = clock.share().map_or_else(|| "none decided".to_owned(), percent);
    line.push((Role::Strong, format!("{share} met")));
    line.push((Role::Text, format!("  {} of {}", clock.met, clock.decided())));
    if clock.open > 0 {
        line.push((Role::Muted, format!(", {} open still", clock.open)));
    }
    if clock.untimed > 0 {
        line.push((Role::Muted, format!(", {} without a time", clock.untimed)));
    }
    if let Some(used) = &clock.used {
        let p = |share: u32| format!("{} %", share / 100);
        let words = format!("  used: half ≤ {}, 90 % ≤ {}, 99 % ≤ {}", p(used.p50), p(used.p90), p(used.p99));
        line.push((Role::Muted, words));
    }
    line
}

/// A group: its name, a bar, its share, how many.
fn figure_line(words: &str, name: usize, figures: &ClockFigures, width: usize) -> Line {
    const FIGURES: usize = 26;
    let columns = width.saturating_sub(name + 1 + FIGURES).min(60);
    let [met, missed, open] = SIGNS;
    let drawn = bar(&[(figures.met, met), (figures.missed, missed), (figures.open, open)], columns);
    let split = |signs: &[char]| drawn.chars().filter(|c| signs.contains(c)).collect::<String>();
    let share = figures.share().map_or_else(|| "–".to_owned(), percent);
    let role = if figures.missed == 0 { Role::Text } else { Role::Strong };
    let mut line = vec![
        (role, cell(words, name)),
        (Role::Text, " ".to_owned()),
        (Role::Horizon, split(&[met])),
        (Role::Missed, split(&[missed])),
        (Role::Muted, split(&[open])),
    ];
    line.push((role, format!(" {share:>7}")));
    line.push((Role::Text, format!("  {} of {}", figures.met, figures.decided())));
    if figures.open > 0 {
        line.push((Role::Muted, format!(", {} open", figures.open)));
    }
    line
}

fn promises(report: &Report) -> Vec<Row> {
    let Some(promises) = report.promises.as_ref().filter(|promises| !promises.is_empty()) else {
        return Vec::new();
    };
    let mut rows = vec![Row::default(), plain(Role::Title, "Promised shares").into()];
    for promise in promises {
        rows.push(
            vec![
                (Role::Strong, crate::text::printable(&promise.customer_name).into_owned()),
                (Role::Text, format!("  {}: ", crate::text::printable(&promise.clock_name))),
                (Role::Text, crate::text::printable(&promise.words).into_owned()),
            ]
            .into(),
        );
        for period in &promise.periods {
            let (sign, words, role) = match period.standing {
                Standing::Kept => ("+", "kept", Role::Good),
                Standing::Broken => ("!", "broken", Role::Missed),
                Standing::Open => ("?", "open still", Role::Muted),
            };
            let lasts = if period.lasts { ", so far" } else { "" };
            rows.push(vec![(role, format!("  {sign} {words}{lasts}"))].into());
        }
    }
    rows
}

/// The attainment for being read aloud: names in full.
pub(super) fn told(report: &Report) -> Vec<Row> {
    rows(report, None, 400)
}

/// The list of misses, the one that was due first on top.
pub(super) fn misses(report: &Report, width: usize) -> Vec<Row> {
    let Some(misses) = &report.misses else { return Vec::new() };
    if misses.is_empty() {
        return vec![plain(Role::Good, "Nothing was missed.").into()];
    }
    let mut rows: Vec<Row> = vec![plain(Role::Strong, format!("{} missed targets", misses.len())).into()];
    rows.extend(
        misses.iter().map(|miss| Row {
            line: miss_line(report, miss, width),
            target: Some(Target::Ticket(miss.ticket)),
        }),
    );
    rows
}

fn miss_line(report: &Report, miss: &Miss, width: usize) -> Line {
    let due = report.scope.zone.civil(miss.due).format("%d %b %H:%M").to_string();
    let over = match (miss.over, miss.stopped) {
        (Some(over), Some(_)) => format!("{} late", span(over)),
        (Some(over), None) => format!("{} over, open", span(over)),
        (None, _) => "before a change".to_owned(),
    };
    let mut line = vec![
        (Role::Strong, cell(&format!("#{}", miss.ticket), 8)),
        (Role::Muted, format!("{due}  ")),
        (Role::Text, cell(&miss.clock_name, 15)),
        (Role::Missed, format!(" {}", cell(&over, 17))),
        (Role::Text, format!(" {}", cell(&miss.customer_name, (width / 6).clamp(8, 26)))),
    ];
    if width >= 100 {
        line.push((Role::Muted, format!(" {}", cell(&miss.severity, 10))));
        line.push((Role::Muted, format!(" {}", cell(miss.cause.as_deref().unwrap_or("–"), 18))));
    }
    line.push((Role::Text, format!(" {}", crate::text::printable(&miss.subject))));
    line
}

/// Why the selected target was missed, in words.
pub(super) fn detail(report: &Report, target: Option<&Target>) -> Option<Vec<String>> {
    let Some(Target::Ticket(ticket)) = target else { return None };
    let miss = report.misses.as_ref()?.iter().find(|miss| miss.ticket == *ticket)?;
    let agent = miss.agent.as_deref().map_or_else(|| "nobody's".to_owned(), |agent| format!("agent {agent}"));
    let tier = if miss.tier.is_empty() { "no contract" } else { &miss.tier };
    let cause = miss
        .cause
        .as_deref()
        .map_or_else(|| "no cause on record".to_owned(), |cause| format!("cause: {cause}"));
    let first = format!("#{ticket}  {tier}, {}, {agent}, {cause}", miss.severity);
    Some(vec![first, miss.reasons.join("; ")])
}
