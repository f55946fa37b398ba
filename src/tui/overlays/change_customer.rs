//! The form that changes a customer's particulars: name, zone, language, note.

use super::form::{Answer, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Customer, CustomerChange, Ticket};
use crate::tui::app::App;

/// The form.
#[derive(Debug)]
pub(super) struct ChangeCustomer {
    customer: Customer,
}

impl ChangeCustomer {
    pub(super) fn new(customer: &Customer) -> ChangeCustomer {
        ChangeCustomer { customer: customer.clone() }
    }
}

impl Task for ChangeCustomer {
    fn name(&self) -> &'static str {
        "change-customer"
    }

    /// One customer's text must not turn up with another.
    fn draft_name(&self) -> String {
        format!("customer{}", self.customer.id)
    }

    fn title(&self) -> String {
        format!("Change {}", crate::text::printable(&self.customer.name))
    }

    fn verb(&self) -> &'static str {
        "change it"
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let customer = &self.customer;
        let given = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            Field::line("name", "Name").given(&customer.name),
            Field::line("zone", "Time zone").given(&given(&customer.time_zone)).about(
                "Of its people, such as Europe/Paris; target times are said in it. Empty: the policy's.",
            ),
            Field::known("language", "Language", app.wording.languages.tags())
                .given(&given(&customer.language))
                .about("In which it is written to, such as de. Empty: the policy's."),
            Field::line("note", "Note").given(&customer.note).about("What the desk should know."),
        ]
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, _now: Instant) -> Answer {
        let customer = &self.customer;
        let zone = fields.value("zone").trim();
        if let Some(book) = app.book.as_deref().filter(|_| !zone.is_empty())
            && let Err(error) = book.zones().get(zone)
        {
            return Err(vec![("zone", error.to_string())]);
        }
        if fields.given("name").is_none() {
            return Err(vec![("name", "a customer has a name".into())]);
        }
        let changed = |name: &str, was: &str| {
            let is = fields.value(name).trim();
            (is != was).then(|| is.to_owned())
        };
        let change = CustomerChange {
            name: changed("name", &customer.name),
            time_zone: changed("zone", customer.time_zone.as_deref().unwrap_or_default()),
            language: changed("language", customer.language.as_deref().unwrap_or_default()),
            note: changed("note", &customer.note),
        };
        let command =
            Command::ChangeCustomer { customer: customer.id, seen: Some(customer.revision), change };
        Ok((vec![command], format!("{} is changed", crate::text::printable(&customer.name))))
    }
}
