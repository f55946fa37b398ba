//! Rows of CSV: comma, semicolon or tab, whichever the header uses; quotes as RFC 4180 has them.

use std::io::{self, BufRead};

use super::super::header::{Mapping, Target};
use super::super::problem::Problem;
use super::capped::{Capped, Meter};
use super::{Broken, ROW_LIMIT, Step, first_line, not_utf8};
use crate::exchange::formula::unguarded;
use crate::exchange::{Cells, Column};
use crate::text::quoted;

pub(super) struct CsvRows<R: BufRead> {
    reader: csv::Reader<Capped<R>>,
    meter: Meter,
    record: csv::ByteRecord,
    /// For each cell of a row, the column that it goes into.
    places: Vec<Option<Column>>,
    /// Lines end with CR LF: the reader then stands before the LF when it counts.
    before_line_feed: u64,
    pub(super) unused: Vec<String>,
}

impl<R: BufRead> CsvRows<R> {
    pub(super) fn new(mut reader: R, mapping: &Mapping) -> Result<Self, Broken> {
        let head = first_line(reader.fill_buf()?);
        let (delimiter, before_line_feed) = (delimiter(head), u64::from(head.ends_with(b"\r")));
        let (capped, meter) = Capped::new(reader, ROW_LIMIT);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(128 * 1024)
            .from_reader(capped);
        let mut record = csv::ByteRecord::new();
        read_record(&mut reader, &mut record, 1)?;
        let (places, unused) = header(&record, mapping).map_err(Broken::File)?;
        Ok(CsvRows { reader, meter, record, places, before_line_feed, unused })
    }

    pub(super) fn read(&mut self, cells: &mut Cells) -> Result<Step, Broken> {
        self.meter.reset();
        let next = self.reader.position().line() + self.before_line_feed;
        if !read_record(&mut self.reader, &mut self.record, next)? {
            return Ok(Step::End);
        }
        let line = self.record.position().map_or(next, |at| at.line() + self.before_line_feed);
        cells.line = line;
        let (found, wanted) = (self.record.len(), self.places.len());
        if found != wanted {
            let problem =
                Problem::of_row(line, format!("the row has {found} cells where the header has {wanted}"));
            return Ok(Step::Bad(vec![
                problem.hint("is a quotation mark missing, or a separator too many?"),
            ]));
        }
        let mut problems = Vec::new();
        for (bytes, column) in self.record.iter().zip(&self.places) {
            let Some(column) = column else { continue };
            match std::str::from_utf8(bytes) {
                Ok(text) if column.is_free() => cells.set(*column, unguarded(text)),
                Ok(text) => cells.set(*column, text),
                Err(error) => problems.push(not_utf8(line, Some(*column), bytes, error)),
            }
        }
        Ok(if problems.is_empty() { Step::Row } else { Step::Bad(problems) })
    }
}

fn read_record<R: io::Read>(
    reader: &mut csv::Reader<R>,
    record: &mut csv::ByteRecord,
    line: u64,
) -> Result<bool, Broken> {
    reader.read_byte_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let problem = Problem::of_row(line, "the row that begins here is longer than 32 MB");
            Broken::File(vec![problem.hint("most likely a quotation mark in it is never closed")])
        }
        csv::ErrorKind::Io(error) => Broken::Io(error),
        other => Broken::File(vec![Problem::of_row(line, format!("no CSV: {other:?}"))]),
    })
}

/// The separator that the header uses most, outside of quotes.
fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == *byte && !quoted) {
            *count += 1;
        }
    }
    // Of equal ones the first, so that a header of a single column is read with commas.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

type Header = (Vec<Option<Column>>, Vec<String>);

/// Which column each cell goes into. Every name that is not known is told at once.
fn header(record: &csv::ByteRecord, mapping: &Mapping) -> Result<Header, Vec<Problem>> {
    let mut places: Vec<Option<Column>> = Vec::with_capacity(record.len());
    let mut problems = Vec::new();
    let mut names = Vec::new();
    for (index, bytes) in record.iter().enumerate() {
        let name = match std::str::from_utf8(bytes) {
            Ok(name) => name,
            Err(error) => {
                problems.push(not_utf8(1, None, bytes, error));
                continue;
            }
        };
        names.push(name.to_owned());
        match mapping.target(name) {
            _ if name.trim().is_empty() => {
                problems.push(Problem::of_row(1, format!("column {} has no name", index + 1)));
            }
            Ok(Target::Into(column)) if places.contains(&Some(column)) => {
                problems.push(Problem::of_row(
                    1,
                    format!("two columns are {}: {} is the second", column.name(), quoted(name)),
                ));
            }
            Ok(Target::Into(column)) => places.push(Some(column)),
            Ok(Target::Nowhere) => places.push(None),
            Err(message) => problems.push(Problem::of_row(1, message)),
        }
    }
    if problems.is_empty() && !places.contains(&Some(Column::Customer)) {
        problems.push(
            Problem::of_row(1, "there is no column `customer`")
                .hint("the first line names the columns; --map theirs=customer says which one it is"),
        );
    }
    let unused = mapping.unused(names.iter().map(String::as_str));
    if problems.is_empty() { Ok((places, unused)) } else { Err(problems) }
}
