//! Answers questions one after the other, and remembers what does not change between them.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::asked::{self, Asked, Plan};
use super::object::text;
use super::question::{Line, Read, instant, needed, read};
use super::{events, hours_asked};
use crate::calendar::{Calendar, Hours, Instant, Zones};
use crate::policy::{ClockAnswer, ClockEvent, ClockStands, Packs, Promise};
use crate::text::{json_escaped, printable_block};

/// What answers: packs and zones, and the calendars and terms that earlier questions have led to.
pub struct Engine {
    packs: Arc<Packs>,
    zones: Arc<Zones>,
    plans: Remembered<Plan>,
    hours: Remembered<Calendar>,
    calendars: Remembered<Calendar>,
    /// The key under which the question at hand is looked up; kept for its room.
    key: String,
}

/// Values by the text of the question that led to them. A question that says the same in the same words costs one
/// look-up; the room is bounded, so that no input can fill the memory.
struct Remembered<T> {
    known: HashMap<String, Arc<T>>,
    most: usize,
}

/// Questions with more text than this are worked out afresh each time.
const LONGEST_KEY: usize = 8 * 1024;

/// No error says more than this.
const LONGEST_ERROR: usize = 1_500;

impl<T> Remembered<T> {
    fn new(most: usize) -> Remembered<T> {
        Remembered { known: HashMap::new(), most }
    }

    fn get(&self, key: &str) -> Option<Arc<T>> {
        self.known.get(key).cloned()
    }

    fn keep(&mut self, key: &str, value: &Arc<T>) {
        if key.len() > LONGEST_KEY {
            return;
        }
        if self.known.len() >= self.most {
            self.known.clear();
        }
        self.known.insert(key.to_owned(), value.clone());
    }
}

impl Engine {
    /// With these packs and zone rules.
    pub fn new(packs: impl Into<Arc<Packs>>, zones: Arc<Zones>) -> Engine {
        // A calendar that was asked about every year holds 4 MB, so of those fewer are kept.
        Engine {
            packs: packs.into(),
            zones,
            plans: Remembered::new(4_096),
            hours: Remembered::new(4_096),
            calendars: Remembered::new(64),
            key: String::new(),
        }
    }

    /// Answers one line: appends a line of JSON, without its end, and says whether it was answered.
    pub fn answer(&mut self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let begun = out.len();
        let read = match std::str::from_utf8(line) {
            Ok(line) => read(line),
            Err(_) => Err("the line is no UTF-8: write JSON in UTF-8".to_owned()),
        };
        let (id, outcome) = match read {
            Ok(Read { id, line }) => {
                push_id(out, id);
                (id, line.and_then(|line| self.question(&line, out)))
            }
            Err(error) => (None, Err(error)),
        };
        if let Err(error) = &outcome {
            out.truncate(begun);
            push_id(out, id);
            push_error(out, error);
        }
        outcome.is_ok()
    }

    /// The error line for a line that was not read at all.
    pub fn refuse(error: &str, out: &mut Vec<u8>) {
        push_id(out, None);
        push_error(out, error);
    }

    fn question(&mut self, line: &Line, out: &mut Vec<u8>) -> Result<(), String> {
        match (line.calendar, line.query) {
            (Some(calendar), _) => self.calendar_question(calendar, line, out),
            (None, Some(query)) => self.hours_question(query, line, out),
            (None, None) => self.target_question(line, out),
        }
    }

    fn target_question(&mut self, line: &Line, out: &mut Vec<u8>) -> Result<(), String> {
        let foreign = [
            ("at", line.at),
            ("start", line.start),
            ("seconds", line.seconds),
            ("from", line.from),
            ("to", line.to),
        ];
        line.only("a question about targets", &foreign)?;
        self.remember(line);
        let events = line.events.map(events::read);
        let given = events.as_ref().and_then(|events| events.as_deref().ok()).unwrap_or_default();
        let workaround = given.iter().any(|happened| happened.event == ClockEvent::Workaround);
        if workaround {
            self.key.push_str("\nworkaround");
        }
        let known = self.plans.get(&self.key);
        // What is wrong with the pack is said before what is wrong with the instants.
        let asked = if known.is_some() { None } else { Some(Asked { workaround, ..line.asked()? }) };
        let received = instant(line.received, "received")?;
        let plan = match (known, asked) {
            (Some(plan), _) => plan,
            (None, asked) => {
                let plan =
                    Arc::new(asked::plan(&asked.unwrap_or_default(), &self.packs, &self.zones, received)?);
                if !plan.by_arrival {
                    self.plans.keep(&self.key, &plan);
                }
                plan
            }
        };
        let paused = line.pauses()?;
        let events = events.transpose()?;
        let history = match events.is_some() || plan.has_further() {
            true => Some(events::history(received, &events.unwrap_or_default(), &paused)?),
            false => None,
        };
        for clock in &plan.clocks {
            let answer = asked::answered(clock, received, &paused, history.as_ref())?;
            push(out, ",\"");
            push(out, clock.resolved.clock.as_str());
            push(out, "\":");
            push_answer(out, &clock.resolved.promise, &answer);
        }
        out.push(b'}');
        Ok(())
    }

    fn hours_question(&mut self, query: &RawValue, line: &Line, out: &mut Vec<u8>) -> Result<(), String> {
        if text(query, "query")? != "hours" {
            return Err(format!("there is no query {}: write \"hours\"", super::object::shown(query)));
        }
        let foreign = [
            ("received", line.received),
            ("paused", line.paused),
            ("events", line.events),
            ("start", line.start),
            ("seconds", line.seconds),
            ("from", line.from),
            ("to", line.to),
        ];
        line.only("a question about hours", &foreign)?;
        self.remember(line);
        let known = self.hours.get(&self.key);
        let asked = if known.is_some() { None } else { Some(line.asked()?) };
        let at = instant(line.at, "at")?;
        let calendar = match (known, asked) {
            (Some(calendar), _) => calendar,
            (None, asked) => {
                let asked = asked.unwrap_or_default();
                let (calendar, by_arrival) = asked::hours(&asked, &self.packs, &self.zones, at)?;
                if !by_arrival {
                    self.hours.keep(&self.key, &calendar);
                }
                calendar
            }
        };
        let (words, change) = match calendar.hours(at) {
            Hours::Open { until } => (",\"open\":true,\"until\":", until),
            Hours::Closed { opens } => (",\"open\":false,\"opens\":", opens),
        };
        push(out, words);
        match change {
            Some(at) => push_instant(out, at),
            None => push(out, "null"),
        }
        out.push(b'}');
        Ok(())
    }

    fn calendar_question(
        &mut self,
        written: &RawValue,
        line: &Line,
        out: &mut Vec<u8>,
    ) -> Result<(), String> {
        let foreign = [
            ("pack", line.pack),
            ("tier", line.tier),
            ("severity", line.severity),
            ("environment", line.environment),
            ("region", line.region),
            ("level", line.level),
            ("language", line.language),
            ("channel", line.channel),
            ("kind", line.kind),
            ("signed", line.signed),
            ("targets", line.targets),
            ("received", line.received),
            ("paused", line.paused),
            ("events", line.events),
            ("query", line.query),
            ("at", line.at),
        ];
        line.only("a question about a calendar of its own", &foreign)?;
        let calendar = match self.calendars.get(written.get()) {
            Some(calendar) => calendar,
            None => {
                let calendar = Arc::new(hours_asked::calendar(written, &self.zones)?);
                self.calendars.keep(written.get(), &calendar);
                calendar
            }
        };
        let due_asked = line.start.is_some() || line.seconds.is_some();
        let span_asked = line.from.is_some() || line.to.is_some();
        if due_asked == span_asked {
            return Err(
                "a question about a calendar takes either start and seconds, or from and to".to_owned()
            );
        }
        if span_asked {
            let open = calendar.elapsed(instant(line.from, "from")?, instant(line.to, "to")?);
            push(out, ",\"open_seconds\":");
            push(out, &open.to_string());
        } else {
            let start = instant(line.start, "start")?;
            let seconds = super::object::whole(
                needed(line.seconds, "seconds", "a number of open seconds")?,
                "seconds",
            )?;
            if seconds < 0 {
                return Err(format!("seconds is {seconds}: write 0 or more"));
            }
            let past =
                "not due before the end of 2200, where the engine stops counting: ask for fewer seconds";
            push(out, ",\"due\":");
            push_instant(out, calendar.due(start, seconds).ok_or(past)?);
        }
        out.push(b'}');
        Ok(())
    }

    /// Sets the key under which this question's terms are known: what it says about the ticket, in its own words. A raw
    /// line break cannot stand in a line, so it keeps the parts apart.
    fn remember(&mut self, line: &Line) {
        self.key.clear();
        let parts =
            [line.pack, line.tier, line.severity, line.environment, line.region, line.level, line.targets];
        for part in parts {
            self.key.push_str(part.map_or("", RawValue::get));
            self.key.push('\n');
        }
        let further = [line.language, line.channel, line.kind, line.signed];
        if further.iter().any(Option::is_some) {
            for part in further {
                self.key.push_str(part.map_or("", RawValue::get));
                self.key.push('\n');
            }
        }
    }
}

/// `{"id":..`: as it was given, `null` where none was.
fn push_id(out: &mut Vec<u8>, id: Option<&RawValue>) {
    push(out, "{\"id\":");
    push(out, &json_escaped(id.map_or("null", RawValue::get)));
}

fn push_error(out: &mut Vec<u8>, error: &str) {
    let message = printable_block(&crate::text::printable(error), LONGEST_ERROR);
    push(out, ",\"error\":");
    // Serializing a text cannot fail; without it the line would lack its value.
    let text =
        serde_json::to_string(&message).unwrap_or_else(|_| "\"this line cannot be answered\"".to_owned());
    push(out, &json_escaped(&text));
    out.push(b'}');
}

/// `{"kind":"due","at":..}`, or the kind alone (sla.md 1.8). Where a clock of the pack's own does not run now, it says why;
/// of a range the near end stands beside.
pub(super) fn push_answer(out: &mut Vec<u8>, promise: &Promise, answer: &ClockAnswer) {
    push(out, "{\"kind\":\"");
    push(out, promise.kind());
    push(out, "\"");
    if let Promise::Within(_) = promise {
        push(out, ",\"at\":");
        match answer.due {
            Some(due) => push_instant(out, due),
            None => push(out, "null"),
        }
        if let Some(aim) = answer.aim {
            push(out, ",\"aim\":");
            push_instant(out, aim);
        }
        let (what, event) = match answer.stands {
            ClockStands::Runs => ("", None),
            ClockStands::Waits(event) => (",\"waits_for\":\"", Some(event)),
            ClockStands::Ended(event) => (",\"ended\":\"", Some(event)),
            ClockStands::Off(since) => {
                push(out, ",\"off_since\":");
                push_instant(out, since);
                ("", None)
            }
        };
        if let Some(event) = event {
            push(out, what);
            push(out, event.as_str());
            push(out, "\"");
        }
    }
    out.push(b'}');
}

fn push_instant(out: &mut Vec<u8>, at: Instant) {
    out.push(b'"');
    out.extend_from_slice(&at.text());
    out.push(b'"');
}

fn push(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
