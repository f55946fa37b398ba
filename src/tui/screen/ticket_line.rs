//! A ticket's line: severity, number, subject, status, assignee, age, and its clocks, each with what is left, a bar and
//! its state.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::desk::{Flag, Group, Reckoned, Row, Status, TicketClock, most_pressing, next_clock};
use crate::policy::ClockKey;
use crate::text;
use crate::tui::app::App;
use crate::tui::listing::View;
use crate::tui::pen::Pen;
use crate::tui::theme::Role;
use crate::tui::words::{self, ClockWords};

/// How wide the columns are in a list of some width; one that has no room has no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub number: usize,
    pub customer: usize,
    pub subject: usize,
    pub status: usize,
    pub assignee: usize,
    pub age: usize,
    pub first: usize,
    pub second: usize,
    pub bar: usize,
    /// How many columns follow for clocks of the policies' own, as wide as the second.
    pub further: usize,
}

/// Mark and severity before the columns.
const LEAD: usize = 4;

impl Columns {
    /// For a list so wide; `flat` where the customer has a column of its own, `highest` the highest number.
    /// `further` clocks are known beside first response and resolution.
    pub(super) fn new(width: u16, flat: bool, highest: i64, further: usize) -> Columns {
        let width = usize::from(width).saturating_sub(1);
        let number = highest.max(99).to_string().len() + 1;
        let (status, assignee, age, clock, bar) = match width {
            0..50 => (0, 0, 0, 14, 0),
            50..70 => (4, 0, 0, 15, 0),
            70..100 => (4, 6, 3, 16, 0),
            100..150 => (7, 9, 4, 26, 6),
            _ => (8, 12, 4, 34, 8),
        };
        // The subject gives room to them, and the clocks to one another.
        let (clock, bar, further) = match (width, further) {
            (_, 0) | (0..112, _) => (clock, bar, 0),
            (112..150, _) => (20, 0, 1),
            (150..190, _) => (26, 6, 1),
            (_, known) => (26, 6, known.min(2)),
        };
        let second = if width < 50 { 0 } else { clock };
        let fixed = [number, status, assignee, age, clock, second];
        let used: usize =
            LEAD + further * (second + 1) + fixed.iter().filter(|w| **w > 0).map(|w| w + 1).sum::<usize>();
        let rest = width.saturating_sub(used);
        let customer = if flat { (rest * 2 / 5).min(28) } else { 0 };
        let subject = rest.saturating_sub(customer + usize::from(customer > 0));
        Columns { number, customer, subject, status, assignee, age, first: clock, second, bar, further }
    }

    /// Names above the columns.
    pub(super) fn heading(self, buffer: &mut Buffer, area: Rect, app: &App, further: &[(ClockKey, String)]) {
        let style = app.theme.style(Role::Muted);
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(LEAD);
        // Narrow screens have no room for the view's name on the line on top.
        let subject = match app.view {
            View::Grouped | View::Flat => "subject".to_owned(),
            _ => format!("subject ({})", text::printable(app.view_name())),
        };
        let columns = [
            (self.number, "no"),
            (self.customer, "customer"),
            (self.subject, subject.as_str()),
            (self.status, if self.status > 4 { "status" } else { "stat" }),
            (self.assignee, "agent"),
            (self.age, "age"),
            (self.first, if self.second > 0 { "first response" } else { "next target" }),
            (self.second, "resolution"),
        ];
        for (width, name) in columns.into_iter().filter(|(width, _)| *width > 0) {
            pen.cell(name, width, style).skip(1);
        }
        for place in 0..self.further {
            let name = match self.shares(place, further) {
                [(_, name)] => text::printable(name).to_lowercase(),
                _ => "other clocks".to_owned(),
            };
            pen.cell(&name, self.second, style).skip(1);
        }
    }
}

impl Columns {
    /// The clocks that a further column is for: one each, and what is left over in the last.
    fn shares(self, place: usize, further: &[(ClockKey, String)]) -> &[(ClockKey, String)] {
        let end = if place + 1 == self.further { further.len() } else { place + 1 };
        further.get(place..end).unwrap_or_default()
    }
}

/// One row of the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub row: &'a Row,
    pub group: Option<&'a Group>,
    pub further: &'a [(ClockKey, String)],
    pub selected: bool,
}

pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    at: u16,
    app: &App,
    line: Line<'_>,
    columns: Columns,
    now: Instant,
) {
    let Line { row, group, further, selected } = line;
    let ticket = &row.ticket;
    let style = |role| app.theme.row(role, selected);
    // The whole row first: what is skipped below must not break the selected row's bar.
    Pen::new(buffer, area, at).fill(style(Role::Text));
    let mut pen = Pen::new(buffer, area, at);
    let (glyph, letter, role) = severity(row);
    pen.text(if selected { "›" } else { " " }, style(Role::Strong))
        .text(glyph, style(role))
        .text(&letter, style(role));
    // Somebody else has it open.
    let there = app.others.iter().any(|here| here.ticket == Some(ticket.id));
    pen.text(if there { "@" } else { " " }, style(if there { Role::DueSoon } else { Role::Text }));
    let gap = |pen: &mut Pen<'_>| {
        pen.text(if app.marks.contains(&ticket.id) { "*" } else { " " }, style(Role::Key));
    };
    pen.cell(&format!("#{}", ticket.id), columns.number, style(Role::Muted));
    gap(&mut pen);
    if columns.customer > 0 {
        let customer =
            group.map_or(std::borrow::Cow::Borrowed("?"), |group| text::printable(&group.customer.name));
        let plan = group.map(super::customer_line::plan).unwrap_or_default();
        let words = format!("{customer} · {plan}");
        pen.cell(&words, columns.customer, style(Role::Muted));
        gap(&mut pen);
    }
    let woken = ticket.more().wakes().is_some_and(|wakes| wakes <= now);
    // Beside the subject, where there is room on every screen.
    let mut room = columns.subject;
    for (role, sign) in signs(row, columns.subject >= WORDS, app, now) {
        let sign = text::fitted(&sign, room);
        pen.text(&sign, style(role));
        room = room.saturating_sub(text::width(&sign));
    }
    subject_and_tags(&mut pen, row, room, &style);
    gap(&mut pen);
    if columns.status > 0 {
        let word = match ticket.status {
            Status::Waiting if columns.status < 7 => "wait",
            Status::OnHold if woken => "woken",
            Status::OnHold if columns.status < 7 => "hold",
            status => status.words(),
        };
        pen.cell(word, columns.status, style(if woken { Role::DueSoon } else { Role::Muted }));
        gap(&mut pen);
    }
    if columns.assignee > 0 {
        let (name, role) = match ticket.assignee.as_deref() {
            Some(name) if name == app.who => ("me".into(), Role::Strong),
            Some(name) => (text::printable(name), Role::Text),
            None => ("–".into(), Role::Muted),
        };
        pen.cell(&name, columns.assignee, style(role));
        gap(&mut pen);
    }
    if columns.age > 0 {
        pen.cell_right(&words::age(now.since(ticket.received)), columns.age, style(Role::Muted));
        gap(&mut pen);
    }
    let begin = pen.column();
    clocks(&mut pen, row, columns, &style, now);
    if columns.further > 0 && !row.clocks.is_empty() {
        let after =
            begin.saturating_add(u16::try_from(columns.first + columns.second + 2).unwrap_or(u16::MAX));
        pen.to(after, style(Role::Text));
        for place in 0..columns.further {
            let share = columns.shares(place, further);
            further_clock(&mut pen, row, share, columns, &style, now);
        }
    }
    pen.fill(style(Role::Text));
}

/// The subject, and where there is room its tags behind it.
fn subject_and_tags(
    pen: &mut Pen<'_>,
    row: &Row,
    width: usize,
    style: &impl Fn(Role) -> ratatui::style::Style,
) {
    const LEAST: usize = 24;
    let subject = text::printable(&row.ticket.subject);
    let tags: Vec<String> = row.ticket.more().tags.iter().map(|tag| format!("+{tag}")).collect();
    let tags = tags.join(" ");
    let room = width.saturating_sub(text::width(&subject).min(width / 2).max(LEAST) + 1);
    if tags.is_empty() || room < 5 {
        pen.cell(&subject, width, style(Role::Text));
        return;
    }
    let tags = text::fitted(&tags, room);
    let wide = text::width(&tags);
    pen.cell(&subject, width.saturating_sub(wide + 1), style(Role::Text)).text(" ", style(Role::Text));
    pen.text(&tags, style(Role::Muted));
}

/// A subject so wide has room for signs in words.
const WORDS: usize = 40;

/// What stands before the subject: that it was missed for good although no clock shows it now, that the customer answers
/// its level, until when it is on hold.
fn signs(row: &Row, in_words: bool, app: &App, now: Instant) -> Vec<(Role, String)> {
    let ticket = &row.ticket;
    let mut signs = Vec::new();
    if !ticket.missed.is_empty() || row.clocks.iter().any(|clock| !clock.missed.is_empty()) {
        signs.push((Role::Missed, if in_words { "✗ missed once " } else { "✗ " }.to_owned()));
    }
    if let Some(level) = ticket.level.filter(|_| ticket.flags.contains(&Flag::LevelIsCustomers)) {
        let words = if in_words { format!("L{level} is the customer's ") } else { format!("L{level}↩ ") };
        signs.push((Role::AllowanceOver, words));
    }
    if let Some(wakes) = ticket.more().wakes() {
        let at = words::when_bare(wakes, &app.local, now);
        let role = if wakes <= now { Role::DueSoon } else { Role::Paused };
        let sign = match (in_words, wakes <= now) {
            (false, _) => format!("◷ {at} "),
            (true, true) => format!("◷ woke {at} "),
            (true, false) => format!("◷ until {at} "),
        };
        signs.push((role, sign));
    }
    signs
}

/// Height and letter say the severity without colour; the letter is the pack's own word's.
pub(super) fn severity(row: &Row) -> (&'static str, String, Role) {
    let rank = u8::try_from(row.severity_rank.min(3)).unwrap_or(3);
    let glyph = if row.terms.is_none() {
        "?"
    } else {
        ["█", "▆", "▄", "▂"].get(usize::from(rank)).copied().unwrap_or("▂")
    };
    let shown = row.counts_as.as_ref().unwrap_or(&row.ticket.severity);
    let letter = letter_of(shown.as_str());
    (glyph, letter.to_string(), Role::Severity(rank))
}

fn clocks(
    pen: &mut Pen<'_>,
    row: &Row,
    columns: Columns,
    style: &impl Fn(Role) -> ratatui::style::Style,
    now: Instant,
) {
    if row.clocks.is_empty() {
        pen.cell("no contract", columns.first, style(Role::Untimed));
        return;
    }
    // With room for one clock, it is the one that runs out next.
    if columns.second == 0 {
        if let Some(clock) = next_clock(&row.clocks) {
            cell(pen, &words::clock(clock, &row.ticket, now), columns.first, 0, style);
        }
        return;
    }
    let [first, second] =
        in_columns(row, columns).map(|clock| clock.map(|(clock, named)| said(clock, named, row, now)));
    let Some(first) = first else {
        pen.cell("", columns.first, style(Role::Text)).text(" ", style(Role::Text));
        if let Some(second) = second {
            cell(pen, &second, columns.second, columns.bar, style);
        }
        return;
    };
    // A clock whose neighbour has nothing to say may use its room: "closed until when" needs it.
    let spare = second.as_ref().is_some_and(|second| second.left.is_none() && second.mark == ' ');
    if let (true, Some(second)) = (spare, &second) {
        let short = text::width(second.long());
        let room = (columns.first + 1 + columns.second).saturating_sub(short + 1);
        let bar = if first.left.is_some() { columns.bar } else { 0 };
        let needs = |form: &String| text::width(form) + 2 + bar + usize::from(bar > 0);
        let fits = first.forms.iter().map(needs).find(|wide| *wide <= room);
        if let Some(wide) = fits {
            let start = pen.column();
            cell(pen, &first, wide, bar, style);
            let stop = start.saturating_add(u16::try_from(room + 1).unwrap_or(u16::MAX));
            pen.to(stop, style(Role::Text)).text(second.long(), style(second.role));
            return;
        }
    }
    for (words, width) in [Some(first), second].into_iter().flatten().zip([columns.first, columns.second]) {
        cell(pen, &words, width, columns.bar, style);
        pen.text(" ", style(Role::Text));
    }
}

/// The clocks of the two columns, and whether the column's heading does not name it: first response and resolution; a
/// clock of the pack's own that runs out before them takes the place of the one that presses less.
fn in_columns(row: &Row, columns: Columns) -> [Option<(&TicketClock, bool)>; 2] {
    let find = |key: &ClockKey| row.clocks.iter().find(|clock| clock.key() == key);
    let keys = [ClockKey::first_response(), ClockKey::resolution()];
    let mut shown = [find(&keys[0]).map(|clock| (clock, false)), find(&keys[1]).map(|clock| (clock, false))];
    // One that has a column of its own stays there.
    let next = next_clock(&row.clocks).filter(|next| columns.further == 0 && !keys.contains(next.key()));
    let Some(next) = next else { return shown };
    let [first, second] = &mut shown;
    let stopped = |slot: &Option<(&TicketClock, bool)>| {
        slot.is_none_or(|(clock, _)| {
            !matches!(clock.reckoned, Reckoned::Due { .. } | Reckoned::Paused { .. })
        })
    };
    let place = if stopped(first) && !stopped(second) { first } else { second };
    *place = Some((next, true));
    shown
}

/// A column of a clock of the policy's own, or of several: then the one that presses most, with its name.
fn further_clock(
    pen: &mut Pen<'_>,
    row: &Row,
    share: &[(ClockKey, String)],
    columns: Columns,
    style: &impl Fn(Role) -> ratatui::style::Style,
    now: Instant,
) {
    let of_share = |clock: &&TicketClock| share.iter().any(|(key, _)| key == clock.key());
    match most_pressing(row.clocks.iter().filter(of_share)) {
        Some(clock) => cell(pen, &said(clock, share.len() > 1, row, now), columns.second, columns.bar, style),
        None => {
            pen.cell("", columns.second, style(Role::Text));
        }
    }
    pen.text(" ", style(Role::Text));
}

/// What a clock says, with its name before it where the column has another's.
fn said(clock: &TicketClock, named: bool, row: &Row, now: Instant) -> ClockWords {
    let mut said = words::clock(clock, &row.ticket, now);
    if named {
        let name = text::printable(&clock.key().as_str().replace('_', " ")).into_owned();
        let short = text::fitted(&name, 5).into_owned();
        let named = |name: &str| said.forms.iter().map(|form| format!("{name} {form}")).collect::<Vec<_>>();
        said.forms = [named(&name), named(&short)].concat();
    }
    said
}

fn cell(
    pen: &mut Pen<'_>,
    words: &ClockWords,
    width: usize,
    bar: usize,
    style: &impl Fn(Role) -> ratatui::style::Style,
) {
    let role = style(words.role);
    let bar = if words.left.is_some() { bar } else { 0 };
    let room = width.saturating_sub(2 + if bar > 0 { bar + 1 } else { 0 });
    pen.text(words.mark.encode_utf8(&mut [0; 4]), role).text(" ", role);
    pen.cell(words.fitting(room), room, role);
    if let Some(left) = words.left.filter(|_| bar > 0) {
        let full = ((left * bar as f32).ceil() as usize).min(bar);
        pen.text(" ", role).text(&"━".repeat(full), role).text(&"─".repeat(bar - full), style(Role::Closed));
    }
}

/// The letter that stands for a severity: its first, or the number at its end, for `s-1` and `s-2` begin alike.
fn letter_of(severity: &str) -> char {
    let mut letters = severity.chars().filter(char::is_ascii_alphanumeric);
    let last = letters.clone().next_back().filter(char::is_ascii_digit);
    last.or_else(|| letters.next()).map_or('?', |letter| letter.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    /// `P` stood for p1, p2 and p3 alike.
    #[test]
    fn severities_that_begin_alike_are_told_apart() {
        let letters = ["urgent", "no-impact", "s-1", "s-2", "p3", "1", "-"].map(super::letter_of);
        assert_eq!(letters, ['U', 'N', '1', '2', '3', '1', '?']);
    }
}
