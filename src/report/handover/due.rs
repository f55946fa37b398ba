//! What will fall due: every clock that runs now and whose due instant lies before the end of the next shift. If nobody
//! does anything, these are missed by then and nothing else: a clock that stands still or waits for its start is moved by
//! events only (sla.md 1.6).

use std::sync::Arc;

use super::{Due, Names, Record};
use crate::calendar::{Calendar, Instant, Span};
use crate::desk::Reckoned;

pub(super) fn due(record: &Record<'_>, names: &Names<'_>) -> Vec<Due> {
    let (now, until) = (record.now, record.window.until);
    let mut closed = Closed { span: Span { from: now, to: until }, known: Vec::new() };
    let mut found = Vec::new();
    for row in record.rows() {
        for clock in &row.clocks {
            // At the due instant itself it is in time still (sla.md 1.3): it is missed after it.
            let Reckoned::Due { due } = clock.reckoned else { continue };
            if due < now || due >= until {
                continue;
            }
            let calendar = &clock.target.calendar;
            found.push(Due {
                about: names.about(row),
                clock: clock.key().clone(),
                due,
                left: calendar.elapsed(now, due),
                before: record.window.begins.is_some_and(|begins| due < begins),
                closed: closed.of(calendar),
                zone: calendar.zone(),
            });
        }
    }
    found.sort_by_key(|one| (one.due, one.about.ticket));
    found
}

/// When calendars are closed within a span; many clocks run in the same.
struct Closed {
    span: Span,
    known: Vec<(Arc<Calendar>, Arc<[Span]>)>,
}

impl Closed {
    fn of(&mut self, calendar: &Arc<Calendar>) -> Arc<[Span]> {
        if let Some((_, spans)) = self.known.iter().find(|(known, _)| Arc::ptr_eq(known, calendar)) {
            return spans.clone();
        }
        let spans: Arc<[Span]> = closed(calendar, self.span).into();
        self.known.push((calendar.clone(), spans.clone()));
        spans
    }
}

/// When a calendar is closed within a span, in order.
fn closed(calendar: &Calendar, span: Span) -> Vec<Span> {
    let mut closed = Vec::new();
    let mut from: Instant = span.from;
    for open in calendar.spans(span.from, span.to) {
        if from < open.from {
            closed.push(Span { from, to: open.from });
        }
        from = open.to;
    }
    if from < span.to {
        closed.push(Span { from, to: span.to });
    }
    closed
}
