//! Why an action cannot be done now, in words: what its row in the table needs, looked up on the desk.

use super::app::App;
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
    missing(entry.need, app)
}

fn missing(need: Need, app: &App) -> Option<String> {
    let unless = |missing: bool, words: &str| missing.then(|| words.to_owned());
    match need {
        Need::Nothing => None,
        Need::Ticket => ticket(app).err(),
        Need::Work => work(app).err(),
        Need::Running => of_work(app, |ticket| {
            (ticket.status == Status::Waiting)
                .then(|| format!("#{} waits for the customer already", ticket.id))
        }),
        Need::Waiting => of_work(app, |ticket| {
            let stands = matches!(ticket.status, Status::Waiting | Status::OnHold);
            (!stands).then(|| format!("#{} is not waiting and not on hold", ticket.id))
        }),
        Need::Resolved => match ticket(app) {
            Ok(ticket) => ticket.is_open().then(|| format!("#{} is not resolved", ticket.id)),
            Err(why) => Some(why),
        },
        Need::NotMine => of_work(app, |ticket| {
            (ticket.assignee.as_deref() == Some(app.who.as_str()))
                .then(|| format!("#{} is yours already", ticket.id))
        }),
        Need::Assigned => of_work(app, |ticket| {
            ticket.assignee.is_none().then(|| format!("#{} is nobody's already", ticket.id))
        }),
        Need::Customer => {
            let none = app.picture.as_ref().is_none_or(|picture| picture.board.groups.is_empty());
            none.then(|| match app.keymap.key_of(Action::AddCustomer) {
                Some(key) => format!("there is no customer yet: press {key} to add the first"),
                None => "there is no customer yet".to_owned(),
            })
        }
        Need::CustomersView => unless(!app.grouped(), "only in the view by customers"),
    }
}

fn ticket(app: &App) -> Result<&Ticket, String> {
    app.ticket().ok_or_else(|| "choose a ticket first".to_owned())
}

fn work(app: &App) -> Result<&Ticket, String> {
    let ticket = ticket(app)?;
    if ticket.is_open() { Ok(ticket) } else { Err(format!("#{} is resolved; reopen it first", ticket.id)) }
}

/// What keeps it from being done, of a ticket that can be worked on at all.
fn of_work(app: &App, why: impl FnOnce(&Ticket) -> Option<String>) -> Option<String> {
    match work(app) {
        Ok(ticket) => why(ticket),
        Err(why) => Some(why),
    }
}
