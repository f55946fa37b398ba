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

impl DeskPiece {
    /// Puts a piece to those before it; the people of a desk come first.
    pub fn join(self, assembly: &mut Option<Assembly>, book: &Book, now: Instant) {
        match (self, assembly) {
            (DeskPiece::People { customers, contracts, open }, assembly) => {
                assembly.insert(Assembly::new(customers, contracts, book, now)).expect(open);
            }
            (DeskPiece::Tickets(tickets), Some(assembly)) => {
                tickets.into_iter().for_each(|ticket| assembly.add(ticket));
            }
            (DeskPiece::Tickets(_), None) => {}
        }
    }
}

impl Store {
    /// The open desk as it is now, every customer's receipts read.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn board(&mut self, book: &Book, now: Instant) -> Result<Board, StoreError> {
        self.by_one_set_of_rules(book, |store| {
            let mut assembly = None;
            let sequence = store.walk_desk(|piece| piece.join(&mut assembly, book, now))?;
            let board = assembly.map(|assembly| assembly.finish(sequence)).unwrap_or_default();
            board.groups.iter().try_for_each(|group| store.fill_pots(group, now))?;
            Ok(board)
        })
    }

    /// What `read` comes to by the rules that hold. Where another process takes others meanwhile it is read anew: all of
    /// it is by one set of them (faults.md B12).
    ///
    /// # Errors
    /// Those of `read`, and [`StoreError`] where the store cannot be read.
    pub fn by_one_set_of_rules<T>(
        &mut self,
        book: &Book,
        mut read: impl FnMut(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.hold_rules(book, None)?;
        loop {
            let found = read(self)?;
            if !self.hold_rules(book, None)? {
                return Ok(found);
            }
        }
    }

    /// Reads what the pots of a customer's contract are counted by around a moment.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn fill_pots(&mut self, group: &Group, around: Instant) -> Result<(), StoreError> {
        if let (Some(contract), Some(purse)) = (&group.contract, group.purse()) {
            group.fill(self.counted(contract, &purse, around)?);
        }
        Ok(())
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
