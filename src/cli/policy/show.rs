//! `tierdesk policy show`: a pack as a person reads it, so that somebody who knows the published page can check it.

use comfy_table::{ContentArrangement, Table, presets};

use super::json;
use crate::cli::{CliError, Context, Out};
use crate::policy::{
    Answers, Cell, Clock, Conditions, Desk, Excluded, Facts, Pack, PackError, Pot, PotSize, PotUnit, Promise,
    Severity, Tier, TierKey,
};
use crate::text::width;

/// Columns of the output where no terminal says otherwise.
const WIDTH: u16 = 100;

pub fn run(name: &str, as_json: bool, as_toml: bool, context: &mut Context) -> Result<(), CliError> {
    let packs = context.packs()?;
    if as_toml {
        let source = packs.source(name).map_err(CliError::from)?;
        // What a pack's values may hold is printable; its comments may be anything.
        return source.lines().try_for_each(|line| context.out.line(crate::text::printable(line)));
    }
    let pack = packs.get(name).map_err(CliError::from)?;
    if as_json {
        return context.out.json(&json::pack(&pack));
    }
    let mut page = Page { out: &mut context.out };
    page.head(&pack)?;
    page.tiers(&pack)?;
    page.severities(&pack)?;
    for clock in &pack.clocks {
        page.clock(&pack, clock)?;
    }
    page.desk(&pack)?;
    page.pots(&pack)?;
    page.levels(&pack)?;
    page.list("Every tier has", &pack.entitlements)?;
    page.list("No tier includes", &pack.exclusions)?;
    page.list("Flagged by kind of request, for it is not included", &left_out(&pack))?;
    page.list("Versions", &versions(&pack))?;
    page.list("Contract", &pack.contract_rules)?;
    page.assumptions(&pack)
}

impl From<PackError> for CliError {
    fn from(error: PackError) -> CliError {
        CliError::usage(error.to_string()).hint("`tierdesk policy list` shows the packs at hand")
    }
}

struct Page<'o> {
    out: &'o mut Out,
}

impl Page<'_> {
    fn title(&mut self, text: &str) -> Result<(), CliError> {
        self.out.line("")?;
        self.out.line(text)
    }

    fn list(&mut self, title: &str, items: &[String]) -> Result<(), CliError> {
        if items.is_empty() {
            return Ok(());
        }
        self.title(title)?;
        items.iter().try_for_each(|item| self.entry("  - ", item))
    }

    /// A text behind a lead, broken between words so that it reads on any terminal.
    fn entry(&mut self, lead: &str, text: &str) -> Result<(), CliError> {
        let indent = " ".repeat(width(lead));
        let room = usize::from(WIDTH);
        let mut line = lead.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            if !empty && width(&line) + 1 + width(word) > room {
                self.out.line(std::mem::replace(&mut line, indent.clone()))?;
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.out.line(line)
    }

    fn table(&mut self, header: Vec<String>, rows: Vec<Vec<String>>) -> Result<(), CliError> {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        if !self.out.is_terminal() {
            table.set_width(WIDTH);
        }
        table.set_header(header);
        table.add_rows(rows);
        self.out.line(table.trim_fmt())
    }

    fn head(&mut self, pack: &Pack) -> Result<(), CliError> {
        self.out.line(format!("{} ({})", pack.title, pack.id))?;
        let dated = if pack.source.dated { "edition of" } else { "read on" };
        self.out.line(format!(
            "  {dated} {}, language {}, time zone {}",
            pack.id.edition,
            pack.language,
            pack.zone.name()
        ))?;
        self.out.line(format!("  source: {}", pack.source.title))?;
        match &pack.source.reference {
            Some(reference) => self.out.line(format!("  {reference}")),
            None => Ok(()),
        }
    }

    fn tiers(&mut self, pack: &Pack) -> Result<(), CliError> {
        self.title("Tiers, lowest first")?;
        let mut header = vec![String::new()];
        header.extend(pack.tiers.iter().map(|tier| format!("{}\n({})", tier.name, tier.key)));
        let mut rows = Vec::new();
        let mut row = |name: &str, of: &dyn Fn(&Tier) -> String| {
            let values: Vec<String> = pack.tiers.iter().map(of).collect();
            if values.iter().any(|value| !value.is_empty()) {
                rows.push(std::iter::once(name.to_owned()).chain(values).collect());
            }
        };
        row("price", &|tier| tier.price.clone().unwrap_or_default());
        row("channels", &|tier| tier.channels.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", "));
        row("allowance", &|tier| pack.allowance(&tier.key).map(size_words).unwrap_or_default());
        row("registered persons", &|tier| {
            tier.registered_contacts.map(|n| n.to_string()).unwrap_or_default()
        });
        row("response priority", &|tier| if tier.response_priority { "yes".into() } else { String::new() });
        row("answered by", &answered_by);
        row("covers", &|tier| bullets(&tier.scope));
        row("includes", &|tier| bullets(&tier.entitlements));
        row("leaves out", &|tier| bullets(&tier.exclusions));
        self.table(header, rows)
    }

    fn severities(&mut self, pack: &Pack) -> Result<(), CliError> {
        let note = if pack.severities.iter().all(|severity| severity.only_for_order) {
            " (for order and colour only: the policy has none)"
        } else {
            ""
        };
        self.title(&format!("Severities, worst first{note}"))?;
        let row = |severity: &Severity| {
            vec![
                format!("{}\n({})", severity.name, severity.key),
                severity.definition.clone(),
                severity.words.join(", "),
            ]
        };
        let header = ["severity", "when", "also called"].map(str::to_owned).to_vec();
        self.table(header, pack.severities.iter().map(row).collect())?;
        for rule in &pack.counts_as {
            self.out.line(format!("  {} counts as {}: {}", words(&rule.when), rule.severity, rule.reason))?;
        }
        Ok(())
    }

    /// A row for each severity and a column for each tier, as published pages have it.
    fn clock(&mut self, pack: &Pack, clock: &Clock) -> Result<(), CliError> {
        let repeats = if clock.repeats { ", again and again" } else { "" };
        let from_to =
            format!("from {} to {}{repeats}", clock.starts.replace('_', " "), clock.ends.replace('_', " "));
        let pauses: Vec<String> =
            clock.pauses.iter().map(|pause| crate::policy::pause_word(*pause).replace('_', " ")).collect();
        let pauses =
            if pauses.is_empty() { String::new() } else { format!(", pauses while {}", pauses.join(" or ")) };
        self.title(&format!("{}: {from_to}{pauses}", clock.name))?;
        let cells: Vec<&Cell> = pack.cells.iter().filter(|cell| cell.clock == clock.key).collect();
        if let [only] = cells.as_slice()
            && only.when == Conditions::default()
        {
            return self.out.line(format!("  every tier and severity: {}", cell_words(pack, Some(only))));
        }
        let table = |cell: &&&Cell| {
            cell.when
                == Conditions {
                    tiers: cell.when.tiers.clone(),
                    severities: cell.when.severities.clone(),
                    ..Conditions::default()
                }
        };
        for cell in cells.iter().filter(|cell| !table(cell)) {
            let what = cell_words(pack, Some(cell)).replace('\n', "; ");
            self.out.line(format!("  first: {}: {what}", words(&cell.when)))?;
        }
        let mut header = vec![String::new()];
        header.extend(pack.tiers.iter().map(|tier| tier.name.clone()));
        let row = |severity: &Severity| {
            let column = |tier: &Tier| {
                let mut rows = cells.iter().filter(table);
                let nowhere = |_: &str| None;
                let facts = Facts { tier: Some(tier.key.clone()), ..Facts::default() };
                let cell = rows.find(|cell| cell.when.match_facts(&facts, Some(&severity.key), &nowhere));
                cell_words(pack, cell.copied())
            };
            std::iter::once(severity.name.clone()).chain(pack.tiers.iter().map(column)).collect()
        };
        self.table(header, pack.severities.iter().map(row).collect())
    }

    fn desk(&mut self, pack: &Pack) -> Result<(), CliError> {
        self.title("The desk's own hours")?;
        for row in &pack.hours {
            let facts = Facts {
                tier: row.when.tiers.first().cloned(),
                region: row.when.regions.first().cloned(),
                level: row.when.levels.first().copied(),
                ..Facts::default()
            };
            let hours = match pack.desk_hours(&facts) {
                Desk::Calendar(named) => named.words.clone(),
                Desk::AroundTheClock => "around the clock".into(),
                Desk::Unknown => row.calendar.clone().unwrap_or_else(|| "around the clock".into()),
            };
            self.entry("  ", &format!("{}: {hours}", words(&row.when)))?;
        }
        Ok(())
    }

    fn pots(&mut self, pack: &Pack) -> Result<(), CliError> {
        if pack.pots.is_empty() {
            return Ok(());
        }
        self.title("Allowances")?;
        let mut said: Vec<&str> = Vec::new();
        for pot in &pack.pots {
            let add_on = if pot.add_on { " (add-on)" } else { "" };
            self.out.line(format!("  {}: {}{add_on}", words(&pot.when), size_words(pot)))?;
        }
        for pot in &pack.pots {
            if said.contains(&pot.key.as_str()) {
                continue;
            }
            said.push(&pot.key);
            let step = pot.step_minutes.map(|minutes| format!("booked in steps of {minutes} minutes"));
            let least = pot.minimum_minutes.map(|minutes| format!("at least {minutes} minutes"));
            let ends = pot.expires_months.map(|months| format!("expires after {months} months"));
            let pays = pot.pays_for.iter().map(|text| format!("pays for: {text}"));
            let free = pot.free.iter().map(|text| format!("free: {text}"));
            let facts = step.into_iter().chain(least).chain(ends).chain(pays).chain(free);
            for fact in facts.chain(pot.notes.iter().cloned()) {
                self.entry("  - ", &format!("{}: {fact}", pot.noun.1))?;
            }
        }
        Ok(())
    }

    fn levels(&mut self, pack: &Pack) -> Result<(), CliError> {
        if pack.levels.is_empty() {
            return Ok(());
        }
        self.title("Levels")?;
        for level in &pack.levels {
            let from =
                level.reached_from.map(|from| format!(" (through level {from} only)")).unwrap_or_default();
            self.entry("  ", &format!("{}{from}: {}", level.number, level.definition))?;
        }
        for list in &pack.checklists {
            self.list(&format!("Before a ticket goes to level {}, it needs", list.to_level), &list.items)?;
        }
        Ok(())
    }

    fn assumptions(&mut self, pack: &Pack) -> Result<(), CliError> {
        if pack.assumptions.is_empty() {
            return Ok(());
        }
        self.title("Assumed (our reading, not the provider's promise)")?;
        pack.assumptions.iter().try_for_each(|one| {
            self.entry("  - ", &format!("{}: {}. Why: {}", one.about, one.reading, one.reason))
        })
    }
}

fn left_out(pack: &Pack) -> Vec<String> {
    let row = |row: &Excluded| {
        let tiers: Vec<&str> = row.when.tiers.iter().map(TierKey::as_str).collect();
        let only = if tiers.is_empty() { String::new() } else { format!(" ({})", tiers.join(", ")) };
        format!("{}{only}: {}", row.when.kinds.join(", "), row.rule)
    };
    pack.excluded.iter().map(row).collect()
}

fn versions(pack: &Pack) -> Vec<String> {
    pack.versions.iter().map(|one| format!("{}: supported until {}", one.name, one.end_of_life)).collect()
}

fn bullets(items: &[String]) -> String {
    items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

fn answered_by(tier: &Tier) -> String {
    let who = |by: &Answers| match by {
        Answers::Provider => "provider",
        Answers::Customer => "customer",
    };
    tier.answers
        .iter()
        .map(|(level, by)| format!("level {level}: {}", who(by)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Target, window, channels, note: a line each.
fn cell_words(pack: &Pack, cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "none".into() };
    let mut lines = vec![cell.promise.to_string()];
    if let Promise::Within(length) = &cell.promise {
        match cell.calendar.as_deref().and_then(|key| pack.calendar(key)) {
            _ if !length.unit.is_business() => lines.push("around the clock".into()),
            Some(named) => lines.push(named.words.clone()),
            None => lines.push("in the desk's own hours".into()),
        }
    }
    if !cell.channels.is_empty() {
        lines.push(cell.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(", "));
    }
    lines.extend(cell.note.iter().map(|note| format!("({note})")));
    lines.join("\n")
}

/// `4 incidents a month, at most 2 a day`.
fn size_words(pot: &Pot) -> String {
    let per = match json::period(pot.period).as_str() {
        "once" => "in all".to_owned(),
        period => format!("a {period}"),
    };
    let (one, many) = &pot.noun;
    let size = match pot.size {
        PotSize::Unlimited => format!("unlimited {many}"),
        PotSize::ByContract => format!("{many} by contract"),
        PotSize::Units(1) if pot.unit == PotUnit::Tickets => format!("1 {one} {per}"),
        PotSize::Units(units) if pot.unit == PotUnit::Tickets => format!("{units} {many} {per}"),
        PotSize::Units(minutes) if minutes % 60 == 0 => format!("{} {many} {per}", minutes / 60),
        PotSize::Units(minutes) => format!("{minutes} minutes ({many}) {per}"),
    };
    let cap = pot.daily_cap.map(|cap| format!(", at most {cap} a day")).unwrap_or_default();
    format!("{size}{cap}")
}

/// What a row asks for, in words; `always` where it asks for nothing.
fn words(when: &Conditions) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut put = |what: &str, values: Vec<String>| {
        if !values.is_empty() {
            parts.push(format!("{what}{}", values.join(" or ")));
        }
    };
    put("", when.tiers.iter().map(ToString::to_string).collect());
    put("", when.severities.iter().map(ToString::to_string).collect());
    put("", when.environments.iter().map(ToString::to_string).collect());
    put("level ", when.levels.iter().map(ToString::to_string).collect());
    put("region ", when.regions.clone());
    put("language ", when.languages.clone());
    put("by ", when.channels.iter().map(ToString::to_string).collect());
    put("kind ", when.kinds.clone());
    if let Some((calendar, inside)) = &when.arrival {
        parts.push(format!("arriving {} {calendar}", if *inside { "inside" } else { "outside" }));
    }
    if parts.is_empty() { "everybody".into() } else { parts.join(", ") }
}
