//! The form that opens a ticket: what there is to choose follows the customer's contract.

use super::form::{Answer, Choice, Field, Fields, Task};
use super::told::Told;
use crate::calendar::Instant;
use crate::desk::{Command, Group, NewTicket, Ticket};
use crate::policy::{Answers, ChannelKey, ClockKey, Environment, Facts, Pack, SeverityKey, Terms};
use crate::tui::app::App;
use crate::tui::effect::Done;
use crate::tui::listing::Spot;
use crate::tui::overlay::Reply;
use crate::tui::theme::Role;
use crate::tui::words;

/// Severities of a ticket without a contract: nothing is promised, so they serve for order only.
pub(super) const BARE: [(&str, &str); 3] =
    [("high", "work stands still"), ("normal", "something is wrong"), ("low", "a question or a wish")];

/// Opens a ticket.
#[derive(Debug)]
pub struct OpenTicket {
    customer: String,
}

impl OpenTicket {
    /// For that customer, unless another is typed.
    pub fn new(customer: Option<&str>) -> OpenTicket {
        OpenTicket { customer: customer.unwrap_or_default().to_owned() }
    }
}

/// The customer of that name, whatever its case.
fn group<'a>(app: &'a App, name: &str) -> Option<&'a Group> {
    let wanted = name.trim().to_lowercase();
    let groups = &app.picture.as_deref()?.board.groups;
    groups.iter().find(|group| group.customer.name.to_lowercase() == wanted)
}

/// The terms of a customer's contract, where it holds now.
fn terms(group: &Group, now: Instant) -> Option<&Terms> {
    let (contract, terms) = (group.contract.as_ref()?, group.terms.as_ref()?.as_ref().ok()?);
    contract.in_force(terms.pack().zone.date(now)).then_some(&**terms)
}

fn none() -> Choice {
    Choice::new("", "not said", "")
}

fn facts(group: &Group, fields: &Fields<'_>) -> Facts {
    Facts {
        tier: group.contract.as_ref().map(|contract| contract.tier.clone()),
        severity: fields.given("severity").map(SeverityKey::new),
        environment: Environment::from_word(fields.value("environment")).unwrap_or_default(),
        region: group.contract.as_ref().and_then(|contract| contract.region.clone()),
        language: group.customer.language.clone(),
        channel: fields.given("channel").map(ChannelKey::new),
        kind: fields.given("kind").map(str::to_owned),
        level: fields.given("level").and_then(|level| level.parse().ok()),
        workaround: false,
        signed: group.contract.as_ref().map(|contract| contract.starts),
    }
}

fn severities(terms: Option<&Terms>) -> Vec<Choice> {
    let open =
        Choice::new("", "choose", "How bad it is, as the desk sees it: Left and Right, or its first letter.");
    let of_pack = |pack: &Pack| -> Vec<Choice> {
        pack.severities.iter().map(|s| Choice::new(s.key.as_str(), &s.name, &s.definition)).collect()
    };
    let bare = || BARE.iter().map(|(key, about)| Choice::new(*key, *key, *about)).collect();
    let found = terms.map_or_else(bare, |terms| of_pack(terms.pack()));
    std::iter::once(open).chain(found).collect()
}

/// The plan's channels, as the cell of this severity offers them, and then those that it does not.
fn channels(terms: &Terms, facts: &Facts, now: Instant) -> Vec<Choice> {
    let pack = terms.pack();
    let cell = terms.resolve(&ClockKey::first_response(), &Facts { channel: None, ..facts.clone() }, now);
    let of_tier = facts.tier.as_ref().and_then(|tier| pack.tier(tier)).map_or(&[][..], |tier| &tier.channels);
    let offered = if cell.channels.is_empty() { of_tier } else { cell.channels.as_slice() };
    let mut choices = vec![none()];
    choices.extend(offered.iter().map(|key| Choice::new(key.as_str(), key.as_str(), "")));
    for key in pack.channels.iter().filter(|key| !offered.is_empty() && !offered.contains(key)) {
        choices.push(Choice::new(
            key.as_str(),
            format!("{key}!"),
            "The plan does not offer it: the ticket is flagged.",
        ));
    }
    choices
}

fn levels(pack: &Pack, facts: &Facts) -> Vec<Choice> {
    let tier = facts.tier.as_ref().and_then(|tier| pack.tier(tier));
    let who = |number: u8| {
        let of = tier.and_then(|tier| tier.answers.iter().find(|(level, _)| *level == number));
        match of {
            Some((_, Answers::Customer)) => " · the customer answers it: the ticket is flagged",
            _ => "",
        }
    };
    let known = pack.levels.iter().map(|level| {
        let about = format!("{}{}", level.definition, who(level.number));
        Choice::new(level.number.to_string(), level.number.to_string(), about)
    });
    std::iter::once(none()).chain(known).collect()
}

impl Task for OpenTicket {
    fn name(&self) -> &'static str {
        "open"
    }

    fn title(&self) -> String {
        "Open a ticket".into()
    }

    fn lasts(&self) -> Option<&'static str> {
        Some("a ticket that came in stays")
    }

    fn verb(&self) -> &'static str {
        "open the ticket"
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let groups = app.picture.as_deref().map_or(&[][..], |picture| picture.board.groups.as_slice());
        let mut names: Vec<String> = groups.iter().map(|group| group.customer.name.clone()).collect();
        names.sort_unstable();
        let stages = Environment::ALL.map(|stage| Choice::new(stage.as_str(), stage.as_str(), ""));
        vec![
            Field::one_of("customer", "Customer", names).given(&self.customer),
            Field::line("subject", "Subject").about("One line."),
            Field::choice("severity", "Severity", severities(None)),
            Field::choice("channel", "Channel", vec![none()]).about("How it came in."),
            Field::choice("environment", "Stage", stages.to_vec()),
            Field::choice("level", "Level", vec![none()]),
            Field::choice("kind", "Kind", vec![none()]),
            Field::line("requester", "Requester").about("Who asks: an address, or a contact's name."),
            Field::text("text", "Message").about("What they wrote, or said."),
        ]
    }

    fn lead(&self, _app: &App, _now: Instant) -> Vec<(Role, String)> {
        Vec::new()
    }

    fn tune(&self, fields: &mut [Field], app: &App, now: Instant) {
        let view = Fields::new(fields);
        let group = group(app, view.value("customer"));
        let terms = group.and_then(|group| terms(group, now));
        let facts = group.map(|group| facts(group, &view)).unwrap_or_default();
        let plan = group.map(|group| plan_words(group, terms, now)).unwrap_or_default();
        let tier = terms.zip(facts.tier.as_ref()).and_then(|(terms, tier)| terms.pack().tier(tier));
        // A policy that gives every new request one severity has it chosen, until somebody chooses otherwise.
        let unchosen = view.given("severity").is_none();
        let registered = tier.and_then(|tier| tier.registered_contacts);
        for field in fields {
            match (field.name, terms) {
                ("customer", _) => field.about = plan.clone(),
                ("severity", _) => {
                    field.choose_from(severities(terms));
                    let default = terms.and_then(|terms| terms.pack().default_severity.as_ref());
                    if let Some(default) = default.filter(|_| unchosen) {
                        field.set(default.as_str());
                    }
                }
                ("channel", Some(terms)) => field.choose_from(channels(terms, &facts, now)),
                ("level", Some(terms)) => {
                    let before = field.shown
                        && matches!(&field.input, super::form::Input::Choice { options, .. } if options.len() > 1);
                    field.choose_from(levels(terms.pack(), &facts));
                    field.shown = !terms.pack().levels.is_empty();
                    // A ticket comes in at the first level that the desk answers, unless somebody says otherwise.
                    let entry = terms.pack().entry_level(facts.tier.as_ref());
                    if let (false, true, Some(entry)) = (before, field.shown, entry) {
                        field.set(&entry.to_string());
                    }
                }
                ("kind", Some(terms)) => {
                    let kinds = terms.pack().kinds.iter().map(|kind| Choice::new(kind, kind, ""));
                    field.choose_from(std::iter::once(none()).chain(kinds).collect());
                    field.shown = !terms.pack().kinds.is_empty();
                }
                ("channel" | "level" | "kind", None) => {
                    field.choose_from(vec![none()]);
                    field.shown = false;
                    continue;
                }
                ("requester", _) => {
                    field.about = match registered {
                        Some(most) => format!(
                            "Who asks: an address, or a contact's name. The plan registers {most}; anybody else is flagged."
                        ),
                        None => "Who asks: an address, or a contact's name.".into(),
                    };
                }
                _ => {}
            }
            if field.name == "channel" {
                field.shown = true;
            }
        }
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, now: Instant) -> Answer {
        let mut wrong = Vec::new();
        let group = group(app, fields.value("customer"));
        if group.is_none() {
            let words = match fields.given("customer") {
                Some(_) => "there is no such customer; C on the list adds one",
                None => "say whose ticket it is",
            };
            wrong.push(("customer", words.to_owned()));
        }
        if fields.given("subject").is_none() {
            wrong.push(("subject", "say in a line what it is about".to_owned()));
        }
        if fields.given("severity").is_none() {
            wrong.push(("severity", "choose how bad it is: Left and Right".to_owned()));
        }
        let (Some(group), [], Some(subject), Some(severity)) =
            (group, wrong.as_slice(), fields.given("subject"), fields.given("severity"))
        else {
            return Err(wrong);
        };
        let asked = facts(group, fields);
        let new = NewTicket::received(group.customer.id, subject, SeverityKey::new(severity), now);
        // What the policy says until somebody assesses it is set by nobody.
        let default = group.terms.as_ref().and_then(|terms| terms.as_ref().ok());
        let default = default.and_then(|terms| terms.pack().default_severity.clone());
        let new = if default.as_ref() == Some(&new.severity) { new } else { new.assessed() };
        let ticket = NewTicket {
            text: fields.value("text").to_owned(),
            environment: asked.environment,
            level: asked.level,
            channel: asked.channel,
            kind: asked.kind,
            requester: fields.given("requester").map(str::to_owned),
            ..new
        };
        Ok((vec![Command::OpenTicket(Box::new(ticket))], "the ticket is open".into()))
    }

    /// Flags are shown with words: what is over the allowance is worked on all the same, and somebody should know.
    fn done(&mut self, done: &Done, app: &App) -> Reply {
        let Some(ticket) = done.tickets.first() else { return Reply::close() };
        let said = Some((format!("#{} is open", ticket.id), Role::Good));
        let mut reply = Reply { says: said, selects: Some(Spot::Ticket(ticket.id)), ..Reply::close() };
        if !ticket.flags.is_empty() {
            let group = app.picture.as_deref().and_then(|picture| {
                picture.board.groups.iter().find(|group| group.customer.id == ticket.customer)
            });
            let plan = group.and_then(|group| {
                let contract = group.contract.as_ref().filter(|c| Some(c.id) == ticket.contract)?;
                Some((contract, &**group.terms.as_ref()?.as_ref().ok()?))
            });
            reply.opens = Some(Box::new(Told::flags(ticket, plan)));
        }
        reply
    }
}

/// What the customer has: plan, allowance, whether its desk is open.
fn plan_words(group: &Group, terms: Option<&Terms>, now: Instant) -> String {
    let Some(terms) = terms else {
        return match &group.contract {
            Some(_) if matches!(group.terms, Some(Err(_))) => {
                "Its policy pack cannot be read: nothing is promised, and the ticket is flagged.".into()
            }
            _ => "No contract in force: nothing is promised, and the ticket is flagged.".into(),
        };
    };
    let pack = terms.pack();
    let tier = group.contract.as_ref().and_then(|contract| pack.tier(&contract.tier));
    let mut words = format!("{} {}", pack.title, tier.map_or("", |tier| tier.name.as_str()));
    if let Some(usage) = group.usage(now) {
        words.push_str(&format!(" · {}", usage.words()));
    }
    if let Some(hours) = group.hours(now) {
        words.push_str(&format!(" · {}", words::hours(hours, &pack.zone, now)));
    }
    words
}
