//! Small forms about a customer: a person, the end of a contract or of its term, a block of prepaid units.

use chrono::NaiveDate;

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Contract, ContractChange, Customer, Group, NewContact, Ticket, minutes_from};
use crate::policy::PotUnit;
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A person who may ask.
    Person,
    /// The contract's end.
    End,
    /// The end of its term.
    Term,
    /// A block bought for a pot.
    Block,
}

/// The form.
#[derive(Debug)]
pub(super) struct CustomerForm {
    about: About,
    customer: Customer,
    contract: Option<Contract>,
}

impl CustomerForm {
    /// `None` where it is about a contract and there is none.
    pub(super) fn new(about: About, group: &Group) -> Option<CustomerForm> {
        let (customer, contract) = (group.customer.clone(), group.contract.clone());
        (about == About::Person || contract.is_some()).then_some(CustomerForm { about, customer, contract })
    }

    fn change(&self, change: ContractChange, said: String) -> Answer {
        let Some(contract) = &self.contract else { return Err(Vec::new()) };
        let (contract, seen) = (contract.id, Some(contract.revision));
        Ok((vec![Command::ChangeContract { contract, seen, change: Box::new(change) }], said))
    }
}

/// A date in a field; `None` where it is empty.
fn date(fields: &Fields<'_>, name: &'static str) -> Result<Option<NaiveDate>, Vec<(&'static str, String)>> {
    let read =
        |text: &str| text.parse().map_err(|_| vec![(name, "write a date such as 2027-01-01".to_owned())]);
    fields.given(name).map(read).transpose()
}

impl Task for CustomerForm {
    fn name(&self) -> &'static str {
        match self.about {
            About::Person => "add-contact",
            About::End => "end-contract",
            About::Term => "contract-term",
            About::Block => "buy-block",
        }
    }

    /// One customer's text must not turn up with another.
    fn draft_name(&self) -> String {
        format!("{}{}", self.name(), self.customer.id)
    }

    fn title(&self) -> String {
        let name = printable(&self.customer.name);
        match self.about {
            About::Person => format!("Add a person of {name}"),
            About::End => format!("End the contract of {name}"),
            About::Term => format!("Term of the contract of {name}"),
            About::Block => format!("Prepaid units of {name}"),
        }
    }

    fn verb(&self) -> &'static str {
        match self.about {
            About::Person => "add them",
            About::End | About::Term => "set it",
            About::Block => "record it",
        }
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let contract = self.contract.as_ref().filter(|_| self.about != About::Person);
        contract.map(|contract| (Role::Text, contract.plan_words())).into_iter().collect()
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let stands = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let contract = self.contract.as_ref();
        match self.about {
            About::Person => vec![
                Field::line("name", "Name"),
                Field::line("email", "Email").about("May stay empty."),
                Field::choice(
                    "registered",
                    "Registered",
                    vec![
                        Choice::new("yes", "yes", "one of the persons whom the contract registers"),
                        Choice::new("no", "no", "what they ask is flagged where the plan asks for that"),
                    ],
                ),
            ],
            About::End => vec![
                Field::line("ends", "Ends")
                    .given(&stands(contract.and_then(|contract| contract.ends)))
                    .about("The first date on which it holds no more; empty where it does not end."),
            ],
            About::Term => vec![
                Field::line("renews", "Runs until")
                    .given(&stands(contract.and_then(|contract| contract.renews)))
                    .about("When it can be renewed or moved down; empty where that is not known."),
            ],
            About::Block => {
                let pack = contract.zip(app.book.as_ref()).and_then(|(it, book)| book.pack(&it.pack).ok());
                let pots = pack.iter().flat_map(|pack| &pack.pots);
                let pots =
                    pots.map(|pot| Choice::new(pot.key.as_str(), pot.key.as_str(), pot.noun.1.as_str()));
                vec![
                    Field::choice("pot", "For", pots.collect()),
                    Field::line("units", "How much")
                        .about("10h in a pot of time, a number in a pot of tickets."),
                    Field::line("expires", "Until")
                        .about("The first date on which it can be used no more; may stay empty."),
                    Field::line("note", "Note").about("What was agreed; may stay empty."),
                ]
            }
        }
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let name = printable(&self.customer.name).into_owned();
        match self.about {
            About::Person => {
                let Some(person) = fields.given("name") else {
                    return Err(vec![("name", "write a name".to_owned())]);
                };
                let new = NewContact {
                    customer: self.customer.id,
                    name: person.to_owned(),
                    email: fields.given("email").map(str::to_owned),
                    registered: fields.value("registered") != "no",
                };
                Ok((vec![Command::AddContact(new)], format!("{} is added to {name}", printable(person))))
            }
            About::End => {
                let ends = date(fields, "ends")?;
                self.change(ContractChange::End { ends }, format!("the contract of {name} is changed"))
            }
            About::Term => {
                let renews = date(fields, "renews")?;
                self.change(ContractChange::Term { renews }, format!("the term of {name} is changed"))
            }
            About::Block => {
                let pack = self.contract.as_ref().zip(app.book.as_ref());
                let pack = pack.and_then(|(contract, book)| book.pack(&contract.pack).ok());
                let pot = fields.value("pot").to_owned();
                let kind = pack.as_ref().and_then(|pack| pack.pots.iter().find(|known| known.key == pot));
                let written = fields.value("units");
                let units = match kind.map(|kind| kind.unit) {
                    Some(PotUnit::Minutes) => minutes_from(written),
                    Some(PotUnit::Tickets) => written.trim().parse().map_err(|_| "write a number".to_owned()),
                    None => return Err(vec![("pot", "the policy knows no such pot".to_owned())]),
                };
                let units = units.map_err(|why| vec![("units", why)])?;
                let expires = date(fields, "expires")?;
                let bought = pack.map_or(now.utc().date(), |pack| pack.zone.date(now));
                let note = fields.given("note").unwrap_or_default().to_owned();
                let said = format!("a block for {pot} is on record for {name}");
                self.change(ContractChange::Buy { pot, units, bought, expires, note }, said)
            }
        }
    }
}
