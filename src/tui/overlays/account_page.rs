//! A customer's page: the allowance's month ticket by ticket and the months before as bars, prepaid time, the time sheet,
//! contracts and persons.

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framed;
use crate::calendar::{Instant, Zone};
use crate::desk::{Allowance, Contract, CustomerId, Standing, Usage, Verdict, balance, board, minutes_words};
use crate::keyboard::Key;
use crate::policy::{Pack, PotUnit};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::overlay::{Overlay, Reply};
use crate::tui::pen::Pen;
use crate::tui::source::AccountFile;
use crate::tui::theme::Role;
use crate::tui::{words, wrap};

/// The parts of the page, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Contracts and persons.
    Customer,
    /// The allowance's month.
    Month,
    /// Prepaid time.
    Balance,
    /// The time sheet.
    Time,
}

impl Part {
    const ALL: [Part; 4] = [Part::Customer, Part::Month, Part::Balance, Part::Time];

    fn name(self) -> &'static str {
        match self {
            Part::Customer => "Customer",
            Part::Month => "Month",
            Part::Balance => "Prepaid time",
            Part::Time => "Time sheet",
        }
    }
}

/// Months shown as bars.
const MONTHS: usize = 13;

/// The page.
#[derive(Debug)]
pub struct AccountPage {
    customer: CustomerId,
    part: Part,
    file: Option<Box<AccountFile>>,
    /// So many months before this one.
    back: u32,
    scroll: u16,
    /// Lines of the part, and of the screen, when it was last drawn.
    drawn: std::cell::Cell<(usize, u16)>,
}

type Line = Vec<(Role, String)>;

fn plain(role: Role, text: impl Into<String>) -> Line {
    vec![(role, text.into())]
}

impl AccountPage {
    /// The page of a customer, at one of its parts.
    pub fn new(customer: CustomerId, part: Part) -> AccountPage {
        AccountPage { customer, part, file: None, back: 0, scroll: 0, drawn: std::cell::Cell::new((0, 1)) }
    }

    fn step(&mut self, by: i32) {
        let (lines, height) = self.drawn.get();
        let last = u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(height);
        let to = i32::from(self.scroll).saturating_add(by).clamp(0, i32::from(last));
        self.scroll = u16::try_from(to).unwrap_or(0);
    }

    fn turn(&mut self, by: isize) {
        let at = Part::ALL.iter().position(|part| *part == self.part).unwrap_or(0);
        let count = isize::try_from(Part::ALL.len()).unwrap_or(1);
        let to = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(count);
        self.part = Part::ALL.get(usize::try_from(to).unwrap_or(0)).copied().unwrap_or(Part::Customer);
        self.scroll = 0;
    }

    fn lines(&self, app: &App, now: Instant) -> Vec<Line> {
        let Some(file) = &self.file else { return vec![plain(Role::Muted, "reading …")] };
        let Some(book) = &app.book else { return Vec::new() };
        let current = board::current(file.contracts.iter(), book, now);
        let plan = current.and_then(|contract| Some((contract, book.pack(&contract.pack).ok()?)));
        let zone = plan.as_ref().map_or_else(Zone::utc, |(_, pack)| pack.zone.clone());
        let month = first_of(zone.date(now), self.back);
        match (self.part, plan) {
            (Part::Customer, plan) => customer(file, plan.map(|(contract, _)| contract), &zone, now),
            (Part::Time, _) => sheet(file, &zone, month),
            (Part::Month, Some((contract, pack))) => {
                let at = if self.back == 0 { now } else { zone.start_of_day(month).unwrap_or(now) };
                months(file, contract, &pack, at, now)
            }
            (Part::Balance, Some((contract, pack))) => balances(file, contract, &pack, now),
            (Part::Month | Part::Balance, None) => vec![plain(Role::Untimed, "No contract in force.")],
        }
    }
}

/// The first date of the month so many months before a date's.
fn first_of(date: NaiveDate, back: u32) -> NaiveDate {
    let first = chrono::Datelike::with_day(&date, 1).unwrap_or(date);
    first.checked_sub_months(chrono::Months::new(back)).unwrap_or(first)
}

fn customer(file: &AccountFile, current: Option<&Contract>, zone: &Zone, now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    let fact =
        |name: &str, value: &str| vec![(Role::Muted, format!("{name:<10}")), (Role::Text, value.to_owned())];
    lines.push(fact("time zone", file.customer.time_zone.as_deref().unwrap_or("not known")));
    lines.push(fact("language", file.customer.language.as_deref().unwrap_or("not known")));
    if !file.customer.note.trim().is_empty() {
        lines.push(fact("note", &file.customer.note));
    }
    lines.push(Vec::new());
    lines.push(plain(Role::Strong, "Contracts"));
    if file.contracts.is_empty() {
        lines.push(plain(Role::Untimed, "none: nothing is promised"));
    }
    for contract in &file.contracts {
        let until = contract.ends.map_or_else(|| "open".to_owned(), |ends| ends.to_string());
        let term = contract.renews.map_or(String::new(), |renews| format!(", term until {renews}"));
        let held = current.is_some_and(|current| current.id == contract.id);
        lines.push(vec![
            (Role::Muted, format!("{:>4}  ", contract.id)),
            (if held { Role::Strong } else { Role::Text }, contract.plan_words()),
            (Role::Muted, format!("  {} to {until}{term}", contract.starts)),
            (Role::Text, if held { "  in force".to_owned() } else { String::new() }),
        ]);
        for target in &contract.own.targets {
            let severity =
                target.severity.as_ref().map_or(String::new(), |severity| format!(" ({severity})"));
            let words =
                format!("      own target: {}{severity} {}", target.clock.replace('_', " "), target.target);
            lines.push(plain(Role::Text, words));
        }
        if contract.own.hours.is_some() || contract.own.time_zone.is_some() {
            lines.push(plain(Role::Text, "      hours or a time zone of its own"));
        }
    }
    lines.push(Vec::new());
    lines.push(plain(Role::Strong, "Persons"));
    if file.contacts.is_empty() {
        lines.push(plain(Role::Muted, "none on record"));
    }
    for contact in &file.contacts {
        let registered = if contact.registered { "registered" } else { "not registered" };
        let email = contact.email.as_deref().unwrap_or_default();
        lines.push(vec![
            (Role::Text, format!("{}  ", contact.name)),
            (Role::Muted, format!("{email}  {registered}")),
        ]);
    }
    lines.push(Vec::new());
    lines.push(plain(
        Role::Strong,
        format!("Open tickets: {}", file.tickets.iter().filter(|t| t.is_open()).count()),
    ));
    for ticket in file.tickets.iter().filter(|ticket| ticket.is_open()) {
        let age = words::when(ticket.received, zone, now);
        lines.push(vec![
            (Role::Muted, format!("#{:<6} ", ticket.id)),
            (Role::Text, ticket.subject.clone()),
            (Role::Muted, format!("  {}, {age}", ticket.status.words())),
        ]);
    }
    lines
}

fn standing(standing: Standing) -> Role {
    match standing {
        Standing::Over => Role::AllowanceOver,
        Standing::Spent | Standing::SpentToday => Role::AllowanceSpent,
        Standing::Last => Role::AllowanceLast,
        Standing::Plenty | Standing::Unlimited | Standing::ByContract => Role::Text,
    }
}

fn months(file: &AccountFile, contract: &Contract, pack: &Pack, at: Instant, now: Instant) -> Vec<Line> {
    let Some(pot) = pack.allowance(&contract.tier) else {
        return vec![plain(Role::Muted, "The plan has no allowance of tickets.")];
    };
    let zone = &pack.zone;
    let allowance = Allowance { pot, zone, since: contract.starts };
    let this = allowance.period_use(&file.receipts, at, now);
    let period = this.usage.period;
    let mut lines = vec![
        vec![
            (Role::Strong, format!("{} to {}  ", zone.date(period.from), zone.date(period.to))),
            (standing(this.usage.standing), this.usage.words()),
            (Role::Muted, format!("  ({}, {})", contract.plan_words(), zone.name())),
        ],
        Vec::new(),
    ];
    if this.tickets.is_empty() {
        lines.push(plain(Role::Muted, "No ticket was received."));
    }
    for used in &this.tickets {
        let ticket = file.tickets.iter().find(|ticket| ticket.id == used.ticket);
        let (sign, role) = match used.verdict {
            Verdict::Within => ("+", Role::Text),
            Verdict::Free => (" ", Role::Muted),
            Verdict::OverPeriod | Verdict::OverDay => ("!", Role::AllowanceOver),
        };
        let verdict = match used.verdict {
            Verdict::Within => "uses one",
            Verdict::Free => "free",
            Verdict::OverPeriod => "over the month",
            Verdict::OverDay => "over the day's cap",
        };
        let decided = ticket.map(|ticket| ticket.counting.words()).filter(|words| !words.is_empty());
        lines.push(vec![
            (role, format!("{sign} #{:<6} ", used.ticket)),
            (Role::Muted, format!("{}  ", zone.civil(used.received).format("%d %b %H:%M"))),
            (role, format!("{verdict:<18}  ")),
            (Role::Text, ticket.map(|ticket| ticket.subject.clone()).unwrap_or_default()),
        ]);
        if let Some(decided) = decided {
            lines.push(plain(Role::Muted, format!("           {decided}")));
        }
    }
    lines.push(Vec::new());
    lines.push(plain(Role::Strong, "Month by month: # used, . left, ! over"));
    for usage in allowance.history(&file.receipts, now, MONTHS) {
        let size = usage.size.map_or_else(|| "no limit".to_owned(), |size| format!("of {size}"));
        lines.push(vec![
            (Role::Muted, format!("{}  ", zone.civil(usage.period.from).format("%b %Y"))),
            (Role::Text, format!("{:>4} {size:<9}", usage.used)),
            (standing(usage.standing), bar(&usage)),
        ]);
    }
    lines
}

fn bar(usage: &Usage) -> String {
    const MOST: u32 = 40;
    let size = usage.size.unwrap_or(usage.used);
    let inside = usage.used.min(size);
    let repeat = |sign: &str, count: u32| sign.repeat(usize::try_from(count.min(MOST)).unwrap_or(0));
    let (left, over) = (size.saturating_sub(inside), usage.used.saturating_sub(size));
    format!("{}{}{}", repeat("#", inside), repeat(".", left), repeat("!", over))
}

fn balances(file: &AccountFile, contract: &Contract, pack: &Pack, now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    let pots = pack.pots.iter().filter(|pot| pot.unit == PotUnit::Minutes);
    for pot in pots.filter(|pot| pot.when.tiers.is_empty() || pot.when.tiers.contains(&contract.tier)) {
        let allowance = Allowance { pot, zone: &pack.zone, since: contract.starts };
        let own = file.booked.iter().filter(|one| one.contract == Some(contract.id));
        let own = own.filter(|one| one.pot.as_ref() == Some(&pot.key));
        let charged: Vec<(Instant, u32)> = own.map(|one| (one.at, one.charged)).collect();
        let (key, words) = (&pot.key, |minutes: u32| minutes_words(i64::from(minutes)));
        match balance(&allowance, &file.blocks, &charged, now) {
            Some(found) => {
                let role = if found.left <= 0 { Role::AllowanceOver } else { Role::Strong };
                lines.push(vec![
                    (Role::Strong, format!("{key}  ")),
                    (role, format!("{} left", minutes_words(found.left))),
                    (Role::Muted, format!(" of {}, {} charged", words(found.granted), words(found.charged))),
                ]);
                if found.expired > 0 {
                    lines.push(plain(Role::Muted, format!("  {} expired unused", words(found.expired))));
                }
                if let Some((date, minutes)) = found.expires {
                    lines.push(plain(
                        Role::Text,
                        format!("  {} of it can be used until {date}", words(minutes)),
                    ));
                }
            }
            None => lines.push(plain(Role::Muted, format!("{key}  nothing was bought"))),
        }
        if let Some(step) = pot.step_minutes {
            lines.push(plain(Role::Muted, format!("  charged in steps of {step} minutes")));
        }
    }
    if lines.is_empty() {
        lines.push(plain(Role::Muted, "The plan knows no prepaid time."));
    }
    lines.push(Vec::new());
    lines.push(plain(Role::Strong, "Blocks"));
    if file.blocks.is_empty() {
        lines.push(plain(Role::Muted, "none; `tierdesk contract buy` records one"));
    }
    for block in &file.blocks {
        let until = block.expires.map_or(String::new(), |date| format!(", until {date}"));
        let units = minutes_words(i64::from(block.units));
        lines.push(vec![
            (Role::Text, format!("{}  {units}  ", block.pot)),
            (Role::Muted, format!("bought {}{until}  {}", block.bought, block.note)),
        ]);
    }
    lines
}

fn sheet(file: &AccountFile, zone: &Zone, month: NaiveDate) -> Vec<Line> {
    let next = month.checked_add_months(chrono::Months::new(1)).unwrap_or(month);
    let inside = |at: Instant| month <= zone.date(at) && zone.date(at) < next;
    let booked: Vec<_> = file.booked.iter().filter(|one| inside(one.at)).collect();
    let sum = |of: &dyn Fn(&crate::store::Booked) -> u32| {
        minutes_words(booked.iter().map(|one| i64::from(of(one))).sum())
    };
    let mut lines = vec![
        vec![
            (Role::Strong, format!("{}  ", month.format("%B %Y"))),
            (Role::Text, format!("{} worked, {} charged", sum(&|one| one.minutes), sum(&|one| one.charged))),
        ],
        Vec::new(),
    ];
    if booked.is_empty() {
        lines.push(plain(Role::Muted, "No time was booked."));
    }
    for one in booked {
        let words = |minutes: u32| minutes_words(i64::from(minutes));
        lines.push(vec![
            (Role::Muted, format!("{}  #{:<6} ", zone.civil(one.at).format("%d %b %H:%M"), one.ticket)),
            (Role::Text, format!("{:<9} ", words(one.minutes))),
            (Role::Muted, format!("charged {:<9} {}  ", words(one.charged), one.agent)),
            (Role::Text, one.note.clone()),
        ]);
    }
    lines
}

impl Overlay for AccountPage {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        let page = i32::from(self.drawn.get().1.max(2)) - 1;
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::PageDown => self.step(page),
            KeyCode::PageUp => self.step(-page),
            KeyCode::Home => self.scroll = 0,
            KeyCode::End => self.step(i32::from(u16::MAX)),
            KeyCode::Tab | KeyCode::Right | KeyCode::Char('l') => self.turn(1),
            KeyCode::BackTab | KeyCode::Left | KeyCode::Char('h') => self.turn(-1),
            KeyCode::Char('[') => (self.back, self.scroll) = (self.back.saturating_add(1).min(120), 0),
            KeyCode::Char(']') => (self.back, self.scroll) = (self.back.saturating_sub(1), 0),
            _ => {}
        }
        Reply::stay()
    }

    fn account(&mut self, file: &AccountFile) {
        if file.customer.id == self.customer {
            self.file = Some(Box::new(file.clone()));
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let name = self.file.as_ref().map_or(String::new(), |file| file.customer.name.clone());
        // All of it: what shows beside a page that is read for a while only disturbs.
        let inner = framed(buffer, area, (area.width, area.height), &name, app.theme);
        let mut pen = Pen::new(buffer, inner, 0);
        for part in Part::ALL {
            let role = if part == self.part { Role::Title } else { Role::Muted };
            let name =
                if part == self.part { format!("[{}]", part.name()) } else { format!(" {} ", part.name()) };
            pen.text(&name, app.theme.style(role)).skip(1);
        }
        let body = Rect { y: inner.y.saturating_add(2), height: inner.height.saturating_sub(2), ..inner };
        let width = usize::from(body.width);
        let lines: Vec<Line> =
            self.lines(app, now).into_iter().flat_map(|line| wrapped(line, width)).collect();
        self.drawn.set((lines.len(), body.height));
        let shown = lines.iter().skip(usize::from(self.scroll)).take(usize::from(body.height));
        for (row, line) in (0..).zip(shown) {
            let mut pen = Pen::new(buffer, body, row);
            for (role, text) in line {
                pen.text(&printable(text), app.theme.style(*role));
            }
        }
    }

    fn hints(&self, _app: &App) -> Vec<(String, String)> {
        let hint = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        let mut hints = vec![hint("Tab", "next part"), hint("j k", "scroll")];
        if matches!(self.part, Part::Month | Part::Time) {
            hints.push(hint("[ ]", "month before, after"));
        }
        hints.push(hint("Esc", "back"));
        hints
    }
}

/// A line that is too long goes on below, indented; its parts keep their roles where it fits.
fn wrapped(line: Line, width: usize) -> Vec<Line> {
    let text: String = line.iter().map(|(_, text)| printable(text).into_owned()).collect();
    if crate::text::width(&text) <= width {
        return vec![line];
    }
    let role = line.iter().map(|(role, _)| *role).find(|role| *role != Role::Muted).unwrap_or(Role::Text);
    wrap::lines(&text, width).into_iter().map(|part| plain(role, part)).collect()
}
