//! Examples: questions with the answers that a pack must give.

use super::super::{Chapter, Kind, Table, needed, optional, or};
use super::{CHANNEL, CLOCK, KIND, LANGUAGE, MOMENT, PROMISE, REGION, SEVERITY, TEXT, TIER};

static ANSWER: Kind = Kind::Either(&[Kind::Text(&MOMENT), Kind::Text(&PROMISE)]);

pub(super) static EXAMPLE: Table = Table {
    id: "example",
    heading: "`[[examples]]`",
    doc: "A question and its answer, worked out by hand from the published page.",
    keys: &[
        needed(
            "ask",
            Kind::Table(&ASK),
            r#"{ tier = "gold", severity = "urgent", received = "Fri 2026-03-27 16:30" }"#,
            "what is known of the ticket",
        ),
        needed(
            "answer",
            Kind::Named(&CLOCK, &ANSWER),
            r#"{ first_response = "Mon 2026-03-30 16:30", resolution = "none" }"#,
            "by clock: the moment when it is due, or a promise without a time",
        ),
        optional("note", Kind::Text(&TEXT), r#""Over Easter""#, "what it shows"),
    ],
    with: &[],
    silent: &[],
};

pub(super) static ASK: Table = Table {
    id: "ask",
    heading: "The question of an example",
    doc: "",
    keys: &[
        needed("tier", Kind::Text(&TIER), r#""gold""#, "the contract's tier"),
        needed("severity", Kind::Text(&SEVERITY), r#""urgent""#, "the severity, as reported"),
        needed("received", Kind::Text(&MOMENT), r#""Fri 2026-03-27 16:30""#, "when it arrived"),
        or(
            "environment",
            Kind::Word(&["production", "development"]),
            r#""production""#,
            r#""development""#,
            "the stage that it is about",
        ),
        optional("region", Kind::Text(&REGION), r#""europe""#, "the customer's region"),
        optional("language", Kind::Text(&LANGUAGE), r#""fr""#, "the language of the request"),
        optional("channel", Kind::Text(&CHANNEL), r#""phone""#, "the channel it came by"),
        optional("kind", Kind::Text(&KIND), r#""training""#, "the kind of request"),
        optional("level", Kind::Number { least: 1, most: 9 }, "2", "the level at which it stands"),
        optional("signed", Kind::Date, "2026-01-01", "the contract's first date"),
    ],
    with: &[],
    silent: &[],
};

pub(super) const CHAPTER: Chapter = Chapter {
    title: "Proof",
    intro: "`tierdesk policy test` asks every example and shows each answer; `tierdesk policy check` refuses a pack that answers \
            otherwise.\n\nA **moment** is written on the clocks of the pack's zone, with the weekday so that a slip is noticed: \
            `\"Fri 2026-03-27 16:30\"`. With\nan offset it is an instant: `\"2026-03-27T16:30+01:00\"`; that form is needed for the hour \
            that comes twice when clocks go back.\n",
    tables: &[&EXAMPLE, &ASK],
};
