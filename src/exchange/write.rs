//! Writing a desk file: CSV as RFC 4180 has it (line ends are bare LF), or one JSON object a line.

use std::io::{self, Write};

use serde::ser::SerializeMap as _;

use super::column::{Cells, Column};
use super::formula::guarded;

/// The two forms of a desk file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// A JSON object a line, keys as the columns are called, nothing for an empty cell.
    Jsonl,
}

/// Writes rows one by one.
pub struct Writer<W: Write> {
    form: Form<W>,
}

enum Form<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(W),
}

impl<W: Write> Writer<W> {
    /// Begins a file; CSV gets its header.
    ///
    /// # Errors
    /// Where the target cannot be written.
    pub fn new(target: W, format: Format) -> io::Result<Self> {
        let form = match format {
            Format::Csv => {
                let mut csv =
                    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(target);
                csv.write_record(Column::ALL.iter().map(|column| column.name())).map_err(io::Error::from)?;
                Form::Csv(Box::new(csv))
            }
            Format::Jsonl => Form::Jsonl(target),
        };
        Ok(Writer { form })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Where the target cannot be written.
    pub fn row(&mut self, cells: &Cells) -> io::Result<()> {
        match &mut self.form {
            Form::Csv(csv) => {
                for column in Column::ALL {
                    let text = cells.get(*column);
                    if column.is_free() {
                        csv.write_field(guarded(text).as_bytes()).map_err(io::Error::from)?;
                    } else {
                        csv.write_field(text).map_err(io::Error::from)?;
                    }
                }
                csv.write_record(None::<&[u8]>).map_err(io::Error::from)
            }
            Form::Jsonl(target) => {
                let json = serde_json::to_string(&Line(cells)).map_err(io::Error::from)?;
                target.write_all(crate::text::json_escaped(&json).as_bytes())?;
                target.write_all(b"\n")
            }
        }
    }

    /// Hands over everything that is still buffered, and the target.
    ///
    /// # Errors
    /// Where the target cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self.form {
            Form::Csv(csv) => csv.into_inner().map_err(|error| io::Error::from(error.error().kind())),
            Form::Jsonl(mut target) => target.flush().map(|()| target),
        }
    }
}

/// A row as a JSON object: its filled cells, in the columns' order.
struct Line<'a>(&'a Cells);

impl serde::Serialize for Line<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in Column::ALL {
            let text = self.0.get(*column);
            match column {
                _ if text.is_empty() => {}
                Column::Level => match text.parse::<u8>() {
                    Ok(level) => map.serialize_entry(column.name(), &level)?,
                    Err(_) => map.serialize_entry(column.name(), text)?,
                },
                Column::Registered => map.serialize_entry(column.name(), &(text == "yes"))?,
                Column::Paused if text.starts_with('[') => {
                    let list: serde_json::Value =
                        serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
                    map.serialize_entry(column.name(), &list)?;
                }
                _ => map.serialize_entry(column.name(), text)?,
            }
        }
        map.end()
    }
}
