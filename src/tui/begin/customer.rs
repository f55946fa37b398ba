//! Customers.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::{App, Front};
use crate::tui::filtering;
use crate::tui::listing::{Spot, View};
use crate::tui::moving::relist;
use crate::tui::overlays::PolicyPage;
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant) -> bool {
    match call.action {
        Action::GoToCustomer => go_to(app, call.argument.as_deref().unwrap_or_default(), now),
        Action::PolicyPage => {
            let page = PolicyPage::new(app);
            app.push(Box::new(page));
        }
        _ => return false,
    }
    true
}

/// Selects the customer of that name, or the one whose name begins so, in the view by customers.
fn go_to(app: &mut App, name: &str, now: Instant) {
    let wanted = name.trim().to_lowercase();
    let groups =
        app.picture.iter().flat_map(|picture| picture.board.groups.iter()).map(|group| &group.customer);
    let named =
        |fits: &dyn Fn(&str) -> bool| groups.clone().find(|customer| fits(&customer.name.to_lowercase()));
    let found = named(&|name| name == wanted).or_else(|| named(&|name| name.starts_with(&wanted)));
    let Some(customer) = found.map(|customer| customer.id) else {
        return app.say(format!("there is no customer {}", crate::text::quoted(name)), Role::Error, now);
    };
    app.front = Front::List;
    app.opened = None;
    app.waiting = None;
    app.view = View::Grouped;
    app.spot = Some(Spot::Customer(customer));
    filtering::set(app, "", now);
    relist(app, now);
}
