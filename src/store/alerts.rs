//! Alerts as rows: who was told of what, each once. Whoever writes the row tells it, be it a board or a watch, in this
//! process or in another.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::events::Stamp;
use super::tickets::{instant, integer, maybe_integer, text};
use super::{DeliveryState, Store, StoreError, deliveries};
use crate::alert::{Alert, Kind, Storm, Subject, Way, summary_words};
use crate::calendar::Instant;
use crate::desk::{Acknowledged, AlertId, CustomerId, Event, TicketId};
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

/// An alert on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: AlertId,
    /// To whom; empty where it went to nobody in particular.
    pub agent: String,
    /// What it is about.
    pub identity: String,
    /// What it tells.
    pub kind: Kind,
    /// Whose ticket or allowance.
    pub customer: Option<CustomerId>,
    /// Which ticket.
    pub ticket: Option<TicketId>,
    /// Which clock.
    pub clock: Option<ClockKey>,
    /// When the mark was passed.
    pub fell: Instant,
    /// By when the clock was due.
    pub due: Option<Instant>,
    /// When it was told; `None` where a later mark of the same clock was told instead.
    pub told: Option<Instant>,
    /// In a line; holds text from outside.
    pub words: String,
    /// The summary that told it.
    pub summary: Option<AlertId>,
    /// When it was acknowledged, and by whom.
    pub acknowledged: Option<(Instant, String)>,
    /// Until when it is snoozed, and by whom.
    pub snoozed: Option<(Instant, String)>,
    /// How it goes out by ways that may fail.
    pub deliveries: Vec<DeliveryState>,
}

/// Which alerts a list shows. What is `None` is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertQuery {
    /// Only this agent's, and those for nobody in particular.
    pub agent: Option<String>,
    /// Only those that nobody has acknowledged, of tickets that are open.
    pub open_only: bool,
    /// Only of this ticket.
    pub ticket: Option<TicketId>,
    /// Only those that this summary told.
    pub summary: Option<AlertId>,
    /// Also those that were told by a summary or by a later mark.
    pub everything: bool,
    /// Only those that fell at or after this instant.
    pub since: Option<Instant>,
    /// At most so many.
    pub limit: Option<u32>,
}

const COLUMNS: &str = "id, agent, identity, kind, customer, ticket, clock, fell, due, told, body, summary, acknowledged, acknowledged_by, snoozed, snoozed_by";

fn told(row: &Row<'_>) -> rusqlite::Result<Told> {
    let by = |at: Option<Instant>, who: Option<String>| at.map(|at| (at, who.unwrap_or_default()));
    Ok(Told {
        id: AlertId(integer(row, 0)?),
        agent: text(row, 1)?.unwrap_or_default(),
        identity: text(row, 2)?.unwrap_or_default(),
        kind: text(row, 3)?.and_then(|word| Kind::from_word(&word)).unwrap_or(Kind::Warning),
        customer: maybe_integer(row, 4)?.map(CustomerId),
        ticket: maybe_integer(row, 5)?.map(TicketId),
        clock: text(row, 6)?.map(|key| ClockKey::new(&key)),
        fell: instant(row, 7)?.unwrap_or(Instant::MIN),
        due: instant(row, 8)?,
        told: instant(row, 9)?,
        words: text(row, 10)?.unwrap_or_default(),
        summary: maybe_integer(row, 11)?.map(AlertId),
        acknowledged: by(instant(row, 12)?, text(row, 13)?),
        snoozed: by(instant(row, 14)?, text(row, 15)?),
        deliveries: Vec::new(),
    })
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

/// The alert of that id, without its deliveries.
pub(super) fn find(connection: &Connection, id: AlertId) -> rusqlite::Result<Option<Told>> {
    let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM alert WHERE id = ?1"))?;
    query.query_row([id.0], told).optional()
}

/// Of these alerts those that there are, and who has acknowledged each already.
pub(super) fn answered(connection: &Connection, alerts: &[AlertId]) -> rusqlite::Result<Vec<Acknowledged>> {
    let mut query =
        connection.prepare_cached("SELECT acknowledged, acknowledged_by FROM alert WHERE id = ?1")?;
    let mut known = Vec::with_capacity(alerts.len());
    for alert in alerts {
        let found = query.query_row([alert.0], |row| {
            Ok(instant(row, 0)?.map(|at| (text(row, 1).ok().flatten().unwrap_or_default(), at)))
        });
        known.extend(found.optional()?.map(|by| (*alert, by)));
    }
    Ok(known)
}

/// Writes what an event tells of alerts. What a summary was answered holds for all that it told.
pub(super) fn follow(connection: &Connection, stamp: &Stamp<'_>, event: &Event) -> rusqlite::Result<()> {
    let Event::AlertsAnswered { alerts, until } = event else { return Ok(()) };
    for alert in alerts {
        match until {
            Some(until) => {
                let sql = "UPDATE alert SET snoozed = ?2, snoozed_by = ?3
                           WHERE (id = ?1 OR summary = ?1) AND acknowledged IS NULL";
                connection.prepare_cached(sql)?.execute(params![alert.0, until, stamp.agent])?;
            }
            None => {
                let sql = "UPDATE alert SET acknowledged = ?2, acknowledged_by = ?3, snoozed = NULL, snoozed_by = NULL
                           WHERE (id = ?1 OR summary = ?1) AND acknowledged IS NULL";
                let values = params![alert.0, stamp.now.unix(), stamp.agent];
                connection.prepare_cached(sql)?.execute(values)?;
                deliveries::answered(connection, *alert)?;
            }
        }
    }
    Ok(())
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

    /// The alerts that a query asks for, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn alerts(&mut self, query: &AlertQuery) -> Result<Vec<Told>, StoreError> {
        self.snapshot(|connection| {
            let (conditions, values) = query.conditions();
            let values: Vec<(&str, &dyn ToSql)> =
                values.iter().map(|(name, value)| (*name, &**value)).collect();
            let limit = query.limit.map_or(-1, i64::from);
            let sql = format!(
                "SELECT {COLUMNS} FROM alert WHERE {conditions} ORDER BY ifnull(told, fell) DESC, id DESC LIMIT {limit}"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(values.as_slice(), told)?;
            let mut alerts = rows.collect::<rusqlite::Result<Vec<Told>>>()?;
            for alert in &mut alerts {
                alert.deliveries = deliveries::of_alert(connection, alert.id)?;
            }
            Ok(alerts)
        })
    }

    /// How many alerts a query asks for.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn count_alerts(&mut self, query: &AlertQuery) -> Result<usize, StoreError> {
        self.snapshot(|connection| {
            let (conditions, values) = query.conditions();
            let values: Vec<(&str, &dyn ToSql)> =
                values.iter().map(|(name, value)| (*name, &**value)).collect();
            let sql = format!("SELECT count(*) FROM alert WHERE {conditions}");
            let count: i64 =
                connection.prepare_cached(&sql)?.query_row(values.as_slice(), |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or_default())
        })
    }

    /// When snoozes end, and of what: for [`crate::alert::Plan::remind`]. Of an agent and of nobody in particular, or of
    /// everybody.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    pub fn snoozes(&mut self, agent: Option<&str>) -> Result<Vec<(Subject, Instant)>, StoreError> {
        self.snapshot(|connection| {
            let sql = "SELECT DISTINCT ticket, customer, snoozed FROM alert
                       WHERE snoozed IS NOT NULL AND acknowledged IS NULL AND kind <> 'summary'
                       AND (ticket IS NULL OR ticket IN (SELECT id FROM open_ticket))
                       AND (?1 IS NULL OR agent IN (?1, ''))";
            let mut query = connection.prepare_cached(sql)?;
            let rows = query.query_map([agent], |row| {
                let ticket = maybe_integer(row, 0)?.map(|id| Subject::Ticket(TicketId(id)));
                let customer = maybe_integer(row, 1)?.map(|id| Subject::Customer(CustomerId(id)));
                Ok(ticket.or(customer).zip(instant(row, 2)?))
            })?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
    }
}

type Values = Vec<(&'static str, Box<dyn ToSql>)>;

impl AlertQuery {
    /// As conditions, and the values that they bind.
    fn conditions(&self) -> (String, Values) {
        let mut conditions = vec!["TRUE"];
        let mut values: Values = Vec::new();
        if let Some(agent) = &self.agent {
            conditions.push("agent IN (:agent, '')");
            values.push((":agent", Box::new(agent.clone())));
        }
        if self.open_only {
            conditions
                .push("acknowledged IS NULL AND (ticket IS NULL OR ticket IN (SELECT id FROM open_ticket))");
        }
        if let Some(ticket) = self.ticket {
            conditions.push("ticket = :ticket");
            values.push((":ticket", Box::new(ticket.0)));
        }
        match self.summary {
            Some(summary) => {
                conditions.push("summary = :summary");
                values.push((":summary", Box::new(summary.0)));
            }
            None if !self.everything => conditions.push("told IS NOT NULL AND summary IS NULL"),
            None => {}
        }
        if let Some(since) = self.since {
            conditions.push("fell >= :since");
            values.push((":since", Box::new(since.unix())));
        }
        (conditions.join(" AND "), values)
    }
}
