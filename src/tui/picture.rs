//! The board with what the screen asks of it at every key and every second worked out once: who is where, and how many
//! clocks run out when. Made by the worker, read by the screen; nothing here changes with time.
//!
//! The order never changes with time either: missed clocks come first by due instant, running ones after them by due
//! instant, and a running clock becomes a missed one at just that instant.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::calendar::{Calendar, Instant};
use crate::desk::filter::{Folded, Vocabulary, folded_line};
use crate::desk::lanes::Lanes;
use crate::desk::{Board, Class, Counts, CustomerId, Group, Row, TicketId, Usage, Verdict};
use crate::policy::{ClockKey, Terms};

/// A board that is ready to be drawn.
#[derive(Debug)]
pub struct Picture {
    /// The board, in order.
    pub board: Board,
    /// Due instants of every ticket's next running clock, ascending.
    dues: Vec<Instant>,
    /// Tickets whose clocks all stand still.
    paused: usize,
    group_of: Vec<usize>,
    /// The clocks that the policies of these tickets have beside first response and resolution, each once, with its name.
    further: Vec<(ClockKey, String)>,
    /// The calendars of the desks with open tickets, each once, with how many desks keep it.
    desks: Vec<(Arc<Calendar>, u32)>,
    haystacks: OnceLock<Vec<Folded>>,
    vocabulary: OnceLock<Vocabulary>,
    lanes: OnceLock<Lanes>,
    /// The closed shares that were asked for last: they change only when the strip moves by a cell.
    shares: Mutex<Option<Shares>>,
    /// Allowances as they stood in a minute, by customer: a day or a period changes with a minute.
    usages: Mutex<HashMap<CustomerId, InMinute>>,
    verdicts: Mutex<HashMap<TicketId, Option<Verdict>>>,
}

/// The clocks beside first response and resolution of the policies that tickets of a board are held to.
fn further(board: &Board) -> Vec<(ClockKey, String)> {
    let fixed = [ClockKey::first_response(), ClockKey::resolution()];
    let (mut seen, mut further): (Vec<*const Terms>, Vec<(ClockKey, String)>) = (Vec::new(), Vec::new());
    for terms in board.rows.iter().filter_map(|row| row.terms.as_ref()) {
        if seen.contains(&Arc::as_ptr(terms)) {
            continue;
        }
        seen.push(Arc::as_ptr(terms));
        for clock in &terms.pack().clocks {
            if !fixed.contains(&clock.key) && !further.iter().any(|(known, _)| *known == clock.key) {
                further.push((clock.key.clone(), clock.name.clone()));
            }
        }
    }
    further
}

/// A minute, and how an allowance stood in it.
type InMinute = (i64, Option<Arc<Usage>>);

/// The closed shares of a row of cells.
#[derive(Debug)]
struct Shares {
    first: Instant,
    width: i64,
    shares: Arc<[f32]>,
}

impl Picture {
    /// Of a board that has been sorted.
    pub fn new(board: Board) -> Picture {
        // The order is that of the due instants, those without one at its end.
        let in_order = || board.by_urgency.iter().filter_map(|row| board.rows.get(*row));
        let dues: Vec<Instant> = in_order().map_while(|row| row.due()).collect();
        let rest = in_order().skip(dues.len());
        let paused = rest.take_while(|row| row.urgency(Instant::MIN).class() == Class::Paused).count();
        let mut group_of = vec![usize::MAX; board.rows.len()];
        let mut desks: Vec<(Arc<Calendar>, u32)> = Vec::new();
        for (place, group) in board.groups.iter().enumerate() {
            for row in &group.rows {
                if let Some(slot) = group_of.get_mut(*row) {
                    *slot = place;
                }
            }
            let Some(calendar) = group.desk_calendar().filter(|_| !group.rows.is_empty()) else { continue };
            match desks.iter_mut().find(|(known, _)| Arc::ptr_eq(known, &calendar)) {
                Some((_, count)) => *count += 1,
                None => desks.push((calendar, 1)),
            }
        }
        let further = further(&board);
        Picture {
            board,
            further,
            dues,
            paused,
            group_of,
            desks,
            haystacks: OnceLock::new(),
            vocabulary: OnceLock::new(),
            lanes: OnceLock::new(),
            shares: Mutex::default(),
            usages: Mutex::default(),
            verdicts: Mutex::default(),
        }
    }

    /// Of a board that came about from the board of an earlier picture: what a filter looks into is taken over from there.
    pub fn following(board: Board, earlier: &Picture) -> Picture {
        let picture = Picture::new(board);
        if let Some(known) = earlier.haystacks.get() {
            let same = |row: &Arc<Row>| {
                let place = earlier.place(row.ticket.id)?;
                known
                    .get(place)
                    .filter(|_| earlier.board.rows.get(place).is_some_and(|old| Arc::ptr_eq(old, row)))
            };
            let _ = picture.haystacks.set(picture.made_haystacks(same));
        }
        picture
    }

    /// The clocks that get a column of their own where there is room: key and name, in the order of the policies.
    pub fn further(&self) -> &[(ClockKey, String)] {
        &self.further
    }

    /// How a customer's allowance stands, worked out once a minute; `None` where the plan has none.
    pub fn usage(&self, group: &Group, now: Instant) -> Option<Arc<Usage>> {
        // Not read yet is not known, and not remembered.
        group.receipts()?;
        let minute = now.unix().div_euclid(60);
        let mut known = self.usages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, usage)) = known.get(&group.customer.id)
            && *of == minute
        {
            return usage.clone();
        }
        let usage = group.usage(now).map(Arc::new);
        known.insert(group.customer.id, (minute, usage.clone()));
        usage
    }

    /// Whether a ticket of that customer lies inside its allowance, worked out once.
    pub fn verdict(&self, group: &Group, row: &Row) -> Option<Verdict> {
        group.receipts()?;
        let mut known = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(row.ticket.id).or_insert_with(|| group.verdict(row))
    }

    /// The place of a ticket in `board.rows`.
    pub fn place(&self, ticket: TicketId) -> Option<usize> {
        self.board.place(ticket)
    }

    /// The row of a ticket, where it is open.
    pub fn row(&self, ticket: TicketId) -> Option<&Row> {
        self.board.row(ticket)
    }

    /// The place in `board.groups` of the customer whose ticket stands in that row.
    pub fn group_at(&self, row: usize) -> Option<usize> {
        self.group_of.get(row).copied().filter(|place| *place != usize::MAX)
    }
    /// The customer of an open ticket.
    pub fn group_of(&self, ticket: TicketId) -> Option<&Group> {
        self.group_of_row(self.place(ticket)?)
    }

    /// The customer's group of a row.
    pub fn group_of_row(&self, row: usize) -> Option<&Group> {
        self.board.groups.get(self.group_at(row)?)
    }

    /// How many tickets press at a moment; the same as [`Board::counts`], without looking at every row.
    pub fn counts(&self, now: Instant) -> Counts {
        let hour = now.plus(3600).unwrap_or(Instant::MAX);
        let missed = self.missed(now);
        let within_hour = self.dues.partition_point(|due| *due <= hour) - missed;
        Counts { open: self.board.rows.len(), missed, within_hour, paused: self.paused }
    }

    /// How many tickets have a missed target at a moment.
    pub fn missed(&self, now: Instant) -> usize {
        self.dues.partition_point(|due| *due < now)
    }

    /// How many running clocks fall due in `[from, to)`, one a ticket: its next.
    pub fn due_between(&self, from: Instant, to: Instant) -> usize {
        self.dues
            .partition_point(|due| *due < to)
            .saturating_sub(self.dues.partition_point(|due| *due < from))
    }

    /// The closed share in the middle of each of `count` cells of `width` seconds from `first` on.
    pub fn closed_shares(&self, first: Instant, width: i64, count: usize) -> Arc<[f32]> {
        let mut known = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known
            && (known.first, known.width, known.shares.len()) == (first, width, count)
        {
            return known.shares.clone();
        }
        let middle = |cell: i64| first.plus(cell * width + width / 2).unwrap_or(first);
        let shares: Arc<[f32]> = (0..).take(count).map(|cell| self.closed_share(middle(cell))).collect();
        *known = Some(Shares { first, width, shares: shares.clone() });
        shares
    }

    /// The share of the desks with open tickets that are closed at a moment, from 0 to 1.
    fn closed_share(&self, at: Instant) -> f32 {
        let all: u32 = self.desks.iter().map(|(_, count)| count).sum();
        let closed: u32 =
            self.desks.iter().filter(|(calendar, _)| !calendar.is_open(at)).map(|(_, count)| count).sum();
        if all == 0 { 0.0 } else { closed as f32 / all as f32 }
    }

    /// The due instants of every clock, customer by customer, for the view of time.
    pub fn lanes(&self) -> &Lanes {
        self.lanes.get_or_init(|| Lanes::of(&self.board))
    }

    /// What a filter looks into, for each row.
    pub fn haystacks(&self) -> &[Folded] {
        self.haystacks.get_or_init(|| self.made_haystacks(|_| None))
    }

    /// The haystacks, of which some may be known already.
    fn made_haystacks<'a>(&self, known: impl Fn(&Arc<Row>) -> Option<&'a Folded>) -> Vec<Folded> {
        let groups = &self.board.groups;
        let customers: Vec<_> = groups.iter().map(|group| folded_line(&group.customer.name)).collect();
        let text = |(place, row): (usize, &Arc<Row>)| {
            if let Some(known) = known(row) {
                return known.clone();
            }
            let customer = self.group_at(place).and_then(|group| customers.get(group));
            Folded::with_customer(&row.ticket, customer.map_or("", |name| name))
        };
        self.board.rows.iter().enumerate().map(text).collect()
    }

    /// The words of this desk, for completion and for what is misspelled.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| {
            let customers = self.board.groups.iter().map(|group| group.customer.name.as_str());
            Vocabulary::of(self.board.rows.iter().map(|row| &**row), customers)
        })
    }
}
