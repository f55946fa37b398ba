//! The tickets that may hold what is looked for, as the index knows them: always all that do among the newest, at times
//! some that do not.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::query::{Part, SearchQuery};
use crate::desk::TicketId;

/// So many of the newest tickets that hold all words are put in order; older ones come after them.
const MOST: u32 = 20_000;
/// A beginning stands for so many words at most.
const MOST_WORDS: usize = 200;
/// Where a beginning stands for more, the newest tickets of all are read: about every one holds such a word.
const NEWEST: u32 = 200;

/// Tickets whose texts are to be looked at, in the order in which they are shown.
pub(super) struct Candidates {
    pub tickets: Vec<TicketId>,
    /// There may be others.
    pub cut: bool,
}

/// The candidates for a query that looks for something.
pub(super) fn of(connection: &Connection, query: &SearchQuery) -> rusqlite::Result<Candidates> {
    let mut all_of = Vec::new();
    // Beginnings that stand for too many words to ask for them all: those that come first.
    let mut cut_short = Vec::new();
    for part in &query.wanted {
        let (whole, beginning) = match part.words.split_last() {
            Some((last, before)) if part.beginning => (before, Some(last)),
            _ => (part.words.as_slice(), None),
        };
        all_of.extend(whole.iter().map(|word| quoted(word)));
        let Some(beginning) = beginning else { continue };
        let (words, all) = words_beginning_with(connection, beginning)?;
        let any_of = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" OR ");
        match (words.is_empty(), all) {
            (true, _) => return Ok(Candidates { tickets: Vec::new(), cut: false }),
            (false, true) => all_of.push(format!("({any_of})")),
            (false, false) => cut_short.push(any_of),
        }
    }
    let none_of = none_of(&query.unwanted);
    if !all_of.is_empty() {
        // What was cut short is left to the texts: most tickets hold some word with so common a beginning.
        return in_order(matching(connection, &format!("({}){none_of}", all_of.join(" AND ")), MOST)?);
    }
    let mut rows = newest(connection, NEWEST)?;
    let known: HashSet<i64> = rows.iter().map(|row| row.0).collect();
    for any_of in cut_short {
        let more = matching(connection, &format!("({any_of}){none_of}"), NEWEST)?;
        rows.extend(more.into_iter().filter(|row| !known.contains(&row.0)));
    }
    Ok(Candidates { cut: true, ..in_order(rows)? })
}

/// What must stand nowhere and can be asked for as one word; phrases are left to the texts.
fn none_of(unwanted: &[Part]) -> String {
    let single =
        unwanted.iter().filter(|part| !part.beginning).filter_map(|part| match part.words.as_slice() {
            [word] => Some(format!(" NOT {}", quoted(word))),
            _ => None,
        });
    single.collect()
}

/// A word as the index's own language takes it literally (faults.md G15); words hold no quotes in the first place.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// The words that begin so, in their order, and whether these are all. Jumps from word to word: how often one was
/// written costs nothing.
fn words_beginning_with(connection: &Connection, beginning: &str) -> rusqlite::Result<(Vec<String>, bool)> {
    let mut next = connection.prepare_cached("SELECT term FROM search_word WHERE term >= ?1 LIMIT 1")?;
    let mut words = Vec::new();
    let mut from = beginning.to_owned();
    while words.len() <= MOST_WORDS {
        let word: Option<String> = next.query_row([&from], |row| row.get(0)).optional()?;
        match word.filter(|word| word.starts_with(beginning)) {
            // No word holds a control character: the next one comes after this.
            Some(word) => {
                from = format!("{word}\u{1}");
                words.push(word);
            }
            None => return Ok((words, true)),
        }
    }
    words.pop();
    Ok((words, false))
}

/// A ticket's number, and whether it is open.
type Row = (i64, bool);

/// The newest tickets that an expression of the index finds. Bounded inside, so that a common word costs no more than a
/// rare one.
fn matching(connection: &Connection, expression: &str, most: u32) -> rusqlite::Result<Vec<Row>> {
    let mut query = connection.prepare_cached(
        "SELECT found.id, open_ticket.id IS NOT NULL
         FROM (SELECT rowid AS id FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS found
         LEFT JOIN open_ticket ON open_ticket.id = found.id",
    )?;
    query.query_map(params![expression, most], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The newest tickets of all.
fn newest(connection: &Connection, most: u32) -> rusqlite::Result<Vec<Row>> {
    let mut query = connection.prepare_cached(
        "SELECT id, TRUE FROM open_ticket UNION ALL SELECT id, FALSE FROM closed_ticket ORDER BY id DESC LIMIT ?1",
    )?;
    query.query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn in_order(mut rows: Vec<Row>) -> rusqlite::Result<Candidates> {
    rows.sort_by_key(|(id, open)| (!open, std::cmp::Reverse(*id)));
    let cut = u32::try_from(rows.len()).map_or(true, |count| count >= MOST);
    Ok(Candidates { tickets: rows.into_iter().map(|(id, _)| TicketId(id)).collect(), cut })
}
