//! What waits for whom, and since when: every open ticket waits for somebody.

use super::{Names, Record, Wait, Whom};
use crate::calendar::Instant;
use crate::desk::{Flag, Row, Status};

pub(super) fn waits(record: &Record<'_>, names: &Names<'_>) -> Vec<Wait> {
    let open = record.board.rows.iter().filter(|row| row.ticket.is_open());
    let mut waits: Vec<Wait> = open.map(|row| wait(record, names, row)).collect();
    // By whom they wait for; those on hold by when they wake.
    waits.sort_by(|one, other| {
        let key = |wait: &Wait| (wait.since, wait.about.ticket);
        one.whom.cmp(&other.whom).then_with(|| key(one).cmp(&key(other)))
    });
    waits
}

fn wait(record: &Record<'_>, names: &Names<'_>, row: &Row) -> Wait {
    let ticket = &row.ticket;
    let known = record.since.get(&ticket.id).copied().unwrap_or_default();
    let stands = ticket.standing();
    let stood = stands.map_or(ticket.received, |stands| Instant::from_unix_clamped(stands.from));
    let reason = stands.map_or(String::new(), |stands| stands.reason.trim().to_owned());
    let theirs = ticket.flags.contains(&Flag::LevelIsCustomers)
        && ticket.more().judged(Flag::LevelIsCustomers).is_none_or(|judged| !judged.accepted);
    let (whom, since) = match (ticket.status, &ticket.assignee, ticket.level) {
        (Status::Waiting, ..) => (Whom::Customer, stood),
        (Status::OnHold, ..) => (Whom::Hold(ticket.more().wakes()), stood),
        (_, _, Some(level)) if theirs => {
            (Whom::Level { level, theirs }, known.level.unwrap_or(ticket.received))
        }
        (_, Some(agent), _) => (Whom::Colleague(agent.clone()), known.assigned.unwrap_or(ticket.received)),
        // The first level takes what comes in; whoever is above it was called for.
        (_, None, Some(level)) if level > 1 => {
            (Whom::Level { level, theirs }, known.level.unwrap_or(ticket.received))
        }
        _ => (Whom::Anybody, known.assigned.unwrap_or(ticket.received)),
    };
    Wait { about: names.about(row), whom, since, reason }
}
