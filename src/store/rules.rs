//! The rules that hold as rows: which texts of packs and holiday lists the desk took, and when.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::tickets::{integer, text};
use super::{Store, StoreError, people};
use crate::calendar::Instant;
use crate::desk::{Book, Contract};
use crate::policy::{RuleKey, RuleKind, RuleText, Rules, rules};

/// The desk's own name, and how many texts it has taken.
fn newest(connection: &Connection) -> rusqlite::Result<(String, usize)> {
    let sql = "SELECT identity, (SELECT count(*) FROM rule_text) FROM desk";
    let found = connection.prepare_cached(sql)?.query_row([], |row| {
        Ok((text(row, 0)?.unwrap_or_default(), usize::try_from(integer(row, 1)?).unwrap_or_default()))
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// The texts that were taken, or had been at a moment; the first of each key in any case. Bodies are read of those that the
/// book does not have at hand.
pub(super) fn read(connection: &Connection, book: &Book, at: Option<Instant>) -> rusqlite::Result<Rules> {
    let mut rules = heads(connection, at)?;
    let mut body = connection.prepare_cached("SELECT body FROM rule_text WHERE rowid = ?1")?;
    for one in &mut rules.texts {
        if book.digest(&one.key).as_deref() != Some(&one.digest) {
            one.body = body.query_row([one.number], |row| text(row, 0))?.map(Into::into);
        }
    }
    Ok(rules)
}

/// The same without any bodies.
fn heads(connection: &Connection, at: Option<Instant>) -> rusqlite::Result<Rules> {
    let (desk, _) = newest(connection)?;
    let sql = "SELECT rowid, kind, key, at, digest FROM rule_text ORDER BY rowid";
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query([])?;
    let mut texts: Vec<RuleText> = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = match text(row, 1)?.as_deref() {
            Some("holidays") => RuleKind::Holidays,
            _ => RuleKind::Pack,
        };
        let key = RuleKey { kind, key: text(row, 2)?.unwrap_or_default() };
        let taken = Instant::from_unix_clamped(integer(row, 3)?);
        let later = at.is_some_and(|at| taken > at);
        if later && texts.iter().any(|known| known.key == key) {
            continue;
        }
        let digest = text(row, 4)?.unwrap_or_default();
        texts.push(RuleText { number: integer(row, 0)?, key, at: taken, digest, body: None });
    }
    Ok(Rules { desk, texts })
}

/// Lets a book hold to the rules of this store; whether they were others than those it held to.
pub(super) fn hold(connection: &Connection, book: &Book) -> rusqlite::Result<bool> {
    if book.holds() == newest(connection)? {
        return Ok(false);
    }
    book.hold(read(connection, book, None)?);
    Ok(true)
}

/// Puts a text down.
pub(super) fn insert(
    connection: &Connection,
    key: &RuleKey,
    event: i64,
    at: Instant,
    body: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO rule_text (kind, key, event, at, digest, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![key.kind.as_str(), key.key, event, at.unix(), rules::digest(body), body];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Puts down the texts on which a contract stands, of which the desk has none yet; whether there were such.
pub(super) fn first_use(
    connection: &Connection,
    book: &Book,
    contract: &Contract,
    event: i64,
    at: Instant,
) -> rusqlite::Result<bool> {
    let Ok(terms) = book.terms(contract) else { return Ok(false) };
    let nations = rules::nations(terms.pack(), &contract.own);
    let keys = std::iter::once(RuleKey::pack(&contract.pack))
        .chain(nations.iter().map(|nation| RuleKey::holidays(nation)));
    let mut some = false;
    for key in keys {
        let known = "SELECT 1 FROM rule_text WHERE kind = ?1 AND key = ?2";
        let known = connection.prepare_cached(known)?.exists(params![key.kind.as_str(), key.key])?;
        if let (false, Some(body)) = (known, book.text(&key)) {
            insert(connection, &key, event, at, &body)?;
            some = true;
        }
    }
    Ok(some)
}

/// The same for every contract there is: of a desk from before texts were kept, and of one that was filled at once.
pub(super) fn first_use_of_all(connection: &Connection, book: &Book, at: Instant) -> rusqlite::Result<()> {
    let event = super::read::sequence(connection)?;
    let mut seen = std::collections::HashSet::new();
    for contract in people::contracts(connection, None)? {
        if event > 0 && seen.insert((contract.pack.clone(), contract.own.clone())) {
            first_use(connection, book, &contract, event, at)?;
        }
    }
    Ok(())
}

impl Store {
    /// The rules that this desk took, without their texts: what differs from what is at hand is told by the digests.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn rules(&mut self) -> Result<Rules, StoreError> {
        self.snapshot(|connection| heads(connection, None))
    }

    /// Lets a book hold to the rules that this desk took, or had taken at another moment; whether they were others than
    /// those that it held to. Cheap where nothing has changed. Every write does so by itself.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn hold_rules(&mut self, book: &Book, at: Option<Instant>) -> Result<bool, StoreError> {
        self.snapshot(|connection| match at {
            None => hold(connection, book),
            Some(_) => {
                let rules = read(connection, book, at)?;
                let others = book.rules() != rules;
                if others {
                    book.hold(rules);
                }
                Ok(others)
            }
        })
    }
}
