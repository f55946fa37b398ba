//! Allowances and booked time, as bars with their figures.

use std::collections::BTreeMap;

use super::Row;
use super::bars::{Line, bar, cell, length, plain};
use crate::desk::minutes_words;
use crate::report::{AllowanceUse, Report};
use crate::text::printable;
use crate::tui::theme::Role;

/// Where a report came without a part.
const NOT_READ: &str = "This report has no such part.";

/// How allowances were used, by customer and period.
pub(super) fn allowance(report: &Report, width: usize) -> Vec<Row> {
    let Some(all) = &report.allowance else { return vec![plain(Role::Muted, NOT_READ).into()] };
    if all.is_empty() {
        return vec![plain(Role::Muted, "No plan of these customers has an allowance.").into()];
    }
    let mut rows: Vec<Row> =
        vec![plain(Role::Muted, "█ used  · left  ! over: used when nothing was left").into(), Row::default()];
    let mut last = None;
    for used in all {
        if last != Some((used.customer, &used.plan)) {
            let line = vec![
                (Role::Strong, printable(&used.customer_name).into_owned()),
                (Role::Muted, format!("  {}", printable(&used.plan))),
            ];
            rows.push(line.into());
            last = Some((used.customer, &used.plan));
        }
        rows.push(used_line(used, width).into());
    }
    rows
}

fn used_line(used: &AllowanceUse, width: usize) -> Line {
    let amount = |units: u32| {
        if used.minutes { minutes_words(i64::from(units)) } else { units.to_string() }
    };
    let month = used.from.format("%b %Y").to_string();
    let pot = if used.pot.is_empty() { String::new() } else { format!("{} ", printable(&used.pot)) };
    let size = used.size.map_or_else(|| "no limit".to_owned(), |size| format!("of {}", amount(size)));
    let inside = used.used.saturating_sub(used.over);
    let columns = width.saturating_sub(56).clamp(6, 40);
    let parts =
        [(u64::from(inside), '█'), (u64::from(used.left.unwrap_or(0)), '·'), (u64::from(used.over), '!')];
    let drawn = bar(&parts, columns);
    let split = |sign: char| drawn.chars().filter(|c| *c == sign).collect::<String>();
    let blank = columns.saturating_sub(drawn.trim_end().chars().count());
    let role = if used.over > 0 {
        Role::AllowanceOver
    } else if used.left == Some(0) {
        Role::AllowanceSpent
    } else {
        Role::Text
    };
    let mut line = vec![
        (Role::Muted, format!("  {month:<9} ")),
        (Role::Text, cell(&pot, if pot.is_empty() { 0 } else { 18 })),
        (Role::Horizon, split('█')),
        (Role::Muted, split('·')),
        (Role::AllowanceOver, split('!')),
        (Role::Text, " ".repeat(blank)),
        (role, format!(" {} {size}", amount(used.used))),
    ];
    if used.over > 0 {
        line.push((Role::AllowanceOver, format!(", {} over", amount(used.over))));
    } else if let Some(left) = used.left {
        line.push((Role::Muted, format!(", {} left", amount(left))));
    }
    if used.lasts {
        line.push((Role::Muted, ", so far".to_owned()));
    }
    line
}

/// Booked time by customer and agent.
pub(super) fn time(report: &Report, width: usize) -> Vec<Row> {
    let Some(sheet) = &report.time else { return vec![plain(Role::Muted, NOT_READ).into()] };
    if sheet.bookings.is_empty() {
        return vec![
            plain(Role::Strong, "No time was booked in this period.").into(),
            plain(Role::Muted, "t m on a ticket books minutes, t t runs your watch on it.").into(),
        ];
    }
    let minutes = |minutes: u64| minutes_words(i64::try_from(minutes).unwrap_or(i64::MAX));
    let mut rows: Vec<Row> = vec![
        plain(Role::Strong, format!("{} worked, {} charged", minutes(sheet.minutes), minutes(sheet.charged)))
            .into(),
        plain(Role::Muted, "█ charged  ░ worked and not charged").into(),
        Row::default(),
    ];
    let mut sums: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    for booking in &sheet.bookings {
        let sum = sums.entry((&booking.customer_name, &booking.agent)).or_default();
        sum.0 += u64::from(booking.minutes);
        sum.1 += u64::from(booking.charged);
    }
    let most = sums.values().map(|(worked, charged)| (*worked).max(*charged)).max().unwrap_or(0);
    let columns = width.saturating_sub(66).clamp(6, 40);
    for ((customer, agent), (worked, charged)) in sums {
        let full = length(charged, most, columns);
        let rest =
            length(worked.max(charged), most, columns).chars().count().saturating_sub(full.chars().count());
        let blank = columns.saturating_sub(full.chars().count() + rest);
        rows.push(
            vec![
                (Role::Text, format!("{} ", cell(customer, 24))),
                (Role::Muted, format!("{} ", cell(agent, 12))),
                (Role::Horizon, full),
                (Role::Muted, "░".repeat(rest)),
                (Role::Text, " ".repeat(blank)),
                (Role::Strong, format!(" {} worked", minutes(worked))),
                (Role::Text, format!(", {} charged", minutes(charged))),
            ]
            .into(),
        );
    }
    rows
}
