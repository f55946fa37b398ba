//! Tickets as rows. Reading is lenient, because a row may hold anything (faults.md C09, C18): what cannot be is read as
//! the nearest thing that can, and `check` names it. Writing is exact.

use std::sync::LazyLock;

use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Row, params};
use serde::de::DeserializeOwned;

use super::{as_of, situation, standstills};
use crate::calendar::Instant;
use crate::desk::{ContractId, Counting, CustomerId, Flag, Marks, More, Revision, Status, Ticket, TicketId};
use crate::policy::{ChannelKey, Environment, SeverityKey};

/// The columns of both ticket tables, in the order in which [`Reader::ticket`] reads them.
pub(super) const COLUMNS: &str = "id, customer, contract, status, severity, received, revision, subject, assignee, \
     requester, reference, channel, first_response, resolved, standstills, counting, flags, environment, level, \
     claimed, kind, missed, rare, marks";

/// What reports read of a ticket, in the order in which [`Reader::slim`] reads it: everything that clocks hang on.
pub(super) const SLIM: &str = "id, customer, contract, status, severity, received, assignee, channel, first_response, \
     resolved, standstills, counting, environment, level, kind, missed, rare, marks";

/// The place of `marks` in [`COLUMNS`].
pub(super) const MARKS: usize = 23;

/// The tables of open and closed tickets.
pub(super) const TABLES: [&str; 2] = ["open_ticket", "closed_ticket"];

fn table(open: bool) -> &'static str {
    if open { "open_ticket" } else { "closed_ticket" }
}

/// Reads rows; keeps the few keys that come again and again, so that twenty thousand tickets share one `high`.
#[derive(Default)]
pub(super) struct Reader {
    severities: Vec<SeverityKey>,
    channels: Vec<ChannelKey>,
    /// Flags as last read, as JSON and as values: many rows bear the same.
    flags: (Vec<u8>, Vec<Flag>),
}

impl Reader {
    /// The ticket in a row of [`COLUMNS`].
    pub fn ticket(&mut self, row: &Row<'_>) -> rusqlite::Result<Ticket> {
        Ok(Ticket {
            id: TicketId(integer(row, 0)?),
            customer: CustomerId(integer(row, 1)?),
            contract: maybe_integer(row, 2)?.map(ContractId),
            status: status(row, 3)?,
            severity: self.severity(row, 4)?.unwrap_or_else(|| SeverityKey::new("")),
            received: Instant::from_unix_clamped(integer(row, 5)?),
            revision: Revision(integer(row, 6)?),
            subject: text(row, 7)?.unwrap_or_default(),
            assignee: text(row, 8)?,
            requester: text(row, 9)?,
            reference: text(row, 10)?,
            channel: self.channel(row, 11)?,
            first_response: instant(row, 12)?,
            resolved: instant(row, 13)?,
            standstills: json(row, 14)?.unwrap_or_default(),
            counting: json(row, 15)?.unwrap_or(Counting::Counts),
            flags: self.flags(row, 16)?,
            environment: text(row, 17)?.and_then(|word| Environment::from_word(&word)).unwrap_or_default(),
            level: maybe_integer(row, 18)?.and_then(|level| u8::try_from(level).ok()),
            claimed: self.severity(row, 19)?,
            kind: text(row, 20)?,
            missed: json(row, 21)?.unwrap_or_default(),
            rare: json::<More>(row, 22)?.map(Box::new),
            marks: marks(row, MARKS)?,
        })
    }

    /// Reads a row of [`SLIM`] into a ticket that was read before, and takes no room of its own for what most tickets have:
    /// what is not among those columns stays as it is there.
    pub fn slim(&mut self, row: &Row<'_>, ticket: &mut Ticket) -> rusqlite::Result<()> {
        ticket.id = TicketId(integer(row, 0)?);
        ticket.customer = CustomerId(integer(row, 1)?);
        ticket.contract = maybe_integer(row, 2)?.map(ContractId);
        ticket.status = status(row, 3)?;
        if !holds(row, 4, ticket.severity.as_str())? {
            ticket.severity = self.severity(row, 4)?.unwrap_or_else(|| SeverityKey::new(""));
        }
        ticket.received = Instant::from_unix_clamped(integer(row, 5)?);
        match (row.get_ref(6)?, &mut ticket.assignee) {
            (ValueRef::Text(bytes), Some(known)) if known.as_bytes() == bytes => {}
            _ => ticket.assignee = text(row, 6)?,
        }
        ticket.channel = self.channel(row, 7)?;
        ticket.first_response = instant(row, 8)?;
        ticket.resolved = instant(row, 9)?;
        ticket.standstills.clear();
        if let ValueRef::Text(bytes) = row.get_ref(10)? {
            standstills::read(bytes, &mut ticket.standstills);
        }
        ticket.counting = json(row, 11)?.unwrap_or(Counting::Counts);
        ticket.environment =
            text(row, 12)?.and_then(|word| Environment::from_word(&word)).unwrap_or_default();
        ticket.level = maybe_integer(row, 13)?.and_then(|level| u8::try_from(level).ok());
        ticket.kind = text(row, 14)?;
        ticket.missed = json(row, 15)?.unwrap_or_default();
        ticket.rare = json::<More>(row, 16)?.map(Box::new);
        ticket.marks = marks(row, 17)?;
        Ok(())
    }

    fn flags(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Flag>> {
        let ValueRef::Text(bytes) = row.get_ref(column)? else { return Ok(Vec::new()) };
        if self.flags.0 != bytes {
            self.flags = (bytes.to_vec(), serde_json::from_slice(bytes).unwrap_or_default());
        }
        Ok(self.flags.1.clone())
    }

    fn severity(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Option<SeverityKey>> {
        let ValueRef::Text(bytes) = row.get_ref(column)? else { return Ok(None) };
        if let Some(known) = self.severities.iter().find(|known| known.as_str().as_bytes() == bytes) {
            return Ok(Some(known.clone()));
        }
        let key = SeverityKey::new(&String::from_utf8_lossy(bytes));
        self.severities.push(key.clone());
        Ok(Some(key))
    }

    fn channel(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Option<ChannelKey>> {
        let ValueRef::Text(bytes) = row.get_ref(column)? else { return Ok(None) };
        if let Some(known) = self.channels.iter().find(|known| known.as_str().as_bytes() == bytes) {
            return Ok(Some(known.clone()));
        }
        let key = ChannelKey::new(&String::from_utf8_lossy(bytes));
        self.channels.push(key.clone());
        Ok(Some(key))
    }
}

fn status(row: &Row<'_>, column: usize) -> rusqlite::Result<Status> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(b"waiting") => Status::Waiting,
        ValueRef::Text(b"on_hold") => Status::OnHold,
        ValueRef::Text(b"resolved") => Status::Resolved,
        _ => Status::Open,
    })
}

fn marks(row: &Row<'_>, column: usize) -> rusqlite::Result<Marks> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => Marks::read(bytes),
        _ => Marks::default(),
    })
}

/// Whether a column holds just this text.
fn holds(row: &Row<'_>, column: usize, text: &str) -> rusqlite::Result<bool> {
    Ok(matches!(row.get_ref(column)?, ValueRef::Text(bytes) if bytes == text.as_bytes()))
}

/// Text of a column, whatever bytes it holds; `None` for NULL.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => Some(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        }),
        _ => None,
    })
}

pub(super) fn integer(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(maybe_integer(row, column)?.unwrap_or_default())
}

pub(super) fn maybe_integer(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

pub(super) fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Instant>> {
    Ok(maybe_integer(row, column)?.map(Instant::from_unix_clamped))
}

/// A value that is kept as JSON; `None` for NULL and for what cannot be read.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => serde_json::from_slice(bytes).ok(),
        _ => None,
    })
}

/// A list as JSON, NULL where it is empty.
fn list<T: serde::Serialize>(items: &[T]) -> rusqlite::Result<Option<String>> {
    if items.is_empty() { Ok(None) } else { to_json(&items).map(Some) }
}

/// A value as the JSON that is kept of it.
pub(super) fn to_json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// The ticket of that number, open or closed.
pub(super) fn find(connection: &Connection, id: TicketId) -> rusqlite::Result<Option<Ticket>> {
    let mut reader = Reader::default();
    for table in TABLES {
        let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {table} WHERE id = ?1"))?;
        if let Some(row) = query.query([id.0])?.next()? {
            return reader.ticket(row).map(Some);
        }
    }
    Ok(None)
}

/// Writes a new ticket into the table where it belongs.
pub(super) fn insert(connection: &Connection, ticket: &Ticket) -> rusqlite::Result<()> {
    static SQL: LazyLock<[String; 2]> = LazyLock::new(|| {
        let places = (1..=24).map(|number| format!("?{number}")).collect::<Vec<_>>().join(", ");
        [true, false].map(|open| format!("INSERT INTO {} ({COLUMNS}) VALUES ({places})", table(open)))
    });
    let [open, closed] = &*SQL;
    bind(connection.prepare_cached(if ticket.is_open() { open } else { closed })?, ticket)
}

/// Writes a ticket that has just come in: its row, what allowances look at, and what the system it comes from calls it.
pub(super) fn insert_new(connection: &Connection, ticket: &Ticket) -> rusqlite::Result<()> {
    insert(connection, ticket)?;
    if let Some(reference) = &ticket.reference {
        connection
            .prepare_cached("INSERT INTO reference (reference, ticket) VALUES (?1, ?2)")?
            .execute(params![reference, ticket.id.0])?;
    }
    let weight = situation::weight_number(ticket.counting.weight());
    connection
        .prepare_cached("INSERT INTO receipt (customer, received, ticket, weight) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![ticket.customer.0, ticket.received.unix(), ticket.id.0, weight])?;
    insert_bookings(connection, ticket)
}

/// Replaces a ticket's row, and moves it where it was resolved or reopened.
pub(super) fn update(connection: &Connection, ticket: &Ticket, was_open: bool) -> rusqlite::Result<()> {
    if ticket.is_open() != was_open {
        let sql = format!("DELETE FROM {} WHERE id = ?1", table(was_open));
        connection.prepare_cached(&sql)?.execute([ticket.id.0])?;
        return insert(connection, ticket);
    }
    let sets = COLUMNS.split(", ").enumerate().skip(1);
    let sets = sets.map(|(at, column)| format!("{column} = ?{}", at + 1)).collect::<Vec<_>>().join(", ");
    let sql = format!("UPDATE {} SET {sets} WHERE id = ?1", table(was_open));
    bind(connection.prepare_cached(&sql)?, ticket)
}

/// Open tickets that are held to a contract.
pub(super) fn open_of_contract(
    connection: &Connection,
    customer: CustomerId,
    contract: ContractId,
) -> rusqlite::Result<Vec<Ticket>> {
    let mut found = open_of_customer(connection, customer)?;
    found.retain(|ticket| ticket.contract == Some(contract));
    Ok(found)
}

/// Open tickets of a customer.
pub(super) fn open_of_customer(
    connection: &Connection,
    customer: CustomerId,
) -> rusqlite::Result<Vec<Ticket>> {
    let mut reader = Reader::default();
    let sql = format!("SELECT {COLUMNS} FROM open_ticket WHERE customer = ?1 ORDER BY id");
    let mut query = connection.prepare_cached(&sql)?;
    let mut rows = query.query([customer.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(reader.ticket(row)?);
    }
    Ok(found)
}

/// Brings everything that is derived from a ticket's row up to it: what allowances look at, and what time sheets read.
pub(super) fn update_derived(
    connection: &Connection,
    before: &Ticket,
    after: &Ticket,
) -> rusqlite::Result<()> {
    let counts = |ticket: &Ticket| (ticket.received, ticket.counting.weight());
    if counts(before) != counts(after) {
        connection
            .prepare_cached("UPDATE receipt SET received = ?4, weight = ?5 WHERE customer = ?1 AND received = ?2 AND ticket = ?3")?
            .execute(params![
                before.customer.0,
                before.received.unix(),
                before.id.0,
                after.received.unix(),
                situation::weight_number(after.counting.weight())
            ])?;
    }
    if before.more().bookings != after.more().bookings || before.contract != after.contract {
        connection.prepare_cached("DELETE FROM booking WHERE ticket = ?1")?.execute([after.id.0])?;
        insert_bookings(connection, after)?;
    }
    Ok(())
}

fn insert_bookings(connection: &Connection, ticket: &Ticket) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO booking (ticket, revision, customer, contract, at, agent, minutes, charged, pot, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for booking in &ticket.more().bookings {
        statement.execute(params![
            ticket.id.0,
            booking.revision.0,
            ticket.customer.0,
            ticket.contract.map(|contract| contract.0),
            booking.at,
            booking.agent,
            booking.minutes,
            booking.charged,
            booking.pot,
            booking.note,
        ])?;
    }
    Ok(())
}

fn bind(mut statement: CachedStatement<'_>, ticket: &Ticket) -> rusqlite::Result<()> {
    let environment = (ticket.environment != Environment::Production).then(|| ticket.environment.as_str());
    let counting = if ticket.counting == Counting::Counts { None } else { Some(to_json(&ticket.counting)?) };
    statement.execute(params![
        ticket.id.0,
        ticket.customer.0,
        ticket.contract.map(|contract| contract.0),
        ticket.status.as_str(),
        ticket.severity.as_str(),
        ticket.received.unix(),
        ticket.revision.0,
        ticket.subject,
        ticket.assignee,
        ticket.requester,
        ticket.reference,
        ticket.channel.as_ref().map(ChannelKey::as_str),
        ticket.first_response.map(Instant::unix),
        ticket.resolved.map(Instant::unix),
        list(&ticket.standstills)?,
        counting,
        list(&ticket.flags)?,
        environment,
        ticket.level,
        ticket.claimed.as_ref().map(SeverityKey::as_str),
        ticket.kind,
        list(&ticket.missed)?,
        ticket.rare.as_deref().map(to_json).transpose()?,
        written_marks(&ticket.marks),
    ])?;
    Ok(())
}

fn written_marks(marks: &Marks) -> Option<String> {
    (!marks.is_empty()).then(|| marks.to_string())
}

/// Writes what has happened to every ticket, as its events tell it, into the column that is there for it: of a store that
/// is brought up to date.
pub(super) fn fill_marks(connection: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        let mut query = connection.prepare(&format!("SELECT id FROM {table}"))?;
        let numbers = query.query_map([], |row| row.get(0).map(TicketId))?;
        let numbers = numbers.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut update = connection.prepare(&format!("UPDATE {table} SET marks = ?2 WHERE id = ?1"))?;
        for number in numbers {
            let told = as_of::fold(connection, number, None)?;
            if let Some(marks) = told.and_then(|ticket| written_marks(&ticket.marks)) {
                update.execute(params![number.0, marks])?;
            }
        }
    }
    Ok(())
}
