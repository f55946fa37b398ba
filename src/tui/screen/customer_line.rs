//! A customer's line: name, policy and tier, the month's allowance, whether its desk is open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::desk::{Group, Standing, Usage};
use crate::text;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::picture::desk_calendar;
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
    let mut pen = Pen::new(buffer, area, row);
    let wide = area.width >= 76;
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
    let name = text::printable(&group.customer.name);
    let most = usize::from(area.width) * 3 / 10;
    pen.text(&text::fitted(&name, most.max(12)), style(Role::Strong));
    pen.text(&format!(" {}", plan(group)), style(Role::Muted)).skip(2);
    if let Some(usage) = group.usage(now) {
        pips(&mut pen, &usage, &style);
        pen.text(&usage.words(), style(Role::Text)).skip(2);
    }
    if wide && has_priority(group) {
        pen.text("priority", style(Role::Strong)).skip(2);
    }
    if look.folded && !group.rows.is_empty() {
        pen.text(&format!("{} open", group.rows.len()), style(Role::Text)).skip(2);
    } else if group.rows.is_empty() {
        pen.text("nothing open", style(Role::Muted)).skip(2);
    }
    if let Some(hours) = hours(group, now) {
        pen.at_end(&format!("{hours} "), style(Role::Muted));
    }
    pen.fill(style(Role::Text));
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
    let calendar = desk_calendar(group)?;
    Some(words::hours(calendar.hours(now), &calendar.zone(), now))
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
    match usage.standing {
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
