//! Which lines the list has: a view, a filter and the folds applied to a picture.

use std::collections::HashSet;

use super::picture::Picture;
use crate::desk::filter::{Candidate, Filter, Moment, Test};
use crate::desk::{CustomerId, Status, TicketId};
use crate::keyboard::Action;

/// Which tickets are listed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// All, under their customers.
    #[default]
    Grouped,
    /// All, the most urgent first.
    Flat,
    /// Those of the agent.
    Mine,
    /// Those of nobody.
    Unassigned,
    /// Those that wait for the customer, and those on hold.
    Waiting,
    /// Those with a missed target.
    Missed,
    /// Those resolved last.
    Resolved,
    /// A saved one: its place in `App::views`.
    Saved(usize),
}

impl View {
    /// The built-in ones, in order.
    pub const ALL: [View; 7] = [
        View::Grouped,
        View::Flat,
        View::Mine,
        View::Unassigned,
        View::Waiting,
        View::Missed,
        View::Resolved,
    ];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            View::Grouped => "by customer",
            View::Flat => "by urgency",
            View::Mine => "mine",
            View::Unassigned => "unassigned",
            View::Waiting => "waiting",
            View::Missed => "missed",
            View::Resolved => "resolved",
            View::Saved(_) => "saved",
        }
    }

    /// The one after it, and after the last of so many saved ones the first.
    pub fn next(self, saved: usize) -> View {
        let place = match self {
            View::Saved(place) => View::ALL.len() + place,
            own => View::ALL.iter().position(|view| *view == own).unwrap_or(0),
        };
        let next = place + 1;
        let of_saved = next.checked_sub(View::ALL.len()).filter(|place| *place < saved).map(View::Saved);
        View::ALL.get(next).copied().or(of_saved).unwrap_or_default()
    }

    /// The action that shows it; `None` for a saved one.
    pub fn action(self) -> Option<Action> {
        Some(match self {
            View::Grouped => Action::ViewCustomers,
            View::Flat => Action::ViewUrgency,
            View::Mine => Action::ViewMine,
            View::Unassigned => Action::ViewUnassigned,
            View::Waiting => Action::ViewWaiting,
            View::Missed => Action::ViewMissed,
            View::Resolved => Action::ViewResolved,
            View::Saved(_) => return None,
        })
    }

    /// A filter that lets through what a built-in one lists.
    pub fn as_filter(self) -> &'static str {
        match self {
            View::Grouped | View::Flat | View::Saved(_) => "",
            View::Mine => "is:mine",
            View::Unassigned => "is:unassigned",
            View::Waiting => "is:waiting",
            View::Missed => "is:missed",
            View::Resolved => "is:resolved",
        }
    }
}

/// What a line stands for, whatever its place: what the selection holds on to (ux.md 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A customer's line.
    Customer(CustomerId),
    /// A ticket's line.
    Ticket(TicketId),
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A customer: its place in `board.groups`.
    Group(usize),
    /// A ticket: its place in `board.rows`.
    Row(usize),
}

/// The lines, from the first to the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// In order.
    pub lines: Vec<Line>,
    /// Tickets that view and filter let through, folded ones too.
    pub shown: usize,
    /// Tickets that the view alone lets through.
    pub total: usize,
}

/// The filters of a listing, at its moment.
struct Tests<'a> {
    within: Option<Test<'a>>,
    typed: Option<Test<'a>>,
}

/// What a listing is made with.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Which view.
    pub view: View,
    /// The tickets stand under their customers.
    pub grouped: bool,
    /// The filter of a saved view.
    pub within: Option<&'a Filter>,
    /// What was typed after `/`.
    pub filter: &'a Filter,
    /// Customers whose tickets are folded away.
    pub folded: &'a HashSet<CustomerId>,
    /// When, and for whom.
    pub moment: Moment<'a>,
}

impl Listing {
    /// The lines of a picture at a moment.
    pub fn new(picture: &Picture, wanted: Wanted<'_>) -> Listing {
        let mut listing = Listing::default();
        let tests = Tests {
            within: wanted.within.filter(|filter| !filter.is_empty()).map(|filter| filter.at(wanted.moment)),
            typed: (!wanted.filter.is_empty()).then(|| wanted.filter.at(wanted.moment)),
        };
        if wanted.grouped {
            listing.grouped(picture, wanted, &tests);
        } else {
            for &row in &picture.board.by_urgency {
                if listing.admits(picture, wanted, &tests, row) {
                    listing.lines.push(Line::Row(row));
                }
            }
        }
        listing
    }

    fn grouped(&mut self, picture: &Picture, wanted: Wanted<'_>, tests: &Tests<'_>) {
        for (place, group) in picture.board.groups.iter().enumerate() {
            let start = self.lines.len();
            self.lines.push(Line::Group(place));
            // A filter opens what is folded: what was asked for must be seen.
            let folded = wanted.filter.is_empty() && wanted.folded.contains(&group.customer.id);
            let mut any = false;
            for &row in &group.rows {
                if self.admits(picture, wanted, tests, row) {
                    any = true;
                    if !folded {
                        self.lines.push(Line::Row(row));
                    }
                }
            }
            // A customer without open tickets is listed for its plan, unless something is looked for.
            let for_its_plan = wanted.filter.is_empty() && wanted.within.is_none() && group.rows.is_empty();
            if !any && !for_its_plan {
                self.lines.truncate(start);
            }
        }
    }

    /// Counts a row, and says whether view and filter let it through.
    fn admits(&mut self, picture: &Picture, wanted: Wanted<'_>, tests: &Tests<'_>, place: usize) -> bool {
        let Some(row) = picture.board.rows.get(place) else { return false };
        let ticket = &row.ticket;
        let fits = |test: &Test<'_>| {
            picture.haystacks().get(place).is_some_and(|text| {
                let verdict = || picture.verdict(picture.group_of_row(place)?, row);
                test.admits(&Candidate { row, text, verdict: &verdict })
            })
        };
        let in_view = match wanted.view {
            View::Grouped | View::Flat | View::Resolved => true,
            View::Saved(_) => tests.within.as_ref().is_none_or(fits),
            View::Mine => ticket.assignee.as_deref() == Some(wanted.moment.who),
            View::Unassigned => ticket.assignee.is_none(),
            View::Waiting => matches!(ticket.status, Status::Waiting | Status::OnHold),
            View::Missed => row.due().is_some_and(|due| due < wanted.moment.now),
        };
        if !in_view {
            return false;
        }
        self.total += 1;
        let shown = tests.typed.as_ref().is_none_or(fits);
        self.shown += usize::from(shown);
        shown
    }

    /// What a line stands for.
    pub fn spot(&self, picture: &Picture, line: usize) -> Option<Spot> {
        Some(match *self.lines.get(line)? {
            Line::Group(group) => Spot::Customer(picture.board.groups.get(group)?.customer.id),
            Line::Row(row) => Spot::Ticket(picture.board.rows.get(row)?.ticket.id),
        })
    }

    /// Where something stands, if it does.
    pub fn find(&self, picture: &Picture, spot: Spot) -> Option<usize> {
        let wanted = match spot {
            Spot::Ticket(ticket) => Line::Row(picture.place(ticket)?),
            Spot::Customer(customer) => {
                Line::Group(picture.board.groups.iter().position(|group| group.customer.id == customer)?)
            }
        };
        self.lines.iter().position(|line| *line == wanted)
    }

    /// The next customer's line after a line, or before it.
    pub fn group_beside(&self, line: usize, forward: bool) -> Option<usize> {
        let is_group = |place: &usize| matches!(self.lines.get(*place), Some(Line::Group(_)));
        if forward { (line + 1..self.lines.len()).find(is_group) } else { (0..line).rev().find(is_group) }
    }
}
