//! A policy as it was published, with what is assumed, and what of it applies to the ticket marked by a sign and reversed.

mod lines;
mod parts;
mod targets;

use std::sync::Arc;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use super::scroll::{Scroll, tabs, turned};
use crate::calendar::Instant;
use crate::desk::{Contract, Ticket};
use crate::keyboard::Key;
use crate::policy::{Facts, Pack, SeverityKey, Terms, TierKey};
use crate::tui::app::App;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use lines::Lines;

/// The parts of the page, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Targets,
    Hours,
    Tiers,
    Levels,
    Rules,
    Assumed,
}

impl Part {
    const ALL: [Part; 6] =
        [Part::Targets, Part::Hours, Part::Tiers, Part::Levels, Part::Rules, Part::Assumed];

    fn name(self) -> &'static str {
        match self {
            Part::Targets => "Targets",
            Part::Hours => "Hours",
            Part::Tiers => "Tiers",
            Part::Levels => "Levels",
            Part::Rules => "Rules",
            Part::Assumed => "Assumed",
        }
    }
}

/// Whose policy is shown: the ticket's, or the one that its customer has now.
#[derive(Debug)]
struct Plan {
    contract: Contract,
    terms: Arc<Terms>,
    ticket: Option<Ticket>,
}

impl Plan {
    fn pack(&self) -> &Pack {
        self.terms.pack()
    }

    fn tier(&self) -> &TierKey {
        &self.contract.tier
    }

    /// What the tables are asked with for the ticket.
    fn facts(&self) -> Option<Facts> {
        Some(self.ticket.as_ref()?.facts(&self.contract))
    }

    /// The severity that the ticket counts as.
    fn counted(&self, facts: &Facts) -> Option<SeverityKey> {
        let rule = self.pack().counts_as(facts).map(|rule| rule.severity.clone());
        rule.or_else(|| facts.severity.clone())
    }
}

/// The page.
#[derive(Debug)]
pub struct PolicyPage {
    plan: Result<Plan, String>,
    part: Part,
    scroll: Scroll,
}

impl PolicyPage {
    /// The policy that the selected ticket is held to; without a ticket, that of the customer's contract.
    pub fn new(app: &App) -> PolicyPage {
        PolicyPage { plan: plan(app), part: Part::Targets, scroll: Scroll::default() }
    }

    fn turn(&mut self, by: isize) {
        self.part = turned(&Part::ALL, self.part, by);
        self.scroll.home();
    }

    fn lines(&self, width: usize) -> Lines {
        let mut lines = Lines::new(width);
        match (&self.plan, self.part) {
            (Err(why), _) => lines.text(Role::Untimed, why),
            (Ok(plan), Part::Targets) => targets::write(&mut lines, plan),
            (Ok(plan), Part::Hours) => parts::hours(&mut lines, plan),
            (Ok(plan), Part::Tiers) => parts::tiers(&mut lines, plan),
            (Ok(plan), Part::Levels) => parts::levels(&mut lines, plan),
            (Ok(plan), Part::Rules) => parts::rules(&mut lines, plan),
            (Ok(plan), Part::Assumed) => parts::assumed(&mut lines, plan),
        }
        lines
    }
}

fn plan(app: &App) -> Result<Plan, String> {
    let picture = app.picture.as_ref().ok_or("The desk has not been read yet.")?;
    let ticket = app.ticket();
    let held = ticket.map(|ticket| ticket.contract);
    let current = app.group().and_then(|group| group.contract.as_ref()).map(|contract| contract.id);
    let id = held.unwrap_or(current);
    let id = id.ok_or(match ticket {
        Some(_) => "The ticket is held to no contract: nothing is promised.",
        None => "The customer has no contract: nothing is promised.",
    })?;
    let found = picture.board.contracts().find(|(contract, _)| contract.id == id);
    let (contract, terms) = found.ok_or("Its contract is not on the board.")?;
    let terms = terms.ok_or_else(|| format!("The policy pack {} cannot be read here.", contract.pack))?;
    Ok(Plan { contract: contract.clone(), terms: terms.clone(), ticket: ticket.cloned() })
}

impl Overlay for PolicyPage {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Tab | KeyCode::Right | KeyCode::Char('l') => self.turn(1),
            KeyCode::BackTab | KeyCode::Left | KeyCode::Char('h') => self.turn(-1),
            _ => {
                self.scroll.key(key);
            }
        }
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, _now: Instant) {
        let title = match &self.plan {
            Ok(plan) => format!("Policy: {}", plan.contract.plan_words()),
            Err(_) => "Policy".to_owned(),
        };
        let inner = framed(buffer, area, (area.width.min(140), area.height), &title, app.theme);
        let names = Part::ALL.iter().map(|part| (part.name(), *part == self.part));
        let body = tabs(buffer, inner, names, app.theme);
        let lines = self.lines(usize::from(body.width)).done();
        let top = self.scroll.first(lines.len(), usize::from(body.height));
        for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
            let mut pen = Pen::new(buffer, body, row);
            for piece in line {
                pen.foreign(&piece.text, app.theme.row(piece.role, piece.marked));
            }
        }
        if top + usize::from(body.height) < lines.len() {
            let more = format!(" {} more below ", lines.len() - top - usize::from(body.height));
            let edge = Rect { y: inner.bottom(), height: 1, ..inner };
            Pen::new(buffer, edge, 0).text(&more, app.theme.style(Role::Muted));
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![hint("Tab", "next part"), hint("j k", "scroll"), hint("Esc", "back")]
    }
}
