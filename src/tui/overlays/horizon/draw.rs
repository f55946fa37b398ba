//! The view of time on screen: what is visible, and nothing else, is worked out.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::layout::{AFTER, EDGE, Layout, parts};
use super::{Horizon, Stands};
use crate::calendar::{Calendar, Instant, Zone};
use crate::desk::lanes::{
    Column, Ink, LaneView, MISSED, NamedDay, PER_CELL, Shade, TURN, Tick, Turn, columns, day_ticks,
    hour_ticks, named_days, shades, turns,
};
use crate::keyboard::Action;
use crate::text::{self, printable};
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::picture::Picture;
use crate::tui::theme::Role;
use crate::tui::words;

pub(super) fn draw(horizon: &Horizon, buffer: &mut Buffer, area: Rect, app: &App, now: Instant) {
    // The line on top stays: how much presses is asked for here too.
    let head = u16::from(area.height >= 10);
    let area = Rect { y: area.y + head, height: area.height - head, ..area }.intersection(buffer.area);
    Clear.render(area, buffer);
    buffer.set_style(area, app.theme.style(Role::Text));
    horizon.area.set(area);
    let Some(picture) = app.picture.as_deref() else { return };
    let (zone, layout) = (horizon.zone(app), horizon.layout(app, now));
    let shifts = app.turns(layout.stretch.span());
    horizon.shifts.set(!shifts.is_empty());
    let parts = parts(area, !shifts.is_empty());
    if picture.lanes().count() == 0 {
        title(buffer, parts.title, app, horizon, &zone, layout);
        return nothing(buffer, area, app, picture);
    }
    title(buffer, parts.title, app, horizon, &zone, layout);
    let fine = layout.stretch.divided(PER_CELL);
    ticks(buffer, parts.days, layout, &day_ticks(fine, &zone), app.theme.style(Role::Strong));
    ticks(buffer, parts.hours, layout, &hour_ticks(fine, &zone), app.theme.style(Role::Muted));
    names(buffer, parts.turns, layout, &shifts, app.theme.style(Role::Key));
    let stands = horizon.stands(picture);
    let rows = usize::from(parts.lanes.height);
    horizon.rows.set(rows);
    let lanes = picture.lanes();
    let top = horizon.top.get().min(stands.lane).max((stands.lane + 1).saturating_sub(rows));
    let top = top.min(lanes.len().saturating_sub(rows));
    horizon.top.set(top);
    let mut desks = Desks { app, layout, turns: turns(&shifts, layout.stretch), known: Vec::new() };
    for (row, lane) in (0..parts.lanes.height).zip(top..lanes.len()) {
        let selected = (lane == stands.lane).then_some(stands);
        desks.lane(buffer, parts.lanes, row, picture, lane, selected, now);
    }
    in_words(buffer, parts.words, app, picture, stands, (layout, &zone), now);
    if let Some(choice) = &horizon.choice {
        choice.draw(buffer, area, app, picture, now);
    }
}

fn title(buffer: &mut Buffer, area: Rect, app: &App, horizon: &Horizon, zone: &Zone, layout: Layout) {
    let style = |role| app.theme.style(role);
    let mut pen = Pen::new(buffer, area, 0);
    pen.text(" Horizon ", style(Role::Title)).text(horizon.zoom.name(), style(Role::Strong));
    let first = layout.stretch.first;
    let moment = zone.civil(first).format("%a %-d %b %H:%M");
    let named = if horizon.policy_time { zone.name() } else { zone.abbreviation_at(first) };
    pen.text(&format!(" from {moment} {named} "), style(Role::Muted));
    let legend = |due| {
        [
            ("█▆▄▂", Role::Horizon),
            (due, Role::Muted),
            ("✗", Role::Missed),
            (" missed  ", Role::Muted),
            ("·", Role::Closed),
            (" closed ", Role::Muted),
        ]
    };
    let wide = |legend: &[(&str, Role)]| legend.iter().map(|(words, _)| text::width(words)).sum::<usize>();
    let (long, short) = (legend(" due, the severest highest  "), legend(" due  "));
    let shown = if wide(&long) < pen.left() { long } else { short };
    if wide(&shown) < pen.left() {
        let gap = pen.left() - wide(&shown);
        pen.skip(gap);
        for (words, role) in shown {
            pen.text(words, style(role));
        }
    }
}

/// The part of a row above the cells.
fn above_cells(area: Rect, layout: Layout) -> Rect {
    let from = u16::try_from(layout.cells_from()).unwrap_or(u16::MAX);
    let wide = u16::try_from(layout.stretch.cells * PER_CELL).unwrap_or(u16::MAX);
    let x = area.x.saturating_add(from).min(area.right());
    // The last words may go on where there is room behind the cells.
    let width = area.right().saturating_sub(x).min(wide.saturating_add(u16::try_from(AFTER).unwrap_or(0)));
    Rect { x, width, ..area }
}

fn ticks(buffer: &mut Buffer, area: Rect, layout: Layout, ticks: &[Tick], style: Style) {
    let area = above_cells(area, layout);
    for tick in ticks {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(tick.column);
        if pen.left() >= text::width(&tick.text) {
            pen.text(&tick.text, style);
        }
    }
}

/// Who comes on duty, above the line at which that is.
fn names(buffer: &mut Buffer, area: Rect, layout: Layout, shifts: &[Turn], style: Style) {
    let area = above_cells(area, layout);
    let fine = layout.stretch.divided(PER_CELL);
    let places: Vec<(usize, &Turn)> =
        shifts.iter().filter_map(|turn| Some((fine.cell_of(turn.at)?, turn))).collect();
    for (place, (column, turn)) in places.iter().enumerate() {
        // Several lines of a rota may change at once: each name that has room.
        let next = places.iter().skip(place + 1).map(|(column, _)| *column).find(|next| next > column);
        let room = next.unwrap_or(usize::from(area.width)).saturating_sub(*column);
        let together = places.iter().filter(|(other, _)| other == column);
        let named: Vec<_> = together.map(|(_, turn)| printable(&turn.who)).collect();
        if places.get(place.wrapping_sub(1)).is_some_and(|(before, _)| before == column) {
            continue;
        }
        let _ = turn;
        let words = format!("{TURN}{}", named.join(","));
        Pen::new(buffer, area, 0).skip(*column).text(&text::fitted(&words, room), style);
    }
}

/// The hours of desks, each calendar once a frame.
struct Desks<'a> {
    app: &'a App,
    layout: Layout,
    turns: Vec<usize>,
    known: Vec<(Arc<Calendar>, Vec<Shade>, Vec<NamedDay>)>,
}

impl Desks<'_> {
    fn hours(&mut self, calendar: Option<Arc<Calendar>>) -> (&[Shade], &[NamedDay]) {
        let Some(calendar) = calendar else { return (&[], &[]) };
        let known = self.known.iter().position(|(known, ..)| Arc::ptr_eq(known, &calendar));
        let place = known.unwrap_or_else(|| {
            let stretch = self.layout.stretch;
            let shades = shades(&calendar, stretch.divided(PER_CELL));
            let days = named_days(&calendar, stretch.span());
            self.known.push((calendar, shades, days));
            self.known.len() - 1
        });
        self.known.get(place).map_or((&[], &[]), |(_, shades, days)| (shades, days))
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
    fn lane(
        &mut self,
        buffer: &mut Buffer,
        area: Rect,
        row: u16,
        picture: &Picture,
        lane: usize,
        selected: Option<Stands>,
        now: Instant,
    ) {
        let (app, layout, theme) = (self.app, self.layout, self.app.theme);
        let Some(group) = picture.lanes().group(&picture.board, lane) else { return };
        let view = picture.lanes().view(lane, layout.stretch, now);
        let shift_columns = std::mem::take(&mut self.turns);
        let hours = self.hours(group.desk_calendar());
        let cells = columns(&view, layout.stretch, hours, &shift_columns, now);
        self.turns = shift_columns;
        let mut pen = Pen::new(buffer, area, row);
        let chosen = selected.and_then(|stands| stands.place).map(|place| view.together(place));
        // A lane without marks is itself what is selected.
        let whole = selected.is_some() && chosen.is_none();
        let name = theme.row(if selected.is_some() { Role::Strong } else { Role::Text }, whole);
        pen.text(if selected.is_some() { "›" } else { " " }, name);
        pen.cell(&printable(&group.customer.name), layout.name.saturating_sub(2), name)
            .text(" ", theme.style(Role::Text));
        edge(&mut pen, app, &view, chosen.as_ref());
        let cell_chosen =
            chosen.as_ref().and_then(|chosen| view.cells.iter().find(|cell| cell.marks == *chosen));
        for (place, column) in cells.iter().enumerate() {
            let selected = cell_chosen.is_some_and(|cell| cell.cell == place / PER_CELL);
            draw_column(&mut pen, app, *column, selected);
        }
        if layout.after && !view.after.is_empty() {
            let picked = chosen.is_some_and(|chosen| view.after.contains(&chosen.start));
            pen.text(&counted("›", view.after.len(), AFTER), theme.row(Role::Muted, picked));
        }
    }
}

/// What was missed before the view, or is due before it.
fn edge(pen: &mut Pen<'_>, app: &App, view: &LaneView, chosen: Option<&std::ops::Range<usize>>) {
    let (words, role, own) = if !view.missed_before.is_empty() {
        (counted(&MISSED.to_string(), view.missed_before.len(), EDGE), Role::Missed, &view.missed_before)
    } else if !view.before.is_empty() {
        (counted("‹", view.before.len(), EDGE), Role::Muted, &view.before)
    } else {
        (String::new(), Role::Text, &view.before)
    };
    let selected = chosen.is_some_and(|chosen| own.contains(&chosen.start));
    let wide = text::width(&words);
    pen.text(&words, app.theme.row(role, selected)).skip(EDGE.saturating_sub(wide));
}

/// A sign and how many, in at most so many columns.
fn counted(sign: &str, number: usize, columns: usize) -> String {
    let told = format!("{sign}{number}");
    if text::width(&told) <= columns { told } else { format!("{sign}++") }
}

fn draw_column(pen: &mut Pen<'_>, app: &App, column: Column, selected: bool) {
    let role = match column.ink {
        Ink::Open => Role::Text,
        Ink::Closed => Role::Closed,
        Ink::Name => Role::Muted,
        Ink::Turn => Role::Key,
        Ink::Now => Role::Strong,
        Ink::Due(rank) => Role::Severity(rank.min(3)),
        Ink::Missed => Role::Missed,
    };
    let mut bytes = [0; 4];
    let Some(sign) = column.sign else { return };
    // The height of a severity turned round would be that of another: what is behind it shows that it is selected.
    let height = matches!(column.ink, Ink::Due(_)) && !sign.is_numeric() && sign != '+';
    let (sign, turned) = match column.ink {
        Ink::Due(_) | Ink::Missed => (sign, selected && !height),
        _ if selected => ('◂', true),
        _ => (sign, false),
    };
    pen.text(sign.encode_utf8(&mut bytes), app.theme.row(role, turned));
}

/// What is selected: its clock, its ticket and when it is due; or what the desk of a lane without one does.
fn in_words(
    buffer: &mut Buffer,
    area: Rect,
    app: &App,
    picture: &Picture,
    stands: Stands,
    (layout, zone): (Layout, &Zone),
    now: Instant,
) {
    let style = |role| app.theme.style(role);
    let lanes = picture.lanes();
    let Some(group) = lanes.group(&picture.board, stands.lane) else { return };
    let mut pen = Pen::new(buffer, area, 0);
    let mark = stands.place.and_then(|place| lanes.mark(place));
    let found =
        mark.and_then(|mark| Some((mark, mark.row_of(&picture.board)?, mark.clock_of(&picture.board)?)));
    let Some((mark, row, clock)) = found else {
        pen.text(" ", style(Role::Text)).foreign(&group.customer.name, style(Role::Strong));
        pen.text(": no clock runs", style(Role::Muted));
        if let Some(hours) = group.hours(now) {
            pen.text(&format!(", {}", words::hours(hours, zone, now)), style(Role::Muted));
        }
        return;
    };
    let missed = mark.missed(now);
    pen.text(&format!(" #{} ", row.ticket.id), style(Role::Strong));
    pen.foreign(&clock.key().as_str().replace('_', " "), style(Role::Text));
    let when = words::when(mark.due, zone, now);
    let (words, role) = if missed {
        (format!(" missed, was due {when}"), Role::Missed)
    } else {
        (format!(" due {when}"), Role::Text)
    };
    pen.text(&words, style(role));
    let severity = row.counts_as.as_ref().unwrap_or(&row.ticket.severity);
    pen.text("  ", style(Role::Text)).foreign(severity.as_str(), style(Role::Severity(mark.rank.min(3))));
    let together =
        stands.place.map_or(0, |place| lanes.view(stands.lane, layout.stretch, now).together(place).len());
    if together > 1 {
        pen.text(&format!("  and {} more: Enter lists them", together - 1), style(Role::Muted));
    }
    // On a low screen there is one line for both.
    let below = area.height > 1;
    let mut pen = if below { Pen::new(buffer, area, 1) } else { pen };
    pen.text(if below { " " } else { "  " }, style(Role::Text));
    pen.foreign(&group.customer.name, style(Role::Strong)).text("  ", style(Role::Text));
    pen.foreign(&row.ticket.subject, style(Role::Text));
}

/// Nothing falls due: what to do next.
fn nothing(buffer: &mut Buffer, area: Rect, app: &App, picture: &Picture) {
    let key = |action| app.keymap.key_of(action).unwrap_or_default();
    let lines = if picture.board.groups.is_empty() {
        [
            "This desk is empty: nothing can fall due.".to_owned(),
            format!("Esc, then {} adds the first customer.", key(Action::AddCustomer)),
        ]
    } else if picture.board.rows.is_empty() {
        [
            "Nothing is open, so nothing falls due.".to_owned(),
            format!("Esc, then {} opens a new ticket.", key(Action::NewTicket)),
        ]
    } else {
        [
            "No clock runs: what is open waits, or was promised no time.".to_owned(),
            format!("Esc, then {} lists what waits.", key(Action::ViewWaiting)),
        ]
    };
    let y = area.height / 3;
    for (row, (line, role)) in (0..).zip(lines.iter().zip([Role::Strong, Role::Text])) {
        let x = usize::from(area.width).saturating_sub(text::width(line)) / 2;
        Pen::new(buffer, area, y + row).skip(x).foreign(line, app.theme.style(role));
    }
}
