//! One page of HTML that holds everything it needs: no script, nothing from elsewhere, its pictures inline. For paper too, in
//! light and dark.

use std::fmt::Write as _;

use super::table::{Align, Table};
use super::tables::{head, tables};
use super::{LISTED, Section, picture};
use crate::report::Report;
use crate::text::printable;

static STYLE: &str = include_str!("../../../assets/report.css");

/// A text as HTML and SVG take it between tags and in attributes: printable, and nothing in it means anything.
pub(super) fn escaped(text: &str) -> String {
    let clean = printable(text);
    let mut safe = String::with_capacity(clean.len() + 8);
    for c in clean.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// The report as a page, of the parts that are asked for.
pub fn html(report: &Report, sections: &[Section]) -> String {
    let (title, lines) = head(report);
    let title = escaped(&title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta name=\"robots\" content=\"noindex\" />\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n"
    );
    lines.iter().for_each(|line| {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", escaped(line));
    });
    out.push_str("</header>\n<main>\n");
    for (section, table) in tables(report).iter().filter(|(section, _)| sections.contains(section)) {
        let _ = writeln!(out, "<section id=\"{}\">\n<h2>{}</h2>", section.as_str(), escaped(&table.title));
        if table.rows.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escaped(table.nothing));
        } else {
            pictures(report, *section).iter().for_each(|picture| out.push_str(picture));
            push(&mut out, table);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn pictures(report: &Report, section: Section) -> Vec<String> {
    match section {
        Section::Attainment => report.attainment.as_ref().map(picture::attainment).unwrap_or_default(),
        Section::Allowance => report.allowance.as_deref().and_then(picture::allowance).into_iter().collect(),
        Section::Arrivals => report.arrivals.as_ref().and_then(picture::arrivals).into_iter().collect(),
        Section::Promises | Section::Misses | Section::Time => Vec::new(),
    }
}

fn push(out: &mut String, table: &Table) {
    out.push_str("<div class=\"scroll\">\n<table>\n<thead>\n<tr>");
    for column in &table.columns {
        let class = if column.align == Align::Right { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escaped(column.name));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in table.rows.iter().take(LISTED) {
        out.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            let class = if column.align == Align::Right { " class=\"n\"" } else { "" };
            let _ = write!(out, "<td{class}>{}</td>", escaped(&cell.words()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    if let Some(more) = table.rows.len().checked_sub(LISTED).filter(|more| *more > 0) {
        let _ = writeln!(out, "<p>And {more} more.</p>");
    }
    table.notes.iter().for_each(|note| {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", escaped(note));
    });
}
