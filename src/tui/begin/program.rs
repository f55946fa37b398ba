//! The program itself: help, the screen, the end; and what is typed when it ends.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Draft, Effect};
use crate::tui::overlays::{Help, Palette};
use crate::tui::screen;
use crate::tui::theme::Role;

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match call.action {
        Action::Palette => {
            let palette = Palette::new("", app);
            app.push(Box::new(palette));
        }
        Action::Copy | Action::CopyNumber | Action::CopyPage => copy(app, call.action, now, effects),
        Action::Mouse => {
            app.mouse = !app.mouse;
            effects.push(Effect::Mouse(app.mouse));
            let key = app
                .keymap
                .key_of(Action::Mouse)
                .map(|key| format!("; {key} turns it off"))
                .unwrap_or_default();
            let words = if app.mouse {
                format!("the mouse selects, opens and scrolls here{key}")
            } else {
                "the mouse is the terminal's again".to_owned()
            };
            app.say(words, Role::Good, now);
        }
        Action::Help => app.push(Box::new(Help::default())),
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Suspend => {
            keep_all(app, now, effects);
            effects.push(Effect::Suspend);
        }
        Action::Quit => {
            keep_all(app, now, effects);
            effects.push(Effect::Quit);
        }
        _ => return false,
    }
    true
}

/// What a key copies of the ticket in front.
fn copy(app: &App, action: Action, now: Instant, effects: &mut Vec<Effect>) {
    let Some(ticket) = app.ticket() else { return };
    let number = format!("#{}", ticket.id);
    let (text, what) = match action {
        Action::CopyPage => {
            (screen::ticket_text(app, now, PAGE_COLUMNS).join("\n"), format!("the page of {number}"))
        }
        Action::Copy => {
            let text = format!("{number} {}", crate::text::printable(&ticket.subject));
            (text.clone(), crate::text::fitted(&text, 40).into_owned())
        }
        _ => (number.clone(), number),
    };
    effects.push(Effect::Copy { text, what });
}

/// How wide a copied page is.
const PAGE_COLUMNS: usize = 76;

/// Keeps everything that is typed and not sent (faults.md F03, F18).
pub fn keep_all(app: &mut App, now: Instant, effects: &mut Vec<Effect>) {
    for draft in app.unsent() {
        keep(app, draft, now, effects);
    }
}

/// Notes what is typed and not sent, a moment after the last key, so that not even kill -9 loses it. Nothing is written
/// while one types, and nothing where nothing changed.
pub(in crate::tui) fn note_drafts(app: &mut App, now: Instant, effects: &mut Vec<Effect>) {
    if app.typed.is_none_or(|typed| typed >= now) {
        return;
    }
    app.typed = None;
    let unsent = app.unsent();
    for key in std::mem::take(&mut app.noted) {
        // Emptied by hand, or sent: what was noted is no longer wanted.
        if !unsent.iter().any(|draft| draft.key == key) {
            app.drafts.retain(|kept| kept.key != key);
            effects.push(Effect::DropDraft(key));
        }
    }
    for mut draft in unsent {
        app.noted.push(draft.key.clone());
        if app.draft(&draft.key).is_some_and(|kept| kept.fields == draft.fields) {
            continue;
        }
        draft.kept = now.unix();
        app.drafts.retain(|kept| kept.key != draft.key);
        app.drafts.push(draft.clone());
        effects.push(Effect::NoteDraft(draft));
    }
}

/// Keeps a draft for next time.
pub(in crate::tui) fn keep(app: &mut App, mut draft: Draft, now: Instant, effects: &mut Vec<Effect>) {
    draft.kept = now.unix();
    app.drafts.retain(|kept| kept.key != draft.key);
    app.drafts.push(draft.clone());
    app.noted.retain(|key| *key != draft.key);
    effects.push(Effect::KeepDraft(draft));
}
