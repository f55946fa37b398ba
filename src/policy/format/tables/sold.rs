//! What is sold: tiers, severities, levels.

use super::super::{Chapter, Form, Kind, Table, needed, optional, or};
use super::{CHANNELS, LEVEL, MANY, TEXT, TEXTS};

static WHO: Kind = Kind::Word(&["provider", "customer"]);
static WORDS: Form = Form::free("text");

pub(super) static TIER: Table = Table {
    id: "tier",
    heading: "`[tiers.NAME]`",
    doc: "One for each plan, support level or deployment that the policy tells apart, lowest first. A policy without tiers has one. \
          All but targets, hours and allowances is shown to the agent as it is written.",
    keys: &[
        needed("name", Kind::Text(&TEXT), r#""Gold""#, "its name for people"),
        optional("price", Kind::Text(&TEXT), r#""100 EUR a month""#, "as published"),
        optional("scope", Kind::List(&TEXTS), r#"["Faults of the product"]"#, "what it covers"),
        optional(
            "entitlements",
            Kind::List(&TEXTS),
            r#"["A named contact"]"#,
            "what it includes beside targets",
        ),
        optional("exclusions", Kind::List(&TEXTS), r#"["Training"]"#, "what it leaves out"),
        optional(
            "channels",
            Kind::List(&CHANNELS),
            r#"["email", "phone"]"#,
            "the channels it may use where a cell does not say otherwise",
        ),
        optional(
            "registered_contacts",
            Kind::Number { least: 0, most: MANY },
            "3",
            "how many persons may be registered; left out where the policy sets no number",
        ),
        optional(
            "reports",
            Kind::Word(&["weekly"]),
            r#""weekly""#,
            "how often it promises reports: `tierdesk report weekly` makes them for its customers",
        ),
        or(
            "response_priority",
            Kind::YesNo,
            "false",
            "true",
            "of two tickets equally near their target this tier's comes first",
        ),
        optional(
            "answers",
            Kind::Named(&LEVEL, &WHO),
            r#"{ 1 = "customer", 2 = "provider" }"#,
            "who answers each level; needed where the pack has levels",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static SEVERITY: Table = Table {
    id: "severity",
    heading: "`[severities.NAME]`",
    doc: "One for each severity or priority of the policy, worst first.",
    keys: &[
        needed("name", Kind::Text(&TEXT), r#""Urgent""#, "its name for people"),
        needed(
            "definition",
            Kind::Text(&TEXT),
            r#""Nobody can work""#,
            "when it applies, in a sentence of your own",
        ),
        optional(
            "words",
            Kind::List(&Kind::Text(&WORDS)),
            r#"["P1", "Sev 1"]"#,
            "other words for it, in mails and imports",
        ),
        or(
            "only_for_order",
            Kind::YesNo,
            "false",
            "true",
            "the policy itself has no severities: these serve for order and colour",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static LEVELS: Table = Table {
    id: "level",
    heading: "`[levels.1]`",
    doc: "Where the policy tells levels of support apart. They are numbered from 1 to 9.",
    keys: &[
        needed("definition", Kind::Text(&TEXT), r#""First line""#, "what it does, in a sentence of your own"),
        optional(
            "reached_from",
            Kind::Number { least: 1, most: 9 },
            "1",
            "the only level from which it can be reached, where there is one",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) const CHAPTER: Chapter =
    Chapter { title: "What is sold", intro: "", tables: &[&TIER, &SEVERITY, &LEVELS] };
