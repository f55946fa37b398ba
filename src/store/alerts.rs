//! Alerts as rows: who was told of what, each once. Whoever writes the row tells it, be it a board or a watch, in this
//! process or in another.

mod claim;

use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::events::Stamp;
use super::tickets::{instant, integer, maybe_integer, text};
use super::{DeliveryState, Store, StoreError, deliveries};
use crate::alert::{Alert, Kind, Subject};
use crate::calendar::Instant;
use crate::desk::{Acknowledged, AlertId, CustomerId, Event, TicketId};
use crate::policy::ClockKey;

pub use claim::Claimed;

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

impl Told {
    /// The alert as it was claimed; by which ways it went out is not on record but for those that may fail.
    pub fn alert(&self) -> Alert {
        Alert {
            agent: self.agent.clone(),
            identity: self.identity.clone(),
            kind: self.kind,
            customer: self.customer,
            ticket: self.ticket,
            clock: self.clock.clone(),
            fell: self.fell,
            due: self.due,
            words: self.words.clone(),
            ways: self.deliveries.iter().map(|delivery| delivery.way.clone()).collect(),
            silent: self.told.is_none(),
        }
    }
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
