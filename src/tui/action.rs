//! The one table of everything that keys can do outside of a text field. Keymap, `?` help, footer and read-only mode
//! are read from it.
//!
//! To add an action: a variant, a row in [`TABLE`], and an arm in `update.rs` (or in the overlay that it belongs to).
//! Enter only ever opens; what a customer can see changes only behind a letter and a form that is sent by a key of its
//! own, never Enter, Space, Delete, Backspace or one of Ctrl-h/j/k/l/a/b/d/s/q (ux.md 5).

use super::app::App;
use super::listing::View;
use crate::desk::Status;

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table beside it says in words what each does")]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    NextCustomer,
    PreviousCustomer,
    Open,
    Back,
    Fold,
    FoldAll,
    Show(View),
    NextView,
    Filter,
    Pane,
    NextPart,
    PreviousPart,
    Ledger,
    NewTicket,
    Reply,
    Note,
    Wait,
    Resume,
    Resolve,
    Reopen,
    Take,
    Assign,
    Unassign,
    AddCustomer,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// Where an action's keys are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// With the list or the ticket's page in front.
    Desk,
    /// Only with the list in front.
    List,
    /// Only with the ticket's page in front.
    Ticket,
    /// Everywhere but in text fields.
    Everywhere,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Which action.
    pub action: Action,
    /// Its name, for key files and documents.
    pub name: &'static str,
    /// What it does, for people.
    pub words: &'static str,
    /// Very short, for the footer; empty where the footer never shows it.
    pub hint: &'static str,
    /// Where its keys are heard.
    pub scope: Scope,
    /// It changes the desk.
    pub writes: bool,
    /// Keys by name.
    pub keys: &'static [&'static str],
    /// Why it cannot be done now, in words; `None` where it can.
    pub hindrance: fn(&App) -> Option<String>,
}

impl Entry {
    /// Why it cannot be done now: what it needs is not there, or nothing may be written.
    pub fn unavailable(&self, app: &App) -> Option<String> {
        if self.writes
            && let Some(why) = &app.read_only
        {
            return Some(why.clone());
        }
        (self.hindrance)(app)
    }
}

impl Action {
    /// Its row in the table.
    pub fn entry(self) -> Option<&'static Entry> {
        TABLE.iter().find(|entry| entry.action == self)
    }
}

fn never(_: &App) -> Option<String> {
    None
}

fn needs_ticket(app: &App) -> Option<String> {
    app.ticket().is_none().then(|| "choose a ticket first".to_owned())
}

fn needs_work(app: &App) -> Option<String> {
    let ticket = app.ticket();
    match ticket {
        None => Some("choose a ticket first".to_owned()),
        Some(ticket) => (!ticket.is_open()).then(|| format!("#{} is resolved; reopen it first", ticket.id)),
    }
}

fn wait(app: &App) -> Option<String> {
    let waits = app.ticket().filter(|ticket| ticket.status == Status::Waiting);
    needs_work(app).or_else(|| waits.map(|ticket| format!("#{} waits for the customer already", ticket.id)))
}

fn resume(app: &App) -> Option<String> {
    let works = app.ticket().filter(|ticket| ticket.status != Status::Waiting);
    needs_work(app).or_else(|| works.map(|ticket| format!("#{} is not waiting", ticket.id)))
}

fn reopen(app: &App) -> Option<String> {
    let open = app.ticket().filter(|ticket| ticket.is_open());
    needs_ticket(app).or_else(|| open.map(|ticket| format!("#{} is not resolved", ticket.id)))
}

fn take(app: &App) -> Option<String> {
    let own = app.ticket().filter(|ticket| ticket.assignee.as_deref() == Some(app.who.as_str()));
    needs_work(app).or_else(|| own.map(|ticket| format!("#{} is yours already", ticket.id)))
}

fn unassign(app: &App) -> Option<String> {
    let nobodys = app.ticket().filter(|ticket| ticket.assignee.is_none());
    needs_work(app).or_else(|| nobodys.map(|ticket| format!("#{} is nobody's already", ticket.id)))
}

fn new_ticket(app: &App) -> Option<String> {
    let none = app.picture.as_ref().is_none_or(|picture| picture.board.groups.is_empty());
    none.then(|| "there is no customer yet: press C to add the first".to_owned())
}

fn customers_view(app: &App) -> Option<String> {
    (app.view != View::Grouped).then(|| "only in the view by customers: press 1".to_owned())
}

const fn row(
    action: Action,
    name: &'static str,
    words: &'static str,
    scope: Scope,
    keys: &'static [&'static str],
) -> Entry {
    Entry { action, name, words, hint: "", scope, writes: false, keys, hindrance: never }
}

impl Entry {
    const fn hint(self, hint: &'static str) -> Entry {
        Entry { hint, ..self }
    }

    const fn writes(self) -> Entry {
        Entry { writes: true, ..self }
    }

    const fn when(self, hindrance: fn(&App) -> Option<String>) -> Entry {
        Entry { hindrance, ..self }
    }
}

/// Every action, in the order in which help lists them.
#[rustfmt::skip]
pub const TABLE: &[Entry] = &[
    row(Action::Down, "down", "next line", Scope::Desk, &["j", "Down"]),
    row(Action::Up, "up", "line before", Scope::Desk, &["k", "Up"]),
    row(Action::PageDown, "page-down", "a page down", Scope::Desk, &["PgDn", "Ctrl-f"]),
    row(Action::PageUp, "page-up", "a page up", Scope::Desk, &["PgUp", "Ctrl-u"]),
    row(Action::First, "first", "to the top", Scope::Desk, &["g", "Home"]),
    row(Action::Last, "last", "to the end", Scope::Desk, &["G", "End"]),
    row(Action::NextCustomer, "next-customer", "next customer", Scope::List, &["Tab", "]"]).when(customers_view),
    row(Action::PreviousCustomer, "previous-customer", "customer before", Scope::List, &["BackTab", "["]).when(customers_view),
    row(Action::Open, "open", "open the ticket, or fold the customer", Scope::List, &["Enter", "l", "Right"]).hint("open"),
    row(Action::Back, "back", "back to the list", Scope::Desk, &["Esc", "h", "Left"]),
    row(Action::Fold, "fold", "fold or unfold the customer", Scope::List, &["z", "Space"]).when(customers_view),
    row(Action::FoldAll, "fold-all", "fold or unfold all customers", Scope::List, &["Z"]).when(customers_view),
    row(Action::Reply, "reply", "reply to the customer (stops the first-response clock)", Scope::Desk, &["r"]).hint("reply").writes().when(needs_work),
    row(Action::Note, "note", "write a note for colleagues", Scope::Desk, &["n"]).hint("note").writes().when(needs_ticket),
    row(Action::Take, "take", "assign the ticket to yourself", Scope::Desk, &["a"]).hint("take").writes().when(take),
    row(Action::Assign, "assign", "assign the ticket to somebody", Scope::Desk, &["A"]).writes().when(needs_work),
    row(Action::Unassign, "unassign", "assign the ticket to nobody", Scope::Desk, &["D"]).writes().when(unassign),
    row(Action::Wait, "wait", "wait for the customer (the resolution clock pauses)", Scope::Desk, &["w"]).hint("wait").writes().when(wait),
    row(Action::Resume, "resume", "go on after waiting", Scope::Desk, &["W"]).hint("resume").writes().when(resume),
    row(Action::Resolve, "resolve", "resolve the ticket", Scope::Desk, &["x"]).hint("resolve").writes().when(needs_work),
    row(Action::Reopen, "reopen", "reopen the ticket", Scope::Desk, &["X"]).hint("reopen").writes().when(reopen),
    row(Action::NewTicket, "new-ticket", "open a new ticket", Scope::Desk, &["o"]).hint("new ticket").writes().when(new_ticket),
    row(Action::AddCustomer, "add-customer", "add a customer", Scope::List, &["C"]).writes(),
    row(Action::Filter, "filter", "narrow the list as you type", Scope::List, &["/"]).hint("filter"),
    row(Action::Show(View::Grouped), "view-customers", "view: by customer", Scope::List, &["1"]),
    row(Action::Show(View::Flat), "view-urgency", "view: by urgency", Scope::List, &["2"]),
    row(Action::Show(View::Mine), "view-mine", "view: mine", Scope::List, &["3"]),
    row(Action::Show(View::Unassigned), "view-unassigned", "view: unassigned", Scope::List, &["4"]),
    row(Action::Show(View::Waiting), "view-waiting", "view: waiting for the customer", Scope::List, &["5"]),
    row(Action::Show(View::Missed), "view-missed", "view: missed", Scope::List, &["6"]),
    row(Action::NextView, "next-view", "next view", Scope::List, &["v"]).hint("view"),
    row(Action::Pane, "pane", "show or hide the pane beside the list", Scope::Desk, &["p"]),
    row(Action::NextPart, "next-part", "next part of the page", Scope::Ticket, &["Tab", "}"]).hint("next part"),
    row(Action::PreviousPart, "previous-part", "part of the page before", Scope::Ticket, &["BackTab", "{"]),
    row(Action::Ledger, "ledger", "every day of \"why it is due then\", or only its ends", Scope::Desk, &["L"]),
    row(Action::Help, "help", "the keys that work here", Scope::Everywhere, &["?", "F1"]).hint("help"),
    row(Action::Redraw, "redraw", "draw the screen afresh", Scope::Everywhere, &["Ctrl-l"]),
    row(Action::Suspend, "suspend", "stop, back to the shell (fg comes back)", Scope::Everywhere, &["Ctrl-z"]),
    row(Action::Quit, "quit", "quit", Scope::Everywhere, &["q", "Ctrl-c"]).hint("quit"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::Key;

    /// ux.md 5.
    #[test]
    fn no_easy_key_changes_what_a_customer_sees() {
        let easy = ["Enter", "Space", "Delete", "Backspace"].map(str::to_owned).into_iter();
        let easy: Vec<String> = easy.chain("hjklabdsq".chars().map(|c| format!("Ctrl-{c}"))).collect();
        for entry in TABLE.iter().filter(|entry| entry.writes) {
            for key in entry.keys {
                assert!(!easy.iter().any(|easy| easy == key), "{} is on {key}", entry.name);
            }
        }
    }

    #[test]
    fn every_key_has_a_name_and_one_meaning_where_it_is_heard() {
        let mut heard: Vec<(Scope, Key)> = Vec::new();
        for entry in TABLE {
            for name in entry.keys {
                let key = Key::named(name).unwrap_or_else(|| panic!("{name} is no key"));
                let clash = heard.iter().any(|(scope, known)| {
                    *known == key
                        && (*scope == entry.scope || *scope == Scope::Everywhere || *scope == Scope::Desk)
                });
                assert!(!clash, "{name} of {} has two meanings", entry.name);
                heard.push((entry.scope, key));
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = TABLE.iter().map(|entry| entry.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
