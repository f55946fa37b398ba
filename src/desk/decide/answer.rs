//! Answers to alerts: acknowledged, or not now. Each is given once.

use super::{Decision, Refusal, Situation};
use crate::calendar::Instant;
use crate::desk::answer::{AlertId, Answer};
use crate::desk::event::Event;

/// Most alerts that are answered in one go.
const MOST: usize = 10_000;

pub(super) fn answer(
    situation: &Situation,
    alerts: &[AlertId],
    answer: Answer,
    now: Instant,
) -> Result<Decision, Refusal> {
    if alerts.is_empty() {
        return Err(Refusal::Invalid("no alert is named".into()));
    }
    if alerts.len() > MOST {
        return Err(Refusal::Invalid(format!("more than {MOST} alerts are not answered in one go")));
    }
    let until = match answer {
        Answer::Acknowledge => None,
        Answer::Snooze { until } if until <= now => {
            return Err(Refusal::Invalid("a snooze ends later than now".into()));
        }
        Answer::Snooze { until } => Some(until.unix()),
    };
    let mut open = Vec::with_capacity(alerts.len());
    let mut taken = None;
    for alert in alerts {
        match situation.alerts.iter().find(|(known, _)| known == alert) {
            None => return Err(Refusal::Missing(format!("alert {alert}"))),
            Some((_, Some((agent, at)))) => taken = Some((*alert, agent, *at)),
            Some(_) if open.contains(alert) => {}
            Some(_) => open.push(*alert),
        }
    }
    match taken {
        // Of several, those that nobody has answered are answered.
        Some((alert, agent, at)) if open.is_empty() => {
            Err(Refusal::Taken(format!("alert {alert} was acknowledged by {agent} at {at} already")))
        }
        _ => Ok(Decision::Desk(Event::AlertsAnswered { alerts: open, until })),
    }
}
