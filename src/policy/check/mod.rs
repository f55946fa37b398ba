//! From a pack as written to the model: everything that sla.md part 4 and faults.md H ask, and every mistake at once.

mod calendars;
mod cells;
mod clocks;
mod commitments;
mod conditions;
mod coverage;
mod desk_hours;
mod examples;
mod left_out;
mod likely;
mod misnamed;
mod moment;
mod plan;
mod pot_rules;
mod pots;
mod targets;

pub use calendars::hours::weekly as weekly_hours;
pub use clocks::pause_word;
pub use moment::moment_words;

use std::sync::Arc;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::model::{ChannelKey, ClockKey, Level, Pack, PackId, Place, SeverityKey, Source, TierKey};
use crate::calendar::{Calendar, HolidayLists, Zone, Zones};
use crate::written::diagnostic::{Diagnostic, Finding, Weight, placed, quoted};
use crate::written::{Findings, Kind, Section, Text, did_you_mean, name_is_plain, text_of};

/// The written form that this program reads.
pub const FORMAT: u32 = 1;

/// Packs among the files that people write.
const PACK: Kind = Kind {
    name: "pack",
    begins: Some("a pack begins with `format = 1`"),
    instead: "write a pack as TOML; it begins with `format = 1`, and `tierdesk policy show b2bee --toml` prints one",
};

/// Most mistakes of the parser's finding that are looked at.
const MOST_SYNTAX: usize = 200;

/// Reads a pack. Pure: nothing but these bytes is looked at, and a pack cannot name another file (faults.md H06).
/// `file_name` is only shown. Gives the pack and what a person should look at.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub fn read_pack(
    text: &[u8],
    file_name: &str,
    zones: &Zones,
) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    read(text, file_name, (zones, &Arc::default()), None)
}

/// The same with national lists of holidays in place of the program's own.
///
/// # Errors
/// As [`read_pack`].
pub fn read_pack_with(
    text: &[u8],
    file_name: &str,
    zones: &Zones,
    lists: &Arc<HolidayLists>,
) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    read(text, file_name, (zones, lists), None)
}

/// Reads a pack as [`read_pack`] does, and asks its own examples; `today` tells which holiday lists end soon
/// (faults.md H14).
///
/// # Errors
/// Everything that is wrong with it, an example with another answer included.
pub fn check_pack(
    text: &[u8],
    file_name: &str,
    zones: &Zones,
    today: NaiveDate,
) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    read(text, file_name, (zones, &Arc::default()), Some(today))
}

fn read(
    bytes: &[u8],
    file: &str,
    around: (&Zones, &Arc<HolidayLists>),
    today: Option<NaiveDate>,
) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let text = match text_of(bytes, PACK) {
        Ok(text) => text,
        Err((finding, readable)) => return Err(placed(vec![finding], readable, file)),
    };
    let (document, wrong) = DeTable::parse_recoverable(text);
    if !wrong.is_empty() {
        // Text that is no TOML at all can have a mistake every other byte.
        let findings = wrong.iter().take(MOST_SYNTAX).map(|error| syntax(error, text)).collect();
        return Err(placed(findings, text, file));
    }
    let mut found = Findings::of(PACK);
    let pack = format_is_ours(document.get_ref(), &mut found)
        .then(|| pack(document.get_ref(), around, today, &mut found))
        .flatten();
    if found.refused() {
        return Err(placed(found.into_list(), text, file));
    }
    let pack = pack.map(|(mut pack, listed)| {
        lined(&mut pack, text);
        coverage::check(&pack, &listed, today.is_some(), &mut found);
        Arc::new(pack)
    });
    let Some(pack) = pack else {
        // Unreachable in practice: whatever keeps a pack from being built has put down why.
        found.error(0..0, "", "this pack cannot be read", None);
        return Err(placed(found.into_list(), text, file));
    };
    if today.is_some() && !found.refused() {
        examples::ask(&pack, &mut found);
    }
    match Arc::try_unwrap(pack) {
        Ok(pack) if !found.refused() => Ok((pack, placed(found.into_list(), text, file))),
        _ => Err(placed(found.into_list(), text, file)),
    }
}

/// A mistake of the parser's finding, in words that say what to do where its own don't.
fn syntax(error: &toml::de::Error, text: &str) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let help = match error.message() {
        message if message.contains("duplicate key") => Some("a key stands once; take one of the two out"),
        message if message.contains("key with no value") => {
            Some("a line is a table such as [pack], a key such as title = \"Acme\", or a comment behind #")
        }
        message if message.contains("must be quoted") || message.contains("invalid string") => {
            Some("write texts in quotes, such as title = \"Acme\"")
        }
        message if message.contains("recursion") => Some("a pack nests four tables deep at the most"),
        _ if span.start >= text.trim_end().len() => {
            Some("the file ends in the middle of something: is it complete?")
        }
        _ => None,
    };
    let message = format!("this is not TOML: {}", error.message());
    Finding { weight: Weight::Error, span, key: String::new(), message, help: help.map(str::to_owned) }
}

/// Whether the first thing to know is right: which written form this is (faults.md H11).
fn format_is_ours(document: &DeTable, found: &mut Findings) -> bool {
    let mut top = Section::new(String::new(), 0..0, document);
    let Some(value) = top.need("format", "`format = 1` as the first line", found) else { return false };
    match value.number(found) {
        Some(FORMAT) => true,
        Some(newer) if newer > FORMAT => {
            let message =
                format!("this pack is written in format {newer}; this program reads format {FORMAT}");
            found.error(value.span(), "format", message, "upgrade tierdesk, or ask for the pack in format 1");
            false
        }
        Some(_) => {
            found.error(value.span(), "format", "there is no such format", "write `format = 1`");
            false
        }
        None => false,
    }
}

/// The names that a pack has declared, for whatever refers to them. A declaration with a mistake in it counts, so that
/// one mistake is one finding.
#[derive(Debug, Default)]
struct Names {
    tiers: Vec<TierKey>,
    severities: Vec<SeverityKey>,
    regions: Vec<String>,
    kinds: Vec<String>,
    channels: Vec<ChannelKey>,
    levels: Vec<Level>,
    calendars: Vec<String>,
    /// Those of the calendars that choose among the others.
    choices: Vec<String>,
    clocks: Vec<ClockKey>,
}

impl Names {
    /// A reference to one of `known`; what it is not is refused with the nearest (faults.md H05).
    fn known<'k>(
        text: &Text,
        what: &str,
        known: impl Iterator<Item = &'k str> + Clone,
        found: &mut Findings,
    ) -> bool {
        let is_known = known.clone().any(|name| name == text.value);
        if !is_known {
            let message = format!("this pack has no {what} {}", quoted(text.value));
            let help =
                did_you_mean(text.value, known).unwrap_or_else(|| format!("it declares no {what} at all"));
            found.error(text.span.clone(), &text.key, message, help);
        }
        is_known
    }

    fn tier(&self, text: &Text, found: &mut Findings) -> Option<TierKey> {
        Self::known(text, "tier", self.tiers.iter().map(TierKey::as_str), found)
            .then(|| TierKey::new(text.value))
    }

    fn severity(&self, text: &Text, found: &mut Findings) -> Option<SeverityKey> {
        Self::known(text, "severity", self.severities.iter().map(SeverityKey::as_str), found)
            .then(|| SeverityKey::new(text.value))
    }

    fn channel(&self, text: &Text, found: &mut Findings) -> Option<ChannelKey> {
        Self::known(text, "channel", self.channels.iter().map(ChannelKey::as_str), found)
            .then(|| ChannelKey::new(text.value))
    }

    fn calendar(&self, text: &Text, found: &mut Findings) -> Option<String> {
        Self::known(text, "calendar", self.calendars.iter().map(String::as_str), found)
            .then(|| text.value.to_owned())
    }
}

/// Where a row stands; its line is told once the pack is whole ([`lined`]).
fn place_of(span: std::ops::Range<usize>, key: &str) -> Place {
    Place { span, line: 0, key: key.to_owned() }
}

/// Tells every row the line on which it begins.
fn lined(pack: &mut Pack, text: &str) {
    let breaks: Vec<usize> =
        text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
    let cells = pack.cells.iter_mut().map(|cell| &mut cell.place);
    let hours = pack.hours.iter_mut().map(|row| &mut row.place);
    let counts_as = pack.counts_as.iter_mut().map(|rule| &mut rule.place);
    let excluded = pack.excluded.iter_mut().map(|row| &mut row.place);
    let commitments = pack.commitments.iter_mut().map(|one| &mut one.place);
    for place in cells.chain(hours).chain(counts_as).chain(excluded).chain(commitments) {
        place.line = breaks.partition_point(|at| *at < place.span.start) + 1;
    }
}

/// The head: who published what, when it holds, and the words it uses.
struct Head<'a> {
    /// `default_severity`, checked where the severities are known.
    default: Option<Text<'a>>,
    id: PackId,
    title: String,
    source: Source,
    language: String,
    zone: Arc<Zone>,
}

/// The pack, and which of its tables of targets are lists of rows.
fn pack(
    document: &DeTable,
    (zones, lists): (&Zones, &Arc<HolidayLists>),
    today: Option<NaiveDate>,
    found: &mut Findings,
) -> Option<(Pack, Vec<targets::Listed>)> {
    let mut top = Section::new(String::new(), 0..0, document);
    // Asked for once more, so that it counts as known.
    let _ = top.get("format");
    let mut names = Names::default();
    let head = top
        .need("pack", "a table [pack] with name, title, edition, source, language and time_zone", found)
        .and_then(|value| value.section(found))
        .and_then(|section| head(section, &mut names, zones, found));
    plan::names(&mut top, &mut names, found);
    misnamed::tiers(document, &mut names, found);
    let zone = head.as_ref().map_or_else(Zone::utc, |head| head.zone.clone());
    let levels = plan::levels(&mut top, found);
    names.levels = levels.clone();
    let calendars = calendars::all(&mut top, &mut names, &zone, (zones, lists), today, found);
    let severities = plan::severities(&mut top, found);
    let tiers = plan::tiers(&mut top, &names, found);
    let clocks = clocks::all(&mut top, &mut names, found);
    let hours = desk_hours::all(&mut top, &names, &calendars, found);
    let targets = targets::all(&mut top, &names, &calendars, &hours, found);
    let around = cells::Around { names: &names, calendars: &calendars, hours: &hours, cells: &targets.cells };
    let commitments = commitments::all(&mut top, &around, found);
    let pots = pots::all(&mut top, &names, found);
    let counts_as = plan::counts_as(&mut top, &names, found);
    let checklists = plan::checklists(&mut top, &names, found);
    let excluded = left_out::excluded(&mut top, &names, found);
    let versions = left_out::versions(&mut top, found);
    let terms = plan::terms(&mut top, found);
    let assumptions = plan::assumptions(&mut top, found);
    let examples = examples::all(&mut top, &names, &zone, found);
    top.finish(found);
    let default_severity =
        plan::default_severity(head.as_ref().and_then(|head| head.default.clone()), &names, found);
    let Head { id, title, source, language, zone, .. } = head?;
    let pack = Pack {
        id,
        title,
        source,
        language,
        always: Arc::new(Calendar::around_the_clock(zone.clone())),
        zone,
        tiers,
        severities,
        default_severity,
        regions: names.regions,
        kinds: names.kinds,
        channels: names.channels,
        levels,
        calendars: calendars.plain,
        choices: calendars.choices,
        holidays: calendars.holidays,
        lists: lists.clone(),
        clocks,
        cells: targets.cells,
        commitments,
        hours,
        pots,
        counts_as,
        checklists,
        excluded,
        versions,
        entitlements: terms.entitlements,
        exclusions: terms.exclusions,
        contract_rules: terms.contract_rules,
        assumptions,
        examples,
    };
    Some((pack, targets.listed))
}

fn head<'a>(
    mut section: Section<'a>,
    names: &mut Names,
    zones: &Zones,
    found: &mut Findings,
) -> Option<Head<'a>> {
    let name = section.need_text("name", "name = \"acme\"", found);
    let name = name.filter(|name| name_is_plain(name, "a pack", found));
    let title = section.need_text("title", "title = \"Acme Ltd\"", found);
    let edition = section.need("edition", "the date from which it holds, edition = 2026-01-01", found);
    let edition = edition.and_then(|edition| {
        let date = edition.date(found)?;
        let counted = (1970..=2200).contains(&chrono::Datelike::year(&date));
        if !counted {
            found.error(
                edition.span(),
                "pack.edition",
                "the years 1970 to 2200 are counted",
                "mend the year",
            );
        }
        counted.then_some(date)
    });
    let dated = section.need("dated", "dated = true where the page itself states that date, or false", found);
    let dated = dated.and_then(|value| value.yes(found));
    let source =
        section.need_text("source", "where it was published, source = \"Support page, read ...\"", found);
    let reference = section.text("reference", found).map(|text| text.value.to_owned());
    let language =
        section.need_text("language", "language = \"en\"", found).filter(|text| language(text, found));
    let zone = section.need_text("time_zone", "time_zone = \"Europe/Paris\"", found);
    let zone = zone.and_then(|text| calendars::zone(&text, zones, found));
    names.regions = own_names(section.texts("regions", found), "a region", found);
    names.kinds = own_names(section.texts("kinds", found), "a kind of request", found);
    let channels =
        section.need("channels", "channels = [\"email\"]", found).and_then(|value| value.texts(found));
    let channels = own_names(channels.unwrap_or_default(), "a channel", found);
    let default = section.text("default_severity", found);
    names.channels = channels.iter().map(|key| ChannelKey::new(key)).collect();
    section.finish(found);
    Some(Head {
        default,
        id: PackId { name: name?.value.to_owned(), edition: edition? },
        title: title?.value.to_owned(),
        source: Source { title: source?.value.to_owned(), reference, dated: dated? },
        language: language?.value.to_owned(),
        zone: zone?,
    })
}

/// Names that the pack lists itself: plain, and each once.
fn own_names(texts: Vec<Text>, what: &str, found: &mut Findings) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        if !name_is_plain(&text, what, found) {
            continue;
        }
        if names.iter().any(|name| name == text.value) {
            found.error(
                text.span,
                &text.key,
                format!("{} stands here twice", quoted(text.value)),
                "take one out",
            );
        } else {
            names.push(text.value.to_owned());
        }
    }
    names
}

/// Whether a word is a code of a language as packs and questions write it: `en`, `fr`, `pt-br`.
pub fn is_language(word: &str) -> bool {
    let (base, region) = word.split_once('-').unwrap_or((word, "xx"));
    let letters = |part: &str, few: usize, many: usize| {
        (few..=many).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    letters(base, 2, 3) && letters(region, 2, 4)
}

/// `en`, `fr`, `pt-br`: as far as can be said without a list of languages.
fn language(text: &Text, found: &mut Findings) -> bool {
    let good = is_language(text.value);
    if !good {
        let message = format!("{} is no language", quoted(text.value));
        found.error(text.span.clone(), &text.key, message, "write a code such as en, fr or pt-br");
    }
    good
}
