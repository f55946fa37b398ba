//! Whole boards read at once: the open desk of now or of another moment, with what its allowances are counted by.

use super::{DeskPiece, Store, StoreError};
use crate::calendar::Instant;
use crate::desk::{Assembly, Board, Book, Group, Purse};
use crate::policy::Period;

/// This month and the one before; the last day of a month twelve hours from here belongs to it as well.
const USUAL_DAYS: i64 = 63;

fn days_before(now: Instant, days: i64) -> Instant {
    now.plus(-days * 86_400).unwrap_or(Instant::MIN)
}

/// Where allowances have to be counted from: the period that holds `now` and the one before, of the longest pot that a
/// contract of the board has.
pub fn receipts_from(board: &Board, now: Instant) -> Instant {
    let days = board.contracts().filter_map(|(contract, terms)| {
        // Other plans are read as far back as their pots need, customer by customer.
        let purse = Purse::of(terms?.pack(), contract).filter(Purse::is_plain)?;
        Some(match purse.first.pot.period {
            Period::Month => USUAL_DAYS,
            Period::Quarter | Period::FiscalQuarter(_) => 187,
            Period::ContractYear | Period::Year { .. } => 733,
            Period::Once => 400 * 366,
        })
    });
    days_before(now, days.max().unwrap_or(USUAL_DAYS))
}

impl Store {
    /// The open desk as it is now, every customer's receipts read.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn board(&mut self, book: &Book, now: Instant) -> Result<Board, StoreError> {
        self.hold_rules(book, None)?;
        loop {
            let board = self.board_under(book, now)?;
            // All of it from one set of rules, and from those of its own moment (faults.md B12).
            if !self.hold_rules(book, None)? {
                return Ok(board);
            }
        }
    }

    fn board_under(&mut self, book: &Book, now: Instant) -> Result<Board, StoreError> {
        let mut assembly = None;
        let sequence = self.walk_desk(|piece| match (piece, &mut assembly) {
            (DeskPiece::People { customers, contracts, open }, _) => {
                assembly.insert(Assembly::new(customers, contracts, book, now)).expect(open);
            }
            (DeskPiece::Tickets(tickets), Some(assembly)) => {
                tickets.into_iter().for_each(|ticket| assembly.add(ticket));
            }
            (DeskPiece::Tickets(_), None) => {}
        })?;
        let board = assembly.map(|assembly| assembly.finish(sequence)).unwrap_or_default();
        for group in &board.groups {
            if let (Some(contract), Some(purse)) = (&group.contract, group.purse()) {
                group.fill(self.counted(contract, &purse, now)?);
            }
        }
        Ok(board)
    }

    /// The open desk as it was at another moment, as its events tell it and by the rules of that moment: the book holds to
    /// those from then on.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn board_as_of(&mut self, book: &Book, at: Instant) -> Result<Board, StoreError> {
        self.hold_rules(book, Some(at))?;
        let usual = days_before(at, USUAL_DAYS);
        let board = Board::new(self.desk_as_of(at, usual)?, book, at);
        // A pot that runs for longer than a month needs more of the past.
        let pots = board.groups.iter().filter_map(Group::purse).filter(|purse| !purse.is_plain());
        let far = pots.map(|purse| purse.reads_from(purse.begins())).min();
        let from = receipts_from(&board, at).min(far.unwrap_or(Instant::MAX));
        if from >= usual {
            return Ok(board);
        }
        let mut board = Board::new(self.desk_as_of(at, from)?, book, at);
        for group in &mut board.groups {
            self.ask_again(group, at)?;
        }
        Ok(board)
    }

    /// Of another moment: what pots ask of tickets is what is known now, but for tickets that were open then.
    fn ask_again(&mut self, group: &mut Group, at: Instant) -> Result<(), StoreError> {
        let (Some(contract), Some(purse)) = (&group.contract, group.purse()) else { return Ok(()) };
        if purse.is_plain() {
            return Ok(());
        }
        let now = self.everything_counted(contract, &purse)?;
        let date = purse.zone().date(at);
        group.look_back(now, date);
        Ok(())
    }
}
