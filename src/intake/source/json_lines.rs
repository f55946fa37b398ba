//! Rows of JSON lines: an object a line, keys as the columns are called.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, Read};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::super::header::{Mapping, Target};
use super::super::problem::Problem;
use super::{Broken, ROW_LIMIT, Step, not_utf8};
use crate::exchange::{Cells, Column};
use crate::text::quoted;

pub(super) struct JsonLines<R: BufRead> {
    reader: R,
    buffer: Vec<u8>,
    line: u64,
    keys: Keys,
}

/// What the keys mean that were seen so far.
struct Keys {
    mapping: Mapping,
    known: HashMap<String, Target>,
}

impl<R: BufRead> JsonLines<R> {
    pub(super) fn new(reader: R, mapping: Mapping) -> Self {
        JsonLines { reader, buffer: Vec::new(), line: 0, keys: Keys { mapping, known: HashMap::new() } }
    }

    pub(super) fn unused(&self) -> Vec<String> {
        self.keys.mapping.unused(self.keys.known.keys().map(String::as_str))
    }

    pub(super) fn read(&mut self, cells: &mut Cells) -> Result<Step, Broken> {
        loop {
            self.line += 1;
            self.buffer.clear();
            let read = self.reader.by_ref().take(ROW_LIMIT).read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(Step::End);
            }
            if u64::try_from(read).unwrap_or(u64::MAX) >= ROW_LIMIT && !self.buffer.ends_with(b"\n") {
                let problem = Problem::of_row(self.line, "the line is longer than 32 MB");
                return Err(Broken::File(vec![problem]));
            }
            if self.buffer.iter().any(|byte| !byte.is_ascii_whitespace()) {
                return self.object(cells);
            }
        }
    }

    fn object(&mut self, cells: &mut Cells) -> Result<Step, Broken> {
        let line = self.line;
        cells.line = line;
        let text = match std::str::from_utf8(&self.buffer) {
            Ok(text) => text.trim(),
            Err(error) => return Ok(Step::Bad(vec![not_utf8(line, None, &self.buffer, error)])),
        };
        if line == 1 && text.starts_with('[') {
            let problem = Problem::of_row(line, "the file is one JSON list");
            return Err(Broken::File(vec![
                problem.hint("write one object a line (jq -c '.[]' makes that of a list)"),
            ]));
        }
        let mut findings = Findings::default();
        let mut reader = serde_json::Deserializer::from_str(text);
        let seed = Object { keys: &mut self.keys, cells, findings: &mut findings, line };
        let read = seed.deserialize(&mut reader).and_then(|()| reader.end());
        if let Err(error) = read {
            let at = error.column();
            let message =
                format!("no JSON object, at character {at}: {}", crate::text::printable(&error.to_string()));
            return Ok(Step::Bad(vec![Problem::of_row(line, message)]));
        }
        // Keys that are not known concern every line: the file is refused as a CSV with such a header is.
        if !findings.unknown.is_empty() {
            return Err(Broken::File(findings.unknown));
        }
        Ok(if findings.bad.is_empty() { Step::Row } else { Step::Bad(findings.bad) })
    }
}

#[derive(Default)]
struct Findings {
    unknown: Vec<Problem>,
    bad: Vec<Problem>,
}

struct Object<'a> {
    keys: &'a mut Keys,
    cells: &'a mut Cells,
    findings: &'a mut Findings,
    line: u64,
}

/// A key, borrowed from the line where it holds no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object such as {\"customer\":\"Kestrel\",\"subject\":\"No sound\"}")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut given = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            let value: Value = map.next_value()?;
            match self.keys.target(&key) {
                Ok(Target::Nowhere) => {}
                Ok(Target::Into(column)) if given.contains(&column) => {
                    self.findings.bad.push(Problem::of_cell(self.line, column, "it is given twice"));
                }
                Ok(Target::Into(column)) => {
                    given.push(column);
                    self.fill(column, value);
                }
                Err(message) => self.findings.unknown.push(Problem::of_row(self.line, message)),
            }
        }
        Ok(())
    }
}

impl Keys {
    fn target(&mut self, key: &str) -> Result<Target, String> {
        if let Some(target) = self.known.get(key) {
            return Ok(*target);
        }
        let target = self.mapping.target(key)?;
        self.known.insert(key.to_owned(), target);
        Ok(target)
    }
}

impl Object<'_> {
    fn fill(&mut self, column: Column, value: Value) {
        match (column, value) {
            (_, Value::Null) => {}
            (_, Value::String(text)) => self.cells.set(column, text),
            (_, Value::Bool(yes)) => self.cells.set(column, if yes { "yes" } else { "no" }),
            (_, Value::Number(number)) => self.cells.set(column, number.to_string()),
            (Column::Paused, list @ Value::Array(_)) => self.cells.set(column, list.to_string()),
            (Column::Targets, Value::Object(targets)) => {
                let one = |(clock, target): (String, Value)| {
                    format!("{clock}={}", target.as_str().map_or_else(|| target.to_string(), str::to_owned))
                };
                let cell = targets.into_iter().map(one).collect::<Vec<_>>().join("; ");
                self.cells.set(column, cell);
            }
            (_, other) => {
                let message = format!("{} is no text", quoted(&other.to_string()));
                self.findings.bad.push(Problem::of_cell(self.line, column, message));
            }
        }
    }
}
