//! The file, part by part, with the comments that teach.

use std::fmt::Write as _;

use super::Draft;
use crate::policy::format::{CHAPTERS, sample};

/// The pack without an example.
pub(super) fn pack(draft: &Draft) -> String {
    let mut text = String::new();
    head(draft, &mut text);
    more(draft, &["pack"], &[], &mut text);
    sold(draft, &mut text);
    more(draft, &["tier", "severity"], &["level"], &mut text);
    hours(draft, &mut text);
    more(draft, &["calendar"], &["schedule", "holidays", "holiday", "conditions"], &mut text);
    targets(draft, &mut text);
    more(draft, &["targets"], &["cell", "row", "clock"], &mut text);
    if draft.with_everything {
        rest(&mut text);
    }
    text
}

/// A text as TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A key as TOML: what is no bare one is put in quotes, so that the check finds it.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { name.to_owned() } else { quoted(name) }
}

fn head(draft: &Draft, text: &mut String) {
    let Draft { name, title, edition, language, time_zone, channels, .. } = draft;
    let _ = write!(
        text,
        "\
# The support policy of {title}: what its page says, in our words. Go through this file with the page beside you.
#   tierdesk policy check FILE   names every mistake with its line
#   tierdesk policy test FILE    asks the examples at the end
# docs/packs.md tells every key there is. What the page does not promise is written out too: \"best effort\" (effort, no time),
# \"not covered\" (a dash for this tier), \"by contract\" (the contract sets it), \"none\" (the policy knows no such target).
format = 1

[pack]
",
        title = one_line(title),
    );
    let bare = one_line(name);
    let source = quoted(&format!("Support policy of {title}"));
    for (pair, comment) in [
        (format!("name = {}", quoted(name)), format!("in commands: {bare}, or {bare}@{edition}")),
        (format!("title = {}", quoted(title)), String::new()),
        (
            format!("edition = {edition}"),
            "the date from which it holds; a later edition is a file of its own".into(),
        ),
        ("dated = false".into(), "true where the page itself states that date".into()),
        (
            format!("source = {source}"),
            "the title of the page; reference = \"https://...\" keeps its address".into(),
        ),
        (format!("language = {}", quoted(language)), String::new()),
        (format!("time_zone = {}", quoted(time_zone)), "months and days are counted here".into()),
        (format!("channels = {}", list(channels)), "all that the page names".into()),
    ] {
        told(&pair, &comment, text);
    }
}

/// A key and what it means, in columns.
fn told(pair: &str, comment: &str, text: &mut String) {
    const COLUMN: usize = 40;
    let pad = " ".repeat(COLUMN.saturating_sub(crate::text::width(pair)));
    let _ = if comment.is_empty() {
        writeln!(text, "{pair}")
    } else {
        writeln!(text, "{pair}{pad}  # {comment}")
    };
}

/// Text in a comment must not end it.
fn one_line(text: &str) -> String {
    crate::text::printable(text).replace(['\n', '\r'], " ")
}

fn sold(draft: &Draft, text: &mut String) {
    text.push_str("\n# ---- who buys what, lowest first; a policy without tiers has one ----\n");
    for (tier, name) in &draft.tiers {
        let _ = write!(text, "\n[tiers.{}]\nname = {}\n", key(tier), quoted(name));
    }
    text.push_str(
        "\n# ---- how bad it is, worst first; say when each applies in a sentence of your own ----\n",
    );
    for (severity, definition) in &draft.severities {
        let name = super::titled(severity);
        let _ = write!(
            text,
            "\n[severities.{}]\nname = {}\ndefinition = {}\n",
            key(severity),
            quoted(&name),
            quoted(definition)
        );
    }
}

fn hours(draft: &Draft, text: &mut String) {
    let days: Vec<String> =
        draft.hours.iter().map(|(days, intervals)| format!("{} = {}", key(days), list(intervals))).collect();
    let _ = write!(
        text,
        "
# ---- when the desk works: business time runs in here, and stands still outside ----

[calendars.office]
hours = {{ {} }}
",
        days.join(", ")
    );
    match draft.holidays.as_slice() {
        [] => told("# holidays = [\"DE\"]", "closed on these; `tierdesk holidays` lists the codes", text),
        codes => told(&format!("holidays = {}", list(codes)), "closed on these", text),
    }
    text.push_str(
        "\n# The desk's own hours: when somebody is there at all.\n[[hours]]\ncalendar = \"office\"\n",
    );
}

fn targets(draft: &Draft, text: &mut String) {
    text.push_str(
        "
# ---- what runs, and what is promised ----
# These two clocks are in every pack and always mean the same.

[clocks.first_response]
name = \"First response\"
starts = \"received\"
ends = \"first_reply\"

[clocks.resolution]
name = \"Resolution\"
starts = \"received\"
ends = \"resolved\"
pauses = [\"waiting_for_customer\", \"resolved\"]

# \"4 hours\" run around the clock, \"4 business hours\" in the calendar; docs/packs.md lists every way to write a promise.
",
    );
    for clock in ["first_response", "resolution"] {
        clock_table(draft, clock, text);
    }
}

fn clock_table(draft: &Draft, clock: &str, text: &mut String) {
    let cell = |severity: &str, tier: &str| quoted(draft.target(clock, severity, tier));
    let row = |severity: &str| draft.tiers.iter().map(|(tier, _)| cell(severity, tier)).collect::<Vec<_>>();
    let rows: Vec<(String, Vec<String>)> =
        draft.severities.iter().map(|(severity, _)| (key(severity), row(severity))).collect();
    let mut cells = rows.iter().flat_map(|(_, cells)| cells);
    let _ = write!(text, "\n[targets.{clock}]\ncalendar = \"office\"\n");
    if let Some(first) = cells.next()
        && cells.all(|cell| cell == first)
    {
        told(&format!("all = {first}"), "every cell is the same", text);
        return;
    }
    let _ = write!(text, "\n[targets.{clock}.rows]\n");
    let widest = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, cells) in &rows {
        let pad = " ".repeat(widest.saturating_sub(name.chars().count()));
        let same = cells.split_first().filter(|(first, rest)| rest.iter().all(|cell| cell == *first));
        let _ = match same {
            Some((first, _)) => writeln!(text, "{name}{pad} = {first}"),
            None => {
                let columns =
                    draft.tiers.iter().zip(cells).map(|((tier, _), cell)| format!("{} = {cell}", key(tier)));
                writeln!(text, "{name}{pad} = {{ {} }}", columns.collect::<Vec<_>>().join(", "))
            }
        };
    }
}

/// What else could stand there, as comments: in tables that are written, and tables that are not.
fn more(draft: &Draft, written: &[&str], others: &[&str], text: &mut String) {
    if !draft.with_everything {
        return;
    }
    let tables = |ids: &'_ [&str]| {
        let all = CHAPTERS.iter().flat_map(|chapter| chapter.tables);
        all.filter(|table| ids.contains(&table.id)).collect::<Vec<_>>()
    };
    tables(written).into_iter().for_each(|table| text.push_str(&sample::also(table)));
    tables(others).into_iter().for_each(|table| text.push_str(&sample::commented(table)));
}

/// Every table that has not been told of, by chapter.
fn rest(text: &mut String) {
    const TOLD: [&str; 17] = [
        "pack-file",
        "pack",
        "tier",
        "severity",
        "level",
        "calendar",
        "schedule",
        "holidays",
        "holiday",
        "hours",
        "clock",
        "targets",
        "cell",
        "row",
        "conditions",
        "example",
        "ask",
    ];
    for chapter in CHAPTERS {
        let tables: Vec<_> = chapter.tables.iter().filter(|table| !TOLD.contains(&table.id)).collect();
        if !tables.is_empty() {
            let _ = write!(text, "\n# ---- {} ----\n", chapter.title.to_lowercase());
        }
        tables.into_iter().for_each(|table| text.push_str(&sample::commented(table)));
    }
}
