//! Markdown: tables as GitHub and others read them. Nothing in a foreign text means anything.

use super::table::{Align, Cell, Table};
use super::tables::{head, tables};
use super::{LISTED, Section};
use crate::report::Report;
use crate::report::handover::pages::escaped;

/// The report as Markdown, of the parts that are asked for.
pub fn markdown(report: &Report, sections: &[Section]) -> String {
    let (title, lines) = head(report);
    let mut out = format!("# {}\n\n", escaped(&title));
    lines.iter().for_each(|line| out.push_str(&format!("{}  \n", escaped(line))));
    for (_, table) in tables(report).iter().filter(|(section, _)| sections.contains(section)) {
        out.push_str(&format!("\n## {}\n\n", escaped(&table.title)));
        if table.rows.is_empty() {
            out.push_str(&format!("{}\n", escaped(table.nothing)));
            continue;
        }
        push(&mut out, table);
        if let Some(more) = table.rows.len().checked_sub(LISTED).filter(|more| *more > 0) {
            out.push_str(&format!("\nAnd {more} more; CSV and JSON have them all.\n"));
        }
        table.notes.iter().for_each(|note| out.push_str(&format!("\n{}\n", escaped(note))));
    }
    out
}

fn push(out: &mut String, table: &Table) {
    let mut line = |cells: Vec<String>| out.push_str(&format!("| {} |\n", cells.join(" | ")));
    line(table.columns.iter().map(|column| escaped(column.name)).collect());
    let rule = |align| if align == Align::Right { "---:" } else { ":---" };
    line(table.columns.iter().map(|column| rule(column.align).to_owned()).collect());
    for row in table.rows.iter().take(LISTED) {
        line(row.iter().map(|text: &Cell| cell(&text.words())).collect());
    }
}

/// In a table a bar ends a cell, in code too.
fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    for c in escaped(text).chars() {
        if c == '|' && before != '\\' {
            safe.push('\\');
        }
        safe.push(c);
        before = c;
    }
    safe
}
