//! The form that adds a customer, with its first contract: for a desk that starts with nothing.

use chrono::NaiveDate;

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, CustomerId, NewContract, NewCustomer, Ticket};
use crate::policy::{OwnTerms, Pack, PackId, TierKey};
use crate::tui::app::App;
use crate::tui::effect::Done;
use crate::tui::listing::Spot;
use crate::tui::overlay::Reply;
use crate::tui::theme::Role;

/// Adds a customer, and then its contract: two steps, for the contract names the customer by its number.
#[derive(Debug, Default)]
pub struct AddCustomer {
    /// Made already, where the contract was refused after it.
    made: Option<(CustomerId, String)>,
    /// The contract to make, worked out when the form was sent.
    contract: std::cell::RefCell<Option<NewContract>>,
}

fn shelf(app: &App) -> Vec<std::sync::Arc<Pack>> {
    app.book.as_ref().map(|book| book.shelf()).unwrap_or_default()
}

fn none(label: &str) -> Choice {
    Choice::new("", label, "")
}

impl AddCustomer {
    fn wanted(
        &self,
        fields: &Fields<'_>,
        app: &App,
        customer: CustomerId,
        now: Instant,
    ) -> Result<Option<NewContract>, Vec<(&'static str, String)>> {
        let Some(name) = fields.given("pack") else { return Ok(None) };
        let shelf = shelf(app);
        let Some(pack) = shelf.iter().find(|pack| pack.id.name == name) else { return Ok(None) };
        let mut wrong = Vec::new();
        let tier = fields.given("tier");
        if tier.is_none() {
            wrong.push(("tier", "choose what they have bought".to_owned()));
        }
        if !pack.regions.is_empty() && fields.given("region").is_none() {
            wrong.push(("region", "the policy tells regions apart: choose one".to_owned()));
        }
        let today = pack.zone.date(now);
        let starts = match fields.given("starts").map(str::parse::<NaiveDate>) {
            None => Some(today),
            Some(Ok(date)) => Some(date),
            Some(Err(_)) => {
                wrong.push(("starts", format!("write a date such as {today}")));
                None
            }
        };
        let place = super::place::read(fields, pack, app).unwrap_or_else(|why| {
            wrong.push(why);
            None
        });
        let (Some(tier), Some(starts), []) = (tier, starts, wrong.as_slice()) else { return Err(wrong) };
        Ok(Some(NewContract {
            customer,
            pack: PackId { name: pack.id.name.clone(), edition: pack.id.edition },
            tier: TierKey::new(tier),
            region: fields.given("region").map(str::to_owned),
            starts,
            ends: None,
            renews: None,
            own: OwnTerms { place, ..OwnTerms::default() },
        }))
    }
}

impl Task for AddCustomer {
    fn name(&self) -> &'static str {
        "customer"
    }

    fn title(&self) -> String {
        "Add a customer".into()
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("a customer stays")
    }

    fn verb(&self) -> &'static str {
        "add the customer"
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let made = self.made.as_ref().map(|(_, name)| {
            (Role::DueSoon, format!("{name} is added; its contract is not yet. F2 tries that again."))
        });
        made.into_iter().collect()
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let packs = shelf(app);
        let packs = packs.iter().map(|pack| {
            Choice::new(&pack.id.name, &pack.title, format!("{}, {}", pack.id, pack.source.title))
        });
        let packs = std::iter::once(Choice::new(
            "",
            "no contract",
            "Nothing is promised then; a contract can be added later.",
        ))
        .chain(packs);
        vec![
            Field::line("name", "Name"),
            Field::choice("pack", "Policy", packs.collect()).about("Left and Right choose."),
            Field::choice("tier", "Tier", vec![none("choose")]),
            Field::choice("region", "Region", vec![none("choose")]),
            super::place::field(None),
            Field::line("starts", "From").about("First day of the contract; empty for today."),
            Field::line("zone", "Time zone")
                .about("Where its people are, such as Europe/Berlin; may stay empty."),
            Field::line("note", "Remarks").about("What the desk should know; may stay empty."),
        ]
    }

    fn tune(&self, fields: &mut [Field], app: &App, _now: Instant) {
        let chosen = Fields::new(fields).value("pack").to_owned();
        let shelf = shelf(app);
        let pack = shelf.iter().find(|pack| pack.id.name == chosen);
        for field in fields {
            match field.name {
                "tier" => {
                    let tiers = pack.into_iter().flat_map(|pack| &pack.tiers);
                    let tiers =
                        tiers.map(|tier| Choice::new(tier.key.as_str(), &tier.name, tier.scope.join("; ")));
                    field.choose_from(std::iter::once(none("choose")).chain(tiers).collect());
                    field.shown = pack.is_some();
                }
                "region" => {
                    let regions = pack.into_iter().flat_map(|pack| &pack.regions);
                    let regions = regions.map(|region| Choice::new(region, region, ""));
                    field.choose_from(std::iter::once(none("choose")).chain(regions).collect());
                    field.shown = pack.is_some_and(|pack| !pack.regions.is_empty());
                }
                "place" => field.shown = pack.is_some_and(|pack| pack.asks_for_place()),
                "starts" => field.shown = pack.is_some(),
                _ => {}
            }
        }
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let mut wrong = Vec::new();
        let name = fields.given("name").unwrap_or_default().to_owned();
        if name.is_empty() {
            wrong.push(("name", "say what it is called".to_owned()));
        }
        let zone = fields.given("zone");
        if let (Some(zone), Some(book)) = (zone, &app.book)
            && let Err(error) = book.zones().get(zone)
        {
            wrong.push(("zone", error.to_string()));
        }
        let customer = self.made.as_ref().map_or(CustomerId(0), |(id, _)| *id);
        let contract = self.wanted(fields, app, customer, now).unwrap_or_else(|more| {
            wrong.extend(more);
            None
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let said = format!("{name} is added");
        if let (Some(_), Some(contract)) = (&self.made, contract.clone()) {
            return Ok((vec![Command::AddContract(contract)], said));
        }
        self.contract.replace(contract);
        let new = NewCustomer {
            name,
            time_zone: zone.map(str::to_owned),
            language: None,
            note: fields.given("note").unwrap_or_default().to_owned(),
        };
        Ok((vec![Command::AddCustomer(new)], said))
    }

    fn done(&mut self, done: &Done, _app: &App) -> Reply {
        let contract = self.contract.take();
        let id = done.customers.first().copied().or(self.made.as_ref().map(|(id, _)| *id));
        match (id, contract) {
            (Some(id), Some(contract)) => {
                self.made = Some((id, "The customer".to_owned()));
                Reply::send(
                    vec![Command::AddContract(NewContract { customer: id, ..contract })],
                    "the customer and its contract are added",
                )
            }
            (Some(id), None) => Reply { selects: Some(Spot::Customer(id)), ..Reply::close() },
            (None, _) => Reply::close(),
        }
    }
}
