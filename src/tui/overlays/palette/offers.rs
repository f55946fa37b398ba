//! What may be typed after an action's name, from the desk as last read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::keyboard::Argument;
use crate::text;
use crate::tui::app::App;
use crate::tui::fuzzy::{Finder, Fit};
use crate::tui::picture::Picture;

/// Most that are shown.
const MOST: usize = 200;

/// One that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is handed to the action.
    pub value: String,
    /// What it is, for people: what is typed is looked for in here too. Printable.
    pub label: String,
}

impl Offer {
    fn plain(value: &str) -> Offer {
        Offer { value: value.to_owned(), label: text::printable(value).into_owned() }
    }
}

/// All that can be chosen for one kind of argument, made once for a picture.
#[derive(Debug)]
pub struct Offers {
    argument: Argument,
    picture: Option<Arc<Picture>>,
    all: Vec<Offer>,
    finder: Finder,
}

impl Offers {
    /// Of the desk as it is.
    pub fn new(argument: Argument, app: &App) -> Offers {
        let all = match argument {
            Argument::Agent => agents(app),
            Argument::Customer => customers(app),
            Argument::Ticket => tickets(app),
            Argument::View => app.view_names().map(|name| Offer::plain(&name)).collect(),
        };
        let finder = Finder::new(Fit::Letters, all.iter().map(|offer| offer.label.as_str()));
        Offers { argument, picture: app.picture.clone(), all, finder }
    }

    /// Whether they are still those of that argument on this desk.
    pub fn hold(&self, argument: Argument, app: &App) -> bool {
        let same = match (&self.picture, &app.picture) {
            (Some(mine), Some(theirs)) => Arc::ptr_eq(mine, theirs),
            (None, None) => true,
            _ => false,
        };
        self.argument == argument && same
    }

    /// Those that fit what was typed, the best first.
    pub fn fitting(&mut self, typed: &str) -> Vec<Offer> {
        let places = self.finder.best(typed, MOST);
        let mut found: Vec<Offer> =
            places.iter().filter_map(|(place, _)| self.all.get(*place).cloned()).collect();
        // What is spelled out in full is meant, whatever else holds its letters.
        let typed = typed.trim().to_lowercase();
        if let Some(place) = found.iter().position(|offer| offer.value.to_lowercase() == typed) {
            let exact = found.remove(place);
            found.insert(0, exact);
        }
        found
    }
}

fn agents(app: &App) -> Vec<Offer> {
    let rows = app.picture.iter().flat_map(|picture| picture.board.rows.iter());
    let mut names: BTreeSet<&str> = rows.filter_map(|row| row.ticket.assignee.as_deref()).collect();
    names.insert(&app.who);
    let named = |name: &str| {
        let plain = Offer::plain(name);
        // Oneself is found by "me" too.
        if name == app.who { Offer { label: format!("{} (me)", plain.label), ..plain } } else { plain }
    };
    names.into_iter().map(named).collect()
}

fn customers(app: &App) -> Vec<Offer> {
    let groups = app.picture.iter().flat_map(|picture| picture.board.groups.iter());
    groups.map(|group| Offer::plain(&group.customer.name)).collect()
}

/// The open tickets, the most urgent first.
fn tickets(app: &App) -> Vec<Offer> {
    let Some(picture) = app.picture.as_deref() else { return Vec::new() };
    let rows = picture.board.by_urgency.iter().filter_map(|&place| {
        let row = picture.board.rows.get(place)?;
        let customer = picture.group_of_row(place).map_or("", |group| group.customer.name.as_str());
        let (id, subject) = (row.ticket.id, text::printable(&row.ticket.subject));
        let label = format!("{id} {subject} · {}", text::printable(customer));
        Some(Offer { value: id.to_string(), label })
    });
    rows.collect()
}
