//! JSON as questions are written: objects whose keys keep their order, whose values keep their text, and in which no key
//! stands twice.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::text::{fitted, printable};

/// The pairs of one object, values as written.
pub(super) struct Pairs<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs<'de>, M::Error> {
                let mut pairs = Vec::with_capacity(8);
                while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    pairs.push((key, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// The pairs of a value that must be an object, each key once.
pub(super) fn object<'a>(
    value: &'a RawValue,
    what: &str,
) -> Result<Vec<(Cow<'a, str>, &'a RawValue)>, String> {
    let Pairs(pairs) = serde_json::from_str(value.get())
        .map_err(|_| format!("{what} is {}: write an object {{...}}", shown(value)))?;
    match repeated(&pairs) {
        Some(key) => Err(format!("{what} has the key {} twice: give it once", quoted(key))),
        None => Ok(pairs),
    }
}

/// The first key that stands twice.
pub(super) fn repeated<'p>(pairs: &'p [(Cow<'_, str>, &RawValue)]) -> Option<&'p str> {
    let again = pairs
        .iter()
        .enumerate()
        .find(|(index, (key, _))| pairs.iter().take(*index).any(|(earlier, _)| earlier == key));
    again.map(|(_, (key, _))| key.as_ref())
}

/// The elements of a value that must be a list.
pub(super) fn list<'a>(value: &'a RawValue, what: &str) -> Result<Vec<&'a RawValue>, String> {
    serde_json::from_str(value.get()).map_err(|_| format!("{what} is {}: write a list [...]", shown(value)))
}

/// A value that must be a text.
pub(super) fn text<'a>(value: &'a RawValue, what: &str) -> Result<Cow<'a, str>, String> {
    let raw = value.get();
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        // Between plain quotes without a backslash stands the text itself: the common case costs no allocation.
        Some(inner) if !inner.contains('\\') => Ok(Cow::Borrowed(inner)),
        Some(_) => serde_json::from_str::<String>(raw)
            .map(Cow::Owned)
            .map_err(|_| format!("{what} is no readable text: an escape in it stands for no character")),
        None => Err(format!("{what} is {}: write a text in quotes", shown(value))),
    }
}

/// A value that must be a whole number.
pub(super) fn whole(value: &RawValue, what: &str) -> Result<i64, String> {
    serde_json::from_str(value.get()).map_err(|_| format!("{what} is {}: write a whole number", shown(value)))
}

/// Whether the value is written as `null`, which means the same as leaving the key out.
pub(super) fn is_null(value: &RawValue) -> bool {
    value.get() == "null"
}

/// A piece of a question, harmless and short enough for a message.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", fitted(&printable(text), LONGEST_QUOTE))
}

/// A value as written, harmless and short.
pub(super) fn shown(value: &RawValue) -> String {
    fitted(&printable(value.get()), LONGEST_QUOTE).into_owned()
}

/// Columns of foreign text in a message.
const LONGEST_QUOTE: usize = 60;

/// ` (did you mean gold?)` where a known word is near.
pub(super) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let word = word.to_lowercase();
    let near = known.into_iter().map(|known| (strsim::jaro_winkler(&known.to_lowercase(), &word), known));
    let near = near.filter(|(likeness, _)| *likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    near.map(|(_, known)| format!(" (did you mean {known}?)")).unwrap_or_default()
}
