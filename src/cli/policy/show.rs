//! `tierdesk policy show`: a pack as a person reads it, so that somebody who knows the published page can check it.

use comfy_table::{ContentArrangement, Table, presets};

use super::json;
use crate::cli::{CliError, Context, Out};
use crate::policy::{Clock, Pack, PackError, Severity, Tier, words};
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
    page.list("Promised by share, which shows in reports", &words::commitments(&pack))?;
    page.desk(&pack)?;
    page.pots(&pack)?;
    page.levels(&pack)?;
    page.list("Every tier has", &pack.entitlements)?;
    page.list("No tier includes", &pack.exclusions)?;
    page.list("Flagged by kind of request, for it is not included", &words::left_out(&pack))?;
    page.list("Versions", &words::versions(&pack))?;
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
        row("allowance", &|tier| pack.allowance(&tier.key).map(words::pot_size).unwrap_or_default());
        row("registered persons", &|tier| {
            tier.registered_contacts.map(|n| n.to_string()).unwrap_or_default()
        });
        row("reports", &|tier| tier.reports.map(|reports| reports.as_str().to_owned()).unwrap_or_default());
        row("response priority", &|tier| if tier.response_priority { "yes".into() } else { String::new() });
        row("answered by", &|tier| words::answered_by(tier).join("\n"));
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
        if let Some(words) = words::default_severity(pack) {
            self.out.line(format!("  {words}"))?;
        }
        for rule in &pack.counts_as {
            self.out.line(format!(
                "  {} counts as {}: {}",
                words::conditions(&rule.when),
                rule.severity,
                rule.reason
            ))?;
        }
        Ok(())
    }

    /// A row for each severity and a column for each tier, as published pages have it.
    fn clock(&mut self, pack: &Pack, clock: &Clock) -> Result<(), CliError> {
        self.title(&words::clock(clock))?;
        let table = words::table(pack, clock);
        let said = |cell| words::cell(pack, cell);
        if let Some(only) = table.only {
            return self.out.line(format!("  every tier and severity: {}", said(Some(only)).join("\n")));
        }
        for cell in table.first {
            let what = said(Some(cell)).join("; ");
            self.out.line(format!("  first: {}: {what}", words::conditions(&cell.when)))?;
        }
        for cell in &table.list {
            let what = said(Some(cell)).join("; ");
            self.entry("  - ", &format!("{}: {what}", words::conditions(&cell.when)))?;
        }
        if table.rows.is_empty() {
            return Ok(());
        }
        let mut header = vec![String::new()];
        header.extend(pack.tiers.iter().map(|tier| tier.name.clone()));
        let rows = table.rows.into_iter().map(|(severity, cells)| {
            let cells = cells.into_iter().map(|(_, cell)| said(cell).join("\n"));
            std::iter::once(severity.name.clone()).chain(cells).collect()
        });
        self.table(header, rows.collect())
    }

    fn desk(&mut self, pack: &Pack) -> Result<(), CliError> {
        self.title("The desk's own hours")?;
        for row in &pack.hours {
            let hours = words::hours(pack, row);
            self.entry("  ", &format!("{}: {hours}", words::conditions(&row.when)))?;
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
            self.out.line(format!("  {}", words::pot(pot)))?;
        }
        for pot in &pack.pots {
            if said.contains(&pot.key.as_str()) {
                continue;
            }
            said.push(&pot.key);
            for fact in words::pot_facts(pot) {
                self.entry("  - ", &fact)?;
            }
        }
        Ok(())
    }

    fn levels(&mut self, pack: &Pack) -> Result<(), CliError> {
        if pack.levels.is_empty() {
            return Ok(());
        }
        self.title("Levels")?;
        for level in words::levels(pack) {
            self.entry("  ", &level)?;
        }
        for list in &pack.checklists {
            self.list(&format!("Before a ticket goes to level {}, it needs", list.to_level), &list.items)?;
        }
        Ok(())
    }

    fn assumptions(&mut self, pack: &Pack) -> Result<(), CliError> {
        self.list("Assumed (our reading, not the provider's promise)", &words::assumptions(pack))
    }
}

fn bullets(items: &[String]) -> String {
    items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}
