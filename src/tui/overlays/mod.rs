//! The layers that lie over the desk.

mod account_forms;
mod account_page;
mod account_sheet;
mod alerts;
mod assess;
mod bonds;
mod change_contract;
mod change_customer;
pub mod confirm;
mod customer_forms;
pub mod form;
mod frame;
mod handover;
pub mod help;
mod hold;
mod horizon;
pub(super) mod judge;
pub(super) mod level;
mod mark;
mod merge;
mod moments;
mod new_customer;
mod on_call;
mod open_ticket;
pub mod palette;
mod place;
mod policy_page;
mod receive;
mod record;
mod save_view;
mod say_it;
mod scroll;
mod search;
mod sheet;
mod shift;
mod templates;
mod ticket_forms;
mod told;
mod writing;

pub use account_forms::AccountForm;
pub use account_page::{AccountPage, Part};
pub use alerts::Alerts;
pub use confirm::Confirm;
pub use form::Form;
pub use frame::framed;
pub use handover::{GiveForm, HandOn, HandoverPage, TakeForm};
pub use help::Help;
pub use horizon::Horizon;
pub use on_call::AssignOnCall;
pub use palette::Palette;
pub use policy_page::PolicyPage;
pub use save_view::SaveView;
pub use search::Search;
pub(super) use sheet::{Sheet, Tells};

use super::action::Action;
use super::app::App;
use super::overlay::Overlay;
use crate::calendar::Instant;
use bonds::Bond;
use hold::Hold;
use merge::{Merge, Split};
use new_customer::AddCustomer;
use open_ticket::OpenTicket;
pub use say_it::SayIt;
pub use templates::Templates;
pub use told::Told;

use receive::Receive;
use record::Record;
use ticket_forms::{Deed, TicketForm};

/// Whether an action opens a form.
pub fn has_form(action: Action) -> bool {
    deed(action).is_some()
        || bond(action).is_some()
        || matches!(action, Action::Merge | Action::Split)
        || matches!(
            action,
            Action::NewTicket
                | Action::AddCustomer
                | Action::Template
                | Action::ChangeCustomer
                | Action::ChangeContract
                | Action::AddContact
                | Action::EndContract
                | Action::ContractTerm
                | Action::BuyBlock
                | Action::SayIt
                | Action::Record
                | Action::Receive
                | Action::Hold
                | Action::BeginShift
                | Action::EndShift
        )
        || mark::mark(action).is_some()
}

fn bond(action: Action) -> Option<bonds::Deed> {
    Some(match action {
        Action::Link => bonds::Deed::Link,
        Action::Unlink => bonds::Deed::Unlink,
        Action::Tag => bonds::Deed::Tag,
        Action::Untag => bonds::Deed::Untag,
        _ => return None,
    })
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
        Action::AddContact | Action::EndContract | Action::ContractTerm | Action::BuyBlock => {
            let about = match action {
                Action::AddContact => customer_forms::About::Person,
                Action::EndContract => customer_forms::About::End,
                Action::ContractTerm => customer_forms::About::Term,
                _ => customer_forms::About::Block,
            };
            let form = customer_forms::CustomerForm::new(about, app.group()?)?;
            return Some(Box::new(Form::new(form, None, app, now)));
        }
        Action::ChangeContract => {
            let group = app.group()?;
            let form = change_contract::ChangeContract::new(group.contract.as_ref()?, &group.customer.name);
            return Some(Box::new(Form::new(form, None, app, now)));
        }
        Action::ChangeCustomer => {
            let form = change_customer::ChangeCustomer::new(&app.group()?.customer);
            return Some(Box::new(Form::new(form, None, app, now)));
        }
        Action::BeginShift | Action::EndShift => {
            let begins = action == Action::BeginShift;
            let form = if begins { shift::ShiftForm::Begin } else { shift::ShiftForm::End };
            return Some(Box::new(Form::new(form, None, app, now)));
        }
        Action::AddCustomer => {
            return Some(Box::new(Form::new(AddCustomer::default(), None, app, now)));
        }
        _ => {}
    }
    let ticket = app.ticket()?;
    if let Some(mark) = mark::mark(action) {
        return Some(Box::new(Form::new(mark::MarkForm::new(mark, ticket), Some(ticket), app, now)));
    }
    if let Some(bond) = bond(action) {
        return Some(Box::new(Form::new(Bond::new(bond, ticket, app), Some(ticket), app, now)));
    }
    match action {
        Action::Merge => return Some(Box::new(Form::new(Merge::new(ticket), Some(ticket), app, now))),
        Action::Split => return Some(Box::new(Form::new(Split::new(ticket), Some(ticket), app, now))),
        Action::Template => return Some(Box::new(Templates::new(app, false))),
        Action::SayIt => return Some(Box::new(SayIt::new(app, false))),
        Action::Record => return Some(Box::new(Form::new(Record::new(ticket), Some(ticket), app, now))),
        Action::Receive => return Some(Box::new(Form::new(Receive::new(ticket), Some(ticket), app, now))),
        Action::Hold => return Some(Box::new(Form::new(Hold::new(ticket), Some(ticket), app, now))),
        _ => {}
    }
    match action {
        Action::Assess | Action::AssessEnvironment | Action::AssessKind | Action::AssessChannel => {
            let task = assess::Assess::new(ticket, action);
            return Some(Box::new(Form::new(task, Some(ticket), app, now)));
        }
        Action::Escalate | Action::HandBack | Action::Checklist => {
            let task = level::Level::new(ticket, action);
            return Some(Box::new(Form::new(task, Some(ticket), app, now)));
        }
        Action::JudgeFlag => {
            return Some(Box::new(Form::new(judge::Judge::new(ticket), Some(ticket), app, now)));
        }
        _ => {}
    }
    let deed = deed(action)?;
    Some(Box::new(Form::new(TicketForm::new(deed, ticket), Some(ticket), app, now)))
}

/// A reply to the ticket in front with a text in it, behind what was kept for it.
fn reply_with(app: &App, text: &str, now: Instant) -> Option<Box<dyn Overlay>> {
    let mut form = form(app, Action::Reply, now)?;
    form.paste(text, app);
    Some(form)
}
