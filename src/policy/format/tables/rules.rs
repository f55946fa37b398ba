//! What stands beside the tables: rules, texts for the agent, and our own reading.

use super::super::Form;
use super::super::{Chapter, Kind, Table, needed, optional};
use super::targets::{ARRIVAL, CONDITIONS};
use super::{CALENDAR, CLOCK, MANY, SEVERITY, TEXT, TEXTS};

pub(super) static COUNTS_AS: Table = Table {
    id: "counts-as",
    heading: "`[[counts_as]]`",
    doc: "A severity that counts as another one under [conditions](#conditions). What was reported is kept, and both are shown.",
    keys: &[
        needed("as", Kind::Text(&SEVERITY), r#""low""#, "what it counts as"),
        needed(
            "reason",
            Kind::Text(&TEXT),
            r#""Nobody works with it yet""#,
            "why, in a sentence of your own",
        ),
    ],
    with: &[&CONDITIONS],
    silent: &["arrival"],
};

pub(super) static CHECKLIST: Table = Table {
    id: "checklist",
    heading: "`[[checklists]]`",
    doc: "What must be on a ticket before it goes to a level.",
    keys: &[
        needed("to_level", Kind::Number { least: 1, most: 9 }, "2", "the level that asks for it"),
        needed("items", Kind::List(&TEXTS), r#"["Steps to reproduce it"]"#, "its points"),
    ],
    with: &[],
    silent: &[],
};

static PER: Form = Form {
    words: "period",
    pattern: Some("^(week|month|quarter|year|contract year|fiscal quarter from [a-z]{3,9})$"),
    offered: &["month", "quarter", "year", "contract year"],
};
static SHARE: Form =
    Form { words: "percent", pattern: Some("^[0-9]{1,3}([.][0-9]{1,2})?( %)?$"), offered: &[] };
static LENGTH: Form = Form::free("time");

pub(super) static COMMITMENT: Table = Table {
    id: "commitment",
    heading: "`[[commitments]]`",
    doc: "A promise by share, which no ticket alone keeps or breaks: it lives in reports, and is shown to the agent. Every commitment \
          whose [conditions](#conditions) fit a ticket counts it, by receipt, in the policy's time zone. It has `share` or `misses_at_most`.",
    keys: &[
        needed(
            "clock",
            Kind::Text(&CLOCK),
            r#""first_response""#,
            "the clock whose target is kept or missed",
        ),
        optional(
            "share",
            Kind::Either(&[Kind::Number { least: 1, most: 100 }, Kind::Text(&SHARE)]),
            "80",
            "the percent of tickets that keep the target, at least: `80`, or `\"99.5 %\"`",
        ),
        optional(
            "misses_at_most",
            Kind::Number { least: 0, most: MANY },
            "4",
            "how many tickets miss the target, at most",
        ),
        needed("per", Kind::Text(&PER), r#""quarter""#, "the period over which it is counted"),
        optional(
            "within",
            Kind::Text(&LENGTH),
            r#""4 hours""#,
            "the time that is kept or missed, where it is not the ticket's own target",
        ),
        optional(
            "calendar",
            Kind::Text(&CALENDAR),
            r#""office""#,
            "where business time of `within` runs, if not where the ticket's own target does",
        ),
        optional(
            "text",
            Kind::Text(&TEXT),
            r#""Reported to the customer""#,
            "what the agent should know about it",
        ),
        optional("arrival", Kind::Text(&ARRIVAL), r#""inside office""#, "as for rows of targets"),
    ],
    with: &[&CONDITIONS],
    silent: &[],
};

pub(super) static EXCLUDED: Table = Table {
    id: "excluded",
    heading: "`[[excluded]]`",
    doc: "Kinds of request that are not included, by [conditions](#conditions) of which `kind` is one. Such a ticket is flagged.",
    keys: &[needed(
        "rule",
        Kind::Text(&TEXT),
        r#""Training is sold by itself""#,
        "the rule, in a sentence of your own",
    )],
    with: &[&CONDITIONS],
    silent: &["arrival"],
};

pub(super) static VERSION: Table = Table {
    id: "version",
    heading: "`[[versions]]`",
    doc: "How long a version of the product is supported. A ticket about one that is received later is flagged.",
    keys: &[
        needed("name", Kind::Text(&TEXT), r#""4.2""#, "the version; `4.2` stands for `4.2.1` too"),
        needed("end_of_life", Kind::Date, "2027-06-30", "the last date on which it is supported"),
    ],
    with: &[],
    silent: &[],
};

pub(super) static TERMS: Table = Table {
    id: "terms",
    heading: "`[terms]`",
    doc: "What holds for every tier, shown to the agent as it is written. No figure that can be computed belongs here.",
    keys: &[
        optional("entitlements", Kind::List(&TEXTS), r#"["A person answers"]"#, "what everybody has"),
        optional("exclusions", Kind::List(&TEXTS), r#"["Training"]"#, "what nobody has"),
        optional(
            "contract_rules",
            Kind::List(&TEXTS),
            r#"["A year at least"]"#,
            "terms of the contract itself",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static ASSUMPTION: Table = Table {
    id: "assumption",
    heading: "`[[assumptions]]`",
    doc: "What was read into a silent or unclear policy. The console shows it, so that nobody mistakes it for the provider's promise.",
    keys: &[
        needed("about", Kind::Text(&TEXT), r#""holidays""#, "what it concerns"),
        needed("reading", Kind::Text(&TEXT), r#""Germany's nationwide ones""#, "how it is read"),
        needed("reason", Kind::Text(&TEXT), r#""The page names none""#, "why"),
    ],
    with: &[],
    silent: &[],
};

pub(super) const CHAPTER: Chapter = Chapter {
    title: "Rules and texts",
    intro: "",
    tables: &[&COUNTS_AS, &COMMITMENT, &CHECKLIST, &EXCLUDED, &VERSION, &TERMS, &ASSUMPTION],
};
