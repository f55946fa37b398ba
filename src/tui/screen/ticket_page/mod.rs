//! The ticket's page, or its pane beside the list: what it is, its clocks and why they are due then, flags and allowance,
//! what was said, and the customer's plan.
//!
//! The top ticks and is made for every frame; the rest changes with the ticket, the width and the day, and is kept.

mod head;
mod history;
mod lines;
mod plan;
mod why;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::lines::Line;
use crate::calendar::{Instant, Zone};
use crate::desk::reason::channels;
use crate::desk::{Contract, Group, Revision, Row, Ticket, TicketId, Usage, Verdict};
use crate::policy::{ChannelKey, Terms};
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::source::TicketFile;
use crate::tui::theme::Role;

/// What is kept of the page between frames.
#[derive(Debug, Default)]
pub struct Kept {
    body: RefCell<Option<(Of, Rc<[Line]>)>>,
    /// A resolved ticket is on no board: its clocks are reckoned for its page.
    closed: RefCell<Option<(TicketId, Revision, Rc<Row>)>>,
    /// Lines and rows when it was last drawn.
    size: std::cell::Cell<(usize, usize)>,
}

/// What the kept part was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Of {
    ticket: TicketId,
    revision: Revision,
    events: Option<usize>,
    sequence: i64,
    width: usize,
    ledger: bool,
    today: NaiveDate,
}

/// What the parts of the page are written from.
struct View<'a> {
    app: &'a App,
    ticket: &'a Ticket,
    row: Option<&'a Row>,
    group: Option<&'a Group>,
    file: Option<&'a TicketFile>,
    contract: Option<&'a Contract>,
    terms: Option<&'a Terms>,
    now: Instant,
}

impl View<'_> {
    fn local(&self) -> &Zone {
        &self.app.local
    }

    /// How the customer's allowance stands.
    fn usage(&self) -> Option<Arc<Usage>> {
        self.app.picture.as_deref()?.usage(self.group?, self.now)
    }

    /// Whether the ticket lies inside it.
    fn verdict(&self) -> Option<Verdict> {
        self.app.picture.as_deref()?.verdict(self.group?, self.row?)
    }

    /// The channels that the plan offers for this ticket.
    fn channels(&self) -> Option<Vec<ChannelKey>> {
        Some(channels(self.ticket, self.contract?, self.terms?))
    }
}

/// The last line to which it can be scrolled, as last drawn.
pub(super) fn end(app: &App, area: Rect) -> u16 {
    let (lines, _) = app.page.size.get();
    u16::try_from(lines.saturating_sub(usize::from(area.height))).unwrap_or(u16::MAX)
}

/// The clocks of a ticket that is on no board.
fn closed_row(app: &App) -> Option<Rc<Row>> {
    let file = app.file.as_deref()?;
    let ticket = &file.ticket;
    if app.ticket_id() != Some(ticket.id) {
        return None;
    }
    let mut kept = app.page.closed.borrow_mut();
    if let Some((id, revision, row)) = kept.as_ref()
        && (*id, *revision) == (ticket.id, ticket.revision)
    {
        return Some(row.clone());
    }
    let row = Rc::new(Row::new(ticket.clone(), file.contract.as_ref(), app.book.as_ref()?));
    *kept = Some((ticket.id, ticket.revision, row.clone()));
    Some(row)
}

/// Runs `with` on what the page is written from; `None` where no ticket is looked at.
fn viewed<T>(app: &App, now: Instant, with: impl FnOnce(&View<'_>) -> T) -> Option<T> {
    let open = app.row();
    let closed = if open.is_none() { closed_row(app) } else { None };
    let row = open.or(closed.as_deref());
    let ticket = row.map(|row| &row.ticket).or_else(|| app.ticket())?;
    let group = app.group();
    let file = app.file.as_deref().filter(|file| file.ticket.id == ticket.id);
    let of_group = group.and_then(|group| group.contract.as_ref()).filter(|c| Some(c.id) == ticket.contract);
    let contract = of_group.or_else(|| file.and_then(|file| file.contract.as_ref()));
    let terms = row.and_then(|row| row.terms.as_deref());
    Some(with(&View { app, ticket, row, group, file, contract, terms, now }))
}

/// The page's lines: the part that ticks, and the part that was kept or is made now.
fn page(view: &View<'_>, width: usize) -> (Vec<Line>, Rc<[Line]>) {
    let app = view.app;
    let head = head::write(view, width);
    let of = Of {
        ticket: view.ticket.id,
        revision: view.ticket.revision,
        events: view.file.map(|file| {
            file.events.len() + file.joined.iter().map(|(_, events)| events.len()).sum::<usize>()
        }),
        sequence: app.picture.as_ref().map_or(0, |picture| picture.board.sequence),
        width,
        ledger: app.ledger,
        today: app.local.date(view.now),
    };
    let mut kept = app.page.body.borrow_mut();
    if let Some((known, body)) = kept.as_ref()
        && *known == of
    {
        return (head.lines, body.clone());
    }
    // The head's pieces come and go (a flag, a bar); the rest is counted from a place of its own.
    let mut lines = lines::Lines::new(width, 1_000);
    history::write(&mut lines, view);
    why::write(&mut lines, view);
    plan::write(&mut lines, view);
    let body: Rc<[Line]> = lines.lines.into();
    *kept = Some((of, body.clone()));
    (head.lines, body)
}

fn columns(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    if area.is_empty() {
        return;
    }
    let style = |role| app.theme.style(role);
    let Some((head, body)) = viewed(app, now, |view| page(view, columns(area))) else {
        let words = if app.picture.is_some() { "No ticket is selected." } else { "" };
        Pen::new(buffer, area, 0).skip(1).text(words, style(Role::Muted));
        return;
    };
    let rows = usize::from(area.height);
    let all = head.len() + body.len();
    app.page.size.set((all, rows));
    let top = usize::from(app.scroll).min(all.saturating_sub(rows));
    for (row, line) in (0..area.height).zip(head.iter().chain(body.iter()).skip(top)) {
        let mut pen = Pen::new(buffer, area, row);
        pen.skip(1 + line.indent);
        for (role, words) in &line.spans {
            pen.text(words, style(*role));
        }
    }
    if all > rows && area.width > 2 {
        let place = top * rows.saturating_sub(1) / (all - rows).max(1);
        let y = area.y + u16::try_from(place).unwrap_or(0).min(area.height - 1);
        let mark = Rect { x: area.right() - 1, y, width: 1, height: 1 };
        Pen::new(buffer, mark, 0).text("▐", style(Role::Border));
    }
}

/// The page as text, without bars, which say only what words beside them say too.
pub(super) fn text(app: &App, now: Instant, columns: usize) -> Vec<String> {
    let Some((head, body)) = viewed(app, now, |view| page(view, columns)) else { return Vec::new() };
    let line = |line: &Line| {
        let words: String = line.spans.iter().map(|(_, words)| words.as_str()).collect();
        let bars = |c: char| ('\u{2500}'..='\u{259f}').contains(&c) || c == ' ';
        let kept = if !words.is_empty() && words.chars().all(bars) { None } else { Some(words) };
        kept.map(|words| format!("{}{words}", " ".repeat(line.indent)).trim_end().to_owned())
    };
    head.iter().chain(body.iter()).filter_map(line).collect()
}

/// What stands on the page's first row: a piece of it, and how many of its lines are above.
pub(super) fn anchor(app: &App, area: Rect, now: Instant) -> Option<(u32, usize)> {
    let (head, body) = viewed(app, now, |view| page(view, columns(area)))?;
    let all = || head.iter().chain(body.iter());
    let top = usize::from(app.scroll);
    let item = all().nth(top)?.item;
    let first = all().position(|line| line.item == item)?;
    Some((item, top - first))
}

/// The line at which a piece stands at this width.
pub(super) fn line_of(app: &App, area: Rect, (item, into): (u32, usize), now: Instant) -> Option<u16> {
    let (head, body) = viewed(app, now, |view| page(view, columns(area)))?;
    let all = || head.iter().chain(body.iter());
    let first = all().position(|line| line.item >= item)?;
    let high = all().filter(|line| line.item == item).count();
    u16::try_from(first + into.min(high.saturating_sub(1))).ok()
}

/// The line on which the next part of the page begins, or the one before.
pub(super) fn part_beside(app: &App, area: Rect, forward: bool, now: Instant) -> Option<u16> {
    let (head, body) = viewed(app, now, |view| page(view, columns(area)))?;
    let heads =
        head.iter().chain(body.iter()).enumerate().filter(|(_, line)| line.heads).map(|(place, _)| place);
    let top = usize::from(app.scroll);
    let mut heads = heads.collect::<Vec<_>>();
    heads.insert(0, 0);
    let found = if forward {
        heads.into_iter().find(|place| *place > top)
    } else {
        heads.into_iter().rev().find(|place| *place < top)
    };
    found.and_then(|place| u16::try_from(place).ok())
}
