//! The head of a pack.

use super::super::{Chapter, Form, Kind, Table, needed, optional};
use super::{CHANNELS, LANGUAGE, NAME, PACK_FILE, REGION, SEVERITY, TEXT};

static ZONE: Form = Form {
    words: "time zone",
    pattern: None,
    offered: &["UTC", "Europe/Paris", "Europe/Berlin", "Europe/London", "America/New_York"],
};
static REGIONS: Kind = Kind::Text(&REGION);
static KINDS: Kind = Kind::Text(&super::KIND);

pub(super) static PACK: Table = Table {
    id: "pack",
    heading: "`[pack]`",
    doc: "Who published what, when it holds, and the words that the rest uses.",
    keys: &[
        needed("name", Kind::Text(&NAME), r#""acme""#, "the pack's name in commands"),
        needed("title", Kind::Text(&TEXT), r#""Acme Ltd""#, "the provider's name for people"),
        needed("edition", Kind::Date, "2026-01-01", "the date from which this edition holds"),
        needed(
            "dated",
            Kind::YesNo,
            "true",
            "whether the page itself states that date; `false` where it is the date on which it was read",
        ),
        needed("source", Kind::Text(&TEXT), r#""Support policy""#, "the title of the page"),
        optional(
            "reference",
            Kind::Text(&TEXT),
            r#""https://example.com/support""#,
            "its address, or the file that was kept of it; nothing is ever fetched",
        ),
        needed("language", Kind::Text(&LANGUAGE), r#""en""#, "the language of the page"),
        needed(
            "time_zone",
            Kind::Text(&ZONE),
            r#""Europe/Paris""#,
            "the zone in which months and days are counted, and in which calendars run that name none: a place, or `UTC`",
        ),
        needed(
            "channels",
            Kind::List(&CHANNELS),
            r#"["email", "phone"]"#,
            "the channels that the policy names",
        ),
        optional(
            "default_severity",
            Kind::Text(&SEVERITY),
            r#""low""#,
            "the severity of a request that claims none, until the desk assesses it",
        ),
        optional("regions", Kind::List(&REGIONS), r#"["europe"]"#, "regions that it tells apart"),
        optional(
            "kinds",
            Kind::List(&KINDS),
            r#"["fault", "training"]"#,
            "kinds of request that it tells apart",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) const CHAPTER: Chapter =
    Chapter { title: "Who, and since when", intro: "", tables: &[&PACK_FILE, &PACK] };
