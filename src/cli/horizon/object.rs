//! The view of time as JSON.

use serde::Serialize;

use super::told::Told;
use crate::calendar::{Instant, Span};
use crate::cli::view::{Named, instant};
use crate::desk::lanes::Item;

/// Everything.
#[derive(Debug, Serialize)]
pub(super) struct HorizonView {
    /// The moment from which it is told; the first of the time too.
    #[serde(serialize_with = "instant")]
    now: Instant,
    /// The instant after the last.
    #[serde(serialize_with = "instant")]
    to: Instant,
    /// The zone in which the table's times would be.
    zone: String,
    /// Every clock that was missed and every one that runs out in that time, by due instant.
    due: Vec<DueView>,
    /// Dates with other hours than in other weeks.
    days: Vec<DayView>,
    /// Who comes on duty.
    shifts: Vec<TurnView>,
    /// When desks are closed, one entry for all customers with the same hours.
    closed: Vec<ClosedView>,
}

/// A clock that runs out.
#[derive(Debug, Serialize)]
struct DueView {
    #[serde(serialize_with = "instant")]
    due: Instant,
    missed: bool,
    ticket: i64,
    clock: String,
    customer: Named,
    severity: String,
    assignee: Option<String>,
    subject: String,
}

/// A date with a name.
#[derive(Debug, Serialize)]
struct DayView {
    #[serde(serialize_with = "instant")]
    from: Instant,
    #[serde(serialize_with = "instant")]
    to: Instant,
    name: String,
    /// Nothing is open on it.
    closed: bool,
    customers: Vec<String>,
}

/// Somebody comes on duty.
#[derive(Debug, Serialize)]
struct TurnView {
    #[serde(serialize_with = "instant")]
    at: Instant,
    agent: String,
    line: String,
}

/// Closed hours.
#[derive(Debug, Serialize)]
struct ClosedView {
    customers: Vec<String>,
    spans: Vec<SpanView>,
}

/// A stretch of time.
#[derive(Debug, Serialize)]
struct SpanView {
    #[serde(serialize_with = "instant")]
    from: Instant,
    #[serde(serialize_with = "instant")]
    to: Instant,
}

impl HorizonView {
    /// Of what is told.
    pub fn of(told: &Told<'_>) -> HorizonView {
        let mut view = HorizonView {
            now: told.now,
            to: told.span.to,
            zone: told.zone.name().to_owned(),
            due: Vec::new(),
            days: Vec::new(),
            shifts: Vec::new(),
            closed: closed(told),
        };
        for item in told.items {
            match item {
                Item::Due(mark) => {
                    let found = (mark.row_of(told.board), mark.clock_of(told.board));
                    let (Some(row), Some(clock)) = found else { continue };
                    let severity = row.counts_as.as_ref().unwrap_or(&row.ticket.severity);
                    let customer = row.ticket.customer;
                    view.due.push(DueView {
                        due: mark.due,
                        missed: mark.missed(told.now),
                        ticket: row.ticket.id.0,
                        clock: clock.key().to_string(),
                        customer: Named { id: customer.0, name: told.customer(customer) },
                        severity: severity.to_string(),
                        assignee: row.ticket.assignee.clone(),
                        subject: row.ticket.subject.clone(),
                    });
                }
                Item::Day { day, groups } => {
                    let names = groups.iter().filter_map(|place| told.board.groups.get(*place));
                    view.days.push(DayView {
                        from: day.span.from,
                        to: day.span.to,
                        name: day.name.clone(),
                        closed: day.closed,
                        customers: names.map(|group| group.customer.name.clone()).collect(),
                    });
                }
                Item::Turn(turn) => view.shifts.push(TurnView {
                    at: turn.at,
                    agent: turn.who.clone(),
                    line: turn.line.clone(),
                }),
            }
        }
        view
    }
}

fn closed(told: &Told<'_>) -> Vec<ClosedView> {
    let lanes = told.lanes.by_desk(told.board);
    let of = |(calendar, groups): (std::sync::Arc<crate::calendar::Calendar>, Vec<usize>)| {
        let Span { from, to } = told.span;
        let mut spans = Vec::new();
        let mut at = from;
        for open in calendar.spans(from, to) {
            if at < open.from {
                spans.push(SpanView { from: at, to: open.from });
            }
            at = open.to;
        }
        if at < to {
            spans.push(SpanView { from: at, to });
        }
        let names = groups.iter().filter_map(|place| told.board.groups.get(*place));
        ClosedView { customers: names.map(|group| group.customer.name.clone()).collect(), spans }
    };
    lanes.into_iter().map(of).collect()
}
