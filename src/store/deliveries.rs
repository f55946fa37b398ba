//! How alerts go out by ways that may fail: each a row, with its tries. Whoever takes a try keeps it for a while; where
//! they are killed in it, somebody tries again.

use rusqlite::{Connection, params};

use super::tickets::{instant, integer, text};
use super::{Store, StoreError, alerts};
use crate::alert::Way;
use crate::calendar::Instant;
use crate::desk::AlertId;

/// A wait that lies further ahead was set by a clock that was wrong (D03).
const AHEAD: i64 = 86_400;

/// A try to be made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The alert.
    pub alert: alerts::Told,
    /// By which way.
    pub way: Way,
    /// Which try it is, from 1 on.
    pub tries: u32,
}

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// It went out.
    Done,
    /// It did not, and is tried again.
    Again {
        /// When.
        at: Instant,
        /// Why it did not, in words.
        said: String,
    },
    /// It did not, and is not tried again.
    Failed {
        /// Why, in words.
        said: String,
    },
}

/// How an alert goes out by a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryState {
    /// By which.
    pub way: Way,
    /// `waiting`, `done` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again.
    pub next: Option<Instant>,
    /// What the last try said; text from outside.
    pub said: String,
}

/// The ways of an alert that leave the program, to be tried at once.
pub(super) fn put(connection: &Connection, id: AlertId, ways: &[Way], now: Instant) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO delivery (alert, way, state, tries, next, said) VALUES (?1, ?2, 'waiting', 0, ?3, '')";
    for way in ways.iter().filter(|way| way.leaves()) {
        connection.prepare_cached(sql)?.execute(params![id.0, way.to_string(), now.unix()])?;
    }
    Ok(())
}

/// The alert was acknowledged, with all that it told: what has not gone out need not.
pub(super) fn answered(connection: &Connection, id: AlertId) -> rusqlite::Result<()> {
    let sql = "UPDATE delivery SET state = 'failed', next = NULL, said = 'acknowledged before it went out'
               WHERE state = 'waiting' AND alert IN (SELECT id FROM alert WHERE id = ?1 OR summary = ?1)";
    connection.prepare_cached(sql)?.execute([id.0])?;
    Ok(())
}

pub(super) fn of_alert(connection: &Connection, id: AlertId) -> rusqlite::Result<Vec<DeliveryState>> {
    let sql = "SELECT way, state, tries, next, said FROM delivery WHERE alert = ?1 ORDER BY way";
    let mut query = connection.prepare_cached(sql)?;
    let rows = query.query_map([id.0], |row| {
        let way = text(row, 0)?.and_then(|word| Way::from_word(&word));
        let state = DeliveryState {
            way: way.unwrap_or(Way::Toast),
            state: text(row, 1)?.unwrap_or_default(),
            tries: u32::try_from(integer(row, 2)?).unwrap_or_default(),
            next: instant(row, 3)?,
            said: text(row, 4)?.unwrap_or_default(),
        };
        Ok(state)
    })?;
    rows.collect()
}

/// Waits for this agent or for nobody in particular, or for anybody, by now.
const WAITING: &str = "FROM delivery JOIN alert ON alert.id = delivery.alert
    WHERE delivery.state = 'waiting' AND (?1 IS NULL OR alert.agent IN (?1, ''))";

impl Store {
    /// Takes the tries that are to be made now, of an agent and of nobody in particular, or of everybody. They are nobody
    /// else's for `keep` seconds: longer than a try lasts. Say what each came to with [`Store::delivered`].
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written; nothing was taken then.
    pub fn deliveries_due(
        &mut self,
        agent: Option<&str>,
        now: Instant,
        keep: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        // Mostly nothing waits.
        if self.next_delivery(agent)?.is_none_or(|next| next > now && next.since(now) <= AHEAD) {
            return Ok(Vec::new());
        }
        let mut taken = Vec::new();
        self.exclusively(|connection| {
            let sql = format!(
                "SELECT delivery.alert, delivery.way, delivery.tries {WAITING}
                 AND (delivery.next IS NULL OR delivery.next <= ?2 OR delivery.next > ?3) ORDER BY delivery.next, delivery.alert"
            );
            let far = now.unix().saturating_add(AHEAD);
            let mut query = connection.prepare_cached(&sql)?;
            let rows = query.query_map(params![agent, now.unix(), far], |row| {
                Ok((integer(row, 0)?, text(row, 1)?.unwrap_or_default(), integer(row, 2)?))
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            let until = now.unix().saturating_add(i64::from(keep));
            for (id, word, tries) in rows {
                let tries = tries.saturating_add(1);
                let update = "UPDATE delivery SET tries = ?3, next = ?4 WHERE alert = ?1 AND way = ?2";
                connection.prepare_cached(update)?.execute(params![id, word, tries, until])?;
                let (Some(way), Some(alert)) = (Way::from_word(&word), alerts::find(connection, AlertId(id))?)
                else {
                    continue;
                };
                taken.push(Delivery { alert, way, tries: u32::try_from(tries).unwrap_or(u32::MAX) });
            }
            Ok(())
        })?;
        Ok(taken)
    }

    /// When the next try is to be made; `None` where nothing waits.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn next_delivery(&mut self, agent: Option<&str>) -> Result<Option<Instant>, StoreError> {
        self.snapshot(|connection| {
            let sql = format!("SELECT min(ifnull(delivery.next, 0)) {WAITING}");
            connection.prepare_cached(&sql)?.query_row([agent], |row| instant(row, 0))
        })
    }

    /// What a try came to.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written: the try is made again when the time is up for which it was kept.
    pub fn delivered(&mut self, alert: AlertId, way: &Way, came: &Delivered) -> Result<(), StoreError> {
        let (state, next, said) = match came {
            Delivered::Done => ("done", None, ""),
            Delivered::Again { at, said } => ("waiting", Some(at.unix()), said.as_str()),
            Delivered::Failed { said } => ("failed", None, said.as_str()),
        };
        self.exclusively(|connection| {
            let sql = "UPDATE delivery SET state = ?3, next = ?4, said = ?5 WHERE alert = ?1 AND way = ?2";
            let values = params![alert.0, way.to_string(), state, next, said];
            connection.prepare_cached(sql)?.execute(values).map(|_| ())
        })
    }
}
