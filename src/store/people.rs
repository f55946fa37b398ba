//! Customers, contacts and contracts as rows.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Params, Row, params};

use super::tickets::{integer, json, text, to_json};
use crate::desk::{
    Contact, ContactId, Contract, ContractId, Customer, CustomerId, NewContact, NewContract, NewCustomer,
    Revision, folded_name as folded,
};
use crate::policy::{OwnTerms, PackId, TierKey};

fn customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: CustomerId(integer(row, 0)?),
        name: text(row, 1)?.unwrap_or_default(),
        time_zone: text(row, 2)?,
        note: text(row, 3)?.unwrap_or_default(),
        revision: Revision(integer(row, 4)?),
    })
}

const CUSTOMER: &str = "SELECT id, name, time_zone, note, revision FROM customer";

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
        "INSERT INTO customer (name, folded, time_zone, note, revision) VALUES (?1, ?2, ?3, ?4, 1)",
    )?;
    statement.insert(params![new.name, folded(&new.name), new.time_zone, new.note]).map(CustomerId)
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
    })
}

pub(super) fn contracts(
    connection: &Connection,
    customer: Option<CustomerId>,
) -> rusqlite::Result<Vec<Contract>> {
    const CONTRACT: &str =
        "SELECT id, customer, pack, edition, tier, region, starts, ends, own, revision FROM contract";
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
        "INSERT INTO contract (customer, pack, edition, tier, region, starts, ends, own, revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)",
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
    ];
    statement.insert(written).map(ContractId)
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
