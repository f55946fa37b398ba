//! The report on screen: what was met and missed, the misses, allowances, time and arrivals of a period, as charts that
//! are read without colour. The worker reads it; a key never waits for that. It is as of the moment at which it was
//! read: `r` reads it anew.

mod arrivals;
mod attainment;
mod bars;
mod sums;
mod whose;

use std::cell::{Cell, RefCell};

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::framed;
use super::scroll::{tabs, turned};
use crate::calendar::{Instant, Zone};
use crate::desk::TicketId;
use crate::desk::lanes::policy_zone;
use crate::keyboard::{Action, Call, Key};
use crate::report::{Ask, By, GroupKey, Parts, Report, Stretch};
use crate::text::fitted;
use crate::tui::app::App;
use crate::tui::effect::{Effect, Mouse, Request};
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::source::Trouble;
use crate::tui::theme::Role;
use crate::tui::words;
use bars::Line;
use whose::Whose;

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Attainment,
    Misses,
    Allowance,
    Arrivals,
    Time,
}

impl Part {
    const ALL: [Part; 5] = [Part::Attainment, Part::Misses, Part::Allowance, Part::Arrivals, Part::Time];

    fn name(self) -> &'static str {
        match self {
            Part::Attainment => "Attainment",
            Part::Misses => "Misses",
            Part::Allowance => "Allowance",
            Part::Arrivals => "Arrivals",
            Part::Time => "Time",
        }
    }
}

/// What a line leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// A ticket's page.
    Ticket(TicketId),
    /// The misses of one group.
    Group(Vec<GroupKey>),
}

/// A line of the page.
#[derive(Debug, Clone, Default)]
struct Row {
    line: Line,
    target: Option<Target>,
}

impl From<Line> for Row {
    fn from(line: Line) -> Row {
        Row { line, target: None }
    }
}

/// The page.
#[derive(Debug)]
pub struct ReportPage {
    part: Part,
    stretch: Stretch,
    by: Option<By>,
    whose: Whose,
    /// What was asked for last, and what came of it.
    asked: u64,
    outcome: Option<Result<Box<Report>, Trouble>>,
    cursor: usize,
    top: Cell<usize>,
    rows: Cell<usize>,
    area: Cell<Rect>,
    /// Made for this width: drawing must not cost what adding up costs.
    kept: RefCell<Option<(usize, Vec<Row>)>>,
}

/// What reports can be grouped by on screen, in turn.
const BY: [By; 6] = [By::Customer, By::Tier, By::Severity, By::Agent, By::Week, By::Month];

impl ReportPage {
    /// This month, by customer; with what has to be asked for it.
    pub fn new(app: &App, now: Instant) -> (ReportPage, Effect) {
        let mut page = ReportPage {
            part: Part::Attainment,
            stretch: Stretch::month_of(app.local.date(now)),
            by: Some(By::Customer),
            whose: Whose::default(),
            asked: 0,
            outcome: None,
            cursor: 0,
            top: Cell::new(0),
            rows: Cell::new(1),
            area: Cell::new(Rect::default()),
            kept: RefCell::default(),
        };
        let effect = page.ask(app, now);
        (page, effect)
    }

    /// The zone whose dates the period has: the policy's for one customer, else the agent's own.
    fn zone(&self, app: &App) -> std::sync::Arc<Zone> {
        let policy = || {
            let customer = self.whose.customer.as_ref()?.0;
            let picture = app.picture.as_deref()?;
            policy_zone(picture.board.groups.iter().find(|group| group.customer.id == customer)?)
        };
        policy().unwrap_or_else(|| app.local.clone())
    }

    fn ask(&mut self, app: &App, now: Instant) -> Effect {
        self.asked += 1;
        (self.outcome, self.cursor) = (None, 0);
        self.top.set(0);
        self.kept.take();
        let stretch = self.whose.stretch.unwrap_or(self.stretch);
        let ask = Ask {
            customer: self.whose.customer.as_ref().map(|(id, _)| *id),
            tier: self.whose.tier.clone(),
            severity: self.whose.severity.clone(),
            agent: self.whose.agent.clone(),
            by: self.by.into_iter().collect(),
            at: app.at.map(|_| now),
            ..Ask::new(Parts::ALL, stretch, self.zone(app))
        };
        Effect::Ask(Request::Report { number: self.asked, ask: Box::new(ask) })
    }

    fn turn(&mut self, by: isize) {
        self.part = turned(&Part::ALL, self.part, by);
        self.cursor = 0;
        self.top.set(0);
        self.kept.take();
    }

    /// The rows of the part in front at a width, made where they are not there yet.
    fn made(&self, width: usize) -> std::cell::Ref<'_, [Row]> {
        let known = self.kept.borrow().as_ref().is_some_and(|(known, _)| *known == width);
        if let (false, Some(Ok(report))) = (known, &self.outcome) {
            *self.kept.borrow_mut() = Some((width, self.rows_of(report, width)));
        }
        std::cell::Ref::map(self.kept.borrow(), |kept| kept.as_ref().map_or(&[][..], |(_, rows)| rows))
    }

    /// The rows as they were drawn last.
    fn drawn(&self) -> std::cell::Ref<'_, [Row]> {
        let known = self.kept.borrow().as_ref().map(|(width, _)| *width);
        self.made(known.unwrap_or_else(|| usize::from(self.area.get().width.max(40))))
    }

    /// The line that is selected: until somebody has moved, the first that leads somewhere.
    fn chosen(&self, rows: &[Row]) -> Option<usize> {
        let leads = |row: &Row| row.target.is_some();
        let own = rows.get(self.cursor).filter(|row| leads(row)).map(|_| self.cursor);
        own.or_else(|| rows.iter().position(leads))
    }

    /// The next line that leads somewhere; where none does, lines scroll.
    fn step(&mut self, by: isize) {
        let rows = self.drawn();
        let last = rows.len().saturating_sub(1);
        let Some(own) = self.chosen(&rows) else {
            let room = self.rows.get();
            let top = self.top.get().saturating_add_signed(by).min(rows.len().saturating_sub(room));
            self.top.set(top);
            return;
        };
        let wanted = own.saturating_add_signed(by).min(last);
        let leading = |place: &usize| rows.get(*place).is_some_and(|row| row.target.is_some());
        let found = if by > 0 {
            (wanted..=last).find(leading).or_else(|| (0..=wanted).rev().find(leading))
        } else {
            (0..=wanted).rev().find(leading).or_else(|| (wanted..=last).find(leading))
        };
        let found_first = found.is_some_and(|found| !(0..found).any(|place| leading(&place)));
        drop(rows);
        self.cursor = found.unwrap_or(own);
        if by < 0 && found_first {
            // What stands above the first of them is seen again.
            self.top.set(0);
        }
    }

    fn go(&mut self, stretch: Stretch, app: &App, now: Instant) -> Reply {
        (self.stretch, self.whose.stretch) = (stretch, None);
        Reply::stay().and(self.ask(app, now))
    }

    /// Opens the ticket of a miss, or looks at the misses of a group.
    fn open(&mut self, app: &App, now: Instant) -> Reply {
        let target = {
            let rows = self.drawn();
            self.chosen(&rows).and_then(|place| rows.get(place)?.target.clone())
        };
        match target {
            Some(Target::Ticket(ticket)) => {
                Reply { waits: true, ..Reply::run(Call::with(Action::GoTo, ticket.to_string())) }
            }
            Some(Target::Group(keys)) => {
                keys.into_iter().for_each(|key| self.whose.narrow(key));
                self.part = Part::Misses;
                Reply::stay().and(self.ask(app, now))
            }
            None => Reply::stay(),
        }
    }

    fn rows_of(&self, report: &Report, width: usize) -> Vec<Row> {
        match self.part {
            Part::Attainment => attainment::rows(report, self.by, width),
            Part::Misses => attainment::misses(report, width),
            Part::Allowance => sums::allowance(report, width),
            Part::Arrivals => arrivals::rows(report, width),
            Part::Time => sums::time(report, width),
        }
    }

    fn title(&self, app: &App) -> String {
        let stretch = self.whose.stretch.unwrap_or(self.stretch);
        let whose = self.whose.words();
        let whose = if whose.is_empty() { String::new() } else { format!(", {whose}") };
        format!("Report {}{whose} ({})", stretch.words(), self.zone(app).name())
    }
}

impl Overlay for ReportPage {
    fn key(&mut self, key: Key, app: &App, now: Instant) -> Reply {
        if key.ctrl || key.alt {
            return Reply::stay();
        }
        let page = isize::try_from(self.rows.get().max(2) - 1).unwrap_or(1);
        let date = self.stretch.from;
        match key.code {
            KeyCode::Esc | KeyCode::Char('c') if self.whose.is_narrow() => {
                self.whose = Whose::default();
                self.part = Part::Attainment;
                return Reply::stay().and(self.ask(app, now));
            }
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Tab => self.turn(1),
            KeyCode::BackTab => self.turn(-1),
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::PageDown => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Enter => return self.open(app, now),
            KeyCode::Left | KeyCode::Char('[' | 'h') => return self.go(self.stretch.before(), app, now),
            KeyCode::Right | KeyCode::Char(']' | 'l') => return self.go(self.stretch.after(), app, now),
            KeyCode::Char('0') => {
                let today = self.zone(app).date(now);
                return self.go(self.stretch.same_around(today), app, now);
            }
            KeyCode::Char('w') => {
                let today = self.zone(app).date(now);
                return self.go(Stretch::week_of(self.stretch.nearest(today)), app, now);
            }
            KeyCode::Char('m') => return self.go(Stretch::month_of(date), app, now),
            KeyCode::Char('Q' | 'u') => return self.go(Stretch::quarter_of(date), app, now),
            KeyCode::Char('y') => return self.go(Stretch::year_of(date), app, now),
            KeyCode::Char('b') => {
                let all: Vec<Option<By>> = BY.into_iter().map(Some).collect();
                self.by = turned(&all, self.by, 1);
                self.part = Part::Attainment;
                return Reply::stay().and(self.ask(app, now));
            }
            KeyCode::Char('r') => return Reply::stay().and(self.ask(app, now)),
            _ => {}
        }
        Reply::stay()
    }

    fn mouse(&mut self, mouse: Mouse, app: &App, now: Instant) -> Reply {
        match mouse {
            Mouse::Up(_) => self.step(-1),
            Mouse::Down(_) => self.step(1),
            Mouse::Click((_, y)) => {
                let area = self.area.get();
                let place = self.top.get() + usize::from(y.saturating_sub(area.y));
                let inside = (area.y..area.bottom()).contains(&y);
                let leads = self.drawn().get(place).is_some_and(|row| row.target.is_some());
                match (inside && leads, place == self.cursor) {
                    (true, true) => return self.open(app, now),
                    (true, false) => self.cursor = place,
                    (false, _) => {}
                }
            }
        }
        Reply::stay()
    }

    fn report(&mut self, number: u64, outcome: &Result<Box<Report>, Trouble>) {
        if number == self.asked {
            self.outcome = Some(outcome.clone());
            self.kept.take();
        }
    }

    fn lines(&self, app: &App, _now: Instant) -> Option<Vec<String>> {
        let title = format!("{}.", self.title(app));
        let Some(Ok(report)) = &self.outcome else { return Some(vec![title, self.said().to_owned()]) };
        let rows = Part::ALL.into_iter().flat_map(|part| {
            let rows = match part {
                Part::Attainment => attainment::told(report),
                Part::Misses => attainment::misses(report, 400),
                Part::Allowance => sums::allowance(report, 400),
                Part::Arrivals => arrivals::told(report),
                Part::Time => sums::time(report, 400),
            };
            let head = std::iter::once(format!("{}:", part.name()));
            head.chain(rows.into_iter().map(|row| bars::spoken(&row.line)).filter(|line| !line.is_empty()))
        });
        Some(std::iter::once(title).chain(rows).collect())
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let inner = framed(buffer, area, (area.width, area.height), &self.title(app), app.theme);
        let names = Part::ALL.iter().map(|part| (part.name(), *part == self.part));
        let mut body = tabs(buffer, inner, names, app.theme);
        let style = |role| app.theme.style(role);
        if let Some(Ok(report)) = &self.outcome {
            let as_of = format!("as of {}", words::when(report.scope.at, &app.local, now));
            let taken = Part::ALL.iter().map(|part| part.name().len() + 2).sum::<usize>();
            Pen::new(buffer, inner, 0).skip(taken).at_end(&as_of, style(Role::Muted));
        }
        let report = match &self.outcome {
            Some(Ok(report)) => report,
            Some(Err(trouble)) => {
                Pen::new(buffer, body, 0).foreign(&trouble.words(), style(Role::Error));
                return;
            }
            None => {
                Pen::new(buffer, body, 0).text(self.said(), style(Role::Muted));
                return;
            }
        };
        let width = usize::from(body.width);
        let all = self.made(width);
        let leads = self.chosen(&all).is_some();
        let cursor = self.chosen(&all).unwrap_or(0);
        let detail = attainment::detail(report, all.get(cursor).and_then(|row| row.target.as_ref()));
        if let Some(lines) = detail.filter(|_| self.part == Part::Misses && body.height > 8) {
            let high = 3.min(body.height);
            let below = Rect { y: body.bottom().saturating_sub(high), height: high, ..body };
            for (row, line) in (1..).zip(lines.iter().take(2)) {
                Pen::new(buffer, below, row).foreign(&fitted(line, width), style(Role::Muted));
            }
            body.height -= high;
        }
        self.area.set(body);
        let rows = usize::from(body.height).max(1);
        self.rows.set(rows);
        let mut top = self.top.get().min(all.len().saturating_sub(rows));
        if leads && self.cursor > 0 {
            top = top.min(cursor).max((cursor + 1).saturating_sub(rows));
        }
        self.top.set(top);
        for (row, (place, found)) in (0..body.height).zip(all.iter().enumerate().skip(top)) {
            let selected = leads && place == cursor;
            let mut pen = Pen::new(buffer, body, row);
            for (role, text) in &found.line {
                // A bar turned round would look like its opposite.
                let turned = selected && !bars::is_bar(text);
                pen.text(text, app.theme.row(*role, turned));
            }
            if selected {
                pen.fill(app.theme.row(Role::Text, true));
            }
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        let mut hints =
            vec![hint("Tab", "next part"), hint("[ ]", "before, after"), hint("w m u y", "week … year")];
        match self.part {
            Part::Attainment => hints.extend([hint("b", "by"), hint("Enter", "misses")]),
            Part::Misses => hints.push(hint("Enter", "open")),
            _ => {}
        }
        hints.push(if self.whose.is_narrow() { hint("Esc", "everybody's") } else { hint("Esc", "back") });
        hints.push(hint("r", "read anew"));
        hints
    }
}

impl ReportPage {
    fn said(&self) -> &'static str {
        match &self.outcome {
            None => "reading …",
            Some(Err(_)) => "failed",
            Some(Ok(_)) => "",
        }
    }
}
