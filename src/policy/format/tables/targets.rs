//! What runs and what is promised: clocks, the table of targets, conditions of rows.

use super::super::{Chapter, Form, Kind, Table, needed, optional, or};
use super::{CALENDAR, CHANNEL, CHANNELS, KIND, LANGUAGE, PROMISE, REGION, SEVERITY, TEXT, TEXTS, TIER};

const EVENT: Kind = Kind::Word(&[
    "received",
    "severity_set",
    "assigned",
    "work_begun",
    "first_reply",
    "reply",
    "customer_message",
    "workaround",
    "estimate",
    "resolved",
]);
static EVENTS: Kind = EVENT;
static PAUSES: Kind = Kind::Word(&["waiting_for_customer", "resolved", "on_hold"]);
static SAID: Form = Form::free("promise");
pub(super) static ARRIVAL: Form = Form {
    words: "`inside` or `outside` and a calendar",
    pattern: Some("^(inside|outside) [a-z0-9][a-z0-9_-]{0,39}$"),
    offered: &[],
};

pub(super) static CLOCK: Table = Table {
    id: "clock",
    heading: "`[clocks.NAME]`",
    doc: "Every pack has `first_response` (from `received` to `first_reply`, never pausing) and `resolution` (from `received` to \
          `resolved`, pausing while `waiting_for_customer` and `resolved`): what these two mean is fixed, so that packs can be \
          compared. What a policy counts otherwise is a clock of its own name.",
    keys: &[
        needed("name", Kind::Text(&TEXT), r#""First response""#, "its name for people"),
        needed("starts", EVENT, r#""received""#, "the event that starts it"),
        needed(
            "ends",
            Kind::OneOrMore(&EVENTS),
            r#"["reply", "workaround"]"#,
            "the events that end it, or its round: the first of them to happen",
        ),
        optional(
            "pauses",
            Kind::List(&PAUSES),
            r#"["waiting_for_customer", "resolved"]"#,
            "the states in which it stands still, and after which it goes on with what was left; a clock of a name of its own always pauses while `resolved`",
        ),
        optional(
            "not_in",
            Kind::List(&PAUSES),
            r#"["on_hold"]"#,
            "the states in which it does not run at all, and after which it starts anew with its whole target",
        ),
        or("repeats", Kind::YesNo, "false", "true", "it starts again after each end: an update interval"),
        or(
            "until",
            Kind::OneOrMore(&EVENTS),
            r#""resolved""#,
            r#"["estimate", "resolved"]"#,
            "the events that end a clock of a name of its own for good, without its being kept: nothing more is owed; `resolved` always is one",
        ),
    ],
    with: &[],
    silent: &[],
};

/// A tier that is a column: the word that tells a cell from a row of columns is no tier.
static COLUMN: Form =
    Form { words: "tier", pattern: Some("^(?!target$)[a-z0-9][a-z0-9_-]{0,39}$"), offered: &[] };
static ROW: Kind = Kind::Either(&[Kind::Text(&PROMISE), Kind::Table(&CELL), Kind::Named(&COLUMN, &CELLS)]);
static SIGNED: Form = Form {
    words: "`before` or `from` and a date",
    pattern: Some("^(from [0-9]{4}-[0-9]{2}-[0-9]{2} before|from|before) [0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    offered: &[],
};
static TIME: Form =
    Form { words: "time of day", pattern: Some("^[0-9]{2}:[0-9]{2}$"), offered: &["15:00", "17:00"] };
static CELLS: Kind = Kind::Either(&[Kind::Text(&PROMISE), Kind::Table(&CELL)]);

pub(super) static TARGETS: Table = Table {
    id: "targets",
    heading: "`[targets.CLOCK]`",
    doc: "One for each clock, laid out as published pages have it: `rows` with a row for each severity and a column for each tier, \
          or `all` where every cell is the same. Every cell is written out, and what a policy does not promise is written too.",
    keys: &[
        optional(
            "calendar",
            Kind::Text(&CALENDAR),
            r#""office""#,
            "where business time runs in cells that name no calendar; `desk` is the desk's own hours",
        ),
        optional("channels", Kind::List(&CHANNELS), r#"["email"]"#, "channels of cells that name none"),
        optional(
            "cut_off",
            Kind::Text(&TIME),
            r#""17:00""#,
            "what comes in from this time of a working day on counts as received at the calendar's next opening, and so does what comes \
             in before it opens or on a day off; cells in plain minutes and hours run around the clock, and take it only if they name \
             it themselves",
        ),
        optional(
            "say",
            Kind::Named(&SAID, &TEXTS),
            r#"{ "not covered" = "Answered on best effort" }"#,
            "what a promise without a time means here, for cells without a note",
        ),
        optional(
            "exceptions",
            Kind::Tables(&EXCEPTION),
            "",
            "rows that answer before the table, by first match",
        ),
        optional(
            "rows",
            Kind::Either(&[Kind::Named(&SEVERITY, &ROW), Kind::Tables(&EXCEPTION)]),
            r#"{ high = { silver = "4 business hours", gold = "1 business hour" }, low = "best effort" }"#,
            "by severity: one cell for all tiers, or a cell for each tier; or a list of rows with conditions, where a policy is no \
             grid, of which the first that fits answers",
        ),
        optional(
            "all",
            CELLS_OR_ONE,
            r#""none""#,
            "one cell for every tier and severity, in place of `rows`",
        ),
    ],
    with: &[],
    silent: &[],
};

const CELLS_OR_ONE: Kind = Kind::Either(&[Kind::Text(&PROMISE), Kind::Table(&CELL)]);

pub(super) static CELL: Table = Table {
    id: "cell",
    heading: "A cell",
    doc: "A promise in words, or a table that says more.",
    keys: &[
        needed("target", Kind::Text(&PROMISE), r#""8 business hours""#, "the promise"),
        optional(
            "calendar",
            Kind::Text(&CALENDAR),
            r#""night-watch""#,
            "where its business time runs, if not where the table's does",
        ),
        optional("channels", Kind::List(&CHANNELS), r#"["phone"]"#, "the channels that this cell offers"),
        optional("cut_off", Kind::Text(&TIME), r#""15:00""#, "as in the table"),
        optional(
            "until",
            Kind::OneOrMore(&EVENTS),
            r#""estimate""#,
            "what ends the clock for good here, in place of what the clock itself says",
        ),
        optional("note", Kind::Text(&TEXT), r#""Call first""#, "what the agent should know about it"),
    ],
    with: &[],
    silent: &[],
};

pub(super) static EXCEPTION: Table = Table {
    id: "row",
    heading: "A row with conditions",
    doc: "One of `[[targets.CLOCK.exceptions]]`, or of `rows` as a list: the keys of a cell, any of the [conditions](#conditions), and",
    keys: &[optional(
        "arrival",
        Kind::Text(&ARRIVAL),
        r#""outside office""#,
        "whether the ticket arrived inside or outside a calendar's hours",
    )],
    with: &[&CELL, &CONDITIONS],
    silent: &[],
};

pub(super) static CONDITIONS: Table = Table {
    id: "conditions",
    heading: "Conditions",
    doc: "What a row asks of a ticket before it answers: one value or a list of them. What is left out matches everything; what is \
          not known of a ticket matches only rows that do not ask for it.",
    keys: &[
        optional("tier", Kind::OneOrMore(&Kind::Text(&TIER)), r#""gold""#, "the contract's tier"),
        optional(
            "severity",
            Kind::OneOrMore(&Kind::Text(&SEVERITY)),
            r#"["urgent", "high"]"#,
            "the severity, as it counts",
        ),
        optional(
            "environment",
            Kind::OneOrMore(&Kind::Word(&["production", "development"])),
            r#""development""#,
            "the stage that it is about",
        ),
        optional("region", Kind::OneOrMore(&Kind::Text(&REGION)), r#""europe""#, "the customer's region"),
        optional(
            "language",
            Kind::OneOrMore(&Kind::Text(&LANGUAGE)),
            r#""fr""#,
            "the language of the request",
        ),
        optional("channel", Kind::OneOrMore(&Kind::Text(&CHANNEL)), r#""phone""#, "the channel it came by"),
        optional("kind", Kind::OneOrMore(&Kind::Text(&KIND)), r#""training""#, "the kind of request"),
        optional(
            "level",
            Kind::OneOrMore(&Kind::Number { least: 1, most: 9 }),
            "2",
            "the level at which it stands",
        ),
        optional(
            "workaround",
            Kind::YesNo,
            "true",
            "whether the customer has been given a way around it, and it stands",
        ),
        optional(
            "signed",
            Kind::Text(&SIGNED),
            r#""before 2022-02-01""#,
            "contracts whose first date lies before a date, or from a date on; or both: `from 2020-01-01 before 2022-02-01`",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) const CHAPTER: Chapter = Chapter {
    title: "What runs, and what is promised",
    intro: r#"```toml
[targets.first_response]
calendar = "office"            # where business time runs; "desk" is the desk's own hours

[targets.first_response.rows]
high = { silver = "4 business hours", gold = "1 business hour" }
low  = "best effort"           # one promise for all tiers
```

A **promise** is a whole number with its unit, a range, a day, or a word:

| written | due |
|---|---|
| `30 minutes`, `4 hours` | so much later, around the clock |
| `90 business minutes`, `8 business hours` | after so much open time of the cell's calendar |
| `3 business days` | after three times the calendar's day length in open time |
| `end of business day 1` | at the last closing of the first working day after receipt (`0`: of the same day) |
| `same time on business day 2` | at the same time of day on the second working day after receipt; where nobody works then, when somebody does next on that day, or else at its last closing |
| `5 calendar days`, `2 weeks`, `3 months` | at the same local time so many dates on; of months, on the same day of the month or on its last |
| `4 to 6 hours`, `4 business hours to 1 business day` | at the later end; the earlier one is shown as the aim |
| `best effort` | effort is promised, no time |
| `not covered` | a dash in the published table: no promised time, which is not no support |
| `by contract` | the contract sets the figure |
| `none` | the policy knows no such target |
"#,
    tables: &[&CLOCK, &TARGETS, &CELL, &EXCEPTION, &CONDITIONS],
};
