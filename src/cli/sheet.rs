//! Tables for people: aligned, sanitised, as wide as the terminal; plain lines where the output is piped.

use comfy_table::{ContentArrangement, Row, Table, presets};

use super::{CliError, Out};

/// Writes rows under a header. On a terminal each row keeps to one line; piped, nothing is cut.
///
/// # Errors
/// Where the output cannot be written.
pub fn sheet(out: &mut Out, header: &[&str], rows: Vec<Vec<String>>) -> Result<(), CliError> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_truncation_indicator("…");
    let terminal = out.is_terminal();
    if terminal {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    } else {
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(header.iter().map(|name| name.to_uppercase()));
    for cells in rows {
        let mut row =
            Row::from(cells.iter().map(|cell| crate::text::printable(cell).into_owned()).collect::<Vec<_>>());
        if terminal {
            row.max_height(1);
        }
        table.add_row(row);
    }
    for line in table.trim_fmt().lines() {
        // The frame-less style leaves a blank before and after each line.
        out.line(line.strip_prefix(' ').unwrap_or(line))?;
    }
    Ok(())
}

/// Writes `name: value` lines, values sanitised; a value of several lines is indented below its name.
///
/// # Errors
/// Where the output cannot be written.
pub fn facts(out: &mut Out, facts: &[(&str, String)]) -> Result<(), CliError> {
    let widest = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let value = crate::text::printable(value);
        out.line(format!("{name:<widest$}  {value}"))?;
    }
    Ok(())
}
