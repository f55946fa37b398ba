//! The target tables as published: clock by clock, severities down and tiers across; by tier where columns would be cut.

use super::Plan;
use super::lines::{Lines, SIGN, Shown};
use crate::policy::words::TargetTable;
use crate::policy::{Cell, Clock, Facts, Promise, SeverityKey, words};
use crate::text::width;
use crate::tui::theme::Role;

/// Columns that a cell needs before a table is shown as one.
const CELL: usize = 17;

pub(super) fn write(lines: &mut Lines, plan: &Plan) {
    let pack = plan.pack();
    let dated = if pack.source.dated { "edition of" } else { "read on" };
    lines.text(Role::Strong, &format!("{} · {dated} {}", pack.title, pack.id.edition));
    lines.text(Role::Muted, &format!("Source: {}", pack.source.title));
    if let Some(reference) = &pack.source.reference {
        lines.text(Role::Muted, reference);
    }
    let facts = plan.facts();
    let counted = facts.as_ref().and_then(|facts| plan.counted(facts));
    if let (Some(ticket), Some(facts)) = (&plan.ticket, &facts) {
        lines.gap();
        let mut known =
            vec![plan.tier().to_string(), ticket.severity.to_string(), facts.environment.to_string()];
        known.extend(facts.kind.iter().map(|kind| format!("kind {kind}")));
        known.extend(facts.channel.iter().map(|channel| format!("by {channel}")));
        known.extend(facts.level.iter().map(|level| format!("level {level}")));
        known.extend(facts.region.iter().map(|region| format!("region {region}")));
        let words = format!("what applies to #{} ({})", ticket.id, known.join(", "));
        lines.entry(SIGN, Role::Strong, false, &words);
        if let Some(rule) = pack.counts_as(facts) {
            lines.entry("  ", Role::DueSoon, false, &format!("counts as {}: {}", rule.severity, rule.reason));
        }
    }
    for clock in &pack.clocks {
        one_clock(lines, plan, clock, facts.as_ref().zip(counted.as_ref()));
    }
    commitments(lines, plan, facts.as_ref());
    lines.heading("Severities, worst first");
    if pack.severities.iter().all(|severity| severity.only_for_order) {
        lines.text(Role::Muted, "For order and colour only: the policy has none.");
    }
    for severity in &pack.severities {
        let also = if severity.words.is_empty() {
            String::new()
        } else {
            format!(" (also called {})", severity.words.join(", "))
        };
        let own = counted.as_ref() == Some(&severity.key);
        lines.point(own, &format!("{}{also}: {}", severity.name, severity.definition));
    }
    if let Some(words) = words::default_severity(pack) {
        lines.text(Role::Muted, &format!("{words}."));
    }
    for rule in &pack.counts_as {
        let text = format!("{} counts as {}: {}", words::conditions(&rule.when), rule.severity, rule.reason);
        lines.point(facts.as_ref().and_then(|facts| pack.counts_as(facts)) == Some(rule), &text);
    }
}

/// Promises by share: no ticket alone keeps or breaks one, but the agent is to know which it counts for.
fn commitments(lines: &mut Lines, plan: &Plan, facts: Option<&Facts>) {
    let pack = plan.pack();
    if pack.commitments.is_empty() {
        return;
    }
    lines.heading("Promised by share, which shows in reports");
    let ticket = facts.zip(plan.ticket.as_ref());
    let counts: Vec<_> = ticket
        .map(|(facts, ticket)| plan.terms.commitments(facts, ticket.received).collect())
        .unwrap_or_default();
    for one in &pack.commitments {
        lines.point(counts.iter().any(|known| std::ptr::eq(*known, one)), &words::commitment(pack, one));
    }
}

/// Letters for the hours in which targets run: said once below a table instead of in every cell.
struct Windows<'a> {
    plan: &'a Plan,
    known: Vec<String>,
}

impl Windows<'_> {
    /// The cell with a letter for its hours: promise, channels, note.
    fn lines(&mut self, cell: Option<&Cell>) -> Vec<String> {
        let mut lines = words::cell(self.plan.pack(), cell);
        let timed = cell.is_some_and(|cell| matches!(cell.promise, Promise::Within(_)));
        if timed && lines.len() > 1 {
            let window = lines.remove(1);
            let at = self.known.iter().position(|known| *known == window).unwrap_or_else(|| {
                self.known.push(window);
                self.known.len() - 1
            });
            if let Some(promise) = lines.first_mut() {
                promise.push_str(&format!(" [{}]", letter(at)));
            }
        }
        lines
    }
}

fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'a'.checked_add(at)).map_or('z', char::from)
}

fn one_clock(lines: &mut Lines, plan: &Plan, clock: &Clock, asked: Option<(&Facts, &SeverityKey)>) {
    let pack = plan.pack();
    lines.heading(&words::clock(clock));
    let table = words::table(pack, clock);
    let received = plan.ticket.as_ref().map(|ticket| ticket.received);
    let answers = asked.and_then(|(facts, _)| plan.terms.cell(&clock.key, facts, received));
    let is_answer = |cell: &Cell| answers.is_some_and(|answer| std::ptr::eq(answer, cell));
    let mut windows = Windows { plan, known: Vec::new() };
    if let Some(only) = table.only {
        let said = windows.lines(Some(only)).join("; ");
        lines.point(is_answer(only), &format!("every tier and severity: {said}"));
    }
    for cell in &table.first {
        let said = windows.lines(Some(cell)).join("; ");
        lines.point(is_answer(cell), &format!("first: {}: {said}", words::conditions(&cell.when)));
    }
    for cell in &table.list {
        let said = windows.lines(Some(cell)).join("; ");
        lines.point(is_answer(cell), &format!("{}: {said}", words::conditions(&cell.when)));
    }
    if !table.rows.is_empty() {
        // A cell stands in every place that it answers for; the ticket's is one of them.
        let applies = |tier: &crate::policy::TierKey, severity: &SeverityKey, cell: Option<&Cell>| {
            tier == plan.tier()
                && asked.is_some_and(|(_, counted)| counted == severity)
                && cell.map_or(answers.is_none(), is_answer)
        };
        grid_or_list(lines, &table, &mut windows, &applies);
    }
    for (at, window) in windows.known.iter().enumerate() {
        lines.entry(&format!("  [{}] ", letter(at)), Role::Muted, false, window);
    }
    if let Some((facts, _)) = asked {
        answered(lines, plan, clock, facts, answers);
    }
}

type Applies<'a> = &'a dyn Fn(&crate::policy::TierKey, &SeverityKey, Option<&Cell>) -> bool;

fn grid_or_list(lines: &mut Lines, table: &TargetTable<'_>, windows: &mut Windows<'_>, applies: Applies<'_>) {
    let names = table.rows.iter().map(|(severity, _)| width(&severity.name)).max().unwrap_or(0);
    let first = (names + 2).min(18);
    let tiers = windows.plan.pack().tiers.len().max(1);
    let room = lines.width().saturating_sub(first + 1) / tiers;
    if room > CELL {
        let columns = (first, (room - 1).min(36));
        let head = windows
            .plan
            .pack()
            .tiers
            .iter()
            .map(|tier| Shown { lines: vec![tier.name.clone()], marked: false });
        lines.row(Role::Title, columns, &std::iter::once(Shown::default()).chain(head).collect::<Vec<_>>());
        lines.rule(first + tiers * (columns.1 + 1));
        for (severity, cells) in &table.rows {
            let mut row = vec![Shown { lines: vec![severity.name.clone()], marked: false }];
            row.extend(cells.iter().map(|(tier, cell)| Shown {
                lines: windows.lines(*cell),
                marked: applies(&tier.key, &severity.key, *cell),
            }));
            lines.row(Role::Text, columns, &row);
        }
        return;
    }
    for (place, tier) in windows.plan.pack().tiers.iter().enumerate() {
        lines.text(Role::Title, &tier.name);
        for (severity, cells) in &table.rows {
            let Some((_, cell)) = cells.get(place) else { continue };
            let said = windows.lines(*cell).join("; ");
            let pad = " ".repeat(names.saturating_sub(width(&severity.name)));
            let marked = applies(&tier.key, &severity.key, *cell);
            let (sign, role) = if marked { (SIGN, Role::Strong) } else { ("  ", Role::Text) };
            lines.entry(&format!("{sign}{}{pad}  ", severity.name), role, marked, &said);
        }
    }
}

/// The row that answered for the ticket, and the contract's own target where that goes before it.
fn answered(lines: &mut Lines, plan: &Plan, clock: &Clock, facts: &Facts, cell: Option<&Cell>) {
    let Some(ticket) = &plan.ticket else { return };
    let resolved = plan.terms.resolve(&clock.key, facts, ticket.received);
    let words = match cell {
        Some(cell) => format!("#{}: the row \"{}\" answers", ticket.id, words::conditions(&cell.when)),
        None => format!("#{}: no row answers, there is no such target", ticket.id),
    };
    let own = if resolved.own { "; the contract's own target holds in its place" } else { "" };
    lines.entry(SIGN, Role::Strong, false, &format!("{words}{own}: {}", resolved.promise));
}
