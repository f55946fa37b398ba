//! How much of it: allowances.

use super::super::{Chapter, Form, Kind, Table, needed, optional, or};
use super::targets::CONDITIONS;
use super::{MANY, TEXTS, TIER, WORK};

static PERIOD: Form = Form {
    words: "period",
    pattern: None,
    offered: &["month", "quarter", "fiscal quarter from february", "contract year", "once"],
};
static NOUN: Form = Form::free("text");
static SIZE: Form = Form { words: "size", pattern: None, offered: &["unlimited", "by contract", "none"] };
static SIZES: Kind = Kind::Either(&[Kind::Number { least: 0, most: MANY }, Kind::Text(&SIZE)]);

pub(super) static POT: Table = Table {
    id: "pot",
    heading: "`[pots.NAME]`",
    doc: "An allowance: of tickets, or of hours of work. With any of the [conditions](#conditions) it is only theirs.",
    keys: &[
        needed(
            "unit",
            Kind::Word(&["tickets", "time"]),
            r#""tickets""#,
            "what a unit is: one a ticket, or time of work",
        ),
        needed(
            "noun",
            Kind::List(&Kind::Text(&NOUN)),
            r#"["incident", "incidents"]"#,
            "what people call one unit and several",
        ),
        needed(
            "size",
            Kind::Either(&[
                Kind::Number { least: 0, most: MANY },
                Kind::Text(&SIZE),
                Kind::Named(&TIER, &SIZES),
            ]),
            r#"{ silver = 4, gold = "unlimited" }"#,
            "how much in a period, one for all or one for each tier: a number of tickets or a time such as `10 hours`, `unlimited`, \
             `by contract`, or `none` for a tier that has no such pot",
        ),
        needed(
            "period",
            Kind::Text(&PERIOD),
            r#""month""#,
            "how long it holds: `month`, `quarter`, `fiscal quarter from february`, `contract year`, `once`",
        ),
        optional(
            "daily_cap",
            Kind::Number { least: 1, most: MANY },
            "2",
            "at most so many units a local day",
        ),
        optional("step", Kind::Text(&WORK), r#""15 minutes""#, "time is booked in steps of so much"),
        optional("minimum", Kind::Text(&WORK), r#""30 minutes""#, "the least that is booked"),
        or(
            "add_on",
            Kind::YesNo,
            "false",
            "true",
            "bought on top of the plan: it pays only for what it names",
        ),
        optional(
            "expires_months",
            Kind::Number { least: 0, most: MANY },
            "12",
            "how long what was bought can be used",
        ),
        optional("pays_for", Kind::List(&TEXTS), r#"["Development"]"#, "what it pays for"),
        optional("free", Kind::List(&TEXTS), r#"["Faults of the product"]"#, "what uses nothing of it"),
        optional(
            "notes",
            Kind::List(&TEXTS),
            r#"["Used after the requests"]"#,
            "what else the agent should know",
        ),
    ],
    with: &[&CONDITIONS],
    silent: &["arrival"],
};

pub(super) const CHAPTER: Chapter = Chapter { title: "How much of it", intro: "", tables: &[&POT] };
