//! When the desk works: calendars, holidays, the desk's own hours.

use super::super::{Chapter, Form, Kind, Table, needed, optional, or};
use super::targets::CONDITIONS;
use super::{CALENDAR as CALENDAR_NAME, TEXT, WORK};

static DAYS: Form = Form {
    words: "day, span of days, or `week`",
    pattern: None,
    offered: &["mon-fri", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-sun", "week"],
};
static INTERVAL: Form = Form {
    words: "interval",
    pattern: Some("^[0-9]{2}:[0-9]{2} *- *[0-9]{2}:[0-9]{2}$"),
    offered: &["09:00-17:00", "00:00-24:00"],
};
static STRETCH: Form = Form {
    words: "stretch",
    pattern: Some("^[A-Za-z]{3,9} *[0-9]{2}:[0-9]{2} *- *[A-Za-z]{3,9} *[0-9]{2}:[0-9]{2}$"),
    offered: &["Sun 18:00 - Fri 18:00"],
};
static HOURS_OF_WEEK: Kind = Kind::List(&Kind::Either(&[Kind::Text(&INTERVAL), Kind::Text(&STRETCH)]));
static ZONE: Form = Form::free("time zone");
static HOLIDAY_SET: Form = Form::free("code or name of holidays");
static ICS: Form = Form::free("calendar file");
static DAY_RULE: Form = Form::free("day in words");
static DAY: Form = Form::free("date");
static WEEKDAY: Form = Form::free("weekday");
static SHIFT: Form = Form {
    words: "shift",
    pattern: None,
    offered: &["next monday", "previous friday", "next working day", "previous working day", "dropped"],
};
static DAY_IS: Form = Form::free("day that falls so");
const YEAR: Kind = Kind::Number { least: 1970, most: 2200 };
const FAR: Kind = Kind::Number { least: -120, most: 120 };

pub(super) static SCHEDULE: Table = Table {
    id: "schedule",
    heading: "A part of a union",
    doc: "Hours in one zone.",
    keys: &[
        needed(
            "hours",
            Kind::Named(&DAYS, &HOURS_OF_WEEK),
            r#"{ mon-fri = ["09:00-12:00", "14:00-18:00"], sat = ["09:00-12:00"] }"#,
            "open hours by weekday, `[from, to)`, up to `24:00`; a span of days may run over the week's end, such as `sun-thu`, and \
             hours past midnight go on the next day. `week` holds stretches over days: `week = [\"Sun 18:00 - Fri 18:00\"]`",
        ),
        optional(
            "time_zone",
            Kind::Text(&ZONE),
            r#""America/New_York""#,
            "on whose wall clock they are read; the pack's where it is left out",
        ),
        optional(
            "holidays",
            Kind::List(&Kind::Text(&HOLIDAY_SET)),
            r#"["FR", "closures"]"#,
            "days on which it is closed: codes such as `FR` or `DE/BY` (`tierdesk holidays` lists them), or sets of the pack's own",
        ),
        optional(
            "place",
            Kind::Word(&["customer"]),
            r#""customer""#,
            "`customer`: read on the wall clock of the customer's place, closed on its holidays, as soon as a contract names it \
             (`tierdesk contract add --place`); until then `time_zone` and `holidays` hold. Sets of the pack's own hold either way",
        ),
        optional(
            "dates",
            Kind::List(&Kind::Table(&DATED)),
            r#"[{ on = "24 Dec", hours = ["09:00-12:00"] }]"#,
            "dates with other hours",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static CALENDAR: Table = Table {
    id: "calendar",
    heading: "`[calendars.NAME]`",
    doc: "Hours under a name: `hours` in one zone, a `union` of several, or a choice among other calendars. The names `always` (around the clock) and `desk` \
          (the desk's own hours) have a meaning of their own and are not given.",
    keys: &[
        optional(
            "hours",
            Kind::Named(&DAYS, &HOURS_OF_WEEK),
            r#"{ mon-fri = ["09:00-12:00", "14:00-18:00"] }"#,
            "open hours by weekday, as in a part of a union; needed without `union`",
        ),
        optional("time_zone", Kind::Text(&ZONE), r#""America/New_York""#, "as in a part of a union"),
        optional("holidays", Kind::List(&Kind::Text(&HOLIDAY_SET)), r#"["FR"]"#, "as in a part of a union"),
        optional("place", Kind::Word(&["customer"]), r#""customer""#, "as in a part of a union"),
        optional(
            "dates",
            Kind::List(&Kind::Table(&DATED)),
            r#"[{ on = "2026-12-31", hours = [], name = "Inventory" }]"#,
            "as in a part of a union",
        ),
        optional(
            "union",
            Kind::List(&Kind::Table(&SCHEDULE)),
            r#"[{ hours = { mon-fri = ["09:00-17:00"] } }, { time_zone = "Asia/Tokyo", hours = { mon-fri = ["09:00-17:00"] } }]"#,
            "open when any of its parts is open; stands in place of the keys above",
        ),
        optional(
            "choose",
            Kind::List(&Kind::Table(&CHOICE)),
            r#"[{ region = "apac", calendar = "sydney" }, { calendar = "london" }]"#,
            "another calendar by what is known of a ticket; stands in place of all other keys",
        ),
        optional(
            "business_day",
            Kind::Text(&WORK),
            r#""8 hours""#,
            "open time of a business day; needed where the days differ in length and a target is in business days",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static CHOICE: Table = Table {
    id: "choice",
    heading: "A row of a choice",
    doc: "The first row that fits a ticket answers: a calendar with hours of its own, and any of the [conditions](#conditions). \
          Every ticket must find a row, those too of which region, language, channel, kind or level are not known, and every row \
          a ticket. The name of the choice stands wherever a calendar's may.",
    keys: &[needed(
        "calendar",
        Kind::Text(&CALENDAR_NAME),
        r#""sydney""#,
        "the name of a calendar with hours",
    )],
    with: &[&CONDITIONS],
    silent: &["arrival"],
};

pub(super) static HOLIDAYS: Table = Table {
    id: "holidays",
    heading: "`[holidays.NAME]`",
    doc: "Days of the pack's own on which it is closed. The name cannot be the code of a country.",
    keys: &[
        optional(
            "days",
            Kind::List(&Kind::Table(&HOLIDAY)),
            r#"[{ name = "Inventory", on = "28 Dec to 3 Jan" }]"#,
            "each of them; needed without `ics`",
        ),
        optional(
            "ics",
            Kind::Text(&ICS),
            "",
            "the text of a calendar file (RFC 5545), in `\'\'\'`: its all-day events are closed. `tierdesk holidays --ics FILE --pack NAME` \
             writes the days of a file as lines of a pack",
        ),
    ],
    with: &[],
    silent: &[],
};

pub(super) static HOLIDAY: Table = Table {
    id: "holiday",
    heading: "A day of holidays",
    doc: "Its name, and [which day](#which-day) it is.",
    keys: &[needed("name", Kind::Text(&TEXT), r#""Founder's day""#, "its name")],
    with: &[&WHICH_DAY],
    // What only the files of countries use.
    silent: &["regions", "except_regions"],
};

pub(super) static DATED: Table = Table {
    id: "dated",
    heading: "A date with other hours",
    doc: "[Which day](#which-day) it is, and its hours, which stand above the holidays and the hours of the week. Of entries that \
          meet on a date the first holds. One that comes every year leaves weekdays without hours closed: an office that \
          closes at noon on 24 December does not open on a Sunday for it. A business day stays as long as the week has it.",
    keys: &[
        needed(
            "hours",
            Kind::List(&Kind::Text(&INTERVAL)),
            r#"["09:00-12:00"]"#,
            "open hours of that date; `[]` closes it",
        ),
        optional(
            "name",
            Kind::Text(&TEXT),
            r#""Inventory""#,
            "what it is called; the date itself where it is left out",
        ),
        or(
            "also_on_days_off",
            Kind::YesNo,
            "false",
            "true",
            "one that comes every year opens weekdays without hours too, as a date with its year does",
        ),
    ],
    with: &[&WHICH_DAY],
    silent: &["regions", "except_regions"],
};

pub(super) static WHICH_DAY: Table = Table {
    id: "which-day",
    heading: "Which day",
    doc: "Exactly one of `on`, `easter`, `orthodox`, `date`, `dates` and `table`, and what bends it.",
    keys: &[
        optional(
            "on",
            Kind::Text(&DAY_RULE),
            r#""third Monday in January""#,
            "every year: `12-25`, `25 Dec`, `last Monday of May`, `Monday on or before 05-24`, `28 Dec to 3 Jan`; once: `2026-12-28 to 2027-01-03`",
        ),
        optional("plus", FAR, "1", "so many days after `on`"),
        optional("easter", FAR, "-2", "days from Western Easter Sunday"),
        optional("orthodox", FAR, "1", "days from Orthodox Easter Sunday"),
        optional("date", Kind::Text(&DAY), r#""2026-08-17""#, "once"),
        optional("dates", Kind::List(&Kind::Text(&DAY)), r#"["2026-08-17", "2027-08-16"]"#, "on these dates"),
        optional(
            "table",
            Kind::List(&Kind::Text(&DAY)),
            r#"["2026-03-20", "2027-03-10"]"#,
            "the dates of a feast that goes on after the list ends: a warning comes 60 days before",
        ),
        optional("from", YEAR, "2020", "the first year"),
        optional("until", YEAR, "2030", "the last year"),
        optional("except", Kind::List(&YEAR), "[2021]", "not in these years"),
        optional(
            "every",
            Kind::Number { least: 2, most: 200 },
            "4",
            "only each so-manieth year from `from` on",
        ),
        optional(
            "if",
            Kind::List(&Kind::Text(&DAY_IS)),
            r#"["01-06 is Sunday"]"#,
            "only in years in which one of these is so",
        ),
        optional(
            "unless",
            Kind::List(&Kind::Text(&DAY_IS)),
            r#"["01-06 is Sunday"]"#,
            "not in years in which one of these is so",
        ),
        optional("if_easter", FAR, "-3", "only where it falls so many days from Western Easter"),
        optional("unless_easter", FAR, "-3", "not where it falls so many days from Western Easter"),
        optional(
            "observed",
            Kind::Named(&WEEKDAY, &Kind::Text(&SHIFT)),
            r#"{ sunday = "next working day" }"#,
            "a further day off where it falls on that weekday",
        ),
        optional("observed_from", YEAR, "2022", "since this year"),
        optional(
            "moved",
            Kind::Named(&WEEKDAY, &Kind::Text(&SHIFT)),
            r#"{ saturday = "previous friday" }"#,
            "the day itself moves where it falls on that weekday",
        ),
    ],
    with: &[],
    // Another spelling of `on`, and what only the files of countries use.
    silent: &["nth"],
};

pub(super) static HOURS: Table = Table {
    id: "hours",
    heading: "`[[hours]]`",
    doc: "The desk's own hours: when somebody is there at all. The first row that fits answers; every tier and level must find one. \
          A row has a calendar and any of the [conditions](#conditions).",
    keys: &[needed(
        "calendar",
        Kind::Text(&CALENDAR_NAME),
        r#""office""#,
        "the name of a calendar, or `always` for around the clock",
    )],
    with: &[&CONDITIONS],
    silent: &["arrival"],
};

pub(super) const CHAPTER: Chapter = Chapter {
    title: "When the desk works",
    intro: "",
    tables: &[&CALENDAR, &SCHEDULE, &CHOICE, &DATED, &HOLIDAYS, &HOLIDAY, &WHICH_DAY, &HOURS],
};
