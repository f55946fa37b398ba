//! A line of `due --batch` as a question: which keys it has, and what kind of question they make.

use serde_json::value::RawValue;

use super::asked::Asked;
use super::object::{Pairs, is_null, list, meant, object, quoted, repeated, shown, text, whole};
use crate::calendar::{Instant, Span};

/// The known keys of a line and what stands under them; `null` counts as left out, except for `id`.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) pack: Option<&'a RawValue>,
    pub(super) tier: Option<&'a RawValue>,
    pub(super) severity: Option<&'a RawValue>,
    pub(super) environment: Option<&'a RawValue>,
    pub(super) region: Option<&'a RawValue>,
    pub(super) level: Option<&'a RawValue>,
    pub(super) language: Option<&'a RawValue>,
    pub(super) channel: Option<&'a RawValue>,
    pub(super) kind: Option<&'a RawValue>,
    pub(super) signed: Option<&'a RawValue>,
    pub(super) events: Option<&'a RawValue>,
    pub(super) targets: Option<&'a RawValue>,
    pub(super) received: Option<&'a RawValue>,
    pub(super) paused: Option<&'a RawValue>,
    pub(super) query: Option<&'a RawValue>,
    pub(super) at: Option<&'a RawValue>,
    pub(super) calendar: Option<&'a RawValue>,
    pub(super) start: Option<&'a RawValue>,
    pub(super) seconds: Option<&'a RawValue>,
    pub(super) from: Option<&'a RawValue>,
    pub(super) to: Option<&'a RawValue>,
}

/// Every key that a line may have, for suggestions.
const KEYS: [&str; 22] = [
    "id",
    "pack",
    "tier",
    "severity",
    "received",
    "environment",
    "region",
    "level",
    "language",
    "channel",
    "kind",
    "signed",
    "targets",
    "events",
    "paused",
    "query",
    "at",
    "calendar",
    "start",
    "seconds",
    "from",
    "to",
];

/// A line that is JSON: its `id` as it was given, and the question or what is wrong with it.
pub(super) struct Read<'a> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) line: Result<Line<'a>, String>,
}

/// Reads the keys of a line.
///
/// # Errors
/// Where the line is no JSON object: then there is no `id` to give back either.
pub(super) fn read(written: &str) -> Result<Read<'_>, String> {
    let Pairs(pairs) = serde_json::from_str(written).map_err(|error| no_object(written, &error))?;
    let mut id = None;
    let mut line = Line::default();
    let mut wrong = None;
    for (key, value) in &pairs {
        if key == "id" {
            id.get_or_insert(*value);
        } else if let Some(slot) = line.slot(key) {
            *slot = Some(*value).filter(|value| !is_null(value));
        } else if wrong.is_none() {
            let near = meant(key, KEYS);
            wrong = Some(format!("unknown key {}{near}: the keys are {}", quoted(key), KEYS.join(", ")));
        }
    }
    let twice = || repeated(&pairs).map(|key| format!("the key {} stands twice: give it once", quoted(key)));
    Ok(Read { id, line: wrong.or_else(twice).map_or(Ok(line), Err) })
}

fn no_object(written: &str, error: &serde_json::Error) -> String {
    let right = "write one JSON object a line, such as {\"id\":1,\"pack\":\"photoprism\",\"tier\":\"gold\",\
                 \"severity\":\"urgent\",\"received\":\"2026-03-27T16:30:00+01:00\"}";
    if written.trim().is_empty() {
        format!("an empty line holds no question: {right}")
    } else if error.is_data() {
        format!("the line is JSON, but no object: {right}")
    } else {
        format!("the line is no JSON (column {}): {right}", error.column())
    }
}

impl<'a> Line<'a> {
    fn slot(&mut self, key: &str) -> Option<&mut Option<&'a RawValue>> {
        Some(match key {
            "pack" => &mut self.pack,
            "tier" => &mut self.tier,
            "severity" => &mut self.severity,
            "environment" => &mut self.environment,
            "region" => &mut self.region,
            "level" => &mut self.level,
            "language" => &mut self.language,
            "channel" => &mut self.channel,
            "kind" => &mut self.kind,
            "signed" => &mut self.signed,
            "events" => &mut self.events,
            "targets" => &mut self.targets,
            "received" => &mut self.received,
            "paused" => &mut self.paused,
            "query" => &mut self.query,
            "at" => &mut self.at,
            "calendar" => &mut self.calendar,
            "start" => &mut self.start,
            "seconds" => &mut self.seconds,
            "from" => &mut self.from,
            "to" => &mut self.to,
            _ => return None,
        })
    }

    /// Refuses keys that belong to another kind of question: what they should do here could only be guessed.
    pub(super) fn only(&self, kind: &str, foreign: &[(&str, Option<&RawValue>)]) -> Result<(), String> {
        match foreign.iter().find(|(_, value)| value.is_some()) {
            Some((key, _)) => Err(format!("{kind} takes no key {key}: leave it out")),
            None => Ok(()),
        }
    }

    /// What it says about a ticket: only types are checked here.
    pub(super) fn asked(&self) -> Result<Asked, String> {
        let word = |value: Option<&RawValue>, key: &str| -> Result<Option<String>, String> {
            value.map(|value| text(value, key).map(|word| word.into_owned())).transpose()
        };
        let targets = match self.targets {
            Some(value) => object(value, "targets")?
                .into_iter()
                .map(|(clock, target)| Ok((clock.to_string(), text(target, "a target")?.into_owned())))
                .collect::<Result<Vec<_>, String>>()?,
            None => Vec::new(),
        };
        Ok(Asked {
            pack: needed(self.pack, "pack", "the name of a policy pack, such as \"photoprism\"")
                .and_then(|value| text(value, "pack"))?
                .into_owned(),
            tier: word(self.tier, "tier")?,
            severity: word(self.severity, "severity")?,
            environment: word(self.environment, "environment")?,
            region: word(self.region, "region")?,
            level: self.level.map(|value| whole(value, "level")).transpose()?,
            language: word(self.language, "language")?,
            channel: word(self.channel, "channel")?,
            kind: word(self.kind, "kind")?,
            signed: word(self.signed, "signed")?,
            workaround: false,
            targets,
        })
    }

    /// The pauses of the resolution clock.
    pub(super) fn pauses(&self) -> Result<Vec<Span>, String> {
        let Some(value) = self.paused else { return Ok(Vec::new()) };
        list(value, "paused")?.into_iter().map(pause).collect()
    }
}

fn pause(value: &RawValue) -> Result<Span, String> {
    let pair = list(value, "a pause")?;
    let [from, to] = pair.as_slice() else {
        let open = if pair.len() == 1 { " has no end" } else { "" };
        return Err(format!("the pause {}{open}: write two instants, [from, to]", shown(value)));
    };
    if is_null(to) {
        return Err(format!("the pause {} has no end: write two instants, [from, to]", shown(value)));
    }
    let (from, to) = (instant_in(from, "a pause")?, instant_in(to, "a pause")?);
    if to < from {
        return Err(format!("the pause {} runs backwards: write the earlier instant first", shown(value)));
    }
    Ok(Span { from, to })
}

/// A value that must be there.
pub(super) fn needed<'a>(value: Option<&'a RawValue>, key: &str, what: &str) -> Result<&'a RawValue, String> {
    value.ok_or_else(|| format!("the key {key} is missing: give {what}"))
}

/// An instant that must be there.
pub(super) fn instant(value: Option<&RawValue>, key: &str) -> Result<Instant, String> {
    let value =
        needed(value, key, "an instant in RFC 3339 with an offset, such as 2026-03-27T16:30:00+01:00")?;
    instant_in(value, key)
}

fn instant_in(value: &RawValue, key: &str) -> Result<Instant, String> {
    let written = text(value, key)?;
    written.parse().map_err(|error| format!("{key} {} is {error}", quoted(&written)))
}
