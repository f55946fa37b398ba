//! The tables themselves, laid out as the reference tells them.

mod calendars;
mod head;
mod pots;
mod proof;
mod rules;
mod sold;
mod targets;

use super::{Chapter, Form, Kind, Table, needed, optional};

/// More of anything than a pack has.
const MANY: i64 = 4_294_967_295;

static TEXT: Form = Form::free("text");
static TEXTS: Kind = Kind::Text(&TEXT);
static NAME: Form = Form::name("name");
static TIER: Form = Form::name("tier");
static SEVERITY: Form = Form::name("severity");
static CALENDAR: Form = Form::name("calendar");
static CLOCK: Form = Form::name("clock");
static CHANNEL: Form = Form::name("channel");
static CHANNELS: Kind = Kind::Text(&CHANNEL);
static REGION: Form = Form::name("region");
static KIND: Form = Form::name("kind of request");
static LEVEL: Form = Form { words: "level", pattern: Some("^[1-9]$"), offered: &["1", "2", "3"] };
static LANGUAGE: Form =
    Form { words: "language code", pattern: Some("^[a-z]{2,3}(-[a-z]{2,4})?$"), offered: &[] };
static WORK: Form = Form::free("time of work");
static PROMISE: Form =
    Form { words: "promise", pattern: None, offered: &["best effort", "not covered", "by contract", "none"] };
static MOMENT: Form = Form::free("moment");

/// The file itself.
pub static PACK_FILE: Table = Table {
    id: "pack-file",
    heading: "The file",
    doc: "Tables may stand in any order; the one below reads best. Where several things stand side by side their order \
          counts: tiers lowest first, severities worst first, rows by first match, clocks and pots as they are shown and used.",
    keys: &[
        needed(
            "format",
            Kind::Number { least: 1, most: 1 },
            "1",
            "the written form, the first line of every pack",
        ),
        needed("pack", Kind::Table(&head::PACK), "", "who, and since when"),
        needed("tiers", Kind::Named(&TIER, &Kind::Table(&sold::TIER)), "", "what is sold, lowest first"),
        needed(
            "severities",
            Kind::Named(&SEVERITY, &Kind::Table(&sold::SEVERITY)),
            "",
            "how bad it is, worst first",
        ),
        optional("levels", Kind::Named(&LEVEL, &Kind::Table(&sold::LEVELS)), "", "levels of support"),
        optional(
            "holidays",
            Kind::Named(&NAME, &Kind::Table(&calendars::HOLIDAYS)),
            "",
            "days of the pack's own",
        ),
        needed("calendars", Kind::Named(&CALENDAR, &Kind::Table(&calendars::CALENDAR)), "", "hours"),
        needed("hours", Kind::Tables(&calendars::HOURS), "", "the desk's own hours, by first match"),
        needed("clocks", Kind::Named(&CLOCK, &Kind::Table(&targets::CLOCK)), "", "what runs"),
        needed("targets", Kind::Named(&CLOCK, &Kind::Table(&targets::TARGETS)), "", "what is promised"),
        optional(
            "pots",
            Kind::Named(&NAME, &Kind::Table(&pots::POT)),
            "",
            "allowances, the first used first",
        ),
        optional("counts_as", Kind::Tables(&rules::COUNTS_AS), "", "severities that count as another"),
        optional("commitments", Kind::Tables(&rules::COMMITMENT), "", "promises by share, for reports"),
        optional("checklists", Kind::Tables(&rules::CHECKLIST), "", "what an escalation needs first"),
        optional("excluded", Kind::Tables(&rules::EXCLUDED), "", "kinds of request that are left out"),
        optional("versions", Kind::Tables(&rules::VERSION), "", "how long versions are supported"),
        optional("terms", Kind::Table(&rules::TERMS), "", "what holds for every tier"),
        optional("assumptions", Kind::Tables(&rules::ASSUMPTION), "", "what was read into a silent policy"),
        optional("examples", Kind::Tables(&proof::EXAMPLE), "", "questions and the answers they must get"),
    ],
    with: &[],
    silent: &[],
};

/// The reference, part by part. Every table stands in one of them.
pub static CHAPTERS: &[Chapter] = &[
    head::CHAPTER,
    sold::CHAPTER,
    calendars::CHAPTER,
    targets::CHAPTER,
    pots::CHAPTER,
    rules::CHAPTER,
    proof::CHAPTER,
];
