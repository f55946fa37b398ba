//! Writing the search index: in the transaction of the events whose words it keeps, or whole.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::texts::{each_event, texts};
use super::words;
use crate::desk::{Event, TicketId};

/// Words that wait to be written: the index takes them fastest by ticket, each ticket once.
#[derive(Default)]
pub(in crate::store) struct Pending {
    words: BTreeMap<TicketId, String>,
    bytes: usize,
}

/// So many bytes of words wait at most before they are written.
const MOST_WAITING: usize = 8 * 1024 * 1024;

impl Pending {
    /// Takes the words of an event.
    pub fn add(&mut self, connection: &Connection, ticket: TicketId, event: &Event) -> rusqlite::Result<()> {
        for (_, text) in texts(event) {
            let words = self.words.entry(ticket).or_default();
            let before = words.len();
            words::joined(text, words);
            self.bytes += words.len() - before;
            // Within a ticket too: its texts together may be longer than a value can be.
            if self.bytes > MOST_WAITING {
                self.write(connection)?;
            }
        }
        Ok(())
    }

    /// Writes what waits.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.bytes = 0;
        let mut insert = connection.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?;
        for (ticket, words) in std::mem::take(&mut self.words) {
            if !words.is_empty() {
                insert.execute(params![ticket.0, words])?;
            }
        }
        Ok(())
    }
}

/// Fills an empty index from the whole history, with bounded memory: SQLite keeps this much of it before it writes.
pub(in crate::store) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    configure(connection, "hashsize", 64 * 1024 * 1024)?;
    let mut pending = Pending::default();
    each_event(connection, |ticket, recorded| pending.add(connection, ticket, &recorded.event))?;
    pending.write(connection)?;
    connection.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
    // What a program keeps in memory while it writes one ticket is another matter.
    configure(connection, "hashsize", 1024 * 1024)
}

fn configure(connection: &Connection, option: &str, value: i64) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO search (search, rank) VALUES (?1, ?2)", params![option, value]).map(drop)
}

/// Empties the index and fills it again.
pub(in crate::store) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    fill(connection)
}

/// How many words of how many tickets there are, and a sum over all of them that does not depend on their order: equal for
/// the index and the history where the one was made from the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, ticket: i64, word: &[u8]) {
        let mut hasher = DefaultHasher::new();
        (ticket, word).hash(&mut hasher);
        self.count += 1;
        self.sum = self.sum.wrapping_add(hasher.finish());
    }
}

/// Whether the index holds exactly the words of the history.
pub(in crate::store) fn is_true(connection: &Connection) -> rusqlite::Result<bool> {
    let (mut written, mut kept) = (Sum::default(), Sum::default());
    let mut current = None;
    let mut seen: HashSet<Box<str>> = HashSet::new();
    each_event(connection, |ticket, recorded| {
        if current.replace(ticket) != Some(ticket) {
            seen.clear();
        }
        for (_, text) in texts(&recorded.event) {
            let _ = words::each::<()>(text, |word, _| {
                if !seen.contains(word.folded) {
                    seen.insert(word.folded.into());
                    written.add(ticket.0, word.folded.as_bytes());
                }
                ControlFlow::Continue(())
            });
        }
        Ok(())
    })?;
    let mut query = connection.prepare("SELECT term, doc FROM search_word")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        kept.add(row.get(1)?, row.get_ref(0)?.as_bytes()?);
    }
    Ok(written == kept)
}
