//! What a handover is worked out from beside the open desk: what happened since the shift began, and since when things are
//! as they are.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::{Store, StoreError, as_of, events, people, tickets};
use crate::calendar::Instant;
use crate::desk::{
    Block, Board, Book, Booked, ClockState, Contract, ContractId, CustomerId, Recorded, Row, Status, TicketId,
};
use crate::report::handover::{self, Briefing, Record, Shifts, Since, Window};

/// What says little about how a ticket stands.
const ASIDE: &str =
    "'watched', 'tagged', 'timer_started', 'timer_stopped', 'time_booked', 'handed_on', 'undone', 'redone'";

/// Of customers with prepaid time: what was bought and what was booked.
type Prepaid = HashMap<CustomerId, (Vec<Block>, Vec<Booked>)>;

impl Store {
    /// The handover that a board comes to at a moment, by what the store has on record. `past` is said where that moment
    /// is not the present one.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn briefing(
        &mut self,
        board: &Board,
        book: &Book,
        window: Window,
        (now, past): (Instant, bool),
    ) -> Result<Briefing, StoreError> {
        let since = window.since;
        let time = self.prepaid(board, now)?;
        let found = self.snapshot(|connection| {
            let happened = happened(connection, since, now)?;
            let closed = closed(connection, &happened, board, (now, past))?;
            let (last, placed) = (last(connection, board, now)?, placed(connection, board, now)?);
            let contracts = people::contracts(connection, None)?;
            Ok((happened, closed, last, placed, contracts))
        });
        let (happened, closed, last, placed, contracts) = found?;
        let contracts: HashMap<ContractId, Contract> =
            contracts.into_iter().map(|contract| (contract.id, contract)).collect();
        let row = |ticket: crate::desk::Ticket| {
            let contract = ticket.contract.and_then(|id| contracts.get(&id));
            Row::new(ticket, contract, book)
        };
        let closed: Vec<Row> = closed.into_iter().map(row).collect();
        Ok(handover::briefing(&Record {
            board,
            now,
            window,
            events: &happened,
            closed: &closed,
            last: &last,
            since: &placed,
            time: &time,
        }))
    }

    /// The shift that hands over and the next one, by the duties in `known`, the shifts on record, and what was asked for
    /// (see [`handover::window`]).
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn handover_window(
        &mut self,
        agent: &str,
        known: Shifts<'_>,
        asked: (Option<&str>, Option<Instant>, Option<Instant>),
        now: Instant,
    ) -> Result<Window, StoreError> {
        let lasting = self.shifts(now, now.plus(1).unwrap_or(now))?;
        let shift = lasting.iter().rfind(|shift| shift.agent == agent);
        let handed = self.handed_last(now)?;
        Ok(handover::window(agent, Shifts { shift, handed, ..known }, asked, now))
    }

    /// When a shift was handed over last before a moment.
    fn handed_last(&mut self, before: Instant) -> Result<Option<Instant>, StoreError> {
        self.snapshot(|connection| {
            let sql = "SELECT max(at) FROM handover WHERE at < ?1";
            let at: Option<i64> = connection.query_row(sql, [before.unix()], |row| row.get(0))?;
            Ok(at.map(Instant::from_unix_clamped))
        })
    }

    /// What was bought and booked of the customers whose plan has a pot of time.
    fn prepaid(&mut self, board: &Board, now: Instant) -> Result<Prepaid, StoreError> {
        let mut found = HashMap::new();
        for group in &board.groups {
            let (Some(contract), Some(Ok(terms))) = (&group.contract, &group.terms) else { continue };
            if terms.pack().time_pots(&contract.tier).next().is_none() {
                continue;
            }
            let date = terms.pack().zone.date(now);
            let mut blocks = self.blocks(contract.id)?;
            blocks.retain(|block| block.bought <= date);
            let to = now.plus(1).unwrap_or(now);
            found.insert(group.customer.id, (blocks, self.bookings(group.customer.id, Instant::MIN, to)?));
        }
        Ok(found)
    }
}

/// What was recorded of tickets from one moment to another, both included, in order.
fn happened(connection: &Connection, from: Instant, to: Instant) -> rusqlite::Result<Vec<Recorded>> {
    let sql = format!(
        "SELECT {} FROM event WHERE at >= ?1 AND at <= ?2 AND ticket IS NOT NULL ORDER BY sequence",
        events::COLUMNS
    );
    let mut query = connection.prepare_cached(&sql)?;
    let rows = query.query_map([from.unix(), to.unix()], events::recorded)?;
    rows.filter_map(Result::transpose).collect()
}

/// Real seconds after which a first response that is still owed on a resolved ticket is looked at no more: no policy gives
/// a first response that long.
const LONG_AGO: i64 = 90 * 86_400;

/// Tickets that are not on the board: those of these events, and those that were resolved lately without an answer.
fn closed(
    connection: &Connection,
    happened: &[Recorded],
    board: &Board,
    (now, past): (Instant, bool),
) -> rusqlite::Result<Vec<crate::desk::Ticket>> {
    let mut numbers: BTreeSet<TicketId> = happened.iter().filter_map(|recorded| recorded.ticket).collect();
    let from = now.plus(-LONG_AGO).unwrap_or(Instant::MIN);
    let mut query = connection.prepare_cached(
        "SELECT id FROM closed_ticket WHERE resolved >= ?1 AND ifnull(first_response > ?2, TRUE)",
    )?;
    let unanswered = query.query_map([from.unix(), now.unix()], |row| row.get(0).map(TicketId))?;
    for number in unanswered {
        numbers.insert(number?);
    }
    let gone = numbers.into_iter().filter(|ticket| board.row(*ticket).is_none());
    let read = |ticket| match past {
        true => as_of::fold(connection, ticket, Some(now)),
        false => tickets::find(connection, ticket),
    };
    let found = gone.map(read).filter_map(Result::transpose);
    // Of another moment: what came in since had not come in then.
    found.filter(|ticket| ticket.as_ref().map_or(true, |ticket| ticket.received <= now)).collect()
}

/// What happened last to tickets with a clock that is missed.
fn last(
    connection: &Connection,
    board: &Board,
    now: Instant,
) -> rusqlite::Result<HashMap<TicketId, Recorded>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {} FROM event WHERE ticket = ?1 AND at <= ?2 AND kind NOT IN ({ASIDE})
         ORDER BY revision DESC LIMIT 1",
        events::COLUMNS
    ))?;
    let mut found = HashMap::new();
    for row in &board.rows {
        let missed = |clock: &crate::desk::TicketClock| matches!(clock.at(now), ClockState::Missed { .. });
        if !row.clocks.iter().any(missed) {
            continue;
        }
        let mut rows = query.query(params![row.ticket.id.0, now.unix()])?;
        if let Some(recorded) = rows.next()?.map(events::recorded).transpose()?.flatten() {
            found.insert(row.ticket.id, recorded);
        }
    }
    Ok(found)
}

/// Since when open tickets are with whom they are with, and at their level.
fn placed(
    connection: &Connection,
    board: &Board,
    now: Instant,
) -> rusqlite::Result<HashMap<TicketId, Since>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {} FROM event WHERE ticket = ?1 AND at <= ?2 AND kind IN ('assigned', 'level_changed')
         ORDER BY revision DESC",
        events::COLUMNS
    ))?;
    let mut found: HashMap<TicketId, Since> = HashMap::new();
    for row in board.rows.iter().filter(|row| row.ticket.status == Status::Open) {
        let ticket = &row.ticket;
        let mut since = Since::default();
        let mut rows = query.query(params![ticket.id.0, now.unix()])?;
        while let Some(recorded) = rows.next()?.map(events::recorded).transpose()? {
            let Some(Recorded { at, event, .. }) = recorded else { continue };
            // What was undone since names another agent or level than the ticket does.
            match event {
                crate::desk::Event::Assigned { to, .. } if to == ticket.assignee => {
                    since.assigned.get_or_insert(at);
                }
                crate::desk::Event::LevelChanged { to, .. } if Some(to) == ticket.level => {
                    since.level.get_or_insert(at);
                }
                _ => {}
            }
        }
        if since != Since::default() {
            found.insert(ticket.id, since);
        }
    }
    Ok(found)
}
