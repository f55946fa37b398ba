//! What may be typed after an action's name, from the desk as last read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::desk::TicketId;
use crate::desk::filter::folded_line;
use crate::keyboard::Argument;
use crate::text;
use crate::tui::app::App;
use crate::tui::fuzzy::{Finder, Fit};
use crate::tui::overlays::open_ticket::BARE;
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
    /// Empty for tickets: there are too many to write out, and the picture has their text at hand.
    all: Vec<Offer>,
    finder: Finder,
}

impl Offers {
    /// Of the desk as it is.
    pub fn new(argument: Argument, app: &App) -> Offers {
        let all = match argument {
            Argument::Agent => agents(app),
            Argument::Customer => customers(app),
            Argument::Ticket => Vec::new(),
            Argument::Tag => tags(app),
            Argument::Severity => severities(app),
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
        if self.argument == Argument::Ticket {
            return self.picture.as_deref().map_or_else(Vec::new, |picture| tickets(picture, typed.trim()));
        }
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

/// The tags of the open tickets.
fn tags(app: &App) -> Vec<Offer> {
    let rows = app.picture.iter().flat_map(|picture| picture.board.rows.iter());
    let tags: BTreeSet<&str> =
        rows.flat_map(|row| row.ticket.more().tags.iter().map(String::as_str)).collect();
    tags.into_iter().map(Offer::plain).collect()
}

/// The severities of the policy that the ticket at hand is held to, the most severe first; without one, those that the
/// form for a new ticket offers.
fn severities(app: &App) -> Vec<Offer> {
    let offer = |key: &str, name: &str| {
        let plain = Offer::plain(key);
        // A policy's own name for it is often the key in capitals.
        if name.eq_ignore_ascii_case(key) {
            return plain;
        }
        Offer { label: format!("{} · {}", plain.label, text::printable(name)), ..plain }
    };
    match app.group().and_then(|group| group.terms.as_ref()).and_then(|terms| terms.as_ref().ok()) {
        Some(terms) => terms.pack().severities.iter().map(|s| offer(s.key.as_str(), &s.name)).collect(),
        None => BARE.iter().map(|(key, about)| offer(key, about)).collect(),
    }
}

/// The open tickets whose numbers begin so, the very one first, or that hold every word; the most urgent first.
fn tickets(picture: &Picture, typed: &str) -> Vec<Offer> {
    let by_urgency = || picture.board.by_urgency.iter().copied();
    let mut places: Vec<usize> = Vec::new();
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        places.extend(typed.parse().ok().and_then(|number| picture.place(TicketId(number))));
        let begins = |place: &usize| {
            let row = picture.board.rows.get(*place);
            row.is_some_and(|row| row.ticket.id.to_string().starts_with(typed))
        };
        let exact = places.first().copied();
        places.extend(by_urgency().filter(begins).filter(|place| Some(*place) != exact).take(MOST));
    } else {
        let typed = folded_line(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let texts = picture.haystacks();
        let holds = |place: &usize| {
            texts.get(*place).is_some_and(|text| words.iter().all(|word| text.text().contains(word)))
        };
        places.extend(by_urgency().filter(holds).take(MOST));
    }
    let offer = |place: usize| {
        let row = picture.board.rows.get(place)?;
        let customer = picture.group_of_row(place).map_or("", |group| group.customer.name.as_str());
        let (id, subject) = (row.ticket.id, text::printable(&row.ticket.subject));
        Some(Offer {
            value: id.to_string(),
            label: format!("{id} {subject} · {}", text::printable(customer)),
        })
    };
    places.into_iter().filter_map(offer).collect()
}
