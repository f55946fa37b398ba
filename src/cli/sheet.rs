//! Tables for people: aligned, sanitised, as wide as the terminal; plain lines where the output is piped.

use comfy_table::{ContentArrangement, Table, presets};

use super::{CliError, Out};
use crate::text::{fitted, printable, width};

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    name: &'static str,
    /// Where the terminal is narrow, it may be cut to this many cells; 0 for never.
    least: usize,
    /// Where that is not enough, the column with the highest number is left out first; 0 for never.
    dispensable: u8,
}

/// A column that keeps its width.
pub const fn whole(name: &'static str) -> Column {
    Column { name, least: 0, dispensable: 0 }
}

/// A column that may be cut to so many cells.
pub const fn cut(name: &'static str, least: usize) -> Column {
    Column { name, least, dispensable: 0 }
}

impl Column {
    /// The same column, left out where the terminal is too narrow: the highest number first.
    pub const fn dispensable(self, rank: u8) -> Column {
        Column { dispensable: rank, ..self }
    }
}

/// Writes rows under a header. On a terminal each row keeps to one line, and what does not fit is cut or left out; piped,
/// nothing is.
///
/// # Errors
/// Where the output cannot be written.
pub fn sheet(out: &mut Out, columns: &[Column], rows: Vec<Vec<String>>) -> Result<(), CliError> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Disabled);
    let head = columns.iter().map(|column| column.name.to_uppercase()).collect();
    let rows = rows.into_iter().map(|row| row.iter().map(|cell| printable(cell).into_owned()).collect());
    let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    match table.width().filter(|_| out.is_terminal()) {
        Some(cells) => lines = fit(columns, lines, usize::from(cells)),
        None => {
            table.force_no_tty();
        }
    }
    let mut lines = lines.into_iter();
    table.set_header(lines.next().unwrap_or_default());
    table.add_rows(lines);
    for line in table.trim_fmt().lines() {
        // The frame-less style leaves a blank before each line.
        out.line(line.strip_prefix(' ').unwrap_or(line))?;
    }
    Ok(())
}

/// Cells between two columns.
const GAP: usize = 2;

/// Cuts the widest of the columns that may be cut, then leaves out those that can be done without, until a line fits.
pub(super) fn fit(columns: &[Column], lines: Vec<Vec<String>>, cells: usize) -> Vec<Vec<String>> {
    let natural: Vec<usize> = (0..columns.len())
        .map(|at| lines.iter().filter_map(|line| line.get(at)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let mut kept: Vec<(usize, Column)> = columns.iter().copied().enumerate().collect();
    let widths = loop {
        let mut widths: Vec<usize> = kept.iter().filter_map(|(at, _)| natural.get(*at).copied()).collect();
        let room = cells.saturating_sub(GAP * kept.len());
        while widths.iter().sum::<usize>() > room {
            let cuttable = |(place, width): &(usize, &mut usize)| {
                kept.get(*place).is_some_and(|(_, column)| column.least > 0 && **width > column.least)
            };
            let Some((_, widest)) =
                widths.iter_mut().enumerate().filter(cuttable).max_by_key(|(_, width)| **width)
            else {
                break;
            };
            *widest -= 1;
        }
        let last = kept.iter().enumerate().max_by_key(|(_, (_, column))| column.dispensable);
        match last.map(|(place, (_, column))| (place, column.dispensable)) {
            Some((place, 1..)) if widths.iter().sum::<usize>() > room => drop(kept.remove(place)),
            _ => break widths,
        }
    };
    let cell = |line: &[String], at: usize, width: usize| {
        line.get(at).map(|text| fitted(text, width).into_owned()).unwrap_or_default()
    };
    lines
        .iter()
        .map(|line| kept.iter().zip(&widths).map(|((at, _), width)| cell(line, *at, *width)).collect())
        .collect()
}

/// Writes `name  value` lines, values sanitised; a fact without a value is left out.
///
/// # Errors
/// Where the output cannot be written.
pub fn facts(out: &mut Out, facts: &[(&str, String)]) -> Result<(), CliError> {
    let widest = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        out.line(format!("{name:<widest$}  {}", printable(value)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(cells: usize) -> Vec<String> {
        let columns = [whole("no"), cut("customer", 5), whole("status").dispensable(1), cut("subject", 4)];
        let row = ["12", "日本語 Limited", "open", "No sound at all"].map(str::to_owned).to_vec();
        fit(&columns, vec![row], cells).into_iter().map(|line| line.join("|")).collect()
    }

    #[test]
    fn what_does_not_fit_is_cut_then_left_out() {
        assert_eq!(lines(80), ["12|日本語 Limited|open|No sound at all"]);
        assert_eq!(lines(36), ["12|日本語 Lim…|open|No sound a…"]);
        assert!(!lines(20).concat().contains("open"), "{:?}", lines(20));
        assert!(lines(1).concat().starts_with("12|"), "never panics");
    }
}
