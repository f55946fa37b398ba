//! Text: tables with aligned columns, as wide as they are, or cut to a width.

use comfy_table::{CellAlignment, ContentArrangement, presets};

use super::table::{Align, Table};
use super::tables::{head, tables};
use super::{LISTED, Section};
use crate::report::Report;
use crate::text::{fitted, printable, width};

/// Cells between two columns.
const GAP: usize = 2;

/// The least that a column is cut to.
const LEAST: usize = 8;

/// The report as text, of the parts that are asked for; lines are cut to `columns` where a width is given. Every line is
/// printable.
pub fn text(report: &Report, sections: &[Section], columns: Option<usize>) -> String {
    let (title, lines) = head(report);
    let mut out = String::new();
    line(&mut out, &title);
    lines.iter().for_each(|text| line(&mut out, text));
    for (_, table) in tables(report).iter().filter(|(section, _)| sections.contains(section)) {
        out.push('\n');
        line(&mut out, &table.title.to_uppercase());
        if table.rows.is_empty() {
            line(&mut out, table.nothing);
            continue;
        }
        push(&mut out, table, columns);
        if let Some(more) = table.rows.len().checked_sub(LISTED).filter(|more| *more > 0) {
            line(&mut out, &format!("and {more} more; CSV and JSON have them all"));
        }
        table.notes.iter().for_each(|note| line(&mut out, note));
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(&printable(text));
    out.push('\n');
}

fn push(out: &mut String, table: &Table, columns: Option<usize>) {
    let head = table.columns.iter().map(|column| column.name.to_uppercase()).collect();
    let cell = |cell: &super::Cell| printable(&cell.words()).into_owned();
    let rows = table.rows.iter().take(LISTED).map(|row| row.iter().map(cell).collect());
    let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    if let Some(columns) = columns {
        fit(table, &mut lines, columns);
    }
    let mut shown = comfy_table::Table::new();
    shown.load_style(presets::NOTHING);
    shown.set_content_arrangement(ContentArrangement::Disabled);
    shown.force_no_tty();
    let mut lines = lines.into_iter();
    shown.set_header(lines.next().unwrap_or_default());
    shown.add_rows(lines);
    for (column, of) in shown.column_iter_mut().zip(&table.columns) {
        if of.align == Align::Right {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for text in shown.trim_fmt().lines() {
        // The frame-less style leaves a blank before each line.
        out.push_str(text.strip_prefix(' ').unwrap_or(text));
        out.push('\n');
    }
}

/// Cuts the widest of the columns that may be cut until a line fits.
fn fit(table: &Table, lines: &mut [Vec<String>], columns: usize) {
    let widest = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| width(cell)).max();
    let mut widths: Vec<usize> = (0..table.columns.len()).map(|at| widest(at).unwrap_or(0)).collect();
    let room = columns.saturating_sub(GAP * widths.len());
    while widths.iter().sum::<usize>() > room {
        let cuttable =
            widths.iter_mut().zip(&table.columns).filter(|(width, column)| column.cut && **width > LEAST);
        let Some((width, _)) = cuttable.max_by_key(|(width, _)| **width) else { break };
        *width -= 1;
    }
    for line in lines {
        for (cell, width) in line.iter_mut().zip(&widths) {
            *cell = fitted(cell, *width).into_owned();
        }
    }
}
