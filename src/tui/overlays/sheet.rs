//! Something to read about the ticket in front: why it looks as it does (every clock, colour and flag with its rule and
//! source), and what if it were otherwise. Reads only.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use super::scroll::Scroll;
use crate::calendar::Instant;
use crate::desk::what_if::{Case, Varied, cases};
use crate::desk::{ClockState, Row, Side, TicketId, Turn, reason};
use crate::text;
use crate::tui::app::App;
use crate::tui::held::Known;
use crate::tui::keys::Key;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::{moved, words, wrap};

/// What it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Tells {
    /// Why the ticket looks as it does.
    Why,
    /// What if it were otherwise.
    WhatIf,
}

/// The layer.
#[derive(Debug)]
pub(in crate::tui) struct Sheet {
    tells: Tells,
    ticket: TicketId,
    title: String,
    scroll: Scroll,
}

/// A line: spans of roles, each in a column of some width, or as wide as it is.
type Line = Vec<(Role, String, Option<usize>)>;

/// Columns of the names in the table of choices.
const NAME: usize = 20;

impl Sheet {
    /// About the ticket in front; `None` where there is none.
    pub(in crate::tui) fn new(tells: Tells, app: &App) -> Option<Sheet> {
        let ticket = app.ticket()?;
        let what = if tells == Tells::Why { "Why" } else { "What if" };
        let title = format!("{what} · #{} · {}", ticket.id, text::printable(&ticket.subject));
        Some(Sheet { tells, ticket: ticket.id, title, scroll: Scroll::default() })
    }

    fn lines(&self, app: &App, width: usize, now: Instant) -> Vec<Line> {
        let Some(known) = app.known().filter(|known| known.ticket.id == self.ticket) else {
            return vec![vec![(Role::Muted, "The ticket is no longer in front.".into(), None)]];
        };
        match self.tells {
            Tells::Why => why(&known, app, width, now),
            Tells::WhatIf => what_if(&known, app, width, now),
        }
    }
}

fn plain(role: Role, words: &str, indent: usize, width: usize) -> Vec<Line> {
    let words = text::printable(words);
    let lines = wrap::lines(&words, width.saturating_sub(indent));
    lines.into_iter().map(|line| vec![(role, format!("{}{line}", " ".repeat(indent)), None)]).collect()
}

fn why(known: &Known, app: &App, width: usize, now: Instant) -> Vec<Line> {
    let group = app.group();
    let made: Option<Row>;
    let row = match app.row() {
        Some(row) => row,
        None => {
            made = app.book.as_ref().map(|book| known.row(book));
            let Some(row) = made.as_ref() else { return Vec::new() };
            row
        }
    };
    let picture = app.picture.as_deref();
    let verdict = picture.zip(group).and_then(|(picture, group)| picture.verdict(group, row));
    let usage = picture.zip(group).and_then(|(picture, group)| picture.usage(group, now));
    let contract = known.plan.as_ref().map(|(contract, _)| contract);
    let mut lines = Vec::new();
    for one in reason::reasons(row, contract, (verdict, usage.as_deref()), now) {
        lines.extend(plain(Role::Strong, &one.title, 0, width));
        lines.extend(plain(Role::Text, &one.rule, 2, width));
        lines.extend(plain(Role::Muted, &format!("({})", one.source), 2, width));
        lines.push(Vec::new());
    }
    let words = "The ticket's page shows the open time of every clock day by day; L shows every day.";
    lines.extend(plain(Role::Muted, words, 0, width));
    lines
}

/// A clock in the table, as short as it is clear.
fn short(side: Option<&Side>, now: Instant) -> String {
    let Some(side) = side else { return "–".into() };
    let zone = side.target.calendar.zone();
    let when = |at: Instant| words::when(at, &zone, now);
    match &side.state {
        ClockState::Running { due, .. } => format!("due {}", when(*due)),
        ClockState::Missed { due, .. } => format!("missed, was {}", when(*due)),
        ClockState::Met { due, .. } => format!("met, was {}", when(*due)),
        ClockState::Late { due, .. } => format!("late, was {}", when(*due)),
        ClockState::Paused { left, .. } => format!("paused, {} left", words::countdown(*left)),
        ClockState::BestEffort => "best effort".into(),
        ClockState::NotCovered => "no promised time".into(),
        ClockState::ByContract => "by contract".into(),
        ClockState::NoTarget => "no target".into(),
        ClockState::Done { .. } | ClockState::Waits { .. } | ClockState::Off { .. } | ClockState::Beyond => {
            moved::state(side, now)
        }
    }
}

fn what_if(known: &Known, app: &App, width: usize, now: Instant) -> Vec<Line> {
    let board = app.picture.as_ref().map(|picture| &picture.board);
    let customer = known.ticket.customer;
    let others: Vec<_> = board
        .into_iter()
        .flat_map(|board| board.contracts())
        .filter(|(contract, _)| contract.customer == customer)
        .filter_map(|(contract, terms)| Some((contract.clone(), terms?.clone())))
        .collect();
    let cases = cases(known.ground(now), &others);
    if cases.is_empty() {
        return plain(
            Role::Untimed,
            "Nothing was promised for this ticket, and there is no other contract.",
            0,
            width,
        );
    }
    let clocks: Vec<String> = cases
        .first()
        .map(|case| case.moves.clocks.iter().map(|clock| clock.name.clone()).collect())
        .unwrap_or_default();
    let name = NAME.min(width / 3);
    let cell =
        width.saturating_sub(name + 2).checked_div(clocks.len().clamp(1, 3)).unwrap_or(20).saturating_sub(1);
    let mut lines = Vec::new();
    let mut head = vec![(Role::Muted, "if it were …".to_owned(), Some(name + 2))];
    head.extend(clocks.iter().take(3).map(|clock| (Role::Muted, clock.clone(), Some(cell))));
    lines.push(head);
    let mut varied = None;
    for case in &cases {
        if varied != Some(case.varied) {
            lines.push(Vec::new());
            lines.push(vec![(Role::Strong, heading(case.varied).to_owned(), None)]);
            varied = Some(case.varied);
        }
        lines.push(row_of(case, (name, cell), now));
        let extra = beside(case);
        if !case.is_so && !extra.is_empty() {
            lines.extend(plain(Role::Muted, &extra, 4, width));
        }
    }
    lines.push(Vec::new());
    lines.extend(plain(Role::Muted, "› as it is now. Nothing is changed by looking.", 0, width));
    lines
}

fn heading(varied: Varied) -> &'static str {
    match varied {
        Varied::Severity => "Severity",
        Varied::Tier => "Tier",
        Varied::Environment => "Stage",
        Varied::Level => "Level",
        Varied::Contract => "Contract",
    }
}

fn row_of(case: &Case, (name, cell): (usize, usize), now: Instant) -> Line {
    let (mark, role) = if case.is_so { ("› ", Role::Strong) } else { ("  ", Role::Text) };
    let label = text::printable(&case.label).into_owned();
    let mut line = vec![(role, mark.to_owned(), None), (role, label, Some(name))];
    for clock in case.moves.clocks.iter().take(3) {
        let turn = clock.turn();
        let role = if case.is_so || turn == Turn::Same { role } else { moved::role(turn) };
        line.push((role, short(clock.after.as_ref(), now), Some(cell)));
    }
    line
}

/// What else it would change: flags, what it counts as, the allowance.
fn beside(case: &Case) -> String {
    let moves = &case.moves;
    let mut parts = Vec::new();
    if moves.counts_otherwise() {
        parts.push(format!("counts as {}", moves.counts_as.after));
    }
    let new = moves.flags.after.iter().filter(|flag| !moves.flags.before.contains(flag));
    parts.extend(new.map(|flag| format!("flagged: {}", flag.words())));
    let gone = moves.flags.before.iter().filter(|flag| !moves.flags.after.contains(flag));
    parts.extend(gone.map(|flag| format!("no longer flagged: {}", flag.words())));
    if let (true, Some(after)) = (moves.usage.differs(), &moves.usage.after) {
        parts.push(format!("allowance: {}", after.words()));
    }
    parts.join("; ")
}

impl Overlay for Sheet {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Char(' ') => {
                self.scroll.key(Key::plain(KeyCode::PageDown));
            }
            _ => {
                self.scroll.key(key);
            }
        }
        Reply::stay()
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let width = 100.min(area.width);
        let inside = usize::from(width.saturating_sub(4));
        let lines = self.lines(app, inside, now);
        let height = u16::try_from(lines.len() + 3).unwrap_or(u16::MAX);
        let inner = framed(buffer, area, (width, height), &self.title, app.theme);
        let rows = usize::from(inner.height.saturating_sub(1));
        let top = self.scroll.first(lines.len(), rows);
        let style = |role| app.theme.style(role);
        for (at, line) in (0..inner.height.saturating_sub(1)).zip(lines.iter().skip(top)) {
            let mut pen = Pen::new(buffer, inner, at);
            for (role, words, column) in line {
                match column {
                    Some(column) => {
                        pen.cell(words, *column, style(*role)).skip(1);
                    }
                    None => {
                        pen.text(words, style(*role));
                    }
                }
            }
        }
        let mut pen = Pen::new(buffer, inner, inner.height.saturating_sub(1));
        pen.text("Esc", style(Role::Key)).text(" close", style(Role::Text));
        if lines.len() > rows {
            pen.text("   j k", style(Role::Key)).text(" more", style(Role::Text));
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        vec![hint("j k", "down, up"), hint("Esc", "close")]
    }
}
