//! A customer's line: name, policy and tier, the month's allowance, whether its desk is open.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::{Hours, Instant};
use crate::desk::{Group, Standing, Usage};
use crate::text;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::words;

/// More pips than this are words only.
const PIPS: u32 = 10;

/// How the line is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub selected: bool,
    pub folded: bool,
    /// The tickets below it begin further up than the screen.
    pub stuck: bool,
}

pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
    app: &App,
    group: &Group,
    look: Look,
    now: Instant,
) {
    let style = |role| app.theme.row(role, look.selected);
    // The whole row first: what is skipped below must not break the selected row's bar.
    Pen::new(buffer, area, row).fill(style(Role::Text));
    let mut pen = Pen::new(buffer, area, row);
    pen.text(
        if look.folded {
            "▸ "
        } else if look.stuck {
            "┆ "
        } else {
            "▾ "
        },
        style(Role::Muted),
    );
    let usage = app.picture.as_deref().and_then(|picture| picture.usage(group, now));
    let parts = Parts::new(group, usage, look, pen.left(), now);
    let name = text::printable(&group.customer.name);
    pen.text(&text::fitted(&name, parts.name), style(Role::Strong)).skip(1);
    pen.text(&parts.plan, style(Role::Muted)).skip(2);
    if let Some((usage, words)) = &parts.usage {
        if parts.pips > 0 {
            pips(&mut pen, usage, &style);
        }
        pen.text(words, style(Role::Text)).skip(2);
    }
    pen.text(parts.priority, style(Role::Strong)).skip(2);
    pen.text(&parts.open, style(Role::Muted));
    if let Some(hours) = &parts.hours {
        pen.at_end(&format!("{hours} "), style(Role::Muted));
    }
    pen.fill(style(Role::Text));
}

/// What the line says, cut to its width: what can be missed goes first, the allowance stays.
struct Parts {
    name: usize,
    plan: String,
    usage: Option<(Arc<Usage>, String)>,
    /// Columns of the pips; 0 where the words have to do.
    pips: usize,
    priority: &'static str,
    open: String,
    hours: Option<String>,
}

impl Parts {
    fn new(group: &Group, usage: Option<Arc<Usage>>, look: Look, columns: usize, now: Instant) -> Parts {
        let usage = usage.map(|usage| {
            let words = usage.words();
            (usage, words)
        });
        let open = match (group.rows.len(), look.folded) {
            (0, _) => "nothing open".to_owned(),
            (open, true) => format!("{open} open"),
            _ => String::new(),
        };
        let priority = if has_priority(group) { "priority" } else { "" };
        let size = usage.as_ref().and_then(|(usage, _)| usage.size).filter(|size| (1..=PIPS).contains(size));
        let pips = size.map_or(0, |size| size as usize + 2);
        let short = short_hours(group, now);
        let mut parts =
            Parts { name: 0, plan: plan(group), usage, pips, priority, open, hours: hours(group, now) };
        let wish = text::width(&text::printable(&group.customer.name));
        // In turn, until the name has room: the plan in keys, the hours without their zone, no long row of pips, no
        // priority, no hours, no pips at all.
        let shorter: [&dyn Fn(&mut Parts); 6] = [
            &|parts| parts.plan = short_plan(group),
            &|parts| parts.hours.clone_from(&short),
            &|parts| parts.pips = if parts.pips > 7 { 0 } else { parts.pips },
            &|parts| parts.priority = "",
            &|parts| parts.hours = None,
            &|parts| parts.pips = 0,
        ];
        for shorten in shorter {
            if columns >= parts.width() + wish.min(12) {
                break;
            }
            shorten(&mut parts);
        }
        parts.name = wish.min(columns.saturating_sub(parts.width()).max(8));
        parts
    }

    /// Columns of everything but the name.
    fn width(&self) -> usize {
        let usage = self.usage.as_ref().map_or(0, |(_, words)| self.pips + text::width(words) + 2);
        let hours = self.hours.as_ref().map_or(0, |hours| text::width(hours) + 3);
        text::width(&self.plan) + 3 + usage + self.priority.len() + 2 + text::width(&self.open) + hours
    }
}

/// Pack and tier by their keys: `otter-video extended`.
fn short_plan(group: &Group) -> String {
    let words = |contract: &crate::desk::Contract| format!("{} {}", contract.pack.name, contract.tier);
    group
        .contract
        .as_ref()
        .map_or_else(|| plan(group), |contract| text::printable(&words(contract)).into_owned())
}

/// Policy and tier: `photoprism gold`; or why there are none.
pub(super) fn plan(group: &Group) -> String {
    match (&group.contract, &group.terms) {
        (Some(contract), Some(Ok(terms))) => {
            let pack = terms.pack();
            let tier = pack.tier(&contract.tier).map_or(contract.tier.as_str(), |tier| tier.name.as_str());
            text::printable(&format!("{} {tier}", pack.title)).into_owned()
        }
        (Some(contract), _) => {
            text::printable(&format!("{} {} cannot be read", contract.pack, contract.tier)).into_owned()
        }
        (None, _) => "no contract".into(),
    }
}

/// Whether the desk is open now, and until when, in the policy's zone.
pub(super) fn hours(group: &Group, now: Instant) -> Option<String> {
    let calendar = group.desk_calendar()?;
    Some(words::hours(calendar.hours(now), &calendar.zone(), now))
}

/// The same for narrow screens: `open to 17:00`, `shut to Mon 09:00`.
fn short_hours(group: &Group, now: Instant) -> Option<String> {
    let calendar = group.desk_calendar()?;
    let (word, at) = match calendar.hours(now) {
        Hours::Open { until } => ("open", until),
        Hours::Closed { opens } => ("shut", opens),
    };
    let bare = |at| format!("{word} to {}", words::when_bare(at, &calendar.zone(), now));
    Some(at.map_or_else(|| word.to_owned(), bare))
}

pub(super) fn has_priority(group: &Group) -> bool {
    let tier = group.contract.as_ref().zip(group.terms.as_ref()).and_then(|(contract, terms)| {
        let pack = terms.as_ref().ok()?.pack();
        Some(pack.tier(&contract.tier)?.response_priority)
    });
    tier.unwrap_or(false)
}

/// The role in which an allowance is coloured.
pub(super) fn standing(usage: &Usage) -> Role {
    standing_role(usage.standing)
}

/// The role of a standing.
pub(super) fn standing_role(standing: Standing) -> Role {
    match standing {
        Standing::Unlimited | Standing::ByContract => Role::Muted,
        Standing::Plenty => Role::AllowancePlenty,
        Standing::Last => Role::AllowanceLast,
        Standing::Spent | Standing::SpentToday => Role::AllowanceSpent,
        Standing::Over => Role::AllowanceOver,
    }
}

/// Full pips for what is left, empty ones for what is used, `!` where more is used than allowed.
fn pips(pen: &mut Pen<'_>, usage: &Usage, style: &impl Fn(Role) -> ratatui::style::Style) {
    let Some(size) = usage.size.filter(|size| (1..=PIPS).contains(size)) else { return };
    let role = style(standing(usage));
    let left = usage.left().unwrap_or(0).min(size);
    pen.text(&"●".repeat(left as usize), role).text(&"○".repeat((size - left) as usize), role);
    pen.text(if usage.standing == Standing::Over { "! " } else { " " }, role);
}
