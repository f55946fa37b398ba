//! Alerts of allowances: one for each customer, pot and period that is spent, one where it is over, and one a day where a
//! daily cap is reached (sla.md part 2: which of the two it is, is said).

use super::call::Scene;
use super::rules::{On, Way, Who};
use super::{Alert, Kind, words};
use crate::calendar::{Instant, Zone};
use crate::desk::{ContractId, CustomerId, Standing, Usage};

/// How a customer's allowance stands.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Of which contract.
    pub contract: ContractId,
    /// What was used.
    pub usage: &'a Usage,
    /// The policy's zone, in whose days a daily cap counts ([`crate::desk::Purse::zone`]).
    pub zone: &'a Zone,
}

/// What has fallen for those who listen, and when the next of it is told (quiet hours).
pub(super) fn fallen(
    customer: CustomerId,
    account: Account<'_>,
    scene: &Scene<'_>,
) -> (Vec<Alert>, Option<Instant>) {
    let Account { contract, usage, zone } = account;
    let mut alerts: Vec<Alert> = Vec::new();
    // What was held until the next period counts there from its first instant on.
    let mut next: Option<Instant> = Some(usage.period.to).filter(|end| *end > scene.now);
    for (pot, standing, said) in pots(usage) {
        let Some((mark, what)) = marked(standing) else { continue };
        let span = if standing == Standing::SpentToday {
            zone.date(scene.now).to_string()
        } else {
            usage.period.from.unix().to_string()
        };
        let identity = format!("customer {customer}/{contract}/{pot}/{span}/{mark}");
        for (agent, ways) in recipients(scene) {
            // What has no moment of its own falls when it is seen: quiet hours hold it from then on.
            match scene.rules.told_at(&agent, None, scene.now) {
                Some(told) if told > scene.now => {
                    next = Some(next.map_or(told, |known| known.min(told)));
                }
                Some(_) => alerts.push(Alert {
                    agent,
                    identity: identity.clone(),
                    kind: Kind::Allowance,
                    customer: Some(customer),
                    ticket: None,
                    clock: None,
                    fell: scene.now,
                    due: None,
                    words: words::of_allowance(scene.customer, what, &said),
                    ways,
                    silent: false,
                }),
                None => {}
            }
        }
    }
    (alerts, next)
}

/// Every pot with how it stands and what is said of it; the plan as a whole where it is one pot.
fn pots(usage: &Usage) -> Vec<(String, Standing, String)> {
    if usage.pots.is_empty() {
        return vec![(String::new(), usage.standing, usage.words())];
    }
    usage.pots.iter().map(|pot| (pot.key.clone(), pot.standing, pot.words())).collect()
}

fn marked(standing: Standing) -> Option<(&'static str, &'static str)> {
    match standing {
        Standing::Spent => Some(("spent", "allowance spent")),
        Standing::SpentToday => Some(("day", "daily cap reached")),
        Standing::Over => Some(("over", "more used than the allowance gives")),
        Standing::Unlimited | Standing::ByContract | Standing::Plenty | Standing::Last => None,
    }
}

/// Whom the rules tell of allowances, each with all the ways.
fn recipients(scene: &Scene<'_>) -> Vec<(String, Vec<Way>)> {
    let mut told: Vec<(String, Vec<Way>)> = Vec::new();
    for rule in scene.rules.rules.iter().filter(|rule| rule.on.contains(&On::Allowance)) {
        let mut tell = |agent: &str| {
            if !agent.is_empty() && !scene.listener.is(agent) {
                return;
            }
            match told.iter_mut().find(|(known, _)| known == agent) {
                Some((_, ways)) => {
                    let more: Vec<Way> =
                        rule.ways.iter().filter(|way| !ways.contains(way)).cloned().collect();
                    ways.extend(more);
                }
                None => told.push((agent.to_owned(), rule.ways.clone())),
            }
        };
        for who in &rule.agents {
            match who {
                Who::Agent(name) => tell(name),
                Who::Everybody => scene.listener.everybody().for_each(&mut tell),
                Who::Desk => tell(""),
                Who::OnCall(line) => {
                    let duties = scene.on_call.on_duty(scene.now).into_iter();
                    let own = duties.filter(|duty| line.as_deref().is_none_or(|line| duty.line == line));
                    own.for_each(|duty| tell(&duty.agent));
                }
                // An allowance has neither.
                Who::Assignee | Who::Watchers => {}
            }
        }
    }
    told
}
