//! What an action does, one file a section of the table. An action that opens a form has its arm in `overlays::form`
//! instead. A change is asked for with [`change`]; what takes a ticket away from somebody asks first.

mod account;
mod customer;
mod duty;
mod handing;
mod levels;
mod many;
mod moving;
mod on_call;
mod program;
mod ticket;
mod view;

use super::app::{App, Pending};
use super::effect::{Effect, Job, Request};
use super::hindrance;
use super::listing::Spot;
use super::overlay::Overlay;
use super::overlays;
use super::theme::Role;
use crate::calendar::Instant;
use crate::desk::Command;
use crate::keyboard::{Action, Call, Section};

pub use many::{names, question};
pub use program::keep_all;
pub(super) use program::{keep, note_drafts};

/// Runs an action, or says why it cannot be run now.
pub(super) fn run(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) {
    match call.action.entry().and_then(|entry| hindrance::of(entry, app)) {
        Some(why) => app.say(why, Role::Error, now),
        None => {
            begin(app, call, now, effects);
        }
    }
}

/// Does it, whatever hinders; whether any section knew how.
pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    if let (Some(entry), None) = (call.action.entry().filter(|entry| entry.argued), &call.argument) {
        let typed = format!("{} ", entry.name);
        let palette = overlays::Palette::new(&typed, app);
        app.push(Box::new(palette));
        return true;
    }
    let begun = match call.action.section() {
        Some(Section::Moving) => moving::begin(app, call, now),
        Some(Section::Ticket) => ticket::begin(app, call, now, effects),
        Some(Section::View) => view::begin(app, call, now),
        Some(Section::Program) => program::begin(app, call, now, effects),
        Some(Section::Levels) => levels::begin(app, call, now, effects),
        Some(Section::Time | Section::Allowance) => account::begin(app, call, now, effects),
        Some(Section::OnCall) => {
            handing::begin(app, call, now, effects) || on_call::begin(app, call, now, effects)
        }
        Some(Section::Bonds) => many::begin(app, call, now, effects),
        Some(Section::Customer) => customer::begin(app, call, now) || account::begin(app, call, now, effects),
        None => false,
    };
    if call.action == Action::Resolve {
        effects.push(Effect::Ask(Request::Causes));
    }
    begun || open_form(app, call, now)
}

/// Whether the action opens a form, which is then open.
fn open_form(app: &mut App, call: &Call, now: Instant) -> bool {
    if !overlays::has_form(call.action) {
        return false;
    }
    let many = call.action.entry().is_some_and(|entry| entry.many) && app.acts_on_marks();
    lay(app, many, now, |app| overlays::form(app, call.action, now));
    true
}

/// Lays a form on top: for the ticket in front, or for all that are marked.
fn lay(app: &mut App, many: bool, now: Instant, make: impl Fn(&App) -> Option<Box<dyn Overlay>>) {
    if !many {
        if let Some(form) = make(app) {
            app.push(form);
        }
        return;
    }
    // The first of them stands for all while the form is made.
    let tickets: Vec<crate::desk::Ticket> = app.marked().into_iter().cloned().collect();
    let kept = app.spot;
    app.spot = tickets.first().map(|first| Spot::Ticket(first.id));
    let form = make(app);
    app.spot = kept;
    if let Some(mut form) = form {
        form.spread(tickets, app, now);
        app.push(form);
    }
}

/// Asks the worker for a change: all of the commands or none. `said` is what to say once it is done, `layer` the overlay
/// that waits for it.
pub(super) fn change(
    app: &mut App,
    commands: Vec<Command>,
    said: String,
    layer: Option<u64>,
    now: Instant,
    effects: &mut Vec<Effect>,
) {
    app.count += 1;
    let number = app.count;
    app.pending.push(Pending { number, layer, said, since: now });
    effects.push(Effect::Ask(Request::Do(Job { number, commands })));
}

/// Asks the worker to undo what the agent did last, or to redo what was undone last.
pub(super) fn turn(app: &mut App, again: bool, now: Instant, effects: &mut Vec<Effect>) {
    app.count += 1;
    let number = app.count;
    app.pending.push(Pending { number, layer: None, said: String::new(), since: now });
    effects.push(Effect::Ask(Request::Turn { number, again }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;
    use crate::keyboard::action::entries;
    use crate::tui::theme::Theme;

    /// A row of the table that nothing answers to would be a dead key.
    #[test]
    fn every_row_of_the_table_is_begun_somewhere() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let now = Instant::from_unix(1_800_000_000).unwrap();
        for entry in entries() {
            let size = ratatui::layout::Size::new(80, 24);
            let mut app = App::new("kim".into(), zone.clone(), Theme::new(true), size);
            let begun = begin(&mut app, &entry.action.into(), now, &mut Vec::new());
            assert!(begun, "{}: an arm in tui/begin/ or in overlays::form", entry.name);
        }
    }
}
