//! What customers have asked before: closed tickets from the topics of each policy.

use std::sync::Arc;

use super::DemoError;
use super::chance::Chance;
use super::data::{self, Names, Step, Topics};
use super::place;
use super::stage::{Act, plan};
use crate::calendar::{Calendar, Instant};
use crate::desk::{Contract, NewTicket, Situation};
use crate::policy::{ChannelKey, ClockKey, Environment, Facts, SeverityKey};

/// The topics, and who answers.
pub struct Asked {
    topics: Topics,
    names: Names,
    agents: Vec<Arc<str>>,
}

/// A ticket of a topic: what came in, and what is answered.
pub struct Request {
    /// As it came in.
    pub new: NewTicket,
    /// The answer.
    pub reply: String,
    /// Until when a first reply is due, where a time is promised.
    pub due: Option<Instant>,
    /// The calendar in which people act on it.
    pub calendar: Arc<Calendar>,
    /// Who works on it.
    pub agent: Arc<str>,
}

impl Asked {
    /// The topics of the data files.
    ///
    /// # Errors
    /// Where the files that the program is shipped with cannot be read.
    pub fn new(agents: Vec<Arc<str>>) -> Result<Asked, DemoError> {
        Ok(Asked { topics: data::topics()?, names: data::names()?, agents })
    }

    /// Names for customers.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// One of the colleagues.
    pub fn agent(&self, chance: &mut Chance) -> Arc<str> {
        chance.pick(&self.agents).cloned().unwrap_or_else(|| "agent".into())
    }

    /// Something that a customer of this plan asks at a moment; `None` for one without a contract.
    pub fn request(&self, situation: &Situation, received: Instant, chance: &mut Chance) -> Option<Request> {
        let (contract, terms) = plan(situation)?;
        let pack = terms.pack();
        let own: Vec<_> = self.topics.topics.iter().filter(|topic| topic.pack == pack.id.name).collect();
        let topic = *chance.pick(&own)?;
        let severity = pack.severities.get(topic.severity).or(pack.severities.last())?;
        let number = (chance.below(890) + 10).to_string();
        let spot = chance.pick(&self.names.places).map_or("", String::as_str);
        let filled = |text: &str| text.replace("{n}", &number).replace("{place}", spot);
        let customer = situation.customer.as_ref()?.id;
        let severity = SeverityKey::new(severity.key.as_str());
        let mut new = NewTicket::received(customer, &filled(&topic.subject), severity, received);
        new.text = filled(&topic.text);
        let channels = pack.tier(&contract.tier).map_or(&[][..], |tier| &tier.channels);
        new.channel = channels.get(chance.below(channels.len().min(2))).cloned();
        new.level = match pack.levels.len() {
            0 => None,
            _ if chance.happens(0.3) => Some(1),
            _ => Some(2),
        };
        new.requester = chance.pick(&situation.contacts).map(|contact| contact.name.clone());
        let agent = self.agent(chance);
        new.assignee = Some(agent.to_string());
        let facts = facts(&new, contract);
        let target = terms.resolve(&ClockKey::first_response(), &facts, received);
        let due = target.due(received, &[]);
        let calendar = terms.hours_calendar(&facts, received);
        Some(Request { new, reply: filled(&topic.reply), due, calendar, agent })
    }

    /// What was done about a request between its receipt and `until`, so that it is closed by then.
    pub fn closing(&self, request: &Request, until: Instant, chance: &mut Chance) -> Vec<Act> {
        let (received, calendar) = (request.new.received, &request.calendar);
        let last = received.plus(6 * 86_400).map_or(until, |week| week.min(until));
        // One in twelve is answered too late.
        let answered_by =
            if chance.happens(0.08) { last } else { request.due.map_or(last, |due| due.min(last)) };
        let mut at = place::between(calendar, received, answered_by, 0.15 + 0.7 * chance.share());
        let act = |at, step| Act { at, by: request.agent.clone(), step };
        let mut acts = vec![act(at, Step::Reply(request.reply.clone()))];
        if chance.happens(0.25)
            && let Some(wait) = chance.pick(&self.topics.waits)
        {
            let resumed = place::between(calendar, at, last, 0.2 + 0.4 * chance.share());
            acts.push(act(at, Step::Wait(wait.clone())));
            acts.push(act(resumed, Step::Resume("the customer answered".into())));
            at = resumed;
        }
        let resolved = place::between(calendar, at, last, 0.1 + 0.9 * chance.share());
        let cause = chance.pick(&self.topics.reasons).cloned().unwrap_or_default();
        acts.push(act(resolved, Step::Resolve(cause)));
        acts
    }

    /// What a ticket may be waiting for.
    pub fn wait(&self, chance: &mut Chance) -> String {
        chance.pick(&self.topics.waits).cloned().unwrap_or_default()
    }
}

/// What the pack's tables are asked with for a ticket that is about to come in.
pub fn facts(new: &NewTicket, contract: &Contract) -> Facts {
    Facts {
        tier: Some(contract.tier.clone()),
        severity: Some(new.severity.clone()),
        environment: new.environment,
        region: contract.region.clone(),
        language: contract.language.clone(),
        channel: new.channel.clone(),
        kind: new.kind.clone(),
        level: new.level,
        workaround: false,
        signed: Some(contract.starts),
    }
}

/// A ticket of the data files, not yet placed in time.
pub fn from_entry(entry: &data::TicketEntry, customer: crate::desk::CustomerId, me: &str) -> NewTicket {
    let mut new =
        NewTicket::received(customer, &entry.subject, SeverityKey::new(&entry.severity), Instant::MIN);
    new.text = entry.text.clone();
    new.channel = entry.channel.as_deref().map(ChannelKey::new);
    new.level = entry.level;
    new.environment = entry.environment.as_deref().and_then(Environment::from_word).unwrap_or_default();
    new.requester.clone_from(&entry.from);
    new.proactive = entry.proactive;
    // Where a step gives it to somebody, it came in as nobody's.
    let given = entry.steps.iter().any(|step| matches!(step, Step::Assign(_)));
    new.assignee = entry.assignee.as_deref().filter(|_| !given).map(|name| named(name, me).to_owned());
    new
}

/// `me` is whoever looks at the demo.
pub fn named<'a>(name: &'a str, me: &'a str) -> &'a str {
    if name == "me" { me } else { name }
}
