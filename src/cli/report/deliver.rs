//! A report on its way by mail.

use crate::cli::{CliError, Context, Exit};
use crate::desk::CustomerId;
use crate::outbound::{Mail, Mailbox, Sendmail, mail as outbound};
use crate::report::Report;
use crate::report::form::{self, Section};
use crate::store::Store;

/// The registered contacts of a customer that can be written to.
pub(super) fn registered(store: &Store, customer: CustomerId) -> Result<Vec<Mailbox>, CliError> {
    let contacts = store.contacts(Some(customer))?;
    let mut found = Vec::new();
    for contact in contacts.iter().filter(|contact| contact.registered) {
        let Some(email) = &contact.email else { continue };
        match Mailbox::parse(email) {
            Ok(mailbox) => found.push(mailbox.named(&contact.name)),
            Err(error) => crate::cli::error::warn(&error.to_string()),
        }
    }
    Ok(found)
}

/// Sends a report to an address, or to the registered contacts of the customer that it is about.
pub(super) fn mail(
    store: &Store,
    report: &Report,
    sections: &[Section],
    address: &str,
    context: &mut Context,
) -> Result<(), CliError> {
    let to = match (&report.scope.customer, address) {
        (Some((customer, _)), "") => registered(store, *customer)?,
        (None, "") => {
            let error = CliError::usage("a report about everybody has no contacts to go to");
            return Err(error.hint("name an address (--mail=ADDRESS) or a customer (--customer NAME)"));
        }
        (_, address) => vec![Mailbox::parse(address).map_err(|error| CliError::usage(error.to_string()))?],
    };
    let count = to.len();
    send(report, sections, to, context)?;
    let words = if count == 1 { "1 person".to_owned() } else { format!("{count} persons") };
    context.out.line(format!("sent to {words}"))
}

/// Hands a report to the machine's sendmail.
pub(super) fn send(
    report: &Report,
    sections: &[Section],
    to: Vec<Mailbox>,
    context: &Context,
) -> Result<(), CliError> {
    if to.is_empty() {
        let error = CliError::no("no registered contact of this customer has an address");
        return Err(error.hint("`tierdesk contact add` registers one; --mail=ADDRESS names another"));
    }
    let scope = &report.scope;
    let (subject, _) = form::head(report);
    let customer = scope.customer.as_ref().map_or(0, |(id, _)| id.0);
    let mail = Mail {
        from: None,
        to,
        subject,
        text: form::text(report, sections, None),
        html: Some(form::html(report, sections)),
        at: context.now(),
        identity: format!("report {customer} {} {} {}", scope.from, scope.to, scope.at),
    };
    let sendmail = Sendmail::of_machine().map_err(|error| CliError::usage(error.to_string()))?;
    outbound::send(&mail, &sendmail).map_err(|error| CliError::new(Exit::No, error.to_string()))
}
