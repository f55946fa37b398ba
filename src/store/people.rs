//! Customers, contacts and contracts as rows.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Params, Row, params};

use super::tickets::{integer, json, text, to_json};
use crate::calendar::Instant;
use crate::desk::{
    Block, Contact, ContactId, Contract, ContractId, Customer, CustomerChange, CustomerId, NewContact,
    NewContract, NewCustomer, Revision, folded_name as folded,
};
use crate::policy::{OwnTerms, PackId, TierKey};

fn customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: CustomerId(integer(row, 0)?),
        name: text(row, 1)?.unwrap_or_default(),
        time_zone: text(row, 2)?,
        note: text(row, 3)?.unwrap_or_default(),
        revision: Revision(integer(row, 4)?),
        language: text(row, 5)?,
    })
}

const CUSTOMER: &str = "SELECT id, name, time_zone, note, revision, language FROM customer";

pub(super) fn customers(connection: &Connection) -> rusqlite::Result<Vec<Customer>> {
    all(connection, &format!("{CUSTOMER} ORDER BY folded"), [], customer)
}

pub(super) fn find_customer(connection: &Connection, id: CustomerId) -> rusqlite::Result<Option<Customer>> {
    let mut query = connection.prepare_cached(&format!("{CUSTOMER} WHERE id = ?1"))?;
    query.query_row([id.0], customer).optional()
}

pub(super) fn customer_by_name(connection: &Connection, name: &str) -> rusqlite::Result<Option<Customer>> {
    let mut query = connection.prepare_cached(&format!("{CUSTOMER} WHERE folded = ?1"))?;
    query.query_row([folded(name)], customer).optional()
}

pub(super) fn insert_customer(connection: &Connection, new: &NewCustomer) -> rusqlite::Result<CustomerId> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO customer (name, folded, time_zone, note, language, revision) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
    )?;
    statement
        .insert(params![new.name, folded(&new.name), new.time_zone, new.note, new.language])
        .map(CustomerId)
}

fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        id: ContactId(integer(row, 0)?),
        customer: CustomerId(integer(row, 1)?),
        name: text(row, 2)?.unwrap_or_default(),
        email: text(row, 3)?,
        registered: integer(row, 4)? != 0,
    })
}

pub(super) fn contacts(
    connection: &Connection,
    customer: Option<CustomerId>,
) -> rusqlite::Result<Vec<Contact>> {
    const CONTACT: &str = "SELECT id, customer, name, email, registered FROM contact";
    match customer {
        Some(customer) => {
            all(connection, &format!("{CONTACT} WHERE customer = ?1 ORDER BY id"), [customer.0], contact)
        }
        None => all(connection, &format!("{CONTACT} ORDER BY id"), [], contact),
    }
}

pub(super) fn insert_contact(connection: &Connection, new: &NewContact) -> rusqlite::Result<ContactId> {
    let mut statement = connection
        .prepare_cached("INSERT INTO contact (customer, name, email, registered) VALUES (?1, ?2, ?3, ?4)")?;
    statement.insert(params![new.customer.0, new.name, new.email, new.registered]).map(ContactId)
}

const CONTRACT: &str = "SELECT id, customer, pack, edition, tier, region, starts, ends, own, revision, renews, \
     (SELECT language FROM customer WHERE customer.id = contract.customer) FROM contract";

fn contract(row: &Row<'_>) -> rusqlite::Result<Contract> {
    // A date that cannot be read makes a contract that is never in force: `check` names it.
    let date = |column| Ok::<_, rusqlite::Error>(text(row, column)?.map(|text| text.parse().ok()));
    Ok(Contract {
        id: ContractId(integer(row, 0)?),
        customer: CustomerId(integer(row, 1)?),
        pack: PackId {
            name: text(row, 2)?.unwrap_or_default(),
            edition: date(3)?.flatten().unwrap_or(NaiveDate::MIN),
        },
        tier: TierKey::new(&text(row, 4)?.unwrap_or_default()),
        region: text(row, 5)?,
        starts: date(6)?.flatten().unwrap_or(NaiveDate::MAX),
        ends: date(7)?.map(|date| date.unwrap_or(NaiveDate::MIN)),
        own: json::<OwnTerms>(row, 8)?.unwrap_or_default(),
        revision: Revision(integer(row, 9)?),
        renews: date(10)?.flatten(),
        language: text(row, 11)?,
    })
}

pub(super) fn contracts(
    connection: &Connection,
    customer: Option<CustomerId>,
) -> rusqlite::Result<Vec<Contract>> {
    match customer {
        Some(customer) => all(
            connection,
            &format!("{CONTRACT} WHERE customer = ?1 ORDER BY starts"),
            [customer.0],
            contract,
        ),
        None => all(connection, &format!("{CONTRACT} ORDER BY customer, starts"), [], contract),
    }
}

pub(super) fn insert_contract(connection: &Connection, new: &NewContract) -> rusqlite::Result<ContractId> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO contract (customer, pack, edition, tier, region, starts, ends, own, renews, revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)",
    )?;
    let own = if new.own == OwnTerms::default() { None } else { Some(to_json(&new.own)?) };
    let written = params![
        new.customer.0,
        new.pack.name,
        new.pack.edition.to_string(),
        new.tier.as_str(),
        new.region,
        new.starts.to_string(),
        new.ends.map(|ends| ends.to_string()),
        own,
        new.renews.map(|renews| renews.to_string()),
    ];
    statement.insert(written).map(ContractId)
}

pub(super) fn change_customer(
    connection: &Connection,
    id: CustomerId,
    to: &CustomerChange,
) -> rusqlite::Result<()> {
    // An empty text takes a value away; NULL leaves it.
    connection
        .prepare_cached(
            "UPDATE customer SET name = ifnull(?2, name), folded = ifnull(?3, folded),
             time_zone = CASE WHEN ?4 IS NULL THEN time_zone ELSE nullif(?4, '') END,
             language = CASE WHEN ?5 IS NULL THEN language ELSE nullif(?5, '') END,
             note = ifnull(?6, note), revision = revision + 1 WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            to.name,
            to.name.as_deref().map(folded),
            to.time_zone,
            to.language,
            to.note
        ])?;
    Ok(())
}

/// The column of a contract's date, and what it becomes.
pub(super) fn change_contract(
    connection: &Connection,
    id: ContractId,
    column: ContractDate,
    to: Option<NaiveDate>,
) -> rusqlite::Result<()> {
    let sql = match column {
        ContractDate::Ends => "UPDATE contract SET ends = ?2, revision = revision + 1 WHERE id = ?1",
        ContractDate::Renews => "UPDATE contract SET renews = ?2, revision = revision + 1 WHERE id = ?1",
    };
    connection.prepare_cached(sql)?.execute(params![id.0, to.map(|to| to.to_string())])?;
    Ok(())
}

/// A date of a contract that can change.
#[derive(Debug, Clone, Copy)]
pub(super) enum ContractDate {
    /// Its end.
    Ends,
    /// The end of its term.
    Renews,
}

pub(super) fn contract_by_id(connection: &Connection, id: ContractId) -> rusqlite::Result<Option<Contract>> {
    let mut query = connection.prepare_cached(&format!("{CONTRACT} WHERE id = ?1"))?;
    query.query_row([id.0], contract).optional()
}

/// The id that the next contract gets.
pub(super) fn next_contract(connection: &Connection) -> rusqlite::Result<ContractId> {
    let sql = "SELECT ifnull(max(id), 0) + 1 FROM contract";
    connection.query_row(sql, [], |row| row.get(0)).map(ContractId)
}

/// Blocks bought for a contract, in the order of purchase.
pub(super) fn blocks(connection: &Connection, contract: ContractId) -> rusqlite::Result<Vec<Block>> {
    blocks_known(connection, contract, Instant::MAX)
}

/// The same, of which it was known by a moment that they had been bought.
pub(super) fn blocks_known(
    connection: &Connection,
    contract: ContractId,
    by: Instant,
) -> rusqlite::Result<Vec<Block>> {
    let sql = "SELECT contract, pot, units, bought, expires, note FROM block WHERE contract = ?1
         AND (?2 IS NULL OR EXISTS (SELECT 1 FROM event WHERE sequence = block.event AND at <= ?2))
         ORDER BY bought, event";
    let by = (by < Instant::MAX).then(|| by.unix());
    all(connection, sql, params![contract.0, by], |row| {
        let date = |column| Ok::<_, rusqlite::Error>(text(row, column)?.and_then(|text| text.parse().ok()));
        Ok(Block {
            contract: ContractId(integer(row, 0)?),
            pot: text(row, 1)?.unwrap_or_default(),
            units: u32::try_from(integer(row, 2)?).unwrap_or_default(),
            bought: date(3)?.unwrap_or(NaiveDate::MAX),
            expires: date(4)?,
            note: text(row, 5)?.unwrap_or_default(),
        })
    })
}

/// Writes a block under the event that tells of it.
pub(super) fn insert_block(connection: &Connection, event: i64, block: &Block) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO block (event, contract, pot, units, bought, expires, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            event,
            block.contract.0,
            block.pot,
            block.units,
            block.bought.to_string(),
            block.expires.map(|expires| expires.to_string()),
            block.note,
        ])?;
    Ok(())
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut query = connection.prepare_cached(sql)?;
    let rows = query.query_map(params, read)?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_case_accents_and_spaces() {
        assert_eq!(folded("  ÉCOLE  du Nord"), folded("e\u{301}cole du nord"));
        assert_ne!(folded("Acme"), folded("Acme 2"));
    }
}
