//! The layers that lie over the desk.

mod account_forms;
mod account_page;
pub mod confirm;
pub mod form;
mod frame;
pub mod help;
mod hold;
mod moments;
mod new_customer;
mod open_ticket;
pub mod palette;
mod receive;
mod record;
mod save_view;
mod search;
mod ticket_forms;
mod told;

pub use account_forms::AccountForm;
pub use account_page::{AccountPage, Part};
pub use confirm::Confirm;
pub use form::Form;
pub use frame::framed;
pub use help::Help;
pub use palette::Palette;
pub use save_view::SaveView;
pub use search::Search;

use super::action::Action;
use super::app::App;
use super::overlay::Overlay;
use crate::calendar::Instant;
use hold::Hold;
use new_customer::AddCustomer;
use open_ticket::OpenTicket;
use receive::Receive;
use record::Record;
use ticket_forms::{Deed, TicketForm};

/// Whether an action opens a form.
pub fn has_form(action: Action) -> bool {
    deed(action).is_some()
        || matches!(
            action,
            Action::NewTicket | Action::AddCustomer | Action::Record | Action::Receive | Action::Hold
        )
}

fn deed(action: Action) -> Option<Deed> {
    Some(match action {
        Action::Reply => Deed::Reply,
        Action::Note => Deed::Note,
        Action::Wait => Deed::Wait,
        Action::Resume => Deed::Resume,
        Action::Resolve => Deed::Resolve,
        Action::Reopen => Deed::Reopen,
        Action::Assign => Deed::Assign,
        _ => return None,
    })
}

/// The form that an action opens; `None` where it opens none, or there is no ticket for it.
pub fn form(app: &App, action: Action, now: Instant) -> Option<Box<dyn Overlay>> {
    match action {
        Action::NewTicket => {
            let customer = app.group().map(|group| group.customer.name.as_str());
            return Some(Box::new(Form::new(OpenTicket::new(customer), None, app, now)));
        }
        Action::AddCustomer => {
            return Some(Box::new(Form::new(AddCustomer::default(), None, app, now)));
        }
        _ => {}
    }
    let ticket = app.ticket()?;
    match action {
        Action::Record => return Some(Box::new(Form::new(Record::new(ticket), Some(ticket), app, now))),
        Action::Receive => return Some(Box::new(Form::new(Receive::new(ticket), Some(ticket), app, now))),
        Action::Hold => return Some(Box::new(Form::new(Hold::new(ticket), Some(ticket), app, now))),
        _ => {}
    }
    let deed = deed(action)?;
    Some(Box::new(Form::new(TicketForm::new(deed, ticket), Some(ticket), app, now)))
}
