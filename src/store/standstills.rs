//! Standstills of a row, read without their reasons into a list that is there already: reports read a million of them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::desk::{Stage, Standstill};

/// Adds those that are written there; what cannot be read is left out, as elsewhere.
pub(super) fn read(json: &[u8], into: &mut Vec<Standstill>) {
    let before = into.len();
    let mut reader = serde_json::Deserializer::from_slice(json);
    if reader.deserialize_seq(Into(into)).is_err() {
        into.truncate(before);
    }
}

struct Into<'a>(&'a mut Vec<Standstill>);

impl<'de> Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of standstills")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(Slim { kind, from, to }) = list.next_element()? {
            self.0.push(Standstill { kind, from, to, reason: String::new() });
        }
        Ok(())
    }
}

/// A standstill but for its reason, which is passed over where it stands.
#[derive(Deserialize)]
struct Slim {
    kind: Stage,
    from: i64,
    #[serde(default)]
    to: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_the_full_reader_reads_but_the_reasons() {
        let all = [Stage::Waiting, Stage::OnHold, Stage::Resolved].map(|kind| Standstill {
            kind,
            from: 5,
            to: (kind == Stage::OnHold).then_some(9),
            reason: "a \"b\" \u{1F600}\n".into(),
        });
        let json = serde_json::to_vec(&all).unwrap();
        let mut read_back = Vec::new();
        read(&json, &mut read_back);
        let bare = all.map(|one| Standstill { reason: String::new(), ..one });
        assert_eq!(read_back, bare);
        for broken in ["", "{}", "[1]", "[{\"kind\":\"resolved\"}]", "[{\"kind\":\"waiting\",\"from\":1},"] {
            read(broken.as_bytes(), &mut read_back);
            assert_eq!(read_back.len(), 3, "{broken}");
        }
    }
}
