//! Forms about time and about the allowance.

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::reason::proposed;
use crate::desk::{
    Charge, ClockState, Command, Counting, Ticket, TicketId, Work, minutes_from, minutes_words,
};
use crate::policy::Pot;
use crate::tui::app::App;
use crate::tui::theme::Role;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountForm {
    /// Stop the watch and book.
    StopTimer,
    /// Book minutes.
    BookTime,
    /// Accept as a paid request.
    Paid,
    /// Hold until the next period.
    Held,
    /// Waive.
    Waived,
    /// Let it count again.
    Counts,
}

impl AccountForm {
    /// The form for a ticket.
    pub fn of(self, ticket: &Ticket) -> AccountTask {
        AccountTask { form: self, ticket: ticket.id }
    }
}

/// A form about a ticket's time or allowance.
#[derive(Debug)]
pub struct AccountTask {
    form: AccountForm,
    ticket: TicketId,
}

/// The pots of time that the ticket's customer may draw on.
fn pots(app: &App) -> Vec<&Pot> {
    let Some(group) = app.group() else { return Vec::new() };
    let (Some(contract), Some(Ok(terms))) = (&group.contract, &group.terms) else { return Vec::new() };
    terms.pack().time_pots(&contract.tier).collect()
}

fn charge_field(app: &App) -> Field {
    let usual = Choice::new("", "the usual pot", "the first pot of time in the plan, or one that was bought");
    let named = pots(app).into_iter().map(|pot| {
        let step = pot.step_minutes.map_or(String::new(), |step| format!("in steps of {step} minutes"));
        Choice::new(pot.key.as_str(), pot.noun.1.as_str(), step)
    });
    let free = Choice::new("-", "nothing", "it is free");
    Field::choice("charge", "Charged to", std::iter::once(usual).chain(named).chain([free]).collect())
}

fn charge(fields: &Fields<'_>) -> Charge {
    match fields.given("charge") {
        None => Charge::Usual,
        Some("-") => Charge::Nothing,
        Some(pot) => Charge::Pot(pot.to_owned()),
    }
}

impl Task for AccountTask {
    fn name(&self) -> &'static str {
        match self.form {
            AccountForm::StopTimer => "stop-timer",
            AccountForm::BookTime => "book-time",
            AccountForm::Paid => "paid",
            AccountForm::Held => "held",
            AccountForm::Waived => "waived",
            AccountForm::Counts => "counts",
        }
    }

    fn title(&self) -> String {
        let id = self.ticket;
        match self.form {
            AccountForm::StopTimer => format!("Stop your watch on #{id}"),
            AccountForm::BookTime => format!("Book time on #{id}"),
            AccountForm::Paid => format!("Accept #{id} as a paid request"),
            AccountForm::Held => format!("Hold #{id} until the next month"),
            AccountForm::Waived => format!("Waive #{id}"),
            AccountForm::Counts => format!("Let #{id} count against the allowance"),
        }
    }

    fn verb(&self) -> &'static str {
        match self.form {
            AccountForm::StopTimer => "stop and book",
            AccountForm::BookTime => "book it",
            AccountForm::Paid => "accept it",
            AccountForm::Held => "hold it",
            AccountForm::Waived => "waive it",
            AccountForm::Counts => "let it count",
        }
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let note = || Field::line("note", "What was done").about("On the time sheet; may stay empty.");
        match self.form {
            AccountForm::StopTimer => vec![
                note(),
                charge_field(app),
                Field::choice(
                    "book",
                    "Book it",
                    vec![
                        Choice::new("yes", "yes", "what the watch says"),
                        Choice::new("no", "no", "the watch is stopped, nothing is booked"),
                    ],
                ),
            ],
            AccountForm::BookTime => {
                vec![Field::line("time", "How long").about("45m, 1h30, 1:30"), note(), charge_field(app)]
            }
            AccountForm::Counts => Vec::new(),
            AccountForm::Paid | AccountForm::Held | AccountForm::Waived => {
                vec![Field::line("reason", "Why").about("Stays on record, and stands on the month's page.")]
            }
        }
    }

    fn lead(&self, app: &App, now: Instant) -> Vec<(Role, String)> {
        let ticket = app.ticket();
        match self.form {
            AccountForm::StopTimer => {
                let timer = ticket.and_then(|ticket| ticket.more().timer(&app.who));
                let ran = timer.map_or(0, |timer| (now.unix() - timer.since).max(0) / 60);
                vec![(Role::Strong, format!("It has run for {}.", minutes_words(ran)))]
            }
            AccountForm::BookTime => {
                let (worked, charged) = ticket.map_or((0, 0), |ticket| ticket.more().booked());
                let words = |minutes: u32| minutes_words(i64::from(minutes));
                vec![(Role::Text, format!("{} on it so far, {} charged.", words(worked), words(charged)))]
            }
            AccountForm::Paid | AccountForm::Held | AccountForm::Waived | AccountForm::Counts => {
                let mut lead = Vec::new();
                if let Some(usage) = app.group().and_then(|group| group.usage(now)) {
                    lead.push((Role::Text, format!("The allowance stands at {}.", usage.words())));
                }
                lead.push((Role::Text, effect(self.form).to_owned()));
                let purse = app.group().and_then(|group| group.purse());
                let proposed = proposed(purse.as_ref());
                if self.form != AccountForm::Counts && !proposed.is_empty() {
                    lead.push((Role::Muted, proposed.trim().to_owned()));
                }
                let runs = app.row().is_some_and(|row| {
                    row.clocks.iter().any(|clock| {
                        matches!(clock.at(now), ClockState::Running { .. } | ClockState::Missed { .. })
                    })
                });
                if runs {
                    lead.push((Role::Muted, "Its clocks run all the same.".to_owned()));
                }
                lead
            }
        }
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let (id, seen) = (ticket.id, Some(ticket.revision));
        let note = fields.given("note").unwrap_or_default().to_owned();
        let work = |work, said: String| Ok((vec![Command::Work { ticket: id, seen, work }], said));
        let reason = || fields.given("reason").map(str::to_owned);
        let counting = match self.form {
            AccountForm::StopTimer => {
                let discard = fields.value("book") == "no";
                let said = format!("your watch on #{id} is stopped");
                return work(Work::StopTimer { note, discard, charge: charge(fields) }, said);
            }
            AccountForm::BookTime => {
                let minutes = minutes_from(fields.value("time")).map_err(|why| vec![("time", why)])?;
                let said = format!("{} booked on #{id}", minutes_words(i64::from(minutes)));
                return work(Work::BookTime { minutes, at: None, note, charge: charge(fields) }, said);
            }
            AccountForm::Counts => Some(Counting::Counts),
            AccountForm::Paid => reason().map(|reason| Counting::Paid { reason }),
            AccountForm::Held => reason().map(|reason| Counting::Held { reason }),
            AccountForm::Waived => reason().map(|reason| Counting::Waived { reason }),
        };
        let Some(counting) = counting else { return Err(vec![("reason", "say why".to_owned())]) };
        let said = match &counting {
            Counting::Counts => format!("#{id} counts against the allowance"),
            other => format!("#{id}: {}", other.words()),
        };
        Ok((vec![Command::DecideAllowance { ticket: id, seen, counting }], said))
    }
}

fn effect(form: AccountForm) -> &'static str {
    match form {
        AccountForm::Paid => "As a paid request it uses none of it.",
        AccountForm::Held => "Held, it counts in the next month.",
        AccountForm::Waived => "Waived, it uses none of it.",
        AccountForm::Counts => "It uses one unit in the month of its receipt.",
        AccountForm::StopTimer | AccountForm::BookTime => "",
    }
}
