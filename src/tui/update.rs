//! An event changes the app and asks for effects. Pure: the same app, event and moment give the same again.

use crossterm::event::KeyCode;
use ratatui::layout::Size;

use super::app::{App, Break, Front, Pending, Stage};
use super::begin::{begin, change, keep, note_drafts, run};
use super::effect::{Done, Effect, Event, Report, Request};
use super::filtering;
use super::handing;
use super::listing::Spot;
use super::listing::View;
use super::mouse::on_mouse;
use super::moving::{back, follow, keep_place, relist};
use super::on_call;
use super::overlay::{Layer, Overlay, Reply};
use super::overlays::{Confirm, confirm::Then};
use super::ringing;
use super::screen;
use super::source::Trouble;
use super::theme::Role;
use super::viewing::wish_resolved;
use crate::calendar::Instant;
use crate::keyboard::{Action, Heard, Key};

/// Takes an event in.
pub fn update(app: &mut App, event: Event, now: Instant) -> Vec<Effect> {
    let mut effects = Vec::new();
    match event {
        Event::Key(key) => {
            app.hand = Some(now);
            on_key(app, key, now, &mut effects);
        }
        Event::Paste(text) => on_paste(app, &text, now, &mut effects),
        Event::Resize(size) => keep_place(app, now, |app| app.size = Size::new(size.width, size.height)),
        Event::Focus(focused) => app.focused = Some(focused),
        Event::Mouse(mouse) => on_mouse(app, mouse, now, &mut effects),
        Event::Said(words, role) => app.say(words, role, now),
        Event::Theme(theme) => app.theme = *theme,
        Event::Tick => {
            on_tick(app, now);
            note_drafts(app, now, &mut effects);
        }
        Event::Report(report) => on_report(app, report, now, &mut effects),
        Event::Edited { layer, outcome } => on_edited(app, layer, outcome, now),
    }
    follow(app);
    wish_file(app, &mut effects);
    let looks_at = app.looks_at();
    if looks_at != app.told {
        app.told.clone_from(&looks_at);
        effects.push(Effect::Ask(Request::Looking(looks_at.0, looks_at.1)));
    }
    wish_resolved(app, &mut effects);
    effects
}

fn on_key(app: &mut App, key: Key, now: Instant, effects: &mut Vec<Effect>) {
    if key.code == KeyCode::F(12)
        && let Some(place) = app.breaks
    {
        let effect = match place {
            Break::Screen => Effect::Panic,
            Break::Worker => Effect::Ask(Request::Panic),
        };
        return effects.push(effect);
    }
    // These three work in text fields too.
    if let Some(action @ (Action::Suspend | Action::Redraw | Action::Quit)) = single(app, key)
        && (key.ctrl || key.alt)
    {
        begin(app, &action.into(), now, effects);
        return;
    }
    if let Some(mut layer) = app.overlays.pop() {
        app.typed = Some(now);
        let reply = layer.overlay.key(key, app, now);
        let number = layer.number;
        app.overlays.push(layer);
        return settle_reply(app, number, reply, now, effects);
    }
    if app.filtering {
        return filtering::on_key(app, key, now);
    }
    if matches!(app.stage, Stage::Missing(_)) {
        return on_welcome(app, key, now, effects);
    }
    hear(app, key, now, effects);
}

/// What a key runs by itself on the list, wherever the agent is.
fn single(app: &App, key: Key) -> Option<Action> {
    app.keymap.action(&Front::List.scopes(), key)
}

/// A key of the desk: runs what it is bound to, alone or after those typed before it.
fn hear(app: &mut App, key: Key, now: Instant, effects: &mut Vec<Effect>) {
    let mut keys = std::mem::take(&mut app.begun);
    if key.code == KeyCode::Esc && !keys.is_empty() {
        return;
    }
    keys.push(key);
    let map = app.keymap.clone();
    match map.hear(&app.front.scopes(), &keys) {
        Heard::Call(call) => run(app, call, now, effects),
        Heard::Prefix => app.begun = keys,
        Heard::Nothing if keys.len() > 1 => {
            let typed: Vec<String> = keys.iter().map(ToString::to_string).collect();
            app.say(format!("{} is bound to nothing here", typed.join(" ")), Role::Error, now);
        }
        Heard::Nothing => {}
    }
}

fn on_welcome(app: &mut App, key: Key, now: Instant, effects: &mut Vec<Effect>) {
    match (key.typed(), single(app, key)) {
        (Some('c'), _) => {
            let create = || vec![Effect::Ask(Request::Create)];
            app.push(Box::new(Confirm::new("Make a new, empty store here?", "make it", Then::Do(create))));
        }
        (_, Some(Action::Quit)) => {
            begin(app, &Action::Quit.into(), now, effects);
        }
        _ => {}
    }
}

fn on_paste(app: &mut App, text: &str, now: Instant, effects: &mut Vec<Effect>) {
    if let Some(mut layer) = app.overlays.pop() {
        app.typed = Some(now);
        let reply = layer.overlay.paste(text, app);
        let number = layer.number;
        app.overlays.push(layer);
        settle_reply(app, number, reply, now, effects);
    } else if app.filtering {
        filtering::on_paste(app, text, now);
    }
}

/// The text is the form's again. A form that has gone meanwhile has kept its own.
fn on_edited(app: &mut App, layer: u64, outcome: Result<String, String>, now: Instant) {
    let Some(place) = app.overlays.iter().position(|known| known.number == layer) else { return };
    let mut layer = app.overlays.remove(place);
    layer.overlay.edited(outcome, app, now);
    app.overlays.insert(place, layer);
    app.typed = Some(now);
}

fn on_tick(app: &mut App, now: Instant) {
    if app.notice.as_ref().is_some_and(|notice| notice.until <= now) {
        app.notice = None;
    }
    app.on_call.settle(now);
    ringing::on_tick(app, now);
    let missed = app.picture.as_ref().map_or(0, |picture| picture.missed(now));
    let fell_due = missed != app.missed && (app.view == View::Missed || !app.filter.is_empty());
    app.missed = missed;
    if fell_due || app.filter.follows_the_clock() {
        relist(app, now);
    }
}

fn on_report(app: &mut App, report: Report, now: Instant, effects: &mut Vec<Effect>) {
    match report {
        Report::Picture(picture) => {
            app.missed = picture.missed(now);
            // One that was being read while the change was made does not show it yet.
            app.done.retain(|done| match picture.row(done.id) {
                Some(row) => row.ticket.revision < done.revision,
                None => false,
            });
            recover(app);
            // What has left the desk is marked no more.
            app.marks.retain(|ticket| picture.place(*ticket).is_some());
            if app.picture.replace(picture).is_none() {
                effects.push(Effect::Ask(Request::Causes));
            }
            app.stage = Stage::Desk;
            relist(app, now);
            // What is found may be another thing now.
            let searched = layers(app).filter_map(|layer| layer.overlay.searches());
            effects.extend(searched.map(|typed| Effect::Ask(Request::Search(typed))));
            if layers(app).any(|layer| layer.overlay.shows_handover()) {
                effects.push(Effect::Ask(Request::Handover));
            }
        }
        Report::Resolved(picture) => {
            app.resolved = Some(picture);
            if app.lists_resolved() {
                relist(app, now);
            }
        }
        Report::Ticket(asked, file) => {
            // A ticket that was merged is read as the one that lives on.
            let id = file.as_ref().map_or(asked, |file| file.ticket.id);
            if id != asked && app.opened == Some(asked) {
                app.opened = Some(id);
                app.spot = Some(Spot::Ticket(id));
                app.asked = None;
                app.say(format!("#{asked} was merged into #{id}"), Role::Text, now);
                relist(app, now);
            }
            for layer in app.overlays.iter_mut().filter(|layer| layer.overlay.about() == Some(id)) {
                if let Some(file) = &file {
                    layer.overlay.read(file);
                }
            }
            let unknown = app.picture.as_ref().is_none_or(|picture| picture.place(id).is_none());
            if file.is_none() && unknown && app.opened == Some(id) {
                back(app, now);
                app.say(format!("there is no ticket #{id}"), Role::Error, now);
            }
            if app.ticket_id() == Some(id) {
                app.file = file;
            } else if app.asked.is_some_and(|(asked, _)| asked == id) {
                // It came too late to be shown, and is asked for again when it is looked at again.
                app.asked = None;
            }
        }
        Report::Found { typed, outcome } => {
            layers(app).for_each(|layer| layer.overlay.found(&typed, &outcome))
        }
        Report::Done { number, outcome } => answered(app, number, &outcome, now, effects),
        Report::Figures { number, outcome } => {
            layers(app).for_each(|layer| layer.overlay.report(number, &outcome));
        }
        Report::Others(others) => app.others = others,
        Report::OnCall(told) => on_call::take(app, *told, now),
        Report::Causes(causes) => app.causes = causes,
        Report::Alerts { told, open } => {
            ringing::tell(app, told, open, now, effects);
            if layers(app).any(|layer| layer.overlay.lists_alerts()) {
                effects.push(Effect::Ask(Request::Alerts));
            }
        }
        Report::AlertList(alerts) => {
            for layer in layers(app) {
                layer.overlay.alerts(&alerts);
            }
        }
        Report::Account(file) => {
            for layer in &mut app.overlays {
                layer.overlay.account(&file);
            }
        }
        Report::Handover(file) => {
            let local = app.local.clone();
            layers(app).for_each(|layer| layer.overlay.handover(&file, &local));
            handing::take(app, file.waiting.map(|(handover, _)| handover), now);
        }
        Report::Handed(waiting) => handing::take(app, waiting.map(|handover| *handover), now),
        Report::Created => {
            app.stage = Stage::Loading;
            app.say("made a new, empty store", Role::Good, now);
        }
        Report::Ill(None) => recover(app),
        Report::Ill(trouble) => app.ill = trouble,
        Report::Warning(text) => app.say(text, Role::Error, now),
    }
}

/// The layers over the desk, and the one that waits until the ticket's page is closed.
fn layers(app: &mut App) -> impl Iterator<Item = &mut Layer> {
    app.overlays.iter_mut().chain(&mut app.waiting)
}

/// The store answers again: what failed meanwhile may be asked for once more.
fn recover(app: &mut App) {
    if app.ill.take().is_some() {
        app.asked = None;
    }
}

fn answered(
    app: &mut App,
    number: u64,
    outcome: &Result<Done, Trouble>,
    now: Instant,
    effects: &mut Vec<Effect>,
) {
    let Some(place) = app.pending.iter().position(|pending| pending.number == number) else { return };
    let pending = app.pending.remove(place);
    match outcome {
        Ok(done) => {
            app.done.retain(|known| !done.tickets.iter().any(|ticket| ticket.id == known.id));
            app.done.extend(done.tickets.iter().cloned());
            let said = done.said.clone().unwrap_or_else(|| pending.said.clone());
            app.say(said, Role::Good, now);
        }
        // A form shows its trouble itself.
        Err(trouble) if pending.layer.is_none() => app.say(trouble.words(), Role::Error, now),
        Err(_) => {}
    }
    let layer = pending.layer.and_then(|layer| app.overlays.iter().position(|l| l.number == layer));
    let Some(place) = layer else { return };
    let mut layer = app.overlays.remove(place);
    let sent = layer.overlay.draft();
    let reply = layer.overlay.answered(outcome, app);
    let number = layer.number;
    if let (true, Some(draft)) = (outcome.is_ok(), sent) {
        app.drafts.retain(|kept| kept.key != draft.key);
        effects.push(Effect::DropDraft(draft.key));
    }
    if outcome.is_ok() && reply.closes {
        return carry_out(app, None, reply, now, effects);
    }
    app.overlays.insert(place, layer);
    settle_reply(app, number, reply, now, effects);
}

/// Carries out what a layer answered; one that closes with unsent text has it kept (ux.md 10).
pub(super) fn settle_reply(
    app: &mut App,
    number: u64,
    reply: Reply,
    now: Instant,
    effects: &mut Vec<Effect>,
) {
    if reply.closes
        && let Some(place) = app.overlays.iter().position(|layer| layer.number == number)
    {
        let layer = app.overlays.remove(place);
        if reply.waits {
            app.waiting = Some(layer);
            return carry_out(app, None, reply, now, effects);
        }
        if let Some(draft) = layer.overlay.draft() {
            app.say("the text is kept: open the form again to go on", Role::Good, now);
            keep(app, draft, now, effects);
        }
    }
    carry_out(app, Some(number), reply, now, effects);
}

fn carry_out(app: &mut App, layer: Option<u64>, reply: Reply, now: Instant, effects: &mut Vec<Effect>) {
    if let Some((commands, said)) = reply.sends {
        if commands.is_empty() {
            return nothing_to_send(app, said, layer, now, effects);
        }
        let layer = layer.filter(|number| app.overlays.iter().any(|layer| layer.number == *number));
        change(app, commands, said, layer, now, effects);
    }
    if let Some(overlay) = reply.opens {
        app.push(overlay);
    }
    if let (Some(text), Some(layer)) = (reply.edits, layer) {
        effects.push(Effect::Edit { layer, text });
    }
    if let Some(text) = reply.types {
        on_paste(app, &text, now, effects);
    }
    if let Some((words, role)) = reply.says {
        app.say(words, role, now);
    }
    if reply.unmarks {
        app.marks.clear();
    }
    // The picture that shows it is on its way.
    app.spot = reply.selects.or(app.spot);
    for effect in reply.effects {
        if let Effect::DropDraft(key) = &effect {
            app.drafts.retain(|kept| kept.key != *key);
        }
        if let Effect::KeepView(view) = &effect {
            app.keep_view(view);
            relist(app, now);
        }
        effects.push(effect);
    }
    if let Some(call) = reply.runs {
        run(app, &call, now, effects);
    }
}

/// What a form asks for is no change of the desk: it is done at once.
fn nothing_to_send(app: &mut App, said: String, layer: Option<u64>, now: Instant, effects: &mut Vec<Effect>) {
    app.count += 1;
    let number = app.count;
    app.pending.push(Pending { number, layer, said, since: now });
    answered(app, number, &Ok(Done::default()), now, effects);
}

/// Asks for the history of the ticket that is looked at, where it is not here or no longer the newest.
fn wish_file(app: &mut App, effects: &mut Vec<Effect>) {
    if !screen::shows_ticket(app) {
        return;
    }
    let Some(id) = app.ticket_id() else { return };
    let newest = app.row_of(id).map(|row| row.ticket.revision);
    let here = app.file.as_deref().filter(|file| file.ticket.id == id);
    let fresh = here.is_some_and(|file| newest.is_none_or(|newest| file.ticket.revision >= newest));
    // A ticket that has left the list was resolved: its page is read once more.
    let left = newest.is_none() && here.is_some_and(|file| file.ticket.is_open());
    // What was answered is answered: a file that is older than the list, or no file, is no reason to ask without end.
    if (!fresh || left) && app.asked != Some((id, newest)) {
        app.asked = Some((id, newest));
        effects.push(Effect::Ask(Request::Ticket(id)));
    }
}

/// Whether an overlay of the stack is there: for tests of keys that open one.
pub fn top(app: &App) -> Option<&dyn Overlay> {
    app.overlays.last().map(|layer| &*layer.overlay)
}
