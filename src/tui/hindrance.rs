//! Why an action cannot be done now, in words: what its row in the table needs, looked up on the desk.

use super::app::App;
use super::overlays;
use crate::desk::{Status, Ticket};
use crate::keyboard::{Action, Entry, Need};

/// Why it cannot be done now: its keys are not heard here, nothing may be written, or what it needs is not there. `None`
/// where it can be done.
pub fn of(entry: &Entry, app: &App) -> Option<String> {
    if !app.front.scopes().contains(&entry.scope) {
        return Some(format!("only with the {} in front", entry.scope.words()));
    }
    if entry.writes
        && let Some(why) = &app.read_only
    {
        return Some(why.clone());
    }
    if entry.many && app.acts_on_marks() {
        return of_marked(entry.need, app);
    }
    missing(entry.need, app, app.ticket())
}

/// Why it cannot be done to what is marked, naming those that hinder.
fn of_marked(need: Need, app: &App) -> Option<String> {
    const NAMED: usize = 4;
    // Those that are like that already are left out when it is done.
    let need = if matches!(need, Need::NotMine | Need::Assigned) { Need::Work } else { need };
    if matches!(need, Need::Tagged) {
        let none = app.marked().iter().all(|ticket| ticket.more().tags.is_empty());
        return none.then(|| "none of the marked bears a tag".to_owned());
    }
    let marked = app.marked();
    let why: Vec<String> = marked.iter().filter_map(|ticket| missing(need, app, Some(ticket))).collect();
    let more = why.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let named = why.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("; ");
    (!why.is_empty()).then(|| format!("{} of {} marked: {named}{more}", why.len(), marked.len()))
}

fn missing(need: Need, app: &App, about: Option<&Ticket>) -> Option<String> {
    let unless = |missing: bool, words: &str| missing.then(|| words.to_owned());
    match need {
        Need::Nothing => None,
        Need::Rota => unless(app.on_call.rota.is_none(), "this desk has no rota.toml beside its store"),
        Need::OffShift => {
            let shift = app.on_call.shift.as_ref();
            shift.map(|shift| {
                format!("your shift began at {}: end it first", app.local.civil(shift.began).format("%H:%M"))
            })
        }
        Need::OnShift => unless(app.on_call.shift.is_none(), "no shift of yours has begun"),
        Need::Handed => unless(app.handed.is_none(), "no handover waits for you"),
        Need::Ticket => ticket(about).err(),
        Need::Work => work(about).err(),
        Need::Running => of_work(about, |ticket| {
            (ticket.status == Status::Waiting)
                .then(|| format!("#{} waits for the customer already", ticket.id))
        }),
        Need::Waiting => of_work(about, |ticket| {
            let stands = matches!(ticket.status, Status::Waiting | Status::OnHold);
            (!stands).then(|| format!("#{} is not waiting and not on hold", ticket.id))
        }),
        Need::Resolved => match ticket(about) {
            Ok(ticket) => ticket.is_open().then(|| format!("#{} is not resolved", ticket.id)),
            Err(why) => Some(why),
        },
        Need::NotMine => of_work(about, |ticket| {
            (ticket.assignee.as_deref() == Some(app.who.as_str()))
                .then(|| format!("#{} is yours already", ticket.id))
        }),
        Need::Assigned => of_work(about, |ticket| {
            ticket.assignee.is_none().then(|| format!("#{} is nobody's already", ticket.id))
        }),
        Need::Linked => match ticket(about) {
            Ok(ticket) => {
                unless(ticket.more().links.is_empty(), &format!("#{} is linked with none", ticket.id))
            }
            Err(why) => Some(why),
        },
        Need::Tagged => match ticket(about) {
            Ok(ticket) => unless(ticket.more().tags.is_empty(), &format!("#{} bears no tag", ticket.id)),
            Err(why) => Some(why),
        },
        Need::LevelAbove => work(about).err().or_else(|| overlays::level::hindered(Action::Escalate, app)),
        Need::LevelBelow => work(about).err().or_else(|| overlays::level::hindered(Action::HandBack, app)),
        Need::Checklist => ticket(about).err().or_else(|| overlays::level::hindered(Action::Checklist, app)),
        Need::Flagged => match ticket(about) {
            Ok(ticket) => overlays::judge::flags(ticket)
                .next()
                .is_none()
                .then(|| format!("#{} has no flag to decide about", ticket.id)),
            Err(why) => Some(why),
        },
        Need::Customer => {
            let none = app.picture.as_ref().is_none_or(|picture| picture.board.groups.is_empty());
            none.then(|| match app.keymap.key_of(Action::AddCustomer) {
                Some(key) => format!("there is no customer yet: press {key} to add the first"),
                None => "there is no customer yet".to_owned(),
            })
        }
        Need::Contract => {
            let group = app.group();
            unless(group.is_none_or(|group| group.contract.is_none()), "the customer has no contract")
        }
        Need::NewerContract => match work(about) {
            Ok(ticket) => {
                let group = app.group().and_then(|group| group.contract.as_ref());
                match group {
                    None => Some("the customer has no contract".to_owned()),
                    Some(contract) => (ticket.contract == Some(contract.id)).then(|| {
                        format!(
                            "#{} is held to contract {}, which its customer has now",
                            ticket.id, contract.id
                        )
                    }),
                }
            }
            Err(why) => Some(why),
        },
        Need::CustomersView => unless(!app.grouped(), "only in the view by customers"),
    }
}

fn ticket(about: Option<&Ticket>) -> Result<&Ticket, String> {
    about.ok_or_else(|| "choose a ticket first".to_owned())
}

fn work(about: Option<&Ticket>) -> Result<&Ticket, String> {
    let ticket = ticket(about)?;
    if ticket.is_open() { Ok(ticket) } else { Err(format!("#{} is resolved; reopen it first", ticket.id)) }
}

/// What keeps it from being done, of a ticket that can be worked on at all.
fn of_work(about: Option<&Ticket>, why: impl FnOnce(&Ticket) -> Option<String>) -> Option<String> {
    match work(about) {
        Ok(ticket) => why(ticket),
        Err(why) => Some(why),
    }
}
