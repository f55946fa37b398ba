//! How much of it: allowances.

use super::super::{Chapter, Form, Kind, Table, needed, optional, or};
use super::targets::{ARRIVAL, CONDITIONS};
use super::{CALENDAR, MANY, TEXT, TEXTS, TIER, WORK};

static PERIOD: Form = Form {
    words: "period",
    pattern: None,
    offered: &[
        "month",
        "quarter",
        "fiscal quarter from february",
        "year",
        "year from 1 april",
        "contract year",
        "once",
    ],
};
static NOUN: Form = Form::free("text");
static SIZE: Form = Form { words: "size", pattern: None, offered: &["unlimited", "by contract", "none"] };
static SIZES: Kind = Kind::Either(&[Kind::Number { least: 0, most: MANY }, Kind::Text(&SIZE)]);
static STRETCH: Form = Form { words: "length in dates", pattern: None, offered: &["3 months", "1 year"] };
static UNITS: Kind = Kind::Either(&[Kind::Number { least: 1, most: MANY }, Kind::Text(&WORK)]);
static TIMES: Form = Form { words: "decimal", pattern: None, offered: &["1.5", "2"] };
static FREE_ONE: Kind = Kind::Either(&[Kind::Text(&TEXT), Kind::Table(&FREE)]);

pub(super) static ROLLS_OVER: Table = Table {
    id: "rolls-over",
    heading: "`rolls_over = { }`",
    doc: "How much is carried over.",
    keys: &[needed(
        "most",
        UNITS,
        "4",
        "no more than so many tickets, or a time such as `4 hours`, are carried over, those carried before included; where that \
         is too many, the first to expire are lost",
    )],
    with: &[],
    silent: &[],
};

pub(super) static FACTOR: Table = Table {
    id: "factor",
    heading: "`factor = [{ }]`",
    doc: "What a minute of work costs at some times. The first row that fits an instant answers, and 1 elsewhere; calendars are the \
          pack's, or the contract's own hours in their place. The minimum and the step come after the factor.",
    keys: &[
        optional("outside", Kind::Text(&CALENDAR), r#""office""#, "while this calendar is closed"),
        optional("inside", Kind::Text(&CALENDAR), r#""nights""#, "while this calendar is open"),
        needed(
            "times",
            Kind::Either(&[Kind::Number { least: 1, most: 100 }, Kind::Text(&TIMES)]),
            r#""1.5""#,
            "so many times: a whole number, or a decimal in quotes",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static FREE: Table = Table {
    id: "free",
    heading: "`free = [{ }]`",
    doc: "What uses nothing of any pot, by [conditions](#conditions); the screen says why.",
    keys: &[
        optional(
            "opened_by",
            Kind::Word(&["provider"]),
            r#""provider""#,
            "only what the provider opened itself, which never uses a unit",
        ),
        optional("note", Kind::Text(&TEXT), r#""Our own mistakes""#, "why, in a sentence of your own"),
        optional(
            "arrival",
            Kind::Text(&ARRIVAL),
            r#""outside office""#,
            "whether the ticket arrived inside or outside a calendar's hours",
        ),
    ],
    with: &[&CONDITIONS],
    silent: &[],
};

pub(super) static POT: Table = Table {
    id: "pot",
    heading: "`[pots.NAME]`",
    doc: "An allowance: of tickets, or of hours of work. With any of the [conditions](#conditions) it is only theirs.\n\nPots of one \
          unit are used as they are written: a ticket or a booking takes from the first one that is for it and has something left, \
          also for that day where there is a `daily_cap`. Where none has, the first that is for it is overdrawn, the ticket is \
          flagged, and the agent decides; nothing is ever refused. Of one pot, what expires first is used first. `by contract` is \
          what was bought for the pot (`tierdesk contract buy`), from the date of purchase on. Periods are counted from the one \
          in which the contract starts, and what was carried over ends with the contract.",
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
            "how long it holds: `month`, `quarter`, `fiscal quarter from february`, `year`, `year from 1 april`, `contract year` \
             (from the contract's first date), `once`",
        ),
        or(
            "rolls_over",
            Kind::Either(&[Kind::Word(&["none", "all"]), Kind::Table(&ROLLS_OVER)]),
            r#""none""#,
            "{ most = 4 }",
            "what of the units left at the end of a period goes on into the next: `none`, `all`, or at the most so many",
        ),
        optional(
            "expires",
            Kind::Text(&STRETCH),
            r#""3 months""#,
            "how long a unit can be used, in days, weeks, months or years from the first date of the period that gave it, or from \
             the date of purchase where the purchase states no other end; the date so reached is the first on which it is gone. \
             Without `rolls_over` it carries units over until then",
        ),
        optional(
            "daily_cap",
            UNITS,
            "2",
            "at most so many tickets, or a time such as `2 hours`, a local day",
        ),
        optional(
            "step",
            Kind::Text(&WORK),
            r#""15 minutes""#,
            "time is booked in steps of so much; `1 hour` is per started hour",
        ),
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
            "how long what was bought can be used; nothing is carried over by it",
        ),
        optional("pays_for", Kind::List(&TEXTS), r#"["Development"]"#, "what it pays for"),
        optional(
            "free",
            Kind::List(&FREE_ONE),
            r#"[{ kind = "bug" }, "Faults of the product"]"#,
            "what uses nothing of it: rows of conditions that are obeyed, and texts that are shown",
        ),
        optional(
            "factor",
            Kind::List(&Kind::Table(&FACTOR)),
            r#"[{ outside = "office", times = 2 }]"#,
            "what a minute of work costs at some times",
        ),
        or(
            "when_empty",
            Kind::Word(&["ask", "paid", "next_period", "best_effort"]),
            r#""ask""#,
            r#""paid""#,
            "what the policy proposes where nothing is left; the agent decides",
        ),
        optional(
            "price",
            Kind::Text(&TEXT),
            r#""90 EUR a ticket""#,
            "what a paid request costs then, as published",
        ),
        optional(
            "arrival",
            Kind::Text(&ARRIVAL),
            r#""inside office""#,
            "whether the ticket arrived inside or outside a calendar's hours",
        ),
        optional(
            "notes",
            Kind::List(&TEXTS),
            r#"["Used after the requests"]"#,
            "what else the agent should know",
        ),
    ],
    with: &[&CONDITIONS],
    silent: &[],
};

pub(super) const CHAPTER: Chapter =
    Chapter { title: "How much of it", intro: "", tables: &[&POT, &ROLLS_OVER, &FACTOR, &FREE] };
