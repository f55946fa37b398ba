//! A file's bytes into rows of cells, one at a time: a million lines take the memory of one.

mod capped;
mod csv_rows;
mod json_lines;

use std::io::{self, BufRead};

use super::header::Mapping;
use super::problem::Problem;
use crate::exchange::write::Format;
use crate::exchange::{Cells, Column};

/// No row is longer than this. Beyond it stands no text of a ticket but a quotation mark that was never closed.
const ROW_LIMIT: u64 = 32 * 1024 * 1024;

/// What reading on gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// The cells hold the next row.
    Row,
    /// The next row cannot be read; the ones after it can.
    Bad(Vec<Problem>),
    /// There is no more.
    End,
}

/// Why a file cannot be read at all.
#[derive(Debug)]
pub enum Broken {
    /// The machine could not read it.
    Io(io::Error),
    /// What it holds makes no sense as a desk file.
    File(Vec<Problem>),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::Io(error)
    }
}

/// A desk file being read.
pub struct Source<R: BufRead>(Form<R>);

enum Form<R: BufRead> {
    Csv(Box<csv_rows::CsvRows<R>>),
    Jsonl(Box<json_lines::JsonLines<R>>),
}

impl<R: BufRead> Source<R> {
    /// Begins to read: recognises what is no text of ours, and reads the header.
    ///
    /// # Errors
    /// [`Broken`]: bytes that are no UTF-8 text, or columns that are not known.
    pub fn new(mut reader: R, format: Format, mapping: Mapping) -> Result<Source<R>, Broken> {
        skip_mark(&mut reader)?;
        Ok(Source(match format {
            Format::Csv => Form::Csv(Box::new(csv_rows::CsvRows::new(reader, &mapping)?)),
            Format::Jsonl => Form::Jsonl(Box::new(json_lines::JsonLines::new(reader, mapping))),
        }))
    }

    /// Reads the next row into `cells`.
    ///
    /// # Errors
    /// [`Broken`] where nothing after this point can be read.
    pub fn read(&mut self, cells: &mut Cells) -> Result<Step, Broken> {
        cells.clear();
        match &mut self.0 {
            Form::Csv(rows) => rows.read(cells),
            Form::Jsonl(lines) => lines.read(cells),
        }
    }

    /// The names that `--map` gave and the file does not have: most likely misspelt.
    pub fn unused(&self) -> Vec<String> {
        match &self.0 {
            Form::Csv(rows) => rows.unused.clone(),
            Form::Jsonl(lines) => lines.unused(),
        }
    }
}

/// Takes a byte order mark away; names what is no UTF-8 by its first bytes (faults.md G03).
fn skip_mark(reader: &mut impl BufRead) -> Result<(), Broken> {
    let head = reader.fill_buf()?;
    let wrong = match head {
        [] => Some("the file is empty".to_owned()),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            Some("the file is UTF-16: save it as UTF-8 (\"CSV UTF-8\" in spreadsheets)".to_owned())
        }
        [b'P', b'K', 3, 4, ..] => {
            Some("the file is a spreadsheet or an archive: save it as CSV first".to_owned())
        }
        [0x1F, 0x8B, ..] => Some("the file is compressed: unpack it first".to_owned()),
        _ if first_line(head).contains(&0) => {
            Some("the file is no text (it holds NUL bytes): save it as UTF-8 text".to_owned())
        }
        _ => None,
    };
    if let Some(message) = wrong {
        return Err(Broken::File(vec![Problem::of_row(1, message)]));
    }
    if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
        reader.consume(3);
    }
    Ok(())
}

fn first_line(head: &[u8]) -> &[u8] {
    head.split(|byte| *byte == b'\n').next().unwrap_or(head)
}

/// What a cell that is no UTF-8 is told.
fn not_utf8(line: u64, column: Option<Column>, bytes: &[u8], error: std::str::Utf8Error) -> Problem {
    let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
    let message = format!("the text is not UTF-8 (byte 0x{byte:02X} after {} others)", error.valid_up_to());
    let problem = match column {
        Some(column) => Problem::of_cell(line, column, message),
        None => Problem::of_row(line, message),
    };
    problem.hint("save the file as UTF-8; spreadsheets call it \"CSV UTF-8\"")
}
