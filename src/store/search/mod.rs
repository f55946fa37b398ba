//! Full-text search over everything that was ever written about a ticket, open or closed.
//!
//! The index (FTS5, `assets/migrations/0004_search.sql`) says which tickets hold which words, and no more. A search asks
//! it for the newest tickets that hold all words, puts the open ones first, and then reads the texts of those that are
//! shown: for the snippet, for words that must stand side by side, and for beginnings of words that are too common to be
//! asked for one by one. Both steps are bounded, so that no query takes long; where a bound was met, [`Found::rest`] says so.

mod candidates;
mod index;
mod passage;
mod query;
mod texts;
mod words;

use rusqlite::Connection;

pub use passage::Piece;
pub use query::SearchQuery;
pub use texts::Place;

pub(super) use index::{Pending, fill, is_true, rebuild};

use super::{Store, StoreError, tickets};
use crate::calendar::Instant;
use crate::desk::{Ticket, TicketId};
use passage::Look;

/// A ticket in which what was looked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// As it stands now.
    pub ticket: Ticket,
    /// What kind of text the snippet is from: the one that holds most of what was looked for.
    pub place: Place,
    /// When that text was written down.
    pub at: Instant,
    /// By whom.
    pub agent: String,
    /// A piece of that text, in order, what was looked for marked. As written: made printable where it is shown.
    pub snippet: Vec<Piece>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Open tickets first, each half the newest first.
    pub hits: Vec<Hit>,
    /// What is not among them.
    pub rest: Rest,
}

/// What a search has left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rest {
    /// Nothing: these are all.
    #[default]
    None,
    /// There are more than were asked for.
    More,
    /// Older tickets were not looked at: what was typed is too common to look at all of them.
    Unread,
}

/// How many tickets' texts are read at most beyond those that are shown.
const MOST_READ_IN_VAIN: usize = 250;

impl Store {
    /// The tickets that hold what is looked for, at most `limit` of them; the ticket of that number first, where a number was
    /// typed.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read, or its index is damaged (`check` finds that, and
    /// [`Store::rebuild_search`] makes it anew).
    pub fn search(&mut self, query: &SearchQuery, limit: usize) -> Result<Found, StoreError> {
        self.snapshot(|connection| search(connection, query, limit))
    }

    /// Makes the search index anew from the history: whole, or it stays as it was.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written.
    pub fn rebuild_search(&mut self) -> Result<(), StoreError> {
        self.exclusively(rebuild)
    }
}

fn search(connection: &Connection, query: &SearchQuery, limit: usize) -> rusqlite::Result<Found> {
    let mut found = Found::default();
    if !query.looks_for_something() {
        return Ok(found);
    }
    let numbered = match query.number {
        Some(number) => tickets::find(connection, TicketId(number))?,
        None => None,
    };
    if let Some(ticket) = &numbered {
        found.hits.extend(of_number(connection, ticket)?);
    }
    let candidates = candidates::of(connection, query)?;
    let mut in_vain = 0;
    for id in candidates.tickets {
        if numbered.as_ref().is_some_and(|ticket| ticket.id == id) {
            continue;
        }
        if found.hits.len() >= limit {
            found.rest = Rest::More;
            return Ok(found);
        }
        if in_vain >= MOST_READ_IN_VAIN {
            found.rest = Rest::Unread;
            return Ok(found);
        }
        let look = passage::look(&texts::of_ticket(connection, id)?, query);
        match (look, tickets::find(connection, id)?) {
            (Look::Found { place, at, agent, snippet }, Some(ticket)) => {
                found.hits.push(Hit { ticket, place, at, agent, snippet });
            }
            _ => in_vain += 1,
        }
    }
    if candidates.cut {
        found.rest = Rest::Unread;
    }
    Ok(found)
}

/// The ticket whose number was typed: its subject, with nothing to mark.
fn of_number(connection: &Connection, ticket: &Ticket) -> rusqlite::Result<Option<Hit>> {
    let opening = texts::of_ticket(connection, ticket.id)?.into_iter().next();
    Ok(opening.map(|text| Hit {
        ticket: ticket.clone(),
        place: Place::Number,
        at: text.at,
        agent: text.agent,
        snippet: vec![Piece { text: ticket.subject.clone(), marked: false }],
    }))
}
