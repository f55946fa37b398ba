//! A customer's page: the allowance's month ticket by ticket and the months before as bars, prepaid time, the time sheet,
//! contracts and persons.

use std::cell::RefCell;

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::account_sheet::sheet;
use super::framed;
use super::scroll::{Scroll, tabs, turned};
use crate::calendar::{Instant, Zone};
use crate::desk::{
    Contract, Counted, CustomerId, Purse, Standing, Verdict, balances as desk_balances, board, minutes_words,
};
use crate::keyboard::Key;
use crate::policy::{Pack, words as pot_words};
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
    scroll: Scroll,
    /// What was drawn last: adding up a customer's months anew for every frame would be felt.
    kept: RefCell<Option<(Seen, Vec<Line>)>>,
}

/// What the lines of a part follow from, beside the file: the part, how far back, the width, and the minute.
type Seen = (Part, u32, usize, i64);

pub(super) type Line = Vec<(Role, String)>;

pub(super) fn plain(role: Role, text: impl Into<String>) -> Line {
    vec![(role, text.into())]
}

impl AccountPage {
    /// The page of a customer, at one of its parts.
    pub fn new(customer: CustomerId, part: Part) -> AccountPage {
        AccountPage {
            customer,
            part,
            file: None,
            back: 0,
            scroll: Scroll::default(),
            kept: RefCell::default(),
        }
    }

    fn turn(&mut self, by: isize) {
        self.part = turned(&Part::ALL, self.part, by);
        self.scroll.home();
    }

    fn month(&mut self, back: u32) {
        self.back = back.min(120);
        self.scroll.home();
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
            (Part::Time, _) => sheet(file, book, &zone, month),
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
        if let Some(place) = &contract.own.place {
            lines.push(plain(Role::Text, format!("      the customer's place: {place}")));
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
    let Some(purse) = Purse::of(pack, contract) else {
        return vec![plain(Role::Muted, "The plan has no allowance of tickets.")];
    };
    let zone = &pack.zone;
    let counted =
        Counted { receipts: &file.receipts, facts: Some(&file.facts), blocks: &file.blocks, from: None };
    let this = purse.period_use(counted, at, now);
    let period = this.usage.period;
    let mut lines = vec![vec![
        (Role::Strong, format!("{} to {}  ", zone.date(period.from), zone.date(period.to))),
        (standing(this.usage.standing), this.usage.words()),
        (Role::Muted, format!("  ({}, {})", contract.plan_words(), zone.name())),
    ]];
    for pot in &this.usage.pots {
        lines.push(vec![(Role::Strong, format!("  {}  ", pot.key)), (standing(pot.standing), pot.words())]);
    }
    lines.push(Vec::new());
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
        let verdict = match (used.verdict, &used.pot) {
            (Verdict::Within, Some(pot)) => format!("uses one: {pot}"),
            (Verdict::Within, None) => "uses one".to_owned(),
            (Verdict::Free, _) => "free".to_owned(),
            (Verdict::OverPeriod, _) => "over the month".to_owned(),
            (Verdict::OverDay, _) => "over the day's cap".to_owned(),
        };
        let decided = ticket.map(|ticket| ticket.counting.words()).filter(|words| !words.is_empty());
        lines.push(vec![
            (role, format!("{sign} #{:<6} ", used.ticket)),
            (Role::Muted, format!("{}  ", zone.civil(used.received).format("%d %b %H:%M"))),
            (role, format!("{verdict:<18}  ")),
            (Role::Text, ticket.map(|ticket| ticket.subject.clone()).unwrap_or_default()),
        ]);
        if let Some(why) = used.why.as_ref().filter(|_| decided.is_none()) {
            lines.push(plain(Role::Muted, format!("           free: {why}")));
        }
        if let Some(decided) = decided {
            lines.push(plain(Role::Muted, format!("           {decided}")));
        }
    }
    lines.push(Vec::new());
    lines.push(plain(Role::Strong, "Month by month: # used, . left, ! over"));
    for usage in purse.history(counted, now, MONTHS) {
        lines.push(vec![
            (Role::Muted, format!("{}  ", zone.civil(usage.period.from).format("%b %Y"))),
            (Role::Text, format!("{:>4} {:<9}", usage.used, usage.size_words())),
            (standing(usage.standing), usage.bar()),
        ]);
    }
    lines
}

fn balances(file: &AccountFile, contract: &Contract, pack: &Pack, now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    for (pot, balance) in desk_balances(pack, contract, (&file.blocks, &file.booked), now) {
        let (key, words) = (&pot.key, |minutes: u32| minutes_words(i64::from(minutes)));
        match balance {
            Some(found) => {
                let role = if found.left <= 0 { Role::AllowanceOver } else { Role::Strong };
                lines.push(vec![
                    (Role::Strong, format!("{key}  ")),
                    (role, format!("{} left", minutes_words(found.left))),
                    (Role::Muted, format!(" of {}, {} charged", words(found.granted), words(found.charged))),
                ]);
                if found.carried > 0 {
                    lines.push(plain(Role::Muted, format!("  {} carried over", words(found.carried))));
                }
                if let Some(cap) = found.daily_cap {
                    let today = words(found.today);
                    lines.push(plain(Role::Text, format!("  {today} of {} for today used", words(cap))));
                }
                if found.left <= 0
                    && let Some(what) = pot_words::when_empty(pot)
                {
                    lines.push(plain(Role::AllowanceSpent, format!("  nothing is left: {what}")));
                }
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
        for rule in pot_words::time_rules(pot) {
            lines.push(plain(Role::Muted, format!("  {rule}")));
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

impl Overlay for AccountPage {
    fn key(&mut self, key: Key, _app: &App, _now: Instant) -> Reply {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Reply::close(),
            KeyCode::Tab | KeyCode::Right | KeyCode::Char('l') => self.turn(1),
            KeyCode::BackTab | KeyCode::Left | KeyCode::Char('h') => self.turn(-1),
            KeyCode::Char('[') => self.month(self.back.saturating_add(1)),
            KeyCode::Char(']') => self.month(self.back.saturating_sub(1)),
            _ => {
                self.scroll.key(key);
            }
        }
        Reply::stay()
    }

    fn account(&mut self, file: &AccountFile) {
        if file.customer.id == self.customer {
            self.file = Some(Box::new(file.clone()));
            self.kept.take();
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
        let name = self.file.as_ref().map_or(String::new(), |file| file.customer.name.clone());
        // All of it: what shows beside a page that is read for a while only disturbs.
        let inner = framed(buffer, area, (area.width, area.height), &name, app.theme);
        let names = Part::ALL.iter().map(|part| (part.name(), *part == self.part));
        let body = tabs(buffer, inner, names, app.theme);
        let (width, rows) = (usize::from(body.width), usize::from(body.height));
        let seen = (self.part, self.back, width, now.unix().div_euclid(60));
        let mut kept = self.kept.borrow_mut();
        if kept.as_ref().is_none_or(|(known, _)| *known != seen) {
            let lines = self.lines(app, now).into_iter().flat_map(|line| wrapped(line, width));
            *kept = Some((seen, lines.collect()));
        }
        let lines = kept.as_ref().map_or(&[][..], |(_, lines)| lines);
        let shown = lines.iter().skip(self.scroll.first(lines.len(), rows)).take(rows);
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
