//! Claiming: of what has fallen, what nobody has told yet is written down and given to whoever tells it; many at once become
//! one summary.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::tickets::{instant, integer};
use super::super::{Store, StoreError, deliveries};
use crate::alert::{Alert, Kind, Storm, Way, summary_words};
use crate::calendar::Instant;
use crate::desk::AlertId;
use crate::policy::ClockKey;

/// What was told further ahead than this was told by a clock that was wrong: it is told again when it is so (D03). A step
/// back of some minutes tells nothing twice (D02).
const AHEAD: i64 = 86_400;

/// What a claim gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// What the caller tells now, by each one's ways: nobody had claimed it.
    pub told: Vec<(AlertId, Alert)>,
    /// Some were held back, because many were told as one a moment ago: claim again then.
    pub again: Option<Instant>,
}

/// What an alert that has fallen meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    /// Nobody has claimed it.
    Fresh,
    /// It was snoozed, and comes again; or a clock that was wrong told it.
    Again(AlertId),
    /// It was snoozed until now, and a later mark says more than it would.
    Lapsed(AlertId),
    /// It was claimed.
    Known,
}

fn met(connection: &Connection, alert: &Alert, now: Instant) -> rusqlite::Result<Met> {
    let sql = "SELECT id, told, acknowledged, snoozed FROM alert WHERE agent = ?1 AND identity = ?2";
    let mut query = connection.prepare_cached(sql)?;
    let found = query.query_row(params![alert.agent, alert.identity], |row| {
        let (told, acknowledged, snoozed) = (instant(row, 1)?, instant(row, 2)?, instant(row, 3)?);
        let wrong = told.is_some_and(|told| told.since(now) > AHEAD);
        let id = AlertId(integer(row, 0)?);
        Ok(match snoozed {
            _ if acknowledged.is_some() => Met::Known,
            Some(until) if until > now => Met::Known,
            Some(_) if alert.silent => Met::Lapsed(id),
            Some(_) => Met::Again(id),
            None if wrong && !alert.silent => Met::Again(id),
            None => Met::Known,
        })
    });
    Ok(found.optional()?.unwrap_or(Met::Fresh))
}

/// Those that are to be written, each with what it meets; of two with the same identity, the first.
fn unclaimed<'a>(
    connection: &Connection,
    alerts: &'a [Alert],
    now: Instant,
) -> rusqlite::Result<Vec<(&'a Alert, Met)>> {
    let mut found = Vec::new();
    for alert in alerts {
        let met = met(connection, alert, now)?;
        if met != Met::Known {
            found.push((alert, met));
        }
    }
    Ok(found)
}

/// Claims what has fallen, within a transaction.
fn claim(connection: &Connection, alerts: &[Alert], storm: Storm, now: Instant) -> rusqlite::Result<Claimed> {
    let mut claimed = Claimed::default();
    let mut loud: BTreeMap<&str, Vec<(&Alert, Met)>> = BTreeMap::new();
    for (alert, met) in unclaimed(connection, alerts, now)? {
        if let Met::Lapsed(id) = met {
            let sql = "UPDATE alert SET snoozed = NULL, snoozed_by = NULL WHERE id = ?1";
            connection.prepare_cached(sql)?.execute([id.0])?;
        } else if alert.silent {
            insert(connection, alert, None, None)?;
        } else {
            loud.entry(&alert.agent).or_default().push((alert, met));
        }
    }
    let since = now.plus(-i64::from(storm.within)).unwrap_or(Instant::MIN);
    for (agent, alerts) in loud {
        let window = params![agent, since.unix(), now.unix()];
        let summary =
            "SELECT max(told) FROM alert WHERE agent = ?1 AND told > ?2 AND told <= ?3 AND kind = 'summary'";
        let summary: Option<i64> = connection.prepare_cached(summary)?.query_row(window, |row| row.get(0))?;
        if let Some(at) = summary {
            let end = Instant::from_unix_clamped(at.saturating_add(i64::from(storm.within)));
            claimed.again = Some(claimed.again.map_or(end, |known| known.min(end)));
            continue;
        }
        let recent =
            "SELECT count(*) FROM alert WHERE agent = ?1 AND told > ?2 AND told <= ?3 AND summary IS NULL";
        let recent: i64 = connection.prepare_cached(recent)?.query_row(window, |row| row.get(0))?;
        let all = recent.saturating_add(i64::try_from(alerts.len()).unwrap_or(i64::MAX));
        let as_one = all > i64::from(storm.more_than);
        let one = if as_one { Some(summarise(connection, agent, &alerts, now)?) } else { None };
        let under = one.as_ref().map(|(id, _)| *id);
        for (alert, met) in alerts {
            let id = match met {
                Met::Again(id) => again(connection, id, alert, under, now)?,
                _ => insert(connection, alert, Some(now), under)?,
            };
            // Of two with the same identity the second is not told.
            if let (Some(id), None) = (id, under) {
                deliveries::put(connection, id, &alert.ways, now)?;
                claimed.told.push((id, alert.clone()));
            }
        }
        if let Some((id, alert)) = one {
            deliveries::put(connection, id, &alert.ways, now)?;
            claimed.told.push((id, alert));
        }
    }
    Ok(claimed)
}

/// One row for many; it goes out by every way by which one of them would.
fn summarise(
    connection: &Connection,
    agent: &str,
    alerts: &[(&Alert, Met)],
    now: Instant,
) -> rusqlite::Result<(AlertId, Alert)> {
    let mut ways: Vec<Way> = alerts.iter().flat_map(|(alert, _)| alert.ways.iter().cloned()).collect();
    ways.sort();
    ways.dedup();
    let words = match alerts {
        [(only, _)] => only.words.clone(),
        several => summary_words(several.iter().map(|(alert, _)| alert.kind)),
    };
    let newest = "SELECT ifnull(max(id), 0) + 1 FROM alert";
    let next: i64 = connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
    let summary = Alert {
        agent: agent.to_owned(),
        identity: format!("summary {next}"),
        kind: Kind::Summary,
        customer: None,
        ticket: None,
        clock: None,
        fell: now,
        due: None,
        words,
        ways,
        silent: false,
    };
    let id = insert(connection, &summary, Some(now), None)?;
    Ok((id.ok_or(rusqlite::Error::QueryReturnedNoRows)?, summary))
}

/// Writes a row; `None` where there is one already.
fn insert(
    connection: &Connection,
    alert: &Alert,
    told: Option<Instant>,
    summary: Option<AlertId>,
) -> rusqlite::Result<Option<AlertId>> {
    let sql = "INSERT OR IGNORE INTO alert (agent, identity, kind, customer, ticket, clock, fell, due, told, body, summary)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let written = connection.prepare_cached(sql)?.execute(params![
        alert.agent,
        alert.identity,
        alert.kind.as_str(),
        alert.customer.map(|customer| customer.0),
        alert.ticket.map(|ticket| ticket.0),
        alert.clock.as_ref().map(ClockKey::as_str),
        alert.fell.unix(),
        alert.due.map(Instant::unix),
        told.map(Instant::unix),
        alert.words,
        summary.map(|summary| summary.0),
    ])?;
    Ok((written == 1).then(|| AlertId(connection.last_insert_rowid())))
}

/// Tells a row again, once.
fn again(
    connection: &Connection,
    id: AlertId,
    alert: &Alert,
    summary: Option<AlertId>,
    now: Instant,
) -> rusqlite::Result<Option<AlertId>> {
    let sql = "UPDATE alert SET told = ?2, body = ?3, due = ?4, summary = ?5, snoozed = NULL, snoozed_by = NULL WHERE id = ?1";
    let due = alert.due.map(Instant::unix);
    let values = params![id.0, now.unix(), alert.words, due, summary.map(|summary| summary.0)];
    let written = connection.prepare_cached(sql)?.execute(values)?;
    Ok((written == 1).then_some(id))
}

impl Store {
    /// Claims what has fallen ([`crate::alert::Plan::fallen`]): gives what nobody has told yet, for the caller to tell now.
    /// What is claimed is on disk, in one transaction, so that each alert is told once over restarts, by several consoles
    /// of one agent, and by a watch beside them. More than the storm's number of one agent become one summary.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written (locked, read-only); nothing was claimed then.
    pub fn claim(&mut self, alerts: &[Alert], storm: Storm, now: Instant) -> Result<Claimed, StoreError> {
        // Mostly all is known, and nobody has to wait for that.
        let any = self.snapshot(|connection| {
            Ok(!alerts.is_empty() && !unclaimed(connection, alerts, now)?.is_empty())
        })?;
        let mut claimed = Claimed::default();
        if any {
            self.exclusively(|connection| {
                claimed = claim(connection, alerts, storm, now)?;
                Ok(())
            })?;
        }
        Ok(claimed)
    }
}
