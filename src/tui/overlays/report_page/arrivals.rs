//! When tickets came in: weekday by hour, each cell with its shade and, where there is room, its number.

use super::Row;
use super::bars::{Line, length, plain};
use crate::report::{Arrivals, Report};
use crate::tui::theme::Role;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const SHADES: [char; 4] = ['░', '▒', '▓', '█'];
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The shade of a number against the largest.
fn shade(number: u64, most: u64) -> char {
    let step = (number * 4).div_ceil(most.max(1)).clamp(1, 4) - 1;
    SHADES.get(usize::try_from(step).unwrap_or(0)).copied().unwrap_or('█')
}

/// A number in two columns: `7`, `42`, `++` for more than 99.
fn short(number: u64) -> String {
    if number > 99 { "++".to_owned() } else { number.to_string() }
}

/// The part of the page.
pub(super) fn rows(report: &Report, width: usize) -> Vec<Row> {
    let Some(arrivals) = report.arrivals.as_ref() else { return Vec::new() };
    let total = arrivals.total();
    if total == 0 {
        return vec![plain(Role::Strong, "No ticket was received in this period.").into()];
    }
    // A shade and two digits a cell, or two columns of shade.
    let wide = if width >= 4 + 24 * 3 + 6 { 3 } else { 2 };
    let mut rows: Vec<Row> = vec![
        plain(Role::Strong, format!("{total} tickets by weekday and hour, {}", report.scope.zone.name()))
            .into(),
        Row::default(),
    ];
    let mut hours = "    ".to_owned();
    for hour in (0..24).step_by(if wide == 3 { 1 } else { 2 }) {
        let columns = if wide == 3 { 3 } else { 4 };
        hours.push_str(&format!("{hour:02}{:1$}", "", columns - 2));
    }
    rows.push(plain(Role::Muted, hours).into());
    let (most, by_day) = (arrivals.most(), arrivals.by_day());
    for ((day, cells), sum) in DAYS.iter().zip(&arrivals.hours).zip(by_day) {
        let mut line: Line = vec![(Role::Text, format!("{day} "))];
        for number in cells {
            if *number == 0 {
                line.push((Role::Muted, format!("·{:1$}", "", wide - 1)));
            } else if wide == 3 {
                line.push((Role::Horizon, shade(*number, most).to_string()));
                line.push((Role::Text, format!("{:<2}", short(*number))));
            } else {
                line.push((Role::Horizon, shade(*number, most).to_string().repeat(2)));
            }
        }
        line.push((Role::Strong, format!(" {sum:>4}")));
        rows.push(line.into());
    }
    rows.push(hour_bars(arrivals, wide).into());
    rows.push(Row::default());
    let legend =
        format!("░▒▓█ the darker the more, █ up to {most} an hour of the week; the last row: all days");
    rows.push(plain(Role::Muted, legend).into());
    rows.push(Row::default());
    let (columns, busiest) = (width.saturating_sub(12).min(50), by_day.iter().copied().max().unwrap_or(0));
    for (day, sum) in DAYS.iter().zip(by_day) {
        let line = vec![
            (Role::Text, format!("{day} ")),
            (Role::Horizon, length(sum, busiest, columns)),
            (Role::Strong, format!(" {sum}")),
        ];
        rows.push(line.into());
    }
    rows
}

/// All days together, as heights.
fn hour_bars(arrivals: &Arrivals, wide: usize) -> Line {
    let by_hour = arrivals.by_hour();
    let most = by_hour.iter().copied().max().unwrap_or(0).max(1);
    let cells = by_hour.map(|number| {
        let step = (number * 8).div_ceil(most).clamp(1, 8) - 1;
        let sign = usize::try_from(step).ok().and_then(|step| STEPS.get(step)).copied().unwrap_or('█');
        let sign = if number == 0 { ' ' } else { sign };
        format!("{sign}{:1$}", "", wide - 1)
    });
    vec![(Role::Muted, "all ".to_owned()), (Role::Horizon, cells.concat())]
}

/// The same for being read aloud.
pub(super) fn told(report: &Report) -> Vec<Row> {
    let Some(arrivals) = report.arrivals.as_ref() else { return Vec::new() };
    let day = |(day, hours): (&&str, &[u64; 24])| -> Option<Row> {
        let told: Vec<String> = (0..)
            .zip(hours)
            .filter(|(_, number)| **number > 0)
            .map(|(hour, number): (u32, &u64)| format!("{number} at {hour}"))
            .collect();
        (!told.is_empty()).then(|| plain(Role::Text, format!("{day}: {}", told.join(", "))).into())
    };
    DAYS.iter().zip(&arrivals.hours).filter_map(day).collect()
}
