//! The form that changes a contract from a date on, with what that does to open clocks shown before it is sent.

use chrono::NaiveDate;

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Contract, ContractChange, NewContract, Ticket};
use crate::policy::diff::diff;
use crate::policy::{Pack, TierKey};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::contracts;
use crate::tui::theme::Role;

/// Differences of an edition that are told one by one; of more only the number is said.
const DIFFERENCES: usize = 8;

/// The form.
#[derive(Debug)]
pub(super) struct ChangeContract {
    contract: Contract,
    customer: String,
}

impl ChangeContract {
    /// For a contract of that customer.
    pub(super) fn new(contract: &Contract, customer: &str) -> ChangeContract {
        ChangeContract { contract: contract.clone(), customer: customer.to_owned() }
    }

    /// The packs to choose from: every edition of the contract's own first.
    fn packs(&self, app: &App) -> Vec<std::sync::Arc<Pack>> {
        let Some(book) = &app.book else { return Vec::new() };
        let mut packs = book.shelf();
        if let Ok(own) = book.pack(&self.contract.pack)
            && !packs.iter().any(|pack| pack.id == own.id)
        {
            packs.push(own);
        }
        packs.sort_by_key(|pack| (pack.id.name != self.contract.pack.name, pack.id.clone()));
        packs
    }

    fn chosen(&self, fields: &Fields<'_>, app: &App) -> Option<std::sync::Arc<Pack>> {
        let named = fields.value("pack");
        self.packs(app).into_iter().find(|pack| pack.id.to_string() == named)
    }

    fn change(
        &self,
        fields: &Fields<'_>,
        app: &App,
        now: Instant,
    ) -> Result<ContractChange, Vec<(&'static str, String)>> {
        let old = &self.contract;
        let Some(pack) = self.chosen(fields, app) else {
            return Err(vec![("pack", "its policy pack cannot be read here".to_owned())]);
        };
        let today = pack.zone.date(now);
        let mut wrong = Vec::new();
        let mut date = |name: &'static str| match fields.given(name).map(str::parse::<NaiveDate>) {
            None => None,
            Some(Ok(date)) => Some(date),
            Some(Err(_)) => {
                wrong.push((name, format!("write a date such as {today}")));
                None
            }
        };
        let (from, renews) = (date("from"), date("renews"));
        let Some(tier) = fields.given("tier") else { return Err(vec![("tier", "choose a tier".to_owned())]) };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut own = old.own.clone();
        // Hours of the contract's own are read at its place, whatever the policy asks.
        if pack.asks_for_place() || own.hours.is_none() {
            own.place = super::place::read(fields, &pack, app).map_err(|why| vec![why])?;
        }
        let next = NewContract {
            customer: old.customer,
            pack: pack.id.clone(),
            tier: TierKey::new(tier),
            region: fields.given("region").map(str::to_owned).or_else(|| old.region.clone()),
            starts: from.unwrap_or(today),
            ends: old.ends,
            renews,
            own,
        };
        let reason = fields.given("reason").unwrap_or_default().to_owned();
        Ok(ContractChange::Follow { next: Box::new(next), reason })
    }

    fn same(&self, change: &ContractChange) -> bool {
        let ContractChange::Follow { next, .. } = change else { return false };
        let old = &self.contract;
        (&next.pack, &next.tier, &next.region, next.renews, &next.own)
            == (&old.pack, &old.tier, &old.region, old.renews, &old.own)
    }

    fn told(&self, fields: &Fields<'_>, app: &App, now: Instant) -> Vec<(Role, String)> {
        let Ok(change) = self.change(fields, app, now) else { return Vec::new() };
        if self.same(&change) {
            return vec![(
                Role::Muted,
                "Nothing differs yet: what it does to open clocks is shown here.".into(),
            )];
        }
        let mut lines = match contracts::follows(app, &self.contract, &change, now) {
            Err(why) => return vec![(Role::Error, why)],
            Ok(moves) if moves.is_empty() => {
                vec![(Role::Text, "No open ticket goes over on that day: their clocks stay.".into())]
            }
            Ok(moves) => contracts::told(&moves, now),
        };
        lines.extend(self.edition_differs(fields, app, &change));
        lines
    }
}

impl Task for ChangeContract {
    fn name(&self) -> &'static str {
        "change-contract"
    }

    /// One contract's text must not turn up with another.
    fn draft_name(&self) -> String {
        format!("contract{}", self.contract.id)
    }

    fn title(&self) -> String {
        format!("Change contract {} of {}", self.contract.id, printable(&self.customer))
    }

    fn verb(&self) -> &'static str {
        "change it"
    }

    fn first(&self) -> Option<&'static str> {
        Some("tier")
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        let until = self.contract.renews.map_or_else(
            || "the end of its term is not on record".to_owned(),
            |renews| format!("its term ends on {renews}"),
        );
        let plan = self.contract.plan_words();
        vec![
            (Role::Text, format!("Now {plan}, from {}; {until}.", self.contract.starts)),
            (
                Role::Muted,
                "Up at any time, down at the end of the term; earlier only with a reason.".to_owned(),
            ),
        ]
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let packs = self.packs(app);
        let editions = packs
            .iter()
            .map(|pack| Choice::new(pack.id.to_string(), pack.id.to_string(), pack.source.title.clone()));
        let renews = self.contract.renews.map(|date| date.to_string()).unwrap_or_default();
        let mut fields = vec![
            Field::choice("pack", "Edition", editions.collect()).given(&self.contract.pack.to_string()),
            Field::choice("tier", "Tier", Vec::new()),
            Field::choice("region", "Region", Vec::new()),
            super::place::field(self.contract.own.place.as_ref()),
            Field::line("from", "From").about("First day of what holds from then on; empty for today."),
            Field::line("renews", "Term ends")
                .given(&renews)
                .about("The end of the new term; may stay empty."),
            Field::line("reason", "Reason").about("Needed for a move down before the end of the term."),
        ];
        self.offer(&mut fields, app);
        for field in &mut fields {
            match field.name {
                "tier" => *field = field.clone().given(self.contract.tier.as_str()),
                "region" => *field = field.clone().given(self.contract.region.as_deref().unwrap_or_default()),
                _ => {}
            }
        }
        fields
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        self.offer(fields, app);
        let told = self.told(&Fields::new(fields), app, now);
        if let Some(last) = fields.iter_mut().find(|field| field.name == "reason") {
            last.told = told;
        }
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let change = self.change(fields, app, now)?;
        if self.same(&change) {
            return Err(vec![("tier", "it is like that already".to_owned())]);
        }
        if let Err(why) = contracts::follows(app, &self.contract, &change, now) {
            return Err(vec![("reason", why)]);
        }
        let said = match &change {
            ContractChange::Follow { next, .. } => {
                format!("{}: {} {} from {} on", printable(&self.customer), next.pack, next.tier, next.starts)
            }
            _ => String::new(),
        };
        let (contract, seen) = (self.contract.id, Some(self.contract.revision));
        Ok((vec![Command::ChangeContract { contract, seen, change: Box::new(change) }], said))
    }
}

impl ChangeContract {
    /// What another edition changes for the contract's tier, in a line each.
    fn edition_differs(
        &self,
        fields: &Fields<'_>,
        app: &App,
        change: &ContractChange,
    ) -> Vec<(Role, String)> {
        let was = app.book.as_ref().and_then(|book| book.pack(&self.contract.pack).ok());
        let (Some(was), Some(next)) = (was, self.chosen(fields, app)) else { return Vec::new() };
        if was.id == next.id {
            return Vec::new();
        }
        let tiers = [&self.contract.tier, change.tier().unwrap_or(&self.contract.tier)];
        let diff = diff(&was, &next).for_tiers(&tiers);
        let mut lines = vec![(
            Role::Strong,
            match diff.count() {
                0 => format!("{} says the same for this tier.", next.id),
                1 => format!("{} changes one thing for this tier:", next.id),
                many => format!("{} changes {many} things for this tier:", next.id),
            },
        )];
        let changes = diff.groups.iter().flat_map(|group| group.changes.iter().map(move |one| (group, one)));
        lines.extend(changes.take(DIFFERENCES).map(|(group, one)| {
            let said = match (&one.old, &one.new) {
                (Some(old), Some(new)) => format!("~ {}: {}: {old} → {new}", group.title, one.subject),
                (None, Some(new)) => format!("+ {}: {}: {new}", group.title, one.subject),
                (Some(old), None) => format!("- {}: {}: {old}", group.title, one.subject),
                (None, None) => String::new(),
            };
            (Role::Text, said)
        }));
        if diff.count() > DIFFERENCES {
            let more = diff.count() - DIFFERENCES;
            let command = format!("tierdesk policy diff {} {}", was.id, next.id);
            lines.push((Role::Muted, format!("and {more} more: {command}")));
        }
        lines
    }

    /// Tiers and regions of the edition that is chosen.
    fn offer(&self, fields: &mut [Field], app: &App) {
        let Some(pack) = self.chosen(&Fields::new(fields), app) else { return };
        for field in fields {
            match field.name {
                "tier" => {
                    let tiers = pack.tiers.iter();
                    let tiers =
                        tiers.map(|tier| Choice::new(tier.key.as_str(), &tier.name, tier.scope.join("; ")));
                    field.choose_from(tiers.collect());
                }
                "region" => {
                    let regions = pack.regions.iter().map(|region| Choice::new(region, region, ""));
                    field.choose_from(regions.collect());
                    field.shown = !pack.regions.is_empty();
                }
                "place" => field.shown = pack.asks_for_place(),
                _ => {}
            }
        }
    }
}
