//! Time, the allowance, and the customer's page.

use super::change;
use crate::calendar::Instant;
use crate::desk::{Command, Work};
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request};
use crate::tui::overlays::{AccountForm, AccountPage, Form, Part};

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    let page = match call.action {
        Action::Timer => return timer(app, now, effects),
        Action::BookTime => return open(app, AccountForm::BookTime, now),
        Action::AcceptPaid => return open(app, AccountForm::Paid, now),
        Action::HoldAllowance => return open(app, AccountForm::Held, now),
        Action::Waive => return open(app, AccountForm::Waived, now),
        Action::Count => return open(app, AccountForm::Counts, now),
        Action::MonthPage => Part::Month,
        Action::TimeSheet => Part::Time,
        Action::Balance => Part::Balance,
        Action::CustomerPage => Part::Customer,
        _ => return false,
    };
    if let Some(customer) = app.group().map(|group| group.customer.id) {
        app.push(Box::new(AccountPage::new(customer, page)));
        effects.push(Effect::Ask(Request::Account(customer)));
    }
    true
}

/// Starts the agent's watch on the ticket; where it runs, asks what was done and stops it.
fn timer(app: &mut App, now: Instant, effects: &mut Vec<Effect>) -> bool {
    let Some(ticket) = app.ticket() else { return true };
    if ticket.more().timer(&app.who).is_some() {
        return open(app, AccountForm::StopTimer, now);
    }
    let (id, seen) = (ticket.id, Some(ticket.revision));
    let command = Command::Work { ticket: id, seen, work: Work::StartTimer };
    change(app, vec![command], format!("your watch runs on #{id}"), None, now, effects);
    true
}

fn open(app: &mut App, form: AccountForm, now: Instant) -> bool {
    let many = app.acts_on_marks() && !matches!(form, AccountForm::BookTime | AccountForm::StopTimer);
    super::lay(app, many, now, |app| {
        let ticket = app.ticket()?;
        Some(Box::new(Form::new(form.of(ticket), Some(ticket), app, now)))
    });
    true
}
