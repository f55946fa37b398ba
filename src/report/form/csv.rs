//! CSV: one table, its columns headed by their keys; foreign texts that a spreadsheet would run are made harmless
//! (faults.md I01), numbers of ours stay numbers.

use super::table::Cell;
use super::tables::{Section, tables};
use crate::exchange::formula::guarded;
use crate::report::Report;

/// One part of a report as CSV (RFC 4180, line ends are bare LF); only its header where it has no rows.
pub fn csv(report: &Report, section: Section) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let Some((_, table)) = tables(report).into_iter().find(|(known, _)| *known == section) else {
        return String::new();
    };
    // Writing to memory does not fail.
    let _ = writer.write_record(table.columns.iter().map(|column| column.key));
    for row in &table.rows {
        for cell in row {
            let plain = cell.plain();
            let _ = match cell {
                Cell::Foreign(text) => writer.write_field(guarded(text).as_bytes()),
                // A pack of the user's own may name its tiers and pots as it likes.
                Cell::Ours(text) => writer.write_field(guarded(text).as_bytes()),
                _ => writer.write_field(&plain),
            };
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
